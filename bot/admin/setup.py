"""The link with which the first account is made; it is shown to whoever starts the server, and kept only as a hash."""

import secrets

from bot.admin.roles import Role
from bot.store import Store, staff


def setup_link(store: Store, public_url: str) -> str | None:
    """A new single-use address to set up the first account, valid for 24 hours; None once there is an account.

    Each call ends the links of earlier calls that were not used.
    """
    token = secrets.token_urlsafe(24)
    made = store.write(lambda connection: staff.first_link(connection, token, Role.STAFF, store.clock()))
    return link(public_url, token) if made else None


def link(public_url: str, token: str) -> str:
    return f"{public_url.rstrip('/')}/admin/set-up/{token}"
