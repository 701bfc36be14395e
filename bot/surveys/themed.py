"""Results with the themes that answers in people's own words were sorted under; knows no answer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.surveys.results import QuestionResult, Results
from bot.surveys.themes import theme_results

Counts = Mapping[str, Sequence[tuple[str, int]]]
"""By question each theme and how many answers it has."""


def with_themes(found: Results, counts: Counts) -> Results:
    """The same results, where questions answered in words tell how many answers stand under each theme."""
    return replace(
        found, questions=tuple(_themed(each, counts.get(each.question, ())) for each in found.questions)
    )


def _themed(result: QuestionResult, counts: Sequence[tuple[str, int]]) -> QuestionResult:
    if result.answered is None or result.tallies or not counts:
        return result
    return replace(result, tallies=theme_results(counts, result.answered))
