"""Checks and hashes passwords with argon2id; keeps none and logs none."""

import asyncio
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST = 12
MOST = 200
_LEAST_DIFFERENT = 5
_LEAST_TELLING = 4


class Passwords:
    """Hashing takes tens of milliseconds and 64 MB on purpose, so it runs in a thread and two at a time at most."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._room = asyncio.Semaphore(2)

    @cached_property
    def _nobody(self) -> str:
        """Made at the first check, whoever that is for, so that the server does not wait for it when it starts."""
        return self._hasher.hash("no account has this password")

    async def hash(self, password: str) -> str:
        async with self._room:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def fits(self, password: str, hashed: str | None) -> bool:
        """Whether it is the password. With no hash (an unknown account) it takes as long, and is False."""
        async with self._room:
            right = await asyncio.to_thread(self._verify, password, hashed)
        return right and hashed is not None

    def _verify(self, password: str, hashed: str | None) -> bool:
        nobody = self._nobody
        try:
            return self._hasher.verify(hashed or nobody, password[: MOST + 1])
        except (VerificationError, InvalidHashError):
            return False


def fault_in(password: str, again: str, email: str) -> str:
    """What is wrong with a new password and how to mend it, "" when nothing is."""
    if len(password) < LEAST:
        return f"The password has {len(password)} characters; use at least {LEAST}. Three or four words are good."
    if len(password) > MOST:
        return f"The password is longer than {MOST} characters; use a shorter one."
    if len(set(password.lower())) < _LEAST_DIFFERENT:
        return "The password repeats too few different characters; mix in some others."
    account = email.partition("@")[0]
    if len(account) >= _LEAST_TELLING and account in password.lower():
        return "The password contains your email address; use words that are not in it."
    if password != again:
        return "The two passwords are not the same; type it twice."
    return ""
