"""How far along somebody is: "3 of 6" that never grows; knows nothing of words.

The total is the longest way that can still lie ahead, so a branch that turns out not to apply makes it smaller, never
larger. Notes and "what is the other?" do not count as questions.
"""

import re
from collections.abc import Mapping
from itertools import product
from math import prod

from bot.surveys.course import Course, Walk
from bot.surveys.record import CHOOSING, NO, SEVERAL, UNSEEN, YES, SurveyQuestion, Type

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
    ways, unknown = _ways_ahead(course, ahead)
    return max(
        _count(course, ahead, {**values, **dict(zip(ways, way, strict=True))}, unknown)
        for way in product(*ways.values())
    )


def _ways_ahead(
    course: Course, ahead: tuple[SurveyQuestion, ...]
) -> tuple[dict[str, list[str]], frozenset[str]]:
    """The answers to try for each question ahead on which others depend, and those whose answer cannot be tried."""
    conditions = [course.conditions[question.id] for question in ahead]
    used = {name for condition in conditions for name in condition.names}
    text = " ".join(condition.text for condition in conditions)
    ways: dict[str, list[str]] = {}
    unknown = {question.id for question in course.early}
    for question in ahead:
        if question.id not in used:
            continue
        tried = _answers_to_try(question, text)
        if question.type in CHOOSING and prod(map(len, ways.values())) * len(tried) <= MOST_WAYS:
            ways[question.id] = tried
        else:
            unknown.add(question.id)
    return ways, frozenset(unknown)


def _answers_to_try(question: SurveyQuestion, conditions: str) -> list[str]:
    """Enough answers to meet every condition: those named in one, and one for all that are not named anywhere."""
    values = [choice.value for choice in question.choices] or [YES, NO]
    if question.type in (Type.ONE, Type.MANY):
        named = [value for value in values if re.search(rf"['\"]{re.escape(value)}['\"]", conditions)]
        values = [*named, *[value for value in values if value not in named][:1]]
    return [*values, " ".join(values), ""] if question.type in SEVERAL else [*values, ""]


def _count(
    course: Course, ahead: tuple[SurveyQuestion, ...], values: dict[str, str], unknown: frozenset[str]
) -> int:
    """How many of the questions ahead are asked when the answers are `values`; what is unknown may go either way."""
    count = 0
    for question in ahead:
        condition = course.conditions[question.id]
        if unknown.isdisjoint(condition.names) and not course.true(condition, values):
            values[question.id] = ""
        else:
            count += _counts(question)
    return count


def _counts(question: SurveyQuestion) -> bool:
    return question.type is not Type.NOTE and question.type not in UNSEEN
