"""The questions as a form, and an interview played from a file of facts; decides nothing about what is asked next.

A family's facts are what was heard before the first question and what its answers since have stated. Nothing else is
kept: the facts are worked out from the answers each time, so taking an answer back takes its facts back.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.dialogue.effects import Json
from bot.dialogue.forms import Answers, Form, Question
from bot.eligibility.asking import MOST_QUESTIONS, next_question, open_schemes
from bot.eligibility.facts import DONT_KNOW, Facts
from bot.eligibility.questions import FactQuestion, answered, askable
from bot.eligibility.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Circle:
    """Whom the questions are for: the schemes looked at, the day, what was heard, and whether the child is alone."""

    schemes: tuple[Scheme, ...]
    on: date
    heard: Facts
    alone: bool = False


def facts_after(circle: Circle, answers: Answers) -> dict[str, Json]:
    """What is known after these answers, in the order they were given."""
    facts = dict(circle.heard)
    for question_id, value in answers.items():
        question = asked_as(circle, facts, question_id)
        if question is not None:
            facts.update(answered(question, value))
    return facts


def asked_as(circle: Circle, facts: Facts, question_id: str) -> FactQuestion | None:
    """The question as it was asked, with the facts that then could still change a verdict."""
    open_facts = frozenset[str]().union(*(s.open for _, s in open_schemes(circle.schemes, facts, circle.on)))
    able = askable(open_facts, facts, alone=circle.alone)
    return next((question for question in able if question.id == question_id), None)


def form(
    circle: Circle,
    wording: Callable[[FactQuestion, Facts], Question],
    wanted: tuple[str, int] | None = None,
) -> Form:
    """The questions, put into words by `wording`. It ends after eight, or when no answer could change a verdict.

    `wanted` is a question that somebody asked to be asked, by id, and the number of answers it comes after.
    """

    def ask(answers: Answers) -> Question | None:
        facts = facts_after(circle, answers)
        if wanted is not None and len(answers) == wanted[1] and wanted[0] not in answers:
            chosen = asked_as(circle, facts, wanted[0])
            if chosen is not None:
                return wording(chosen, facts)
        if len(answers) >= MOST_QUESTIONS:
            return None
        question = next_question(circle.schemes, facts, circle.on, alone=circle.alone, skip=tuple(answers))
        return None if question is None else wording(question, facts)

    return ask


@dataclass(frozen=True, slots=True)
class Played:
    """An interview as it went: the questions in order, and what is known at its end."""

    asked: tuple[FactQuestion, ...]
    facts: Facts


def simulate(
    schemes: Sequence[Scheme], truth: Facts, on: date, *, heard: Facts | None = None, alone: bool = False
) -> Played:
    """Plays the interview with somebody whose answers are in `truth`; what is not there is answered "don't know"."""
    facts: dict[str, Json] = dict(heard or {})
    asked: list[FactQuestion] = []
    while len(asked) < MOST_QUESTIONS:
        skip = tuple(question.id for question in asked)
        question = next_question(schemes, facts, on, alone=alone, skip=skip)
        if question is None:
            break
        asked.append(question)
        facts.update({fact: truth.get(fact, DONT_KNOW) for fact in question.offered})
    return Played(tuple(asked), facts)
