"""Knows which message may be sent next and what became of those that were; refuses to know how one is sent."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, insert, literal_column, or_, select, update
from sqlalchemy.sql import ColumnElement

from bot.dialogue.effects import Say
from bot.store import invitations
from bot.store.broadcasts import PAUSED, STOPPED, TO_SEND
from bot.store.goodbyes import say_goodbye
from bot.store.rows import BROADCAST, CONCERN, REPLY, Rows, Who
from bot.store.sealing import Sealer, WrongKey, unseal_json, unseal_text
from bot.store.tables import address, broadcast, conversation, outbox

LEASE = timedelta(seconds=90)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a sender, known by its lease, has room for: so many concerns and replies, and so many broadcasts."""

    lease: str
    channels: tuple[str, ...]
    urgent: int
    broadcasts: int


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that this sender, and no other, may send until its lease ends.

    `edits` is the platform's number of the message to change in place, or None to send a new one.
    """

    id: int
    channel: str
    address: str
    payload: dict[str, Any]
    edits: str | None
    priority: int
    attempts: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    id: int
    remote_id: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """Try again at `due`; `tries` is added to its attempts (nothing when only the pace was to blame)."""

    id: int
    due: datetime
    fault: str
    tries: int = 1


@dataclass(frozen=True, slots=True)
class Ended:
    """Never to be tried again: `status` refused or late."""

    id: int
    status: str
    fault: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The whole address is gone, and so is all that waits for it."""

    id: int
    why: str


Delivery = Sent | Later | Ended | Unreachable

_WAITING: ColumnElement[str] = literal_column(
    "'waiting'"
)  # as a parameter it would not let the indexes of waiting rows be used
_earlier = outbox.alias("earlier")
_NEXT = (
    select(outbox.c.id)
    .join(address, address.c.id == outbox.c.address_id)
    .where(
        outbox.c.status == _WAITING,
        outbox.c.due_at <= bindparam("now"),
        or_(outbox.c.lease_until.is_(None), outbox.c.lease_until < bindparam("now")),
        outbox.c.priority >= bindparam("least"),
        outbox.c.priority <= bindparam("most"),
        address.c.channel.in_(bindparam("channels", expanding=True)),
        ~select(_earlier.c.id)
        .where(
            _earlier.c.address_id == outbox.c.address_id,
            _earlier.c.status == _WAITING,
            or_(
                _earlier.c.lease_until >= bindparam("now"),
                _earlier.c.priority < outbox.c.priority,
                and_(_earlier.c.priority == outbox.c.priority, _earlier.c.seq < outbox.c.seq),
            ),
        )
        .exists(),
        ~select(broadcast.c.id)
        .where(
            broadcast.c.id == outbox.c.broadcast_id,
            or_(broadcast.c.status == PAUSED, broadcast.c.status == STOPPED),
        )
        .exists(),
    )
    .order_by(outbox.c.priority, outbox.c.id)
    .limit(bindparam("limit"))
    .with_for_update(of=outbox, skip_locked=True)
)
_DETAILS = (
    select(outbox, address.c.channel, address.c.sealed)
    .join(address, address.c.id == outbox.c.address_id)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(outbox.c.priority, outbox.c.id)
)
_LAST_REMOTE = (
    select(outbox.c.address_id, outbox.c.question, outbox.c.remote_id)
    .where(
        outbox.c.address_id.in_(bindparam("addresses", expanding=True)),
        outbox.c.status == "sent",
        outbox.c.question != "",
        outbox.c.remote_id != "",
    )
    .order_by(outbox.c.seq)
)


def claim(connection: Connection, sealer: Sealer, wanted: Wanted, now: datetime) -> list[Claimed]:
    """The next messages in the order they should be sent; of one chat only the first, and none while one is held."""
    ids = _next(connection, now, wanted.channels, (CONCERN, REPLY), wanted.urgent)
    ids += _next(connection, now, wanted.channels, (BROADCAST, BROADCAST), wanted.broadcasts)
    if not ids:
        return []
    held = update(outbox).where(outbox.c.id.in_(ids)).values(lease=wanted.lease, lease_until=now + LEASE)
    connection.execute(held)
    rows = connection.execute(_DETAILS, {"ids": ids}).all()
    remote = _remote_ids(connection, sorted({row.address_id for row in rows if row.question}))
    claimed = [_claimed(sealer, row, remote) for row in rows]
    readable = [each for each in claimed if each is not None]
    _end_unreadable(connection, set(ids) - {each.id for each in readable})
    return readable


def settle(connection: Connection, lease: str, results: Sequence[Delivery], now: datetime) -> None:
    """Writes down what became of messages this sender held; one whose lease another has taken over is left alone."""
    sent = [r for r in results if isinstance(r, Sent)]
    ended = [r for r in results if isinstance(r, Ended)]
    _change(connection, lease, [_row(r.id, status="sent", remote_id=r.remote_id) for r in sent])
    _change(connection, lease, [_row(r.id, status=r.status, fault=r.fault) for r in ended])
    invitations.delivered(connection, [r.id for r in sent], invitations.SENT)
    invitations.delivered(connection, [r.id for r in ended], invitations.BLOCKED)
    _put_off(connection, lease, [r for r in results if isinstance(r, Later)])
    for result in results:
        if isinstance(result, Unreachable):
            _end_address(connection, lease, result, now)
    say_goodbye(connection, [r.id for r in sent])


def release(connection: Connection, lease: str) -> None:
    """Gives back what this sender holds, to be sent by whoever comes next."""
    mine = update(outbox).where(outbox.c.status == "waiting", outbox.c.lease == lease)
    connection.execute(mine.values(lease=None, lease_until=None))


def release_all(connection: Connection) -> None:
    """For a sender that is alone: what is held was held by a process that is no more."""
    held = update(outbox).where(outbox.c.status == "waiting", outbox.c.lease.is_not(None))
    connection.execute(held.values(lease=None, lease_until=None))


def post(
    connection: Connection, sealer: Sealer, to: Sequence[str], say: Say, priority: int, now: datetime
) -> int:
    """Queues `say` for these address ids, leaving out those that are gone; returns how many it was queued for."""
    chats = (
        select(address.c.id, address.c.channel, conversation.c.last_seq)
        .join(conversation, conversation.c.address_id == address.c.id)
        .where(address.c.id.in_(list(to)), address.c.gone_at.is_(None), address.c.person_id.is_not(None))
        .order_by(address.c.id)
        .with_for_update(of=address, key_share=True)
    )
    rows = Rows(sealer)
    seqs = []
    for chat in connection.execute(chats).all():
        seq = max(chat.last_seq + 1, int(now.timestamp() * 1000))
        who = Who(chat.channel, chat.id, "", now, now)
        rows.outbox.append(rows.aside(who, seq, say, priority))
        seqs.append({"key": chat.id, "last_seq": seq})
    if not seqs:
        return 0
    number = update(conversation).where(conversation.c.address_id == bindparam("key"))
    connection.execute(number.values(last_seq=bindparam("last_seq")), seqs)
    connection.execute(insert(outbox), rows.outbox)
    return len(seqs)


def _next(
    connection: Connection, now: datetime, channels: Collection[str], priorities: tuple[int, int], limit: int
) -> list[int]:
    if limit <= 0 or not channels:
        return []
    least, most = priorities
    values = {"now": now, "least": least, "most": most, "limit": limit, "channels": sorted(channels)}
    return list(connection.scalars(_NEXT, values))


def _remote_ids(connection: Connection, addresses: Sequence[str]) -> dict[tuple[str, str], str]:
    if not addresses:
        return {}
    rows = connection.execute(_LAST_REMOTE, {"addresses": addresses})
    return {(row.address_id, row.question): row.remote_id for row in rows}


def _end_unreadable(connection: Connection, ids: Collection[int]) -> None:
    if ids:
        broken = update(outbox).where(outbox.c.id.in_(sorted(ids)))
        connection.execute(
            broken.values(status="refused", fault="cannot be read", lease=None, lease_until=None)
        )


def _claimed(sealer: Sealer, row: Any, remote: dict[tuple[str, str], str]) -> Claimed | None:
    """None when the row was damaged or moved."""
    try:
        shown = unseal_json(sealer, "outbox.payload", f"{row.address_id} {row.seq}", row.payload)
        whom = unseal_text(sealer, "address.sealed", row.address_id, row.sealed)
    except WrongKey:
        return None
    edits = remote.get((row.address_id, row.question)) if shown["replaces"] else None
    return Claimed(
        id=row.id,
        channel=row.channel,
        address=whom,
        payload=shown,
        edits=edits,
        priority=row.priority,
        attempts=row.attempts,
        created_at=row.created_at,
    )


def _row(id: int, *, status: str, remote_id: str = "", fault: str = "") -> dict[str, Any]:
    return {"key": id, "status": status, "remote_id": remote_id, "fault": fault[:80]}


def _mine(lease: str, id: object) -> Any:
    return update(outbox).where(outbox.c.id == id, outbox.c.lease == lease, outbox.c.status == "waiting")


def _change(connection: Connection, lease: str, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        values: dict[str, Any] = {name: bindparam(name) for name in ("status", "remote_id", "fault")}
        cleared: dict[str, Any] = {"lease": None, "lease_until": None}
        connection.execute(_mine(lease, bindparam("key")).values(**values, **cleared), list(rows))


def _put_off(connection: Connection, lease: str, results: Sequence[Later]) -> None:
    if results:
        values: dict[str, Any] = {"due_at": bindparam("due"), "fault": bindparam("why")}
        values |= {"attempts": outbox.c.attempts + bindparam("tries"), "lease": None, "lease_until": None}
        rows = [{"key": r.id, "due": r.due, "why": r.fault[:80], "tries": r.tries} for r in results]
        connection.execute(_mine(lease, bindparam("key")).values(**values), rows)


def _end_address(connection: Connection, lease: str, result: Unreachable, now: datetime) -> None:
    mine = select(outbox.c.address_id).where(outbox.c.id == result.id, outbox.c.lease == lease)
    address_id = connection.scalar(mine)
    if address_id is not None:
        mark_gone(connection, address_id, result.why, now)


def mark_gone(connection: Connection, address_id: str, why: str, now: datetime) -> None:
    """Nothing can be sent there any more; what waits for it ends."""
    connection.execute(
        update(address).where(address.c.id == address_id).values(gone_at=now, gone_why=why[:64])
    )
    invitations.blocked(connection, address_id)
    waiting = update(outbox).where(outbox.c.address_id == address_id, outbox.c.status.in_(TO_SEND))
    connection.execute(waiting.values(status="gone", lease=None, lease_until=None))
