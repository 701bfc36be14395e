"""A visitor's random session and the proof that a form came from our own page; knows nothing of who they are."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from aiohttp import web

DAYS_KEPT = 90
_SECONDS_KEPT = DAYS_KEPT * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Session:
    """`id` is the channel address of the conversation; `fresh` says that the browser has yet to be given its cookie."""

    id: str
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Sessions:
    """Reads and writes the session cookie. The id in it is signed, so nobody can pick their own (or another's)."""

    secret: bytes
    secure: bool

    @property
    def cookie(self) -> str:
        """`__Host-` makes browsers refuse the cookie unless it is Secure, host-only and for the whole site."""
        return "__Host-earshot" if self.secure else "earshot"

    def read(self, request: web.Request) -> Session:
        """The session of this browser, or a new one when it has none or its cookie is not ours."""
        session_id, _, signature = request.cookies.get(self.cookie, "").partition(".")
        if session_id and hmac.compare_digest(signature.encode(), self._mark("session", session_id).encode()):
            return Session(session_id)
        return new_session()

    def write(self, response: web.StreamResponse, session: Session) -> None:
        response.set_cookie(
            self.cookie,
            f"{session.id}.{self._mark('session', session.id)}",
            max_age=_SECONDS_KEPT,
            path="/",
            httponly=True,
            samesite="Lax",
            secure=self.secure,
        )

    def csrf(self, session: Session) -> str:
        return self._mark("form", session.id)

    def own_form(self, session: Session, token: str) -> bool:
        return hmac.compare_digest(token.encode(), self.csrf(session).encode())

    def _mark(self, purpose: str, text: str) -> str:
        return hmac.new(self.secret, f"web:{purpose}:{text}".encode(), hashlib.sha256).hexdigest()[:40]


def new_session() -> Session:
    return Session(secrets.token_urlsafe(24), fresh=True)


def update_id(session: Session, key: str, content: str) -> str:
    """The idempotency key of one post: the same form sent twice is one update, whoever else chose the same key.

    The content is part of it because a browser may bring back an old page, whose hidden key was used already, and the
    person then types something new into it.
    """
    return hashlib.sha256("\0".join((session.id, key, content)).encode()).hexdigest()[:40]
