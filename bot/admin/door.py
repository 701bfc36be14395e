"""Who is at the door of the staff site: its cookies, the proof that a form is ours, and failed sign-ins counted."""

import asyncio
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web

from bot.admin.parts import AdminParts
from bot.store import staff
from bot.store.staff import Action, SignedIn

WINDOW = timedelta(minutes=15)
MOST_FAILED = 5
"""Failed tries of one account from one network before it has to wait."""
MOST_FAILED_NETWORK = 30
MOST_FAILED_ACCOUNT = 50


@dataclass(frozen=True, slots=True)
class Door:
    parts: AdminParts

    def _cookie(self, name: str) -> str:
        return f"__Host-{name}" if self.parts.secure else name

    async def member(self, request: web.Request) -> SignedIn | None:
        """Who is signed in in this browser."""
        token = self.token(request)
        return await asyncio.to_thread(self._look_up, token) if token else None

    def token(self, request: web.Request) -> str:
        return request.cookies.get(self._cookie("earshot_staff"), "")

    def let_in(self, response: web.StreamResponse, token: str) -> None:
        self._set(response, "earshot_staff", token, int(staff.SESSION_LASTS.total_seconds()))

    def let_out(self, response: web.StreamResponse) -> None:
        response.del_cookie(self._cookie("earshot_staff"), path="/", secure=self.parts.secure)

    def visitor(self, request: web.Request) -> str:
        """A random mark of a browser that is not signed in, so that its forms can be told from forged ones."""
        return request.cookies.get(self._cookie("earshot_form"), "") or secrets.token_urlsafe(18)

    def know(self, response: web.StreamResponse, visitor: str) -> None:
        self._set(response, "earshot_form", visitor, 24 * 60 * 60)

    def form_token(self, visitor: str) -> str:
        return self._mark("form", visitor)

    def own_form(self, request: web.Request, token: str) -> bool:
        visitor = request.cookies.get(self._cookie("earshot_form"), "")
        return bool(visitor) and hmac.compare_digest(token.encode(), self.form_token(visitor).encode())

    def who(self, request: web.Request, email: str) -> str:
        """What is kept of a failed sign-in: which account from which network, neither of them readable."""
        return f"{self._mark('email', email)[:16]}.{self._mark('network', self.parts.network(request))[:16]}"

    def must_wait(self, who: str) -> bool:
        """Whether too many sign-ins failed lately. Blocks; call it in a thread."""
        account, _, network = who.partition(".")
        since = self.parts.store.clock() - WINDOW
        limits = (
            (who, MOST_FAILED),
            (f"%.{network}", MOST_FAILED_NETWORK),
            (f"{account}.%", MOST_FAILED_ACCOUNT),
        )
        return self.parts.store.read(
            lambda connection: any(staff.failures(connection, since, what) >= most for what, most in limits)
        )

    def failed(self, who: str) -> None:
        """Counts a failed sign-in. Blocks; call it in a thread."""
        now = self.parts.store.clock()
        self.parts.store.write(lambda c: staff.record(c, now, None, Action.SIGN_IN_FAILED, who))

    def _look_up(self, token: str) -> SignedIn | None:
        store = self.parts.store
        now = store.clock()
        found = store.read(lambda connection: staff.signed_in(connection, token, now))
        if found is None:
            return None
        signed_in, due = found
        if due:
            store.write(lambda connection: staff.seen(connection, token, now))
        return signed_in

    def _set(self, response: web.StreamResponse, name: str, value: str, seconds: int) -> None:
        response.set_cookie(
            self._cookie(name),
            value,
            max_age=seconds,
            path="/",
            httponly=True,
            samesite="Lax",
            secure=self.parts.secure,
        )

    def _mark(self, purpose: str, text: str) -> str:
        return hmac.new(self.parts.secret, f"admin:{purpose}:{text}".encode(), hashlib.sha256).hexdigest()[
            :40
        ]
