"""What the page of polls shows: what waits, as people would see it, and how far every edition has come."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.dialogue.effects import Say
from bot.scenes.house import House
from bot.scenes.poll_preview import as_seen
from bot.scenes.survey_said import who_it_is_for
from bot.store.deciding import Proposed, seal_of
from bot.store.proposals import APPROVED, COUNCIL, FILE, SUBMITTED
from bot.surveys.advice import faults_of, seconds_to_answer
from bot.surveys.definition import definition, survey_from_definition
from bot.surveys.record import Survey
from bot.surveys.status import Status, status_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """A poll or a draft to read: `seen` is what people will see, `seal` names this wording, `advice` is for whoever
    decides. `since` is None for a file; `changed` when an earlier wording of it was approved."""

    survey: Survey
    seal: str
    seen: Sequence[Say]
    whom: str
    seconds: int
    advice: Sequence[tuple[str, str]]
    since: datetime | None
    told: bool = False
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """How far one edition has come."""

    survey: Survey
    status: Status
    author: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that the page shows."""

    polls: Sequence[Waiting]
    drafts: Sequence[Waiting]
    rows: Sequence[Row]


def shelf_of(house: House, today: date, files: Sequence[Survey], every: Sequence[Proposed]) -> Shelf:
    """Polls that wait longest come first, drafts by their names, editions with what is nearest to be done first."""
    decided = {each.slug: each for each in every}
    polls = [
        _waiting(house, survey_from_definition(each.definition), each.submitted_at, each.told)
        for each in every
        if each.status == SUBMITTED
    ]
    drafts = [
        draft for file in files if file.draft and (draft := _draft(house, file, decided.get(file.slug)))
    ]
    return Shelf(polls, drafts, sorted(_rows(house, today, files, decided), key=_order))


def _waiting(house: House, survey: Survey, since: datetime | None, told: bool) -> Waiting:
    return Waiting(
        survey=survey,
        seal=seal_of(definition(survey)),
        seen=as_seen(house, survey),
        whom=who_it_is_for(house, survey),
        seconds=seconds_to_answer(survey),
        advice=[(fault.wrong[:1].upper() + fault.wrong[1:], fault.mend) for fault in faults_of(survey)],
        since=since,
        told=told,
    )


def _draft(house: House, file: Survey, approved: Proposed | None) -> Waiting | None:
    """None for a draft that was approved just as it is, or was opened."""
    waiting = _waiting(house, replace(file, draft=False), None, told=False)
    if file.slug in house.voice.editions or (approved and approved.seal == waiting.seal):
        return None
    return replace(waiting, changed=approved is not None)


def _rows(house: House, today: date, files: Sequence[Survey], decided: dict[str, Proposed]) -> list[Row]:
    surveys = {slug: survey_from_definition(each.definition) for slug, each in decided.items()}
    surveys |= {slug: edition.survey for slug, edition in house.voice.editions.items()}
    for file in files:
        approved = decided.get(file.slug)
        surveys.setdefault(file.slug, file)
        if approved is None or approved.author != FILE:
            surveys[file.slug] = file
    return [_row(house, today, survey, decided.get(slug)) for slug, survey in surveys.items()]


def _row(house: House, today: date, survey: Survey, decided: Proposed | None) -> Row:
    edition = house.voice.editions.get(survey.slug)
    status = status_of(survey, today, decided.status if decided else "", edition.status if edition else "")
    author = COUNCIL if survey.council_authored else FILE
    reason = decided.reason if decided and decided.status != APPROVED else ""
    return Row(survey, status, author, reason)


def _order(row: Row) -> tuple[int, str, str]:
    closes = row.survey.closes.isoformat() if row.survey.closes else ""
    return list(Status).index(row.status), closes, row.survey.slug
