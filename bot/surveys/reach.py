"""Finds questions and choices that nobody can ever reach; knows nothing of how a survey reads."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice, product

from bot.catalogue.fault import Fault
from bot.surveys.course import Course
from bot.surveys.expression import names_in
from bot.surveys.record import CHOOSING, NO, OTHER, PREFER_NOT, SEVERAL, YES, SurveyQuestion

MOST_TRIED = 2000
"""How many combinations of answers are tried before a question counts as reachable."""
_NAMED = re.compile(r"selected\(\s*\$\{([^}]+)\}\s*,\s*'([^']*)'\s*\)|\$\{([^}]+)\}\s*=\s*'([^']*)'")


def reach_faults(course: Course) -> list[Fault]:
    """A warning for every question and choice out of reach, and for conditions on answers that cannot be given."""
    return [fault for index in range(len(course.survey.questions)) for fault in _about(course, index)]


def _about(course: Course, index: int) -> Iterator[Fault]:
    question = course.survey.questions[index]
    condition = course.conditions[question.id].text
    for name, value in _values_named(f"{condition} {question.choice_filter}"):
        asked = course.survey.question(name)
        if asked is not None and asked.type in CHOOSING and value and value not in _values(asked):
            wrong = f"it waits for the answer {value!r} to {name}, which nobody can give"
            yield Fault(("questions", index), wrong, f"use one of: {', '.join(_values(asked))}", warning=True)
    later = [each.id for each in course.survey.questions[index:]]
    for name in names_in(condition):
        if name in later:
            wrong = f"it depends on {name}, which is asked only later"
            yield Fault(("questions", index), wrong, f"ask it after {name}", warning=True)
    if not _reachable(course, question):
        yield Fault(("questions", index), "nobody is ever asked this", "look at its condition", warning=True)
    for value in _never_kept(course, question):
        wrong = f"nobody is ever offered {value!r}"
        yield Fault(("questions", index, "choices"), wrong, "look at the choice filter", warning=True)


def _values_named(text: str) -> list[tuple[str, str]]:
    return [(found[0] or found[2], found[1] or found[3]) for found in _NAMED.findall(text)]


def _values(question: SurveyQuestion) -> list[str]:
    own = [choice.value for choice in question.choices] or [YES, NO]
    return [*own, *([PREFER_NOT] if question.personal and PREFER_NOT not in own else [])]


def _reachable(course: Course, question: SurveyQuestion) -> bool:
    """Whether some choice of answers fulfils the condition; one on anything but choices is taken to be."""
    condition = course.conditions[question.id]
    if not condition.on_choices:
        return True
    return any(course.true(condition, values) for values in _combinations(course, condition.names))


def _never_kept(course: Course, question: SurveyQuestion) -> list[str]:
    names = names_in(question.choice_filter)
    if not question.choice_filter or not all(_chosen(course, name) for name in names):
        return []
    kept = {
        choice.value for values in _combinations(course, names) for choice in course.choices(question, values)
    }
    return [choice.value for choice in question.choices if choice.value not in kept and choice.value != OTHER]


def _chosen(course: Course, name: str) -> bool:
    asked = course.survey.question(name)
    return asked is not None and asked.type in CHOOSING


def _combinations(course: Course, names: tuple[str, ...]) -> Iterator[Mapping[str, str]]:
    """Answers to the named questions that the survey can take, up to a limit."""
    ways = []
    for name in names:
        asked = course.survey.question(name)
        values = _values(asked) if asked else []
        several = [" ".join(values)] if asked and asked.type in SEVERAL else []
        ways.append([*values, *several, ""])
    for way in islice(product(*ways), MOST_TRIED):
        yield dict(zip(names, way, strict=True))
