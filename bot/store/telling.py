"""Knows who is still to be told what came of an edition, and when nobody is; refuses to know what they said."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, exists, func, select

from bot.dialogue.effects import Say
from bot.store import broadcasts, influence
from bot.store.broadcasts import OUTCOME, PAUSED, QUEUEING, Round
from bot.store.sending import Whom, send
from bot.store.store import Store
from bot.store.tables import address, broadcast, outbox, participation, person
from bot.surveys.influence import Decision


def reachable(connection: Connection, slug: str) -> int:
    """How many of those who answered can be told: they have a chat that can be reached and did not say stop."""
    return connection.scalar(select(func.count()).select_from(participation).where(_can_be_told(slug))) or 0


def tell(
    store: Store, slug: str, decisions: Collection[Decision], say: Say, by: str | None, day: date
) -> bool:
    """Says `say` once to everybody who answered and notes that these decisions were told on `day`.

    When nothing about the edition waits any more, who answered is forgotten. Safe to repeat after it was cut off. False
    when the round of messages was paused meanwhile; then nothing is noted until it is resumed and this called again.
    """
    send(store, Round(OUTCOME, slug, by), _whom(slug), say)
    return store.write(lambda connection: _noted(connection, slug, decisions, day))


def cut_off(connection: Connection) -> list[str]:
    """The editions whose telling was begun and not queued to its end."""
    return [each.edition for each in broadcasts.cut_off(connection) if each.kind == OUTCOME]


def _noted(connection: Connection, slug: str, decisions: Collection[Decision], day: date) -> bool:
    rounds = [each for each in broadcasts.rounds(connection, slug) if each.kind == OUTCOME]
    if rounds and rounds[0].status in (QUEUEING, PAUSED):
        return False
    told = rounds[0].total if rounds else 0
    influence.mark_told(connection, [each.id for each in decisions], told, day)
    if all(each.told_on for each in influence.of_edition(connection, slug)):
        influence.mark_reported(connection, slug)
        connection.execute(delete(participation).where(participation.c.edition == slug))
    return True


def _whom(slug: str) -> Whom:
    """Those who answered and have no message of the round that is being queued."""

    def claim(connection: Connection, most: int, _now: datetime) -> Sequence[str]:
        waiting = participation.c.person_id.not_in(_who_has_it(connection, slug))
        query = select(participation.c.person_id).where(_can_be_told(slug), waiting)
        return connection.scalars(query.order_by(participation.c.id).limit(most)).all()

    return claim


def _who_has_it(connection: Connection, slug: str) -> Select[str]:
    """The people who have a message of the round that is being queued."""
    now_queueing = select(broadcast.c.id).where(
        broadcast.c.edition == slug, broadcast.c.kind == OUTCOME, broadcast.c.status == QUEUEING
    )
    key = connection.scalar(now_queueing.order_by(broadcast.c.began_at.desc()).limit(1))
    theirs = select(address.c.person_id).join(outbox, outbox.c.address_id == address.c.id)
    return theirs.where(outbox.c.broadcast_id == (key or ""), address.c.person_id.is_not(None))


def _can_be_told(slug: str) -> ColumnElement[bool]:
    chat = exists().where(address.c.person_id == participation.c.person_id, address.c.gone_at.is_(None))
    stopped = exists().where(person.c.id == participation.c.person_id, person.c.stopped_at.is_not(None))
    return and_(participation.c.edition == slug, chat, ~stopped)
