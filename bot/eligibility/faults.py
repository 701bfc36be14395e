"""Finds what is wrong with schemes that read well: rules nobody can meet, facts nobody is asked, rules run out."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from bot.catalogue.entry import Opportunity
from bot.catalogue.fault import Fault
from bot.dialogue.effects import Json
from bot.eligibility.condition import (
    Aged,
    AllOf,
    AnyOf,
    Condition,
    Earns,
    InCareOf,
    Is,
    Leaf,
    NoneOf,
    NotThese,
    Numbered,
    PaysFor,
    States,
    weigh,
)
from bot.eligibility.facts import CARE, ELSEWHERE, FACTS, OTHER, OUTSIDE_UK, PURPOSES, Facts
from bot.eligibility.questions import QUESTIONS, Ask
from bot.eligibility.reading import leaves
from bot.eligibility.scheme import Scheme
from bot.eligibility.suggestion import suggestion

Found = tuple[str, Fault]


def faults_of(
    schemes: Sequence[Scheme],
    opportunities: Iterable[Opportunity],
    on: date,
    councils: Collection[str] = (),
    asks: Sequence[Ask] = QUESTIONS,
) -> list[Found]:
    """Each fault with the id of its scheme; warnings are for what to renew and what no activity uses.

    With `councils`, a council that is not among them is a fault.
    """
    used = {name for opportunity in opportunities for name in opportunity.cost.bursaries}
    ids = [scheme.id for scheme in schemes]
    found: list[Found] = []
    for scheme in schemes:
        each = (
            *_unreachable(scheme, on),
            *_unasked(scheme, asks),
            *_unknown_councils(scheme, councils),
            *_run_out(scheme, on),
            *_unused(scheme, used),
            *_stacks(scheme, ids),
        )
        found.extend((scheme.id, fault) for fault in each)
    return found


def _unreachable(scheme: Scheme, on: date) -> Iterator[Fault]:
    for name, rule in (("likely", scheme.likely), ("possibly", scheme.possibly)):
        if rule is None:
            continue
        impossible = [leaf for leaf in leaves(rule) if not can_hold(leaf, on)]
        if impossible:
            wrong = f"no family can meet {_shown(impossible[0])}"
            yield Fault(
                ("conditions", name), wrong, "check its numbers: the first must not be above the second"
            )
        elif not can_hold(rule, on):
            yield Fault(
                ("conditions", name),
                "no family can meet all of this",
                "look for two rules that exclude each other",
            )
    both = scheme.likely is not None and scheme.possibly is not None
    if both and not can_hold(AllOf((scheme.possibly, NoneOf((scheme.likely,)))), on):  # type: ignore[arg-type]
        wrong = "whoever is possible is also likely, so `possibly` is never reached"
        yield Fault(("conditions", "possibly"), wrong, "leave `possibly` out, or make it wider than `likely`")


def can_hold(rule: Condition, on: date) -> bool:
    """Whether some family's facts make a rule hold, found by trying the answers that its leaves tell apart."""
    return _search(rule, {}, _answers(leaves(rule)), on)


def _search(rule: Condition, facts: Facts, answers: dict[str, tuple[Json, ...]], on: date) -> bool:
    held, wanted = weigh(rule, facts, on)
    if held is not None:
        return held
    fact = next(iter(sorted(wanted & answers.keys())), None)
    if fact is None:
        return False
    return any(_search(rule, {**facts, fact: answer}, answers, on) for answer in answers[fact])


def _answers(found: Sequence[Leaf]) -> dict[str, tuple[Json, ...]]:
    """For each fact the answers that could make a difference to these leaves, and one that none of them names."""
    answers: dict[str, list[Json]] = {}
    for leaf in found:
        for fact, values in _told_apart(leaf):
            answers.setdefault(fact, []).extend(values)
    return {
        fact: tuple({repr(value): value for value in values}.values()) for fact, values in answers.items()
    }


def _told_apart(leaf: Leaf) -> Iterator[tuple[str, list[Json]]]:
    match leaf:
        case Is(fact, values):
            other: list[Json] = (
                [ELSEWHERE, OUTSIDE_UK] if not FACTS[fact].values else list(FACTS[fact].values)
            )
            yield fact, [*values, *other]
        case Aged(low, high):
            ends = [end for end in (low, high) if end is not None]
            yield "age", [age for end in ends for age in (end - 1, end, end + 1) if age >= 0]
        case Numbered(fact, low, high):
            ends = [end for end in (low, high) if end is not None]
            yield fact, [end + step for end in ends for step in (-1, 0, 1)]
        case Earns(low, below):
            amounts: list[Json] = [
                max(0, end + step) for end in (low, below) if end is not None for step in (-1, 0)
            ]
            yield "income", amounts
            yield "income_after", amounts
        case InCareOf(councils):
            yield "care", list(CARE)
            yield "care_council", [*councils, ELSEWHERE]
        case States(statements):
            yield "statements", [[], list(statements)]
        case PaysFor():
            yield "purpose", list(PURPOSES)
        case NotThese(_, instruments):
            yield "instrument", [*instruments, OTHER]


def _unasked(scheme: Scheme, asks: Sequence[Ask]) -> Iterator[Fault]:
    asked = {fact for ask in asks for fact in ask.facts}
    for fact in sorted(scheme.uses - asked):
        yield Fault(
            ("conditions",), f"nobody can be asked about {fact}", "use a rule whose fact a question asks for"
        )


def _unknown_councils(scheme: Scheme, councils: Collection[str]) -> Iterator[Fault]:
    rules = AnyOf(tuple(rule for rule in (scheme.likely, scheme.possibly) if rule is not None))
    named = (_councils_in(leaf) for leaf in leaves(rules))
    for council in dict.fromkeys(council for some in named for council in some):
        if councils and council not in councils and council not in (ELSEWHERE, OUTSIDE_UK):
            mend = suggestion(council, sorted(councils))
            yield Fault(("conditions",), f"no council has the id {council}", mend)


def _councils_in(leaf: Leaf) -> tuple[str, ...]:
    match leaf:
        case Is("council" | "school_council", values):
            return values
        case InCareOf(councils):
            return councils
        case _:
            return ()


def _run_out(scheme: Scheme, on: date) -> Iterator[Fault]:
    if not scheme.current(on):
        ended = scheme.effective_to is not None and scheme.effective_to < on
        when = f"ran out on {scheme.effective_to}" if ended else f"begins on {scheme.effective_from}"
        path = ("effective_to",) if ended else ("effective_from",)
        mend = "ask the provider for this year's rules, and change the dates and the rules"
        yield Fault(path, f"{when}, so it is shown as last year's rule", mend, warning=True)


def _unused(scheme: Scheme, used: Collection[str]) -> Iterator[Fault]:
    if scheme.id not in used:
        mend = f"add {scheme.id} to `cost: bursaries:` of the activities it helps with"
        yield Fault((), "no activity names this scheme", mend, warning=True)


def _stacks(scheme: Scheme, ids: Collection[str]) -> Iterator[Fault]:
    for other in scheme.stacks_with:
        if other not in ids:
            yield Fault(("stacks_with",), f"there is no scheme {other}", suggestion(other, sorted(ids)))


def _shown(leaf: Leaf) -> str:
    match leaf:
        case Aged(low, high):
            return f"an age from {low} to {high}"
        case Numbered(fact, low, high):
            return f"{fact} from {low} to {high}"
        case Earns(low, below):
            return f"an income from {low} to below {below}"
        case _:
            return "one of its rules"
