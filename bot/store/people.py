"""Knows what is kept about one person and whether they can be reached; refuses to judge either."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, bindparam, func, select, update
from sqlalchemy.sql import ColumnElement

from bot.store.outbox import mark_gone
from bot.store.sealing import Sealer
from bot.store.submissions import open_answers, open_statements
from bot.store.tables import address, concern, outbox, participation, person, proposal, reminder, thread

TOLD = ("language", "age_band", "outcode", "role", "ask_me", "told_of_news", "news_of", "council")
_WHO = (
    select(person).join(address, address.c.person_id == person.c.id).where(address.c.id == bindparam("chat"))
)


def block(connection: Connection, sealer: Sealer, channel: str, chat: str, why: str, now: datetime) -> None:
    """The person blocked the bot, or the address is gone: nothing more is sent there until they are heard again."""
    mark_gone(connection, sealer.address_id(channel, chat), why, now)


def unblock(connection: Connection, sealer: Sealer, channel: str, chat: str) -> None:
    """The address can be reached again."""
    key = sealer.address_id(channel, chat)
    connection.execute(update(address).where(address.c.id == key).values(gone_at=None, gone_why=None))


def told_by(connection: Connection, chat: str) -> dict[str, Any]:
    """What whoever talks at this address id has told about themselves: those of TOLD that are set."""
    row = connection.execute(_WHO, {"chat": chat}).mappings().first()
    return {} if row is None else _told(row)


def _told(row: RowMapping) -> dict[str, Any]:
    return {name: row[name] for name in TOLD if row[name] is not None}


def person_record(connection: Connection, chat: str) -> dict[str, Any]:
    """All that is kept about whoever talks at this address id; empty when nothing is.

    Values by name (those of TOLD that are set) and counts: `channels` they talk in, `messages` still kept,
    `reminders`, `threads` (questions to staff), `participation` (editions they took part in), `responses` (answers
    that are still theirs, because the edition is open), `proposals` (polls they
    sent in that are not decided for good), and whether there are `concerns`.
    """
    row = connection.execute(_WHO, {"chat": chat}).mappings().first()
    if row is None:
        return {}
    chats = select(address.c.id).where(address.c.person_id == row["id"])

    def count(table: Table, where: ColumnElement[bool]) -> int:
        return connection.scalar(select(func.count()).select_from(table).where(where)) or 0

    return _told(row) | {
        "channels": count(address, address.c.person_id == row["id"]),
        "messages": count(outbox, outbox.c.address_id.in_(chats) & outbox.c.payload.is_not(None)),
        "reminders": count(reminder, reminder.c.address_id.in_(chats)),
        "threads": count(thread, thread.c.address_id.in_(chats)),
        "participation": count(participation, participation.c.person_id == row["id"]),
        "responses": open_answers(connection, row["id"]),
        "statements": open_statements(connection, row["id"]),
        "proposals": count(proposal, proposal.c.address_id.in_(chats)),
        "concerns": count(concern, concern.c.address_id.in_(chats)) > 0,
    }
