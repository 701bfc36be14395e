"""A survey's results as bars of text for staff; small numbers were kept back before they come here."""

from collections.abc import Iterator

from bot.surveys.record import NO, PREFER_NOT, YES, Survey, SurveyQuestion
from bot.surveys.results import FEWEST, QuestionResult, Results, Tally

LABELS = {YES: "Yes", NO: "No", PREFER_NOT: "(rather not say)"}
WIDEST = 30
"""Characters of the bar for everybody who answered."""


def bars(survey: Survey, found: Results) -> Iterator[str]:
    """The lines, counts before percentages."""
    if found.people is None:
        yield f"{survey.title}: fewer than {FEWEST} people have answered. Results are shown from {FEWEST}."
        return
    yield f"{survey.title}: {found.people} people answered."
    for result in found.questions:
        asked = survey.question(result.question)
        if asked is not None:
            yield ""
            yield from _of_question(asked, result)


def _of_question(asked: SurveyQuestion, result: QuestionResult) -> Iterator[str]:
    if result.answered is None:
        yield f"{asked.text} (fewer than {FEWEST} answered)"
        return
    mean = f", on average {result.mean:g}" if result.mean is not None else ""
    yield f"{asked.text} ({result.answered} answered{mean})"
    labels = {choice.value: choice.label for choice in asked.choices}
    width = max((len(_label(tally)) for tally in result.tallies), default=0)
    for tally in result.tallies:
        yield f"  {_label(tally):<{width}}  {_bar(tally, result.answered)}"
    for value, place in result.places:
        yield f"  {labels.get(value, value)}: on average in place {place:g}"


def _label(tally: Tally) -> str:
    """What stands for a choice that the author did not write."""
    return LABELS.get(tally.label, tally.label) if tally.label == tally.value else tally.label


def _bar(tally: Tally, answered: int) -> str:
    if tally.count is None:
        return "kept back: too few"
    bar = "█" * round(WIDEST * tally.count / answered)
    return f"{bar} {tally.count} ({tally.percent} %)".lstrip()
