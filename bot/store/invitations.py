"""Knows who was asked to answer an edition and what became of it; refuses to know what anybody answered.

A person is counted once: one row an edition, whatever they press and in however many chats. Its disposition only goes
on (queued, sent or blocked, opened, started, completed); who declined may still change their mind.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.sql import ColumnElement

from bot.dialogue.effects import Reached
from bot.store import broadcasts
from bot.store.broadcasts import INVITATION, REMINDER, TO_SEND
from bot.store.prepared import Prepared, insertion
from bot.store.rows import READ_BACK, Submission, Who
from bot.store.sealing import random_id
from bot.store.tables import address, broadcast, disposition_count, invitation, outbox, participation, person

QUEUED, SENT, BLOCKED, OPENED, STARTED, COMPLETED, DECLINED = (
    "queued", "sent", "blocked", "opened", "started", "completed", "declined",
)  # fmt: skip
AT_MOST_EVERY = timedelta(days=7)
"""How long somebody is left alone after an invitation."""
SETTLED_IN = timedelta(days=2)
"""How long an invitation is left to work before its reminder."""

_BEFORE = {
    OPENED: (QUEUED, SENT, BLOCKED, DECLINED),
    STARTED: (QUEUED, SENT, BLOCKED, DECLINED, OPENED, STARTED),
    DECLINED: (QUEUED, SENT, BLOCKED, OPENED, STARTED),
}
"""By stage, the dispositions that it takes the place of."""

_INVITE = insertion(invitation, "id", "edition", "person_id", "disposition", "reached", "invited_at")
_DELIVERED = Prepared(
    update(invitation)
    .where(
        invitation.c.disposition == literal_column("'queued'"),
        tuple_(invitation.c.edition, invitation.c.person_id).in_(
            select(broadcast.c.edition, address.c.person_id)
            .join(outbox, outbox.c.broadcast_id == broadcast.c.id)
            .join(address, address.c.id == outbox.c.address_id)
            .where(outbox.c.id == bindparam("message"), broadcast.c.kind == literal_column("'invitation'"))
        ),
    )
    .values(disposition=bindparam("became"))
)

Fits = Callable[[str, str, str], bool]
"""Whether an edition is meant for somebody of this role, age band and outward code, each "" when not known."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people an invitation would go to now, and how many more could be asked but were asked within a week."""

    now: int
    later: int


def reach(connection: Connection, edition: str, fits: Fits, now: datetime) -> Reach:
    """Of those who said that they may be asked, can be reached, were not invited and have not answered."""
    rested = _rested(now)
    kind = (person.c.role, person.c.age_band, person.c.outcode, rested)
    query = select(*kind[:3], rested.label("rested"), func.count().label("people")).where(*_willing(edition))
    groups = [row for row in connection.execute(query.group_by(*kind)) if fits(*_known(row))]
    now_, all_ = sum(row.people for row in groups if row.rested), sum(row.people for row in groups)
    return Reach(now_, all_ - now_)


def to_invite(edition: str, fits: Fits) -> Callable[[Connection, int, datetime], Sequence[str]]:
    """Claims people to invite: marks them as asked and invited, all or nothing, so that no two rounds share one."""

    def claim(connection: Connection, most: int, now: datetime) -> Sequence[str]:
        after = ""
        while people := _candidates(connection, edition, now, after, most):
            after = people[-1].id
            fitting = [row.id for row in people if fits(*_known(row))]
            if claimed := _invite(connection, edition, fitting, now):
                return claimed
        return ()

    return claim


def _known(row: Any) -> tuple[str, str, str]:
    return row.role or "", row.age_band or "", row.outcode or ""


def _willing(edition: str) -> tuple[ColumnElement[bool], ...]:
    mine = address.c.person_id == person.c.id
    return (
        person.c.ask_me.is_(True),
        person.c.stopped_at.is_(None),
        exists().where(mine, address.c.gone_at.is_(None)),
        ~exists().where(invitation.c.edition == edition, invitation.c.person_id == person.c.id),
        ~exists().where(participation.c.edition == edition, participation.c.person_id == person.c.id),
    )


def _rested(now: datetime) -> ColumnElement[bool]:
    return or_(person.c.asked_at.is_(None), person.c.asked_at <= now - AT_MOST_EVERY)


def _candidates(connection: Connection, edition: str, now: datetime, after: str, most: int) -> Sequence[Any]:
    query = select(person.c.id, person.c.role, person.c.age_band, person.c.outcode)
    query = query.where(person.c.id > after, _rested(now), *_willing(edition))
    return connection.execute(query.order_by(person.c.id).limit(most)).all()


def _invite(connection: Connection, edition: str, people: Sequence[str], now: datetime) -> list[str]:
    """Those of `people` who are not spoken for by another round at this very moment."""
    if not people:
        return []
    channels = {chat.person_id: chat.channel for chat in broadcasts.chats_of(connection, people)}
    still = update(person).where(
        person.c.id.in_(sorted(channels)),
        _rested(now),
        person.c.ask_me.is_(True),
        person.c.stopped_at.is_(None),
    )
    mine = connection.scalars(still.values(asked_at=now).returning(person.c.id)).all()
    rows = [
        {
            "id": random_id(),
            "edition": edition,
            "person_id": who,
            "disposition": SENT if channels[who] in READ_BACK else QUEUED,
            "reached": 0,
            "invited_at": now,
        }
        for who in sorted(mine)
    ]
    _INVITE.run(connection, rows)
    return list(mine)


def to_remind(edition: str) -> Callable[[Connection, int, datetime], Sequence[str]]:
    """Claims invited people who neither completed nor declined, each once ever and not sooner than two days after."""

    def claim(connection: Connection, most: int, now: datetime) -> Sequence[str]:
        willing = exists().where(
            person.c.id == invitation.c.person_id, person.c.ask_me.is_(True), person.c.stopped_at.is_(None)
        )
        silent = (
            (invitation.c.edition == edition)
            & invitation.c.disposition.in_((SENT, OPENED, STARTED))
            & invitation.c.reminded_at.is_(None)
            & (invitation.c.invited_at <= now - SETTLED_IN)
        )
        some = select(invitation.c.id).where(silent, willing).order_by(invitation.c.id).limit(most)
        once = update(invitation).where(invitation.c.id.in_(some), invitation.c.reminded_at.is_(None))
        return connection.scalars(once.values(reminded_at=now).returning(invitation.c.person_id)).all()

    return claim


def reached(connection: Connection, who: Who, reached: Reached) -> None:
    """Notes how far somebody who was invited came; says nothing about anybody who was not."""
    theirs = (invitation.c.edition == reached.edition) & (invitation.c.person_id == who.person_id)
    furthest = case((invitation.c.reached < reached.question, reached.question), else_=invitation.c.reached)
    passing = update(invitation).where(theirs, invitation.c.disposition.in_(_BEFORE[reached.stage]))
    connection.execute(passing.values(disposition=reached.stage, reached=furthest))


def completed(connection: Connection, submissions: Collection[Submission]) -> None:
    """These people have answered."""
    keys = [(each.submit.edition, each.person_id) for each in submissions]
    theirs = tuple_(invitation.c.edition, invitation.c.person_id).in_(keys)
    connection.execute(update(invitation).where(theirs).values(disposition=COMPLETED))


def delivered(connection: Connection, messages: Collection[int], disposition: str) -> None:
    """What became of invitations among these messages of the outbox; the others are none of its business."""
    _DELIVERED.run(connection, [{"message": key, "became": disposition} for key in messages])


def blocked(connection: Connection, chat: str) -> None:
    """Nothing can be sent to this address id any more; to be called while what waits for it still does."""
    unsent = select(outbox.c.id).where(outbox.c.address_id == chat, outbox.c.status.in_(TO_SEND))
    delivered(connection, connection.scalars(unsent).all(), BLOCKED)


def withdrawn(connection: Connection, people: Collection[str]) -> None:
    """These people are not to be asked any more: what was not sent to them is not, and what was counts as declined.

    What they told of themselves for it is forgotten; where they live is not while they want to hear what is new there.
    """
    chats = select(address.c.id).where(address.c.person_id.in_(sorted(people)))
    rounds = select(broadcast.c.id).where(broadcast.c.kind.in_((INVITATION, REMINDER)))
    unsent = outbox.c.address_id.in_(chats) & outbox.c.status.in_(TO_SEND) & outbox.c.broadcast_id.in_(rounds)
    connection.execute(delete(outbox).where(unsent))
    theirs = invitation.c.person_id.in_(sorted(people))
    connection.execute(delete(invitation).where(theirs, invitation.c.disposition == QUEUED))
    passing = update(invitation).where(theirs, invitation.c.disposition.in_((SENT, OPENED, STARTED)))
    connection.execute(passing.values(disposition=DECLINED))
    where = case((person.c.told_of_news.is_(True), person.c.outcode), else_=None)
    about = update(person).where(person.c.id.in_(sorted(people)))
    connection.execute(about.values(role=None, age_band=None, outcode=where))


def dispositions(connection: Connection, edition: str) -> dict[tuple[str, int], int]:
    """How many people by what became of their invitation and the number of the question they came to."""
    people = func.count().label("people")
    now = select(invitation.c.disposition, invitation.c.reached, people).where(
        invitation.c.edition == edition
    )
    grouped = now.group_by(invitation.c.disposition, invitation.c.reached)
    counted = select(disposition_count).where(disposition_count.c.edition == edition)
    rows = [*connection.execute(grouped).all(), *connection.execute(counted).all()]
    return {(row.disposition, row.reached): row.people for row in rows}


def count_up(connection: Connection, edition: str, now: datetime) -> None:
    """The edition closes: who was invited is forgotten, and only how many people did what is kept."""
    broadcasts.stop_all(connection, edition, now)
    rows = [
        {"edition": edition, "disposition": disposition, "reached": number, "people": people}
        for (disposition, number), people in dispositions(connection, edition).items()
    ]
    connection.execute(delete(disposition_count).where(disposition_count.c.edition == edition))
    if rows:
        connection.execute(insert(disposition_count), rows)
    connection.execute(delete(invitation).where(invitation.c.edition == edition))
