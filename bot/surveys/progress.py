"""How far along somebody is: "3 of 6" that never grows; knows nothing of words.

The total is the longest way that can still lie ahead, so a branch that turns out not to apply makes it smaller, never
larger. Notes and "what is the other?" do not count as questions.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
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
    at = course.survey.questions.index(walk.next.question) + (1 if walk.next.what_other else 0)
    here = asked if walk.next.what_other or not _counts(walk.next.question) else asked + 1
    ahead = _ahead(course, at)
    known = tuple((name, walk.values.get(name, "")) for name in ahead.decided)
    return here, asked + (_longest_of_choices if ahead.on_choices else _longest)(course, at, known)


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What lies ahead: the answers to try for each question on which others there depend, the questions whose answer
    cannot be tried, and those behind that still decide something (`on_choices` when all these are chosen answers)."""

    ways: Mapping[str, Sequence[str]]
    unknown: frozenset[str]
    decided: tuple[str, ...]
    on_choices: bool


@lru_cache(maxsize=1024)
def _ahead(course: Course, at: int) -> _Ahead:
    questions = course.survey.questions
    conditions = [course.conditions[question.id] for question in questions[at:]]
    used = dict.fromkeys(name for condition in conditions for name in condition.names)
    text = " ".join(condition.text for condition in conditions)
    ways: dict[str, Sequence[str]] = {}
    unknown = {question.id for question in course.early}
    for question in questions[at:]:
        if question.id not in used:
            continue
        tried = _answers_to_try(question, text)
        if question.type in CHOOSING and prod(map(len, ways.values())) * len(tried) <= MOST_WAYS:
            ways[question.id] = tried
        else:
            unknown.add(question.id)
    behind = {question.id: question for question in questions[:at]}
    decided = tuple(name for name in used if name in behind)
    return _Ahead(ways, frozenset(unknown), decided, all(behind[name].type in CHOOSING for name in decided))


def _longest(course: Course, at: int, known: tuple[tuple[str, str], ...]) -> int:
    """How many questions there can be from place `at` on, given the answers behind that still decide something."""
    ahead = _ahead(course, at)
    return max(
        _count(course, at, {**dict(known), **dict(zip(ahead.ways, way, strict=True))}, ahead.unknown)
        for way in product(*ahead.ways.values())
    )


_longest_of_choices = lru_cache(maxsize=4096)(_longest)
"""Remembered where only choices decide, so that nothing anybody typed is kept."""


def _answers_to_try(question: SurveyQuestion, conditions: str) -> list[str]:
    """Enough answers to meet every condition: those named in one, and one for all that are not named anywhere."""
    values = [choice.value for choice in question.choices] or [YES, NO]
    if question.type in (Type.ONE, Type.MANY):
        named = [value for value in values if re.search(rf"['\"]{re.escape(value)}['\"]", conditions)]
        values = [*named, *[value for value in values if value not in named][:1]]
    return [*values, " ".join(values), ""] if question.type in SEVERAL else [*values, ""]


def _count(course: Course, at: int, values: dict[str, str], unknown: frozenset[str]) -> int:
    """How many of the questions ahead are asked when the answers are `values`; what is unknown may go either way."""
    count = 0
    for question in course.survey.questions[at:]:
        condition = course.conditions[question.id]
        if unknown.isdisjoint(condition.names) and not course.true(condition, values):
            values[question.id] = ""
        else:
            count += _counts(question)
    return count


def _counts(question: SurveyQuestion) -> bool:
    return question.type is not Type.NOTE and question.type not in UNSEEN
