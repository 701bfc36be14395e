"""What many answers come to, with small numbers kept back; knows nothing of storing, drawing or who answered.

Counts come first, percentages only from ten answers, and no number below ten is shown, nor one that would give such a
number away by taking the others from the whole. Who is asked a question that depends on an earlier answer tells how
many gave that answer; so where that number is kept back or could be worked out, what is known of the later question is
kept loose: not how many answered it, and not every one of its counts.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from bot.dialogue.effects import Json
from bot.dialogue.forms import Answers
from bot.surveys.record import CHOOSING, NO, PREFER_NOT, SEVERAL, UNSEEN, YES, Survey, SurveyQuestion, Type
from bot.surveys.values import as_text

_NAMED = re.compile(r"\$\{([^}]+)\}")
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
    """One question's result; `answered` is None when kept back, with or without the rest. `mean` is of a number, scale
    or rating; of a ranking each value's mean place stands in `places`."""

    question: str
    answered: int | None
    tallies: tuple[Tally, ...] = ()
    mean: float | None = None
    places: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """`people` gave at least one answer; None while there are too few, and then there are no questions either. It is
    `exact`, or else there were more, but not ten more: just how many would tell how few left out a question."""

    people: int | None
    questions: tuple[QuestionResult, ...] = ()
    exact: bool = True


def results(survey: Survey, responses: Sequence[Answers]) -> Results:
    """The survey's results from all its submitted answers, one response a person."""
    questions = [q for q in survey.questions if q.type is not Type.NOTE and q.type not in UNSEEN]
    people = [each for each in responses if any(_is_answer(each.get(q.id)) for q in questions)]
    if len(people) < FEWEST:
        return Results(None)
    found: dict[str, QuestionResult] = {}
    for question in questions:
        given = _given(question.id, people)
        if survey.is_conversation:
            found[question.id] = _of_statement(question, given, len(people))
            continue
        loose = _is_loose(survey, question, len(people) - len(given), found)
        found[question.id] = _of_question(question, given, loose)
    left_out = [len(people) - (each.answered or 0) for each in found.values()]
    exact = not any(0 < few < FEWEST for few in left_out)
    return Results(
        len(people) if exact else (len(people) - 1) // FEWEST * FEWEST, tuple(found.values()), exact
    )


def _given(question: str, responses: Sequence[Answers]) -> list[Json]:
    return [answer for answer in (each.get(question) for each in responses) if _is_answer(answer)]


def _is_answer(given: Json) -> bool:
    return given not in (None, "", [])


def _is_loose(
    survey: Survey, question: SurveyQuestion, missing: int, found: Mapping[str, QuestionResult]
) -> bool:
    """Whether the number of those who were asked could give away one that is kept back.

    It cannot when everybody is asked, or when it hangs on one question alone whose every count is shown.
    """
    asks = {name for condition in _conditions(survey, question) for name in _NAMED.findall(condition)}
    if not asks:
        return False
    source = survey.question(next(iter(asks))) if len(asks) == 1 else None
    if source is None or source.type not in CHOOSING or source.type in SEVERAL or 0 < missing < FEWEST:
        return True
    earlier = found.get(source.id)
    return earlier is None or earlier.answered is None or any(t.count is None for t in earlier.tallies)


def _conditions(survey: Survey, question: SurveyQuestion) -> Iterator[str]:
    """What decides whether the question is asked: its own condition and those of the sections around it."""
    sections = {section.id: section for section in survey.sections}
    yield question.relevant
    section = sections.get(question.section)
    while section is not None:
        yield section.relevant
        section = sections.get(section.inside)


def _of_question(question: SurveyQuestion, given: Sequence[Json], loose: bool) -> QuestionResult:
    if len(given) < FEWEST:
        return QuestionResult(question.id, None)
    answered = None if loose else len(given)
    if question.type is Type.RANK:
        return QuestionResult(question.id, answered, places=_places(question, given))
    tallies = _tallies(question, given, loose) if question.type in CHOOSING else ()
    whole = all(tally.count is not None for tally in tallies)
    return QuestionResult(question.id, answered, tallies, _mean(question, given) if whole else None)


def _of_statement(question: SurveyQuestion, given: Sequence[Json], people: int) -> QuestionResult:
    """How many voted on one statement is not told, as people stop when they like: so what is kept back is known from
    nothing but all `people`, of whom more than a few must be left over, those without a vote among them."""
    if len(given) < FEWEST:
        return QuestionResult(question.id, None)
    counts = Counter(map(as_text, given))
    enough = sorted(choice.value for choice in question.choices if counts[choice.value] >= FEWEST)
    left = people - sum(counts[value] for value in enough)
    if enough and left < FEWEST and (left or len(enough) < len(question.choices)):
        enough.remove(min(enough, key=lambda value: counts[value]))
    tallies = (
        Tally(each.value, each.label, counts[each.value] if each.value in enough else None, None)
        for each in question.choices
    )
    return QuestionResult(question.id, None, tuple(tallies))


def _tallies(question: SurveyQuestion, given: Sequence[Json], loose: bool) -> tuple[Tally, ...]:
    """A mean beside two gaps would tell both, so there is none unless every count is shown."""
    counts = Counter(value for answer in given for value in as_text(answer).split())
    labels = {choice.value: choice.label for choice in question.choices} or {YES: YES, NO: NO}
    if question.personal:
        labels = {**labels, PREFER_NOT: PREFER_NOT}
    known = {value: counts[value] for value in labels}
    hidden = _hidden_ticks(known, len(given), loose) if question.type in SEVERAL else _hidden(known, loose)
    return tuple(
        Tally(value, label, None, None)
        if value in hidden
        else Tally(value, label, counts[value], None if loose else round(100 * counts[value] / len(given)))
        for value, label in labels.items()
    )


def _hidden(counts: Mapping[str, int], loose: bool) -> set[str]:
    """The values to keep back where each person chose one: what all the gaps come to is known from the rest, so while
    that is a small number too, the smallest of the others is kept back with them."""
    hidden = {value for value, count in counts.items() if count < FEWEST}
    others = sorted((value for value in counts if value not in hidden), key=lambda value: counts[value])
    left_over = sum(counts[value] for value in hidden)
    if others and (hidden or loose) and left_over < FEWEST:
        hidden.add(others[0])
    return hidden


def _hidden_ticks(counts: Mapping[str, int], answered: int, loose: bool) -> set[str]:
    """The values to keep back where each person ticked several: few ticked it, or few did not."""
    few_left = range(0 if loose else 1, FEWEST)
    return {value for value, count in counts.items() if count < FEWEST or answered - count in few_left}


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
