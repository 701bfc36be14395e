"""Knows questions to staff and reports of mistakes, and how an answer becomes a message in the person's chat; refuses
to know how it is worded and who may read it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, update

from bot.dialogue.effects import Say
from bot.store.outbox import post
from bot.store.plain import plain
from bot.store.rows import READ_BACK, REPLY
from bot.store.sealing import Sealer, WrongKey, random_id, seal_text, unseal_text
from bot.store.staff import Action, record
from bot.store.tables import address, notice, outbox, staff, thread, thread_message
from bot.store.tables.care import ANSWER, KEPT

DAYS_KEPT = KEPT.days
"""How long a question and its answer stay after it was closed."""


class Ending(StrEnum):
    """What became of an answer that somebody tried to send."""

    SENT = "sent"
    CLOSED = "closed"
    UNREACHABLE = "unreachable"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True, slots=True)
class Answered:
    """`channel` and `address` say whose chat has a new message; empty unless it was sent."""

    ending: Ending
    channel: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """A question or a report, and what staff answered.

    `asked` and `answer` are None when they are not there or cannot be read; `by` is the role of whoever answered;
    `channel` is empty for a report, which belongs to nobody. `delivery` is the outbox's word for where the answer is:
    waiting, sent, kept, gone, refused, late; empty when there is none.
    """

    id: str
    kind: str
    about: str
    opened_at: datetime
    closed_at: datetime | None
    channel: str
    reachable: bool
    asked: str | None
    answer: str | None = None
    by: str = ""
    delivery: str = ""

    @property
    def forgotten_at(self) -> datetime | None:
        """When it goes for good; None as long as it is open."""
        return self.closed_at + KEPT if self.closed_at else None


_THREADS = select(thread, address.c.channel, address.c.gone_at).select_from(
    thread.outerjoin(address, address.c.id == thread.c.address_id)
)
_MESSAGES = (
    select(thread_message, staff.c.name_of_role)
    .select_from(thread_message.outerjoin(staff, staff.c.id == thread_message.c.staff_id))
    .order_by(thread_message.c.at, thread_message.c.id)
)


def count_open(connection: Connection) -> int:
    """How many questions and reports wait for staff."""
    waiting = select(func.count()).select_from(thread).where(thread.c.status == "open")
    return connection.scalar(waiting) or 0


def open_threads(connection: Connection, sealer: Sealer, most: int) -> list[Thread]:
    """What nobody has closed yet, newest first."""
    newest = _THREADS.where(thread.c.status == "open").order_by(thread.c.opened_at.desc(), thread.c.id)
    return _read(connection, sealer, newest.limit(most))


def closed_threads(connection: Connection, sealer: Sealer, most: int) -> list[Thread]:
    """What was closed and is not forgotten yet, the last one closed first."""
    newest = _THREADS.where(thread.c.status == "closed").order_by(thread.c.closed_at.desc(), thread.c.id)
    return _read(connection, sealer, newest.limit(most))


def find(connection: Connection, sealer: Sealer, key: str) -> Thread | None:
    """None when it was never there, was erased by the person, or is forgotten."""
    found = _read(connection, sealer, _THREADS.where(thread.c.id == key))
    return found[0] if found else None


def answer(
    connection: Connection, sealer: Sealer, key: str, by: str, text: str, say: Say, now: datetime
) -> Answered:
    """Closes a question with `text` by the account `by` and queues `say`, which tells it, for the person's chat.

    Each question is answered once, however often this is asked for. Whatever the ending is but SENT, nothing changes.
    """
    chat = connection.execute(_chat_of(key)).first()
    if chat is None:
        return Answered(Ending.FORGOTTEN)
    if chat.gone_at is not None and chat.status == "open":
        return Answered(Ending.UNREACHABLE)
    if not _close(connection, key, now):
        return Answered(Ending.CLOSED)
    _queue(connection, sealer, key, chat, say, now)
    _write_down(connection, sealer, key, by, text, now)
    record(connection, now, by, Action.QUESTION_ANSWERED, key)
    whom = unseal_text(sealer, "address.sealed", chat.id, chat.sealed)
    return Answered(Ending.SENT, chat.channel, whom)


def close(connection: Connection, key: str, by: str, now: datetime) -> bool:
    """Closes a question or a report without a reply; False when it is closed already, or gone."""
    if not _close(connection, key, now):
        return False
    record(connection, now, by, Action.QUESTION_CLOSED, key)
    return True


def _chat_of(key: str) -> Select[Any]:
    """The chat the question came from, held until the transaction ends: erasing it locks it first, too."""
    return (
        select(address.c.id, address.c.channel, address.c.sealed, address.c.gone_at, thread.c.status)
        .join(thread, thread.c.address_id == address.c.id)
        .where(thread.c.id == key, address.c.person_id.is_not(None))
        .with_for_update(of=address, key_share=True)
    )


def _close(connection: Connection, key: str, now: datetime) -> bool:
    """Of several that close it at the same moment one succeeds. Nobody needs to be told of it any more."""
    still_open = (thread.c.id == key) & (thread.c.status == "open")
    closed = connection.execute(update(thread).where(still_open).values(status="closed", closed_at=now))
    if closed.rowcount != 1:
        return False
    untold = (notice.c.subject == key) & notice.c.told_at.is_(None)
    connection.execute(update(notice).where(untold).values(told_at=now))
    return True


def _queue(connection: Connection, sealer: Sealer, key: str, chat: Any, say: Say, now: datetime) -> None:
    """On a page, which the person may open days later, the answer stays as long as the question is kept."""
    named = Say(say.text, say.options, say.cards, question=_name(key))
    post(connection, sealer, [chat.id], named, REPLY, now)
    if chat.channel in READ_BACK:
        mine = (outbox.c.address_id == chat.id) & (outbox.c.question == _name(key))
        connection.execute(update(outbox).where(mine).values(status="kept"))


def _write_down(connection: Connection, sealer: Sealer, key: str, by: str, text: str, now: datetime) -> None:
    message = random_id()
    sealed = seal_text(sealer, "thread_message.text", message, plain(text))
    row = {"id": message, "thread_id": key, "staff_id": by, "text": sealed, "at": now}
    connection.execute(insert(thread_message).values(row))


def _name(key: str) -> str:
    """What the outbox calls the answer to a question, to find it again."""
    return f"{ANSWER}{key}"


def _read(connection: Connection, sealer: Sealer, query: Select[Any]) -> list[Thread]:
    rows = connection.execute(query).all()
    messages = connection.execute(_MESSAGES.where(thread_message.c.thread_id.in_([r.id for r in rows]))).all()
    names = select(outbox.c.question, outbox.c.status).where(
        outbox.c.address_id.in_([r.address_id for r in rows if r.address_id]),
        outbox.c.question.in_([_name(r.id) for r in rows]),
    )
    statuses = {row.question: row.status for row in connection.execute(names)}
    return [
        _thread(sealer, row, [m for m in messages if m.thread_id == row.id], statuses.get(_name(row.id), ""))
        for row in rows
    ]


def _thread(sealer: Sealer, row: Any, messages: Sequence[Any], delivery: str) -> Thread:
    asked = next((m for m in messages if m.staff_id is None), None)
    told = next((m for m in messages if m.staff_id is not None), None)
    return Thread(
        id=row.id,
        kind=row.kind,
        about=row.about,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        channel=row.channel or "",
        reachable=row.channel is not None and row.gone_at is None,
        asked=_text(sealer, asked),
        answer=_text(sealer, told),
        by=told.name_of_role if told else "",
        delivery=delivery,
    )


def _text(sealer: Sealer, message: Any) -> str | None:
    """None for a message that is damaged: the others can still be read."""
    try:
        return unseal_text(sealer, "thread_message.text", message.id, message.text) if message else None
    except WrongKey:
        return None
