"""Answers in people's own words, sorted under themes by the council; knows no answer and nobody who gave one.

No answer is ever published word for word, whoever asks: what is shown of free text is how many answers a theme has.
"""

from collections.abc import Sequence

from bot.surveys.record import OTHER_SUFFIX, Survey, Type
from bot.surveys.redacting import redact
from bot.surveys.results import FEWEST, Tally

LONGEST_NAME = 80


def in_own_words(survey: Survey) -> tuple[tuple[str, str], ...]:
    """The questions that are answered in people's own words, as (id, text); "another one" asks what it is, too."""
    found: list[tuple[str, str]] = []
    for question in survey.questions:
        if question.type is Type.TEXT:
            found.append((question.id, question.text))
        other = next((choice for choice in question.choices if choice.other), None)
        if other:
            found.append((question.id + OTHER_SUFFIX, f"{question.text} ({other.label})"))
    return tuple(found)


def tidy(name: str) -> str:
    """A theme's name as it is kept: one line without spaces around it, short, and without what could lead to a person:
    it is copied from answers and shown to everybody."""
    return " ".join(redact(name).replace(";", ",").split())[:LONGEST_NAME].rstrip()


def theme_results(themes: Sequence[tuple[str, int]], answered: int) -> tuple[Tally, ...]:
    """How many of `answered` people said something under each theme, the most frequent first.

    An answer may stand under several themes. A count is kept back when it is below ten, or when all but a few answers
    are counted in it; below ten answers there is nothing to show. Themes with a count kept back come last, by name.
    """
    if answered < FEWEST:
        return ()
    tallies = [_tally(name, count, answered) for name, count in themes]
    return tuple(sorted(tallies, key=lambda each: (-(each.count or 0), each.label.casefold())))


def _tally(name: str, count: int, answered: int) -> Tally:
    if count < FEWEST or 0 < answered - count < FEWEST:
        return Tally(name, name, None, None)
    return Tally(name, name, count, round(100 * count / answered))
