"""Chooses the next question: the one expected to settle most of what is undecided; never asks what changes nothing.

Sensitive questions come last: one is asked only when no other could change a verdict. At most eight are asked. The
choice depends only on the schemes, the facts and the day, so the same answers always lead to the same question.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from bot.dialogue.effects import Json
from bot.eligibility.condition import AllOf, Condition, InCareOf, Is
from bot.eligibility.facts import ELSEWHERE, FACTS, OUTSIDE_UK, FactKind, Facts
from bot.eligibility.likelihood import DO_NOT_KNOW, TICKED, YES, guesses, worth_asking_for
from bot.eligibility.needs import Standing, standing
from bot.eligibility.questions import LESSONS_IN_SCHOOL, FactQuestion, askable
from bot.eligibility.reading import leaves
from bot.eligibility.scheme import Scheme

MOST_QUESTIONS = 8
HALF_WAY = 0.2


def next_question(
    schemes: Sequence[Scheme], facts: Facts, on: date, *, alone: bool = False, skip: Collection[str] = ()
) -> FactQuestion | None:
    """The next question, or None when no answer could change any verdict. `skip` are ids not to be asked again."""
    undecided = open_schemes(schemes, facts, on)
    able = [ask for ask in worth_asking(undecided, facts, on, alone=alone) if ask.id not in skip]
    able = [ask for ask in able if not ask.ask.sensitive] or able
    if len(able) < 2:
        return able[0] if able else None
    return max(able, key=lambda question: _settles(question, undecided, facts, on))


def open_schemes(schemes: Sequence[Scheme], facts: Facts, on: date) -> list[tuple[Scheme, Standing]]:
    """The schemes that another answer could still move, with how they stand."""
    stands = ((scheme, standing(scheme, facts, on)) for scheme in schemes)
    return [(scheme, stand) for scheme, stand in stands if not stand.settled]


def worth_asking(
    undecided: Sequence[tuple[Scheme, Standing]], facts: Facts, on: date, *, alone: bool = False
) -> list[FactQuestion]:
    """The questions that could change the verdict of a scheme that does not hang on something rare.

    A question once asked also offers what other schemes want to know.
    """
    wanted = frozenset[str]().union(
        *(s.open for scheme, s in undecided if worth_asking_for(scheme, facts, on))
    )
    able = askable(frozenset[str]().union(*(s.open for _, s in undecided)), facts, alone=alone)
    return [question for question in able if not wanted.isdisjoint(question.offered)]


def _settles(
    question: FactQuestion, undecided: list[tuple[Scheme, Standing]], facts: Facts, on: date
) -> float:
    """How many schemes the answer is expected to settle; one that comes nearer to settling counts a little."""
    touched = [(scheme, stand) for scheme, stand in undecided if not stand.open.isdisjoint(question.offered)]
    schemes = [scheme for scheme, _ in touched]
    total = 0.0
    for share, update in imagined(question, facts, schemes):
        then = {**facts, **update}
        for scheme, stand in touched:
            after = standing(scheme, then, on)
            total += share * (
                1.0 if after.settled else HALF_WAY * (1 - len(after.open) / (len(stand.open) + 1))
            )
    return total * (1 - max(DO_NOT_KNOW.get(fact, 0.05) for fact in question.offered))


def imagined(
    question: FactQuestion, facts: Facts, schemes: Sequence[Scheme]
) -> Iterator[tuple[float, dict[str, Json]]]:
    """The answers to reckon with and their shares. Of several ticks it imagines none or one, as is common."""
    if question.id == "purpose" and LESSONS_IN_SCHOOL in question.offered:
        yield from _purposes()
    elif question.ticks and FACTS[question.offered[0]].kind is not FactKind.STATEMENTS:
        yield from _ticks(question)
    else:
        fact = question.offered[0]
        for share, value in guesses(fact, facts, councils_named(schemes), statements_named(schemes)):
            yield share, {fact: value}


def _purposes() -> Iterator[tuple[float, dict[str, Json]]]:
    for share, value in guesses("purpose", {}):
        if value == "lessons":
            yield share / 2, {"purpose": value, LESSONS_IN_SCHOOL: "yes"}
            yield share / 2, {"purpose": value, LESSONS_IN_SCHOOL: "no"}
        else:
            yield share, {"purpose": value}


def _ticks(question: FactQuestion) -> Iterator[tuple[float, dict[str, Json]]]:
    none: dict[str, Json] = dict.fromkeys(question.offered, "no")
    single = {fact: TICKED["looked_after"] if fact == "care" else YES[fact] for fact in question.offered}
    no_tick = 1.0
    for share in single.values():
        no_tick *= 1 - share
    yield no_tick, none
    weight = sum(single.values())
    for fact, share in single.items():
        yield (1 - no_tick) * share / weight, {**none, fact: "looked_after" if fact == "care" else "yes"}


def councils_named(schemes: Sequence[Scheme]) -> tuple[str, ...]:
    """The councils that the rules of these schemes mention, in the order first met."""
    named = (council for rule in _rules(schemes) for council in _councils_in(rule))
    return tuple(dict.fromkeys(council for council in named if council not in (ELSEWHERE, OUTSIDE_UK)))


def _councils_in(rule: Condition) -> tuple[str, ...]:
    match rule:
        case Is("council" | "school_council", values):
            return values
        case InCareOf(councils):
            return councils
        case _:
            return ()


def statements_named(schemes: Sequence[Scheme]) -> tuple[str, ...]:
    """The statements that these schemes make of their own."""
    return tuple(dict.fromkeys(name for scheme in schemes for name, _ in scheme.statements))


def _rules(schemes: Sequence[Scheme]) -> Iterator[Condition]:
    for scheme in schemes:
        yield from leaves(AllOf(tuple(rule for rule in (scheme.likely, scheme.possibly) if rule is not None)))
