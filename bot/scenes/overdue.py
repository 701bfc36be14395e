"""Which closed editions have waited too long for a decision, and which promised actions are late; tells nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.scenes.house import House
from bot.scenes.voice_now import Edition


@dataclass(frozen=True, slots=True)
class Overdue:
    """Something about the edition `slug` that should have been done by `due`; `what` is decision or action."""

    slug: str
    title: str
    what: str
    due: date
    text: str


def overdue(house: House, today: date) -> tuple[Overdue, ...]:
    """What is late, the longest first. A decision is due so many days after closing as the hub has set."""
    late = [each for edition in house.voice.editions.values() for each in _of(house, edition, today)]
    return tuple(sorted(late, key=lambda each: (each.due, each.slug)))


def waits(house: House, edition: Edition) -> bool:
    """Whether it is over and anything about it still waits for a decision."""
    decisions = house.voice.decisions.get(edition.survey.slug, ())
    return edition.closed and (not decisions or any(not each.verdict for each in decisions))


def _of(house: House, edition: Edition, today: date) -> Iterator[Overdue]:
    survey = edition.survey
    if edition.closed_on and waits(house, edition):
        due = edition.closed_on + timedelta(days=house.hub.decide_within_days)
        if due < today:
            text = f"closed on {_on(edition.closed_on)}, no decision yet; one was due by {_on(due)}"
            yield Overdue(survey.slug, survey.title, "decision", due, text)
    for each in house.voice.decisions.get(survey.slug, ()):
        if each.action and each.due_on and each.due_on < today and not each.done_on:
            text = f"“{each.action}” was promised by {_on(each.due_on)} and is not marked as done"
            yield Overdue(survey.slug, survey.title, "action", each.due_on, text)


def _on(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
