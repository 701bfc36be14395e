"""Knows who works with the staff site and what they did there; refuses to know names."""

from sqlalchemy import ForeignKey, LargeBinary, String, Table, Text

from bot.store.tables.column import Id, Instant, Number, kept, metadata

STAFF = "as long as they work with it, then a year for the audit"
SESSION = "until signed out or expired"
AUDIT = "six years"


def staff_key(**options: object) -> object:
    return ForeignKey("staff.id", **options)  # type: ignore[arg-type]


staff = Table(
    "staff",
    metadata,
    kept("id", Id, primary_key=True, why="a random number to name an account", keep=STAFF),
    kept("email", String(254), unique=True, nullable=False, why="to sign in and be written to", keep=STAFF),
    kept("name_of_role", String(80), nullable=False, why="shown instead of a name", keep=STAFF),
    kept(
        "password_hash", String(200), nullable=False, why="to check a password without keeping it", keep=STAFF
    ),
    kept("role", String(24), nullable=False, why="what the account may see and do", keep=STAFF),
    kept("totp_secret_sealed", LargeBinary, why="the second factor, encrypted", keep=STAFF),
    kept("created_at", Instant, nullable=False, why="since when the account exists", keep=STAFF),
    kept("disabled_at", Instant, why="since when it may not sign in", keep=STAFF),
)

staff_session = Table(
    "staff_session",
    metadata,
    kept("token_hash", String(64), primary_key=True, why="to know a signed-in browser", keep=SESSION),
    kept("staff_id", Id, staff_key(ondelete="CASCADE"), nullable=False, why="who is signed in", keep=SESSION),
    kept(
        "csrf", String(64), nullable=False, why="so that other pages cannot act in their name", keep=SESSION
    ),
    kept("created_at", Instant, nullable=False, why="to end long sessions", keep=SESSION),
    kept("seen_at", Instant, nullable=False, why="to end idle sessions", keep=SESSION),
    kept("expires_at", Instant, nullable=False, why="when it ends", keep=SESSION),
)

setup_link = Table(
    "setup_link",
    metadata,
    kept("token_hash", String(64), primary_key=True, why="to know an invitation", keep="30 days"),
    kept("role", String(24), nullable=False, why="which role it gives", keep="30 days"),
    kept("expires_at", Instant, nullable=False, why="until when it works", keep="30 days"),
    kept("used_at", Instant, why="so that it works once", keep="30 days"),
)

audit = Table(
    "audit",
    metadata,
    kept("id", Number, primary_key=True, why="the order of what was done", keep=AUDIT),
    kept("at", Instant, nullable=False, why="when it was done", keep=AUDIT, index=True),
    kept("staff_id", Id, staff_key(), why="which account; empty for the command line", keep=AUDIT),
    kept("action", String(64), nullable=False, why="what was done", keep=AUDIT),
    kept("subject", Text, nullable=False, why="to what it was done", keep=AUDIT),
)
