"""Knows who is on the youth council and by which link they came; refuses to know who they are and what they write."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from bot.store.sealing import token_hash
from bot.store.staff import COUNCIL_CHAT, INVITATION_LASTS, Action, record
from bot.store.tables import person, setup_link


def invite(connection: Connection, token: str, by: str | None, now: datetime) -> None:
    """Makes a link with which one chat joins the council, within seven days."""
    row = {"token_hash": token_hash(token), "role": COUNCIL_CHAT, "expires_at": now + INVITATION_LASTS}
    connection.execute(insert(setup_link).values(row))
    record(connection, now, by, Action.COUNCIL_INVITED, "")


def is_member(connection: Connection, person_id: str) -> bool:
    """Whether staff let this person write polls, and nobody has ended it since."""
    return bool(connection.scalar(select(person.c.council).where(person.c.id == person_id)))


def join(connection: Connection, token: str, person_id: str, now: datetime) -> bool:
    """Spends the link on this person; False, and nothing changes, when it is spent, old or none of ours.

    A member who opens a link leaves it for somebody else.
    """
    if is_member(connection, person_id):
        return False
    spent = update(setup_link).where(
        setup_link.c.token_hash == token_hash(token),
        setup_link.c.role == COUNCIL_CHAT,
        setup_link.c.used_at.is_(None),
        setup_link.c.expires_at > now,
    )
    if connection.execute(spent.values(used_at=now)).rowcount != 1:
        return False
    connection.execute(update(person).where(person.c.id == person_id).values(council=True))
    record(connection, now, None, Action.COUNCIL_JOINED, "")
    return True


def members(connection: Connection) -> int:
    """How many people may write polls in the chat."""
    return connection.scalar(select(func.count()).select_from(person).where(person.c.council)) or 0


def end(connection: Connection, by: str, now: datetime) -> int:
    """Ends the role for all who have it, and every link that was not used; how many people had it."""
    unused = (setup_link.c.role == COUNCIL_CHAT) & setup_link.c.used_at.is_(None)
    connection.execute(update(setup_link).where(unused).values(used_at=now))
    had = connection.execute(update(person).where(person.c.council).values(council=False)).rowcount
    record(connection, now, by, Action.COUNCIL_ENDED, str(had))
    return had
