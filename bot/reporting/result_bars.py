"""A survey's results as bars of text for staff; small numbers were kept back before they come here."""

from collections.abc import Iterator

from bot.surveys.record import PREFER_NOT, Survey
from bot.surveys.results import FEWEST, Results
from bot.surveys.shown import NAMES, Bar, Shown, shown

LABELS = {**NAMES, PREFER_NOT: "(rather not say)"}
WIDEST = 30
"""Characters of the bar for everybody who answered."""


def bars(survey: Survey, found: Results) -> Iterator[str]:
    """The lines, counts before percentages."""
    if found.people is None:
        yield f"{survey.title}: fewer than {FEWEST} people have answered. Results are shown from {FEWEST}."
        return
    yield f"{survey.title}: {'' if found.exact else 'more than '}{found.people} people answered."
    for question in shown(survey, found, LABELS):
        yield ""
        yield from _of_question(question)


def _of_question(question: Shown) -> Iterator[str]:
    yield f"{question.text} ({_about(question)})"
    width = max((len(bar.label) for bar in question.bars), default=0)
    for bar in question.bars if question.split else ():
        yield f"  {bar.label:<{width}}  {_bar(bar)}"
    for label, place in question.places:
        yield f"  {label}: on average in place {place:g}"


def _about(question: Shown) -> str:
    if question.kept_back:
        return "kept back: too few answered, or it would give a small number away"
    answered = (
        "how many answered is kept back" if question.answered is None else f"{question.answered} answered"
    )
    mean = f", on average {question.mean:g}" if question.mean is not None else ""
    return f"{answered}{mean}{', too few to split' if question.bars and not question.split else ''}"


def _bar(bar: Bar) -> str:
    if bar.count is None or bar.share is None:
        return "kept back"
    percent = "" if bar.percent is None else f" ({bar.percent} %)"
    return f"{'█' * round(WIDEST * bar.share)} {bar.count}{percent}".lstrip()
