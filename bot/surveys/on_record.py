"""All that the records say of one edition, gathered for judging how far young people were heard; holds no answer."""

from dataclasses import dataclass
from datetime import date

from bot.surveys.influence import Decision
from bot.surveys.record import Survey, Type
from bot.surveys.results import FEWEST, Results


@dataclass(frozen=True, slots=True)
class Invited:
    """How many were invited and answered, as far as it may be told, and the response rate as a whole percentage."""

    people: int
    answered: int | None
    percent: int | None


@dataclass(frozen=True, slots=True)
class OnRecord:
    """`by_council` when the records say that young people of the council wrote it. `approved_by` is a role or "".
    `invited` is None when nobody was, or too few to tell. `rung` is what the council declared."""

    survey: Survey
    status: str
    by_council: bool
    approved_by: str
    opened_on: date
    closed_on: date | None
    results: Results
    invited: Invited | None
    decisions: tuple[Decision, ...]
    rung: int | None

    @property
    def decided(self) -> tuple[Decision, ...]:
        return tuple(each for each in self.decisions if each.verdict)

    @property
    def waiting(self) -> tuple[Decision, ...]:
        return tuple(each for each in self.decisions if not each.verdict)

    @property
    def told(self) -> bool:
        """Whether those who answered were told of every decision."""
        return bool(self.decided) and all(each.told_on for each in self.decided)

    @property
    def council_decides(self) -> bool:
        """Whether the youth council stands among those who decide."""
        return any(_is_council(each.decision_maker) for each in self.decisions)

    @property
    def only_council_decides(self) -> bool:
        return bool(self.decisions) and all(_is_council(each.decision_maker) for each in self.decisions)

    @property
    def in_own_words(self) -> bool:
        """Whether people could say something that nobody had thought of."""
        return self.survey.is_conversation or any(each.type is Type.TEXT for each in self.survey.questions)


def invited(people: int, answered: int) -> Invited | None:
    """What may be told of so many invited and answered: no number below ten, and none that gives one away."""
    if people < FEWEST:
        return None
    few = range(1, FEWEST)
    if answered < FEWEST or people - answered in few:
        return Invited(people, None, None)
    return Invited(people, answered, round(100 * answered / people))


def _is_council(role: str) -> bool:
    text = role.casefold()
    return "youth" in text or "young" in text
