"""How far along somebody is: "3 of 6" that never grows; knows nothing of words.

The total is the longest way that can still lie ahead, so a branch that turns out not to apply makes it smaller, never
larger. Notes and "what is the other?" do not count as questions.
"""

from collections.abc import Mapping
from itertools import product

from bot.surveys.course import Course, Walk
from bot.surveys.expression import names_in
from bot.surveys.record import CHOOSING, SEVERAL, UNSEEN, SurveyQuestion, Type

MOST_WAYS = 128
"""How many combinations of answers are tried to find the longest way; beyond it open branches all count."""


def progress(course: Course, walk: Walk) -> tuple[int, int]:
    """The number of the next question (from 1) and how many there are at most; (0, 0) when none is next."""
    if walk.next is None:
        return 0, 0
    asked = sum(1 for stop in walk.stops if _counts(stop.question) and not stop.what_other)
    questions = course.survey.questions
    at = questions.index(walk.next.question) + (1 if walk.next.what_other else 0)
    here = asked if walk.next.what_other or not _counts(walk.next.question) else asked + 1
    return here, asked + _most_left(course, questions[at:], walk.values)


def _most_left(course: Course, ahead: tuple[SurveyQuestion, ...], values: Mapping[str, str]) -> int:
    deciding, unknown = _deciding(course, ahead)
    ways = [_ways(question) for question in deciding]
    names = [question.id for question in deciding]
    return max(
        _count(course, ahead, {**values, **dict(zip(names, way, strict=True))}, unknown)
        for way in product(*ways)
    )


def _deciding(
    course: Course, ahead: tuple[SurveyQuestion, ...]
) -> tuple[list[SurveyQuestion], frozenset[str]]:
    """The questions ahead on whose choice others ahead depend, and those whose answer cannot be tried out."""
    used = {name for question in ahead for name in names_in(course.conditions(question))}
    named = [question for question in ahead if question.id in used]
    deciding: list[SurveyQuestion] = []
    ways = 1
    for question in named:
        if question.type in CHOOSING and ways * len(_ways(question)) <= MOST_WAYS:
            ways *= len(_ways(question))
            deciding.append(question)
    return deciding, frozenset(question.id for question in named if question not in deciding)


def _ways(question: SurveyQuestion) -> list[str]:
    values = [choice.value for choice in question.choices] or ["yes", "no"]
    return [*values, " ".join(values), ""] if question.type in SEVERAL else [*values, ""]


def _count(
    course: Course, ahead: tuple[SurveyQuestion, ...], values: dict[str, str], unknown: frozenset[str]
) -> int:
    """How many of the questions ahead are asked when the answers are `values`; what is unknown may go either way."""
    count = 0
    for question in ahead:
        conditions = course.conditions(question)
        if not unknown.intersection(names_in(conditions)) and not course.true(conditions, values):
            values[question.id] = ""
        elif question.type not in UNSEEN:
            count += _counts(question)
    return count


def _counts(question: SurveyQuestion) -> bool:
    return question.type is not Type.NOTE and question.type not in UNSEEN
