"""Knows how to make things unreadable without the key, and refuses to know what they mean or where they are kept."""

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic_core import PydanticSerializationError, from_json, to_json

from bot.store.randomness import randomness

LEAST_SECRET = 16
NONCE = 12
ID_BYTES = 16


class WrongKey(Exception):
    """What was read cannot be opened: another key sealed it, or it was moved or changed."""


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals bytes so that they open only in the place (table, column, row) they were sealed for.

    AES-256-GCM with a random 96-bit nonce, one key for each kind of place, so each kind is good for 2**32 sealings
    (NIST SP 800-38D, 8.3).
    """

    secret: bytes

    def __post_init__(self) -> None:
        if len(self.secret) < LEAST_SECRET:
            raise ValueError(
                f"The secret key has {len(self.secret)} bytes; it needs at least {LEAST_SECRET}. "
                "Give EARSHOT_SECRET_KEY a longer value, or leave it out and one is made."
            )

    def seal(self, place: str, row: str, data: bytes) -> bytes:
        """`data`, readable only with the key and only as `place` of `row`."""
        nonce = randomness.take(NONCE)
        return nonce + _cipher(self.secret, place).encrypt(nonce, data, row.encode())

    def unseal(self, place: str, row: str, sealed: bytes) -> bytes:
        """What was sealed for this `place` and `row`; WrongKey when it was not, or not with this key."""
        sealed = bytes(sealed)
        try:
            return _cipher(self.secret, place).decrypt(sealed[:NONCE], sealed[NONCE:], row.encode())
        except (InvalidTag, ValueError) as fault:
            raise WrongKey(f"{place} cannot be opened with this key") from fault

    def address_id(self, channel: str, address: str) -> str:
        """The same short id for the same address each time; without the key nobody can try addresses out."""
        return self.keyed_hash("address id", f"{channel}\0{address}")

    def keyed_hash(self, purpose: str, text: str) -> str:
        """The same short id for the same text each time; without the key nobody can try texts out."""
        return _short(hmac.digest(_key(self.secret, purpose), text.encode(errors="surrogatepass"), "sha256"))


def seal_text(sealer: Sealer, place: str, row: str, text: str) -> bytes:
    return sealer.seal(place, row, text.encode(errors="surrogatepass"))


def unseal_text(sealer: Sealer, place: str, row: str, sealed: bytes) -> str:
    """Raises WrongKey when it was sealed elsewhere or with another key."""
    return sealer.unseal(place, row, sealed).decode(errors="surrogatepass")


def seal_json(sealer: Sealer, place: str, row: str, value: Mapping[str, Any]) -> bytes:
    return sealer.seal(place, row, _written(value))


def unseal_json(sealer: Sealer, place: str, row: str, sealed: bytes) -> dict[str, Any]:
    """Raises WrongKey when it was sealed elsewhere or with another key."""
    return _read(sealer.unseal(place, row, sealed))


def _written(value: Mapping[str, Any]) -> bytes:
    """JSON by the quick writer, which refuses half characters; the slow one takes them."""
    try:
        return to_json(value)
    except PydanticSerializationError:
        return json.dumps(value).encode()


def _read(data: bytes) -> dict[str, Any]:
    try:
        read: dict[str, Any] = from_json(data)
    except ValueError:
        read = json.loads(data)
    return read


def respondent(salt: bytes, person: str) -> str:
    """Who answered one edition: the same for the same person while the edition's salt exists, then nobody."""
    return _short(hmac.digest(salt, person.encode(), "sha256"))


def random_id() -> str:
    return _short(randomness.take(ID_BYTES))


def random_number() -> int:
    """A key that says nothing about the order in which rows came; positive and below 2**63."""
    return int.from_bytes(randomness.take(8)) >> 1


def token_hash(token: str) -> str:
    """What is stored of a token that staff hold: enough to know it again, not enough to use it."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def _short(digest: bytes) -> str:
    return urlsafe_b64encode(digest[:ID_BYTES]).rstrip(b"=").decode()


@cache
def _cipher(secret: bytes, place: str) -> AESGCM:
    return AESGCM(_key(secret, f"seal {place}"))


@cache
def _key(secret: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"earshot {purpose}".encode()).derive(secret)
