"""A survey's results with the words they are shown with; knows nothing of pages, pictures or chat.

Whatever shows results takes its numbers from here, and so from `results`, where small numbers were kept back.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.surveys.record import NO, PREFER_NOT, YES, Survey, SurveyQuestion, Type
from bot.surveys.results import QuestionResult, Results, Tally

NAMES = {YES: "Yes", NO: "No", PREFER_NOT: "Rather not say"}
"""What stands for a choice that the author did not write, in the survey's results for staff."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One choice: how many chose it, `percent` of those who answered the question, `share` (0 to 1) of the longest bar
    there could be. All are None when kept back."""

    label: str
    count: int | None
    percent: int | None
    share: float | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One question as it is shown. `answered` is None when kept back, `mean` when there is none."""

    id: str
    text: str
    type: Type
    answered: int | None
    bars: tuple[Bar, ...] = ()
    mean: float | None = None
    places: tuple[tuple[str, float], ...] = ()

    @property
    def split(self) -> bool:
        """Whether any of its counts is shown."""
        return any(bar.count is not None for bar in self.bars)

    @property
    def kept_back(self) -> bool:
        """Whether nothing at all of it may be shown."""
        return self.answered is None and not self.split and self.mean is None and not self.places

    @property
    def gaps(self) -> bool:
        """Whether some of its counts are kept back and others are not."""
        return self.split and any(bar.count is None for bar in self.bars)


def shown(survey: Survey, found: Results, names: Mapping[str, str] = NAMES) -> tuple[Shown, ...]:
    """Every question in its order; none when too few people answered. `names` gives "yes", "no" and
    "prefer_not_to_say" in the words they are shown with."""
    pairs = ((survey.question(result.question), result) for result in found.questions)
    return tuple(_shown(asked, result, names, found.people or 0) for asked, result in pairs if asked)


def _shown(asked: SurveyQuestion, result: QuestionResult, names: Mapping[str, str], people: int) -> Shown:
    labels = {choice.value: choice.label for choice in asked.choices}
    whole = result.answered or people
    return Shown(
        id=asked.id,
        text=asked.text,
        type=asked.type,
        answered=result.answered,
        bars=tuple(_bar(tally, names, whole) for tally in result.tallies),
        mean=result.mean,
        places=tuple((labels.get(value, value), place) for value, place in result.places),
    )


def _bar(tally: Tally, names: Mapping[str, str], whole: int) -> Bar:
    label = names.get(tally.value, tally.label) if tally.label == tally.value else tally.label
    share = None if tally.count is None else min(1.0, tally.count / whole)
    return Bar(label, tally.count, tally.percent, share)
