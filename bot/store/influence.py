"""Knows what was found, decided and done about an edition, and whether it was told; refuses to know who answered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from bot.store.plain import plain
from bot.store.sealing import random_id
from bot.store.tables import edition, influence
from bot.surveys.influence import Decision, Verdict

MOST_TEXT = 2000
MOST_ROLE = 120


@dataclass(frozen=True, slots=True)
class Decided:
    """What staff write down about one finding; without a verdict it still waits, and with one it has its reason."""

    finding: str
    decision_maker: str
    verdict: Verdict = ""
    reason: str = ""
    action: str = ""
    due_on: date | None = None
    done_on: date | None = None


def add(connection: Connection, slug: str, decided: Decided, now: datetime) -> str:
    """A new finding about an edition; returns its id. Raises ValueError for a verdict without a reason."""
    key = random_id()
    connection.execute(insert(influence).values(id=key, edition=slug, recorded_at=now, **_values(decided)))
    return key


def change(connection: Connection, key: str, decided: Decided) -> bool:
    """Writes it anew; False when there is no such finding. What was told before and reads otherwise now may be told
    again. Raises ValueError for a verdict without a reason."""
    values = _values(decided)
    row = connection.execute(select(influence).where(influence.c.id == key).with_for_update()).first()
    if row is None:
        return False
    if any(getattr(row, name) != value for name, value in values.items()):
        connection.execute(update(influence).where(influence.c.id == key).values(**values, told_on=None))
    return True


def remove(connection: Connection, key: str) -> bool:
    """Takes away a finding that nobody was told of; False when there is none such."""
    gone = delete(influence).where(influence.c.id == key, influence.c.told.is_(None))
    return connection.execute(gone).rowcount == 1


def find(connection: Connection, key: str) -> Decision | None:
    row = connection.execute(select(influence).where(influence.c.id == key)).first()
    return _decision(row) if row else None


def every(connection: Connection) -> dict[str, tuple[Decision, ...]]:
    """All findings by edition, in the order in which they were written down."""
    found: dict[str, tuple[Decision, ...]] = {}
    for row in connection.execute(select(influence).order_by(influence.c.recorded_at, influence.c.id)):
        found[row.edition] = (*found.get(row.edition, ()), _decision(row))
    return found


def of_edition(connection: Connection, slug: str) -> tuple[Decision, ...]:
    """The findings of one edition, in the order in which they were written down."""
    order = (influence.c.recorded_at, influence.c.id)
    rows = connection.execute(select(influence).where(influence.c.edition == slug).order_by(*order))
    return tuple(map(_decision, rows))


def mark_told(connection: Connection, keys: Collection[str], people: int, day: date) -> None:
    """These were told to so many people; whoever was told before is counted once, the larger number stands."""
    for key in sorted(keys):
        before = connection.scalar(select(influence.c.told).where(influence.c.id == key)) or 0
        told = update(influence).where(influence.c.id == key)
        connection.execute(told.values(told_on=day, told=max(before, people)))


def mark_reported(connection: Connection, slug: str) -> None:
    """What came of a closed edition was told."""
    closed = (edition.c.slug == slug) & (edition.c.status == "closed")
    connection.execute(update(edition).where(closed).values(status="reported"))


def to_tell(decisions: Collection[Decision]) -> tuple[Decision, ...]:
    """Those with a verdict and a reason that were not told as they read now."""
    return tuple(each for each in decisions if each.verdict and each.reason and each.told_on is None)


def _values(decided: Decided) -> Mapping[str, Any]:
    if decided.verdict and not decided.reason.strip():
        raise ValueError("a verdict needs its reason")
    return {
        "finding": plain(decided.finding, MOST_TEXT),
        "decision_maker": plain(decided.decision_maker, MOST_ROLE),
        "decision": decided.verdict,
        "reason": plain(decided.reason, MOST_TEXT),
        "action": plain(decided.action, MOST_TEXT),
        "due_on": decided.due_on,
        "done_on": decided.done_on,
    }


def _decision(row: Any) -> Decision:
    return Decision(
        id=row.id,
        edition=row.edition,
        finding=row.finding,
        decision_maker=row.decision_maker,
        verdict=row.decision,
        reason=row.reason,
        action=row.action,
        due_on=row.due_on,
        done_on=row.done_on,
        told_on=row.told_on,
        told=row.told,
    )
