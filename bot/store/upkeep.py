"""Knows what is due, what is claimed and what is old enough to go; refuses to know what time it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, delete, select, tuple_, update
from sqlalchemy.sql import ColumnElement

from bot.store import proposals
from bot.store.broadcasts import TO_SEND
from bot.store.dialect import upsert
from bot.store.sealing import Sealer, unseal_text
from bot.store.tables import (
    address,
    channel_link,
    conversation,
    job_slot,
    notice,
    outbox,
    person,
    reminder,
    seen_update,
    setup_link,
    staff_session,
    thread,
    unknown_word,
    word_mark,
)
from bot.store.tables.care import ANSWER, KEPT

A_LITTLE = 2000
STAYING = ("waiting", "held", "kept")
"""Messages that still have to reach somebody: their words don't go with the others'."""


@dataclass(frozen=True, slots=True)
class Silent:
    """A conversation whose unfinished data has expired; `key` is the same for the same silence."""

    channel: str
    address: str
    key: str


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder whose time has come; `payload` is the deep link to begin with."""

    id: str
    channel: str
    address: str
    payload: str


def claim_slot(connection: Connection, job: str, slot: str, now: datetime) -> bool:
    """Whether this caller, of all that ask in any process, is the one to run `job` for `slot`."""
    row = {"job": job, "slot": slot, "claimed_at": now}
    statement = upsert(connection, job_slot).on_conflict_do_nothing().returning(job_slot.c.job)
    return connection.execute(statement, row).first() is not None


def silent(connection: Connection, sealer: Sealer, now: datetime, limit: int) -> list[Silent]:
    """Conversations that expired by `now`, the longest silent first."""
    query = (
        select(address.c.id, address.c.channel, address.c.sealed, conversation.c.expires_at)
        .join(conversation, conversation.c.address_id == address.c.id)
        .where(conversation.c.expires_at <= now)
        .order_by(conversation.c.expires_at)
        .limit(limit)
    )
    return [
        Silent(row.channel, _open(sealer, row), f"silent:{row.id}:{row.expires_at.timestamp():.0f}")
        for row in connection.execute(query)
    ]


def due_reminders(connection: Connection, sealer: Sealer, now: datetime, limit: int) -> list[Due]:
    """Reminders to give by `now`, the most overdue first; not to addresses that are gone."""
    query = (
        select(
            reminder.c.id.label("key"), reminder.c.payload, address.c.id, address.c.channel, address.c.sealed
        )
        .join(address, address.c.id == reminder.c.address_id)
        .where(reminder.c.due_at <= now, address.c.gone_at.is_(None))
        .order_by(reminder.c.due_at)
        .limit(limit)
    )
    return [
        Due(
            row.key,
            row.channel,
            _open(sealer, row),
            unseal_text(sealer, "reminder.payload", row.key, row.payload),
        )
        for row in connection.execute(query)
    ]


def reminded(connection: Connection, ids: Sequence[str]) -> None:
    """These reminders were given and are forgotten."""
    connection.execute(delete(reminder).where(reminder.c.id.in_(sorted(ids))))


def prune(connection: Connection, now: datetime) -> int:
    """Forgets a little of what is past its time and returns how much; nought when there is nothing left to forget.

    A little at a time, so that nobody who is chatting waits for it.
    """
    today = now.date()
    done = _empty_payloads(connection, now - timedelta(hours=24)) + proposals.forget_authors(connection, now)
    for table, old in _old(now, today):
        done += _delete(connection, table, old)
    return done


def _old(now: datetime, today: date) -> list[tuple[Table, ColumnElement[bool]]]:
    """What goes and when: the same times as the tables' record of processing says."""
    day, week = now - timedelta(hours=24), now - timedelta(days=7)
    ended = outbox.c.status.not_in(TO_SEND)
    read = ended & (outbox.c.status != "kept")
    answers = outbox.c.question.startswith(ANSWER, autoescape=True)
    forgotten = now - KEPT
    return [
        (seen_update, seen_update.c.seen_on < today - timedelta(days=7)),
        (outbox, (outbox.c.created_at < day) & outbox.c.mine),
        (outbox, (outbox.c.created_at < week) & read & ~answers),
        (outbox, (outbox.c.created_at < forgotten) & ended),
        (address, address.c.leaves_at <= now),
        (job_slot, job_slot.c.claimed_at < week),
        # a day before the marks made with it, so that nobody is ever counted twice for one word
        (unknown_word, unknown_word.c.first_on <= today - timedelta(days=90)),
        (word_mark, word_mark.c.made_on < today - timedelta(days=90)),
        (thread, thread.c.closed_at < forgotten),
        (notice, notice.c.told_at < now - timedelta(days=90)),
        (staff_session, staff_session.c.expires_at < now),
        (channel_link, channel_link.c.expires_at < now),
        (setup_link, setup_link.c.expires_at < now - timedelta(days=30)),
        (person, person.c.heard_on < today - timedelta(days=365)),
    ]


def _empty_payloads(connection: Connection, before: datetime) -> int:
    old = (outbox.c.created_at < before) & outbox.c.status.not_in(STAYING) & outbox.c.payload.is_not(None)
    some = select(outbox.c.id).where(old).limit(A_LITTLE)
    return connection.execute(update(outbox).where(outbox.c.id.in_(some)).values(payload=None)).rowcount


def _delete(connection: Connection, table: Table, old: ColumnElement[bool]) -> int:
    key = list(table.primary_key.columns)
    which: Any = key[0] if len(key) == 1 else tuple_(*key)
    some = select(*key).where(old).limit(A_LITTLE)
    return connection.execute(delete(table).where(which.in_(some))).rowcount


def _open(sealer: Sealer, row: Any) -> str:
    return unseal_text(sealer, "address.sealed", row.id, row.sealed)
