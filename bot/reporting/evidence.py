"""What the records say of one edition, gathered for those who answer for the hub; knows nobody who answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.catalogue.hub import Hub
from bot.scenes.house import House
from bot.scenes.voice_now import Edition
from bot.store import Store, asked, influence, invitations, proposals
from bot.store.asked import Asked
from bot.store.tallied import tallied
from bot.surveys import ladder, lundy
from bot.surveys.dispositions import COMPLETED, QUEUED, dispositions
from bot.surveys.on_record import Invited, OnRecord, invited
from bot.surveys.results import FEWEST
from bot.surveys.shown import Shown, shown

ROLES = {"staff": "hub staff", "safeguarding_lead": "safeguarding lead"}
VERDICTS = {"yes": "Yes", "partly": "Partly", "no": "No", "": "Not decided yet"}
RATE = (
    "Of everybody who was invited, those who answered: response rate 1 of the American Association for Public Opinion "
    "Research, Standard Definitions, 9th edition (2016)."
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """An edition's evidence. `elements` are Lundy's four; `lacking` is what the declared rung lacks in the records and
    `supported` the highest rung that lacks nothing."""

    hub: Hub
    record: OnRecord
    questions: tuple[Shown, ...]
    objectives: tuple[str, ...]
    elements: tuple[lundy.Element, ...]
    declared: ladder.Rung | None
    lacking: tuple[str, ...]
    supported: ladder.Rung | None
    made_on: date

    @property
    def dates(self) -> str:
        """When it was open."""
        opened = day_text(self.record.opened_on)
        closed = self.record.closed_on
        return f"Opened {opened}, closed {day_text(closed)}" if closed else f"Opened {opened}, still open"

    @property
    def answered(self) -> str:
        """How many answered, as exactly as may be told."""
        people = self.record.results.people
        if people is None:
            return f"Fewer than {FEWEST} people answered"
        return (
            f"{people} people answered"
            if self.record.results.exact
            else f"More than {people} people answered"
        )

    @property
    def invitations(self) -> str:
        """How many were invited, and the response rate."""
        found = self.record.invited
        if found is None:
            return f"Nobody was invited by message, or fewer than {FEWEST} were"
        if found.percent is None:
            return f"{found.people} people were invited; how many of them answered is kept back"
        return f"{found.people} people were invited and {found.answered} of them answered: {found.percent}%"

    @property
    def authorship(self) -> str:
        wrote = (
            "Young people of the youth council wrote it" if self.record.by_council else "Written by hub staff"
        )
        by = self.record.approved_by
        return f"{wrote}; approved by {by}" if by else f"{wrote}; no approval is on record"

    @property
    def rung(self) -> str:
        """What the council declares, in a sentence."""
        if self.declared is None:
            return "The youth council has not declared a rung yet."
        rung = self.declared
        return f"The youth council declares rung {rung.number} of 8, {rung.name.lower()}: {rung.plainly}."

    @property
    def support(self) -> str:
        if self.supported is None:
            return "The records support no rung of participation yet."
        return f"The records support rung {self.supported.number}, {self.supported.name.lower()}, or lower."


def evidence_of(store: Store, house: House, edition: Edition, today: date) -> Evidence:
    """The evidence as the records stand now. Raises LookupError when the edition is not in the database."""
    slug = edition.survey.slug
    row, decisions, counts, results = store.read(
        lambda c: (
            asked.one(c, slug),
            influence.of_edition(c, slug),
            invitations.dispositions(c, slug),
            tallied(c, slug, edition.survey),
        )
    )
    if row is None:
        raise LookupError(slug)
    zone = ZoneInfo(house.hub.time_zone)
    record = OnRecord(
        survey=edition.survey,
        status=row.status,
        by_council=row.author == proposals.COUNCIL or edition.survey.council_authored,
        approved_by=ROLES.get(row.reviewer, row.reviewer.replace("_", " ")),
        opened_on=row.opened_at.astimezone(zone).date(),
        closed_on=row.closed_at.astimezone(zone).date() if row.closed_at else None,
        results=results,
        invited=_invited(counts),
        decisions=decisions,
        rung=row.rung,
    )
    return _evidence(house.hub, record, row, today)


def _evidence(hub: Hub, record: OnRecord, row: Asked, today: date) -> Evidence:
    return Evidence(
        hub=hub,
        record=record,
        questions=shown(record.survey, record.results),
        objectives=tuple(hub.objectives.get(each, each) for each in record.survey.objectives),
        elements=lundy.four(record, today),
        declared=ladder.rung(row.rung),
        lacking=ladder.missing(row.rung, record) if row.rung else (),
        supported=ladder.supported(record),
        made_on=today,
    )


def _invited(counts: Mapping[tuple[str, int], int]) -> Invited | None:
    """Those whose invitation left; what was never sent is not counted."""
    found = dispositions(counts)
    return invited(found.invited - found.count(QUEUED), found.count(COMPLETED))


def day_text(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
