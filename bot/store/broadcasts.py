"""Knows rounds of messages that nobody asked for at that moment: begun, queued, paused, stopped, done; refuses to know
what they say and who ought to get them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from bot.dialogue.effects import Say
from bot.store.prepared import Prepared, insertion
from bot.store.rows import BROADCAST, READ_BACK, payload
from bot.store.sealing import Sealer, random_id
from bot.store.tables import address, broadcast, conversation, outbox

INVITATION, REMINDER, OUTCOME, NEWS = "invitation", "reminder", "outcome", "news"
QUEUEING, RUNNING, PAUSED, STOPPED, DONE = "queueing", "running", "paused", "stopped", "done"
UNDER_WAY = (QUEUEING, RUNNING, PAUSED)
TO_SEND = ("waiting", "held")

_OUTBOX = insertion(
    outbox, "address_id", "seq", "mine", "payload", "question", "priority", "status", "attempts", "due_at",
    "broadcast_id", "created_at",
)  # fmt: skip
_NUMBER = Prepared(
    update(conversation)
    .where(conversation.c.address_id == bindparam("address_id"))
    .values(last_seq=bindparam("seq"))
)


@dataclass(frozen=True, slots=True)
class Progress:
    """One round. `status`: queueing, running, paused, stopped, done; `left` of `total` chats have yet to be sent to."""

    id: str
    edition: str
    kind: str
    status: str
    total: int
    left: int
    began_at: datetime
    ended_at: datetime | None

    @property
    def out(self) -> int:
        """How many have left: sent, shown on a page, or found to be undeliverable."""
        return self.total - self.left


@dataclass(frozen=True, slots=True)
class Round:
    """What a round is: its kind, the edition it is about ("" for none), the account that begins it (None for a job)."""

    kind: str
    edition: str = ""
    by: str | None = None


def begin(
    connection: Connection,
    sealer: Sealer,
    kind: str,
    edition: str,
    people: Sequence[str],
    say: Say,
    by: str | None,
    now: datetime,
) -> str:
    """A whole round in the caller's transaction, for at most a thousand people; its id. For more people use `send`."""
    key = new(connection, Round(kind, edition, by), RUNNING, now)
    queue(connection, sealer, key, people, say, now)
    return key


def new(connection: Connection, what: Round, status: str, now: datetime) -> str:
    """A new round with nobody in it yet; its id."""
    key = random_id()
    row = {"id": key, "edition": what.edition or None, "kind": what.kind, "status": status, "total": 0}
    connection.execute(insert(broadcast).values(**row, staff_id=what.by, began_at=now))
    return key


def queue(
    connection: Connection, sealer: Sealer, key: str, people: Sequence[str], say: Say, now: datetime
) -> int:
    """Queues `say` for these people, whom the caller has claimed, at most a thousand; returns for how many it could be.

    Each gets it in one chat, the one they were heard in last. Where messages are read back on a page it is `kept` there
    until the edition it is about closes.
    """
    chats = chats_of(connection, people)
    shown = json.dumps(payload(say) | {"aside": True}, separators=(",", ":")).encode()
    rows = [_row(sealer, key, chat, shown, now) for chat in chats]
    _OUTBOX.run(connection, rows)
    _NUMBER.run(connection, [{"address_id": row["address_id"], "seq": row["seq"]} for row in rows])
    more = update(broadcast).where(broadcast.c.id == key)
    connection.execute(more.values(total=broadcast.c.total + len(rows)))
    return len(rows)


def _row(sealer: Sealer, key: str, chat: Any, shown: bytes, now: datetime) -> dict[str, Any]:
    seq = max(chat.last_seq + 1, int(now.timestamp() * 1000))
    return {
        "address_id": chat.id,
        "seq": seq,
        "mine": False,
        "payload": sealer.seal("outbox.payload", f"{chat.id} {seq}", shown),
        "question": "",
        "priority": BROADCAST,
        "status": "kept" if chat.channel in READ_BACK else "waiting",
        "attempts": 0,
        "due_at": now,
        "broadcast_id": key,
        "created_at": now,
    }


def chats_of(connection: Connection, people: Sequence[str]) -> list[Any]:
    """Of each person the chat they were heard in last that can be reached, held until the transaction ends."""
    query = (
        select(address.c.id, address.c.person_id, address.c.channel, conversation.c.last_seq)
        .join(conversation, conversation.c.address_id == address.c.id)
        .where(address.c.person_id.in_(list(people)), address.c.gone_at.is_(None))
        .order_by(address.c.id)
        .with_for_update(of=address, key_share=True)
    )
    last: dict[str, Any] = {}
    for chat in connection.execute(query):
        if chat.person_id not in last or chat.last_seq > last[chat.person_id].last_seq:
            last[chat.person_id] = chat
    return list(last.values())


def pause(connection: Connection, key: str, now: datetime) -> bool:
    """Nothing more of it is sent until `resume`; what is on its way at this moment arrives. False when it is over."""
    if not _set(connection, key, PAUSED, now, (QUEUEING, RUNNING)):
        return False
    _move(connection, key, ("waiting",), now, status="held")
    return True


def resume(connection: Connection, key: str, now: datetime) -> bool:
    """What was held goes on; `send` must go on with whoever was not queued yet. False when it was not paused."""
    if not _set(connection, key, QUEUEING, now, (PAUSED,)):
        return False
    _move(connection, key, ("held",), now, status="waiting", due_at=now, created_at=now)
    return True


def queued(connection: Connection, key: str | None, now: datetime) -> None:
    """Everybody has their message queued."""
    if key is not None:
        _set(connection, key, RUNNING, now, (QUEUEING,))


def stop(connection: Connection, key: str, now: datetime) -> bool:
    """Nothing more of it is ever sent. False when it is over."""
    if not _set(connection, key, STOPPED, now, UNDER_WAY):
        return False
    _move(connection, key, TO_SEND, now, status="stopped", payload=None)
    return True


def stop_all(connection: Connection, edition: str, now: datetime) -> None:
    """The edition is over: its invitations and reminders are not sent any more, and need not be kept on pages."""
    theirs = (broadcast.c.edition == edition) & broadcast.c.kind.in_((INVITATION, REMINDER))
    for key in connection.scalars(select(broadcast.c.id).where(theirs)).all():
        stop(connection, key, now)
        _move(connection, key, ("kept",), now, status="shown")


def finish(connection: Connection, now: datetime) -> int:
    """Marks as done the rounds of which nothing is left to send; how many.

    What was on its way when its round was stopped, and then put off, is stopped too.
    """
    for key in connection.scalars(select(broadcast.c.id).where(_has_left(STOPPED))).all():
        _move(connection, key, TO_SEND, now, status="stopped", payload=None)
    over = update(broadcast).where(broadcast.c.status == RUNNING, ~_left().exists())
    return connection.execute(over.values(status=DONE, ended_at=now)).rowcount


def _left() -> Any:
    """What is still to be sent of a round."""
    return select(outbox.c.id).where(outbox.c.broadcast_id == broadcast.c.id, outbox.c.status.in_(TO_SEND))


def _has_left(status: str) -> Any:
    return (broadcast.c.status == status) & _left().exists()


def cut_off(connection: Connection) -> list[Progress]:
    """The rounds that were not queued to their end."""
    return [each for each in rounds(connection) if each.status == QUEUEING]


def rounds(connection: Connection, edition: str | None = None) -> list[Progress]:
    """All rounds (of one edition), the latest first."""
    left = _left().with_only_columns(func.count()).scalar_subquery()
    query = select(broadcast, left.label("remaining")).order_by(broadcast.c.began_at.desc(), broadcast.c.id)
    if edition is not None:
        query = query.where(broadcast.c.edition == edition)
    return [
        Progress(r.id, r.edition or "", r.kind, r.status, r.total, r.remaining, r.began_at, r.ended_at)
        for r in connection.execute(query)
    ]


def unfinished(connection: Connection, what: Round) -> str | None:
    """The round of this kind and edition that is not queued to its end, if any."""
    about = broadcast.c.edition == what.edition if what.edition else broadcast.c.edition.is_(None)
    open_now = broadcast.c.status.in_((QUEUEING, PAUSED))
    query = select(broadcast.c.id).where(broadcast.c.kind == what.kind, about, open_now)
    return connection.scalar(query.order_by(broadcast.c.began_at.desc()).limit(1))


def may_be_queued(connection: Connection, key: str) -> bool:
    """Whether the round is neither paused, stopped nor queued to its end; it stays so until the transaction ends."""
    query = select(broadcast.c.status).where(broadcast.c.id == key).with_for_update()
    return connection.scalar(query) == QUEUEING


def _set(connection: Connection, key: str, status: str, now: datetime, before: Sequence[str]) -> bool:
    values: dict[str, Any] = {"status": status} | ({"ended_at": now} if status == STOPPED else {})
    these = update(broadcast).where(broadcast.c.id == key, broadcast.c.status.in_(before))
    return connection.execute(these.values(**values)).rowcount == 1


def _move(connection: Connection, key: str, before: Sequence[str], now: datetime, **values: Any) -> None:
    """Not what a sender holds: only the sender knows whether it has left already."""
    free = or_(outbox.c.lease_until.is_(None), outbox.c.lease_until < now)
    rows = update(outbox).where(outbox.c.broadcast_id == key, outbox.c.status.in_(before), free)
    connection.execute(rows.values(**values, lease=None, lease_until=None))
