"""An edition's results as a table for a spreadsheet; the small numbers were kept back before they come here."""

from collections.abc import Iterator, Sequence

from bot.reporting.responses import csv_text
from bot.surveys.record import Survey
from bot.surveys.results import Results
from bot.surveys.shown import Shown, shown

HEAD = ("question", "text", "answer", "people", "percent", "answered", "mean")


def as_table(survey: Survey, found: Results) -> str:
    """CSV, a row for each choice; what is kept back is an empty cell, and so is what there is none of."""
    rows: list[Sequence[str]] = [HEAD]
    for question in shown(survey, found):
        rows.extend(_rows(question))
    return csv_text(rows)


def _rows(question: Shown) -> Iterator[Sequence[str]]:
    start, answered = (question.id, question.text), _text(question.answered)
    mean = _text(question.mean)
    if not question.bars and not question.places:
        yield (*start, "", "", "", answered, mean)
    for bar in question.bars:
        yield (*start, bar.label, _text(bar.count), _text(bar.percent), answered, mean)
    for label, place in question.places:
        yield (*start, label, "", "", answered, _text(place))


def _text(number: float | None) -> str:
    return "" if number is None else f"{number:g}"
