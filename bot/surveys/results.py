"""What many answers come to, with small numbers kept back; knows nothing of storing, drawing or who answered.

Counts come first, percentages only from ten answers, and no number below ten is shown, nor one that would give such a
number away by taking the others from the whole.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from bot.dialogue.effects import Json
from bot.dialogue.forms import Answers
from bot.surveys.record import CHOOSING, NO, PREFER_NOT, SEVERAL, UNSEEN, YES, Survey, SurveyQuestion, Type
from bot.surveys.values import as_text

FEWEST = 10
"""People: the smallest number that is shown, and from which percentages and means are."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many chose one value; `count` and `percent` (of those who answered, whole) are None when kept back."""

    value: str
    label: str
    count: int | None
    percent: int | None


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question's result; `answered` is None when kept back. `mean` is of a number, scale or rating; of a ranking
    each value's mean place stands in `places`."""

    question: str
    answered: int | None
    tallies: tuple[Tally, ...] = ()
    mean: float | None = None
    places: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """`people` is None while there are too few; then there are no questions either."""

    people: int | None
    questions: tuple[QuestionResult, ...] = ()


def results(survey: Survey, responses: Sequence[Answers]) -> Results:
    """The survey's results from all its submitted answers, one response a person."""
    if len(responses) < FEWEST:
        return Results(None)
    shown = [question for question in survey.questions if question.type not in {Type.NOTE, *UNSEEN}]
    return Results(len(responses), tuple(_of_question(question, responses) for question in shown))


def _of_question(question: SurveyQuestion, responses: Sequence[Answers]) -> QuestionResult:
    given = [
        answer
        for answer in (response.get(question.id) for response in responses)
        if answer not in (None, "", [])
    ]
    if len(given) < FEWEST:
        return QuestionResult(question.id, None)
    if question.type is Type.RANK:
        return QuestionResult(question.id, len(given), places=_places(question, given))
    tallies = _tallies(question, given) if question.type in CHOOSING else ()
    return QuestionResult(question.id, len(given), tallies, _mean(question, given))


def _tallies(question: SurveyQuestion, given: Sequence[Json]) -> tuple[Tally, ...]:
    counts = Counter(value for answer in given for value in as_text(answer).split())
    labels = {choice.value: choice.label for choice in question.choices} or {YES: YES, NO: NO}
    if question.personal:
        labels = {**labels, PREFER_NOT: PREFER_NOT}
    hidden = _hidden({value: counts[value] for value in labels}, one_each=question.type not in SEVERAL)
    return tuple(
        Tally(value, label, None, None)
        if value in hidden
        else Tally(value, label, counts[value], round(100 * counts[value] / len(given)))
        for value, label in labels.items()
    )


def _hidden(counts: dict[str, int], one_each: bool) -> set[str]:
    """The values to keep back. Where each person chose one, what all the gaps come to is known from the rest: while
    that is a small number too, the smallest of the others is kept back with them."""
    hidden = {value for value, count in counts.items() if count < FEWEST}
    others = sorted((value for value in counts if value not in hidden), key=lambda value: counts[value])
    left_over = sum(counts[value] for value in hidden)
    if one_each and others and hidden and left_over < FEWEST:
        hidden.add(others[0])
    return hidden


def _mean(question: SurveyQuestion, given: Sequence[Json]) -> float | None:
    if question.type not in (Type.NUMBER, Type.SCALE, Type.RATING):
        return None
    numbers = [number for number in map(_number, given) if number is not None]
    return round(fmean(numbers), 1) if len(numbers) >= FEWEST else None


def _number(answer: Json) -> float | None:
    try:
        return float(as_text(answer))
    except ValueError:
        return None


def _places(question: SurveyQuestion, given: Sequence[Json]) -> tuple[tuple[str, float], ...]:
    """Each value with its mean place (1 is first), the best first; values ranked by fewer than ten are left out."""
    places: dict[str, list[int]] = {choice.value: [] for choice in question.choices}
    for answer in given:
        for place, value in enumerate(as_text(answer).split(), 1):
            places.setdefault(value, []).append(place)
    means = [(value, round(fmean(found), 1)) for value, found in places.items() if len(found) >= FEWEST]
    return tuple(sorted(means, key=lambda each: each[1]))
