"""Judges one scheme for one family's facts, and says why; promises nothing and keeps nothing.

Learning more only ever moves a verdict one way: a rule that is True or False for what is known stays so, and so a No
never becomes a Likely. The order in which facts are learned makes no difference: a verdict looks at the facts alone.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.eligibility.condition import (
    Aged,
    AllOf,
    AnyOf,
    AtLeast,
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
    truth,
)
from bot.eligibility.facts import Facts
from bot.eligibility.needs import Standing, standing
from bot.eligibility.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Reason:
    """One leaf of a rule: `code` names it, `fact` is what it asks, `values` are its arguments.

    `negated` when the rule is that it must not hold ("not in a nursery").
    """

    code: str
    fact: str
    values: tuple[str | int | None, ...] = ()
    negated: bool = False

    @property
    def name(self) -> str:
        return f"not_{self.code}" if self.negated and self.code != "excluded" else self.code


@dataclass(frozen=True, slots=True)
class Likely:
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Possibly:
    """May get it. `missing` is what would settle it: any one of them when `steps` is 1, else all of them.

    `doubts` says why it is no more than possible although nothing need be missing: a rule for being likely that is not
    met, or ("lapsed") that the rules are last year's.
    """

    missing: tuple[Reason, ...] = ()
    doubts: tuple[Reason, ...] = ()
    steps: int = 0


@dataclass(frozen=True, slots=True)
class No:
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class NotEnough:
    """Too little is known to say; `missing` as for Possibly."""

    missing: tuple[Reason, ...]
    steps: int


Verdict = Likely | Possibly | No | NotEnough

LAPSED = Reason("lapsed", "")


def judge(scheme: Scheme, facts: Facts, on: date) -> Verdict:
    """Likely, Possibly, No or NotEnough for these facts on that day. A scheme outside its dates is at best possible."""
    stand = standing(scheme, facts, on)
    if stand.likely and scheme.likely is not None:
        if not scheme.current(on):
            return Possibly(doubts=(LAPSED,))
        return Likely(_distinct(reasons(scheme.likely, facts, on, want=True)))
    if stand.likely is False and stand.possibly is False:
        weakest = scheme.possibly or scheme.likely
        return No(() if weakest is None else _distinct(reasons(weakest, facts, on, want=False)))
    return _undecided(scheme, facts, on, stand)


def _undecided(scheme: Scheme, facts: Facts, on: date, stand: Standing) -> Possibly | NotEnough:
    steps, missing = _shortest(scheme, facts, on, stand)
    if not stand.possibly and steps > 1 and stand.open:
        return NotEnough(missing, steps)
    doubts = () if scheme.current(on) else (LAPSED,)
    if stand.likely is False and scheme.likely is not None:
        doubts = (*_distinct(reasons(scheme.likely, facts, on, want=False)), *doubts)
    return Possibly(missing, doubts, steps)


def _shortest(scheme: Scheme, facts: Facts, on: date, stand: Standing) -> tuple[int, tuple[Reason, ...]]:
    """The fewest things that would settle an undecided scheme in the family's favour, and which."""
    unknown = [
        rule
        for rule, held in ((scheme.likely, stand.likely), (scheme.possibly, stand.possibly))
        if rule is not None and held is None
    ]
    if not unknown:
        return 0, ()
    steps, missing = min((_missing(rule, facts, on) for rule in unknown), key=lambda way: way[0])
    return steps, _distinct(missing)


def _missing(condition: Condition, facts: Facts, on: date) -> tuple[int, list[Reason]]:
    """The fewest things that would make an unknown rule hold, and which: all alternatives that are equally short."""
    match condition:
        case AllOf(parts):
            return _together([_missing(part, facts, on) for part in parts if truth(part, facts, on) is None])
        case AnyOf(parts):
            return _either([_missing(part, facts, on) for part in parts if truth(part, facts, on) is None])
        case AtLeast(count, parts):
            open_ways = [_missing(part, facts, on) for part in parts if truth(part, facts, on) is None]
            needed = count - sum(truth(part, facts, on) is True for part in parts)
            steps = sorted(way[0] for way in open_ways)[:needed]
            return sum(steps), [reason for way in open_ways for reason in way[1]]
        case NoneOf(parts):
            unknown = [part for part in parts if truth(part, facts, on) is None]
            return _together([(1, reasons(part, facts, on, want=None, negated=True)) for part in unknown])
        case _:
            return 1, [reason_for(condition)]


def _together(ways: list[tuple[int, list[Reason]]]) -> tuple[int, list[Reason]]:
    distinct = {reason for _, found in ways for reason in found}
    steps = sum(way[0] for way in ways)
    return (1 if len(distinct) == 1 else steps), [reason for _, found in ways for reason in found]


def _either(ways: list[tuple[int, list[Reason]]]) -> tuple[int, list[Reason]]:
    fewest = min((steps for steps, _ in ways), default=0)
    return fewest, [reason for steps, found in ways if steps == fewest for reason in found]


def reasons(
    condition: Condition, facts: Facts, on: date, *, want: bool | None, negated: bool = False
) -> list[Reason]:
    """The leaves that make a rule hold (want=True), fail (False) or stay open (None), in the order written."""
    if isinstance(condition, AllOf | AnyOf | AtLeast):
        return _reasons_of(condition.parts, facts, on, want, negated)
    if isinstance(condition, NoneOf):
        return _reasons_of(condition.parts, facts, on, None if want is None else not want, not negated)
    return [reason_for(condition, negated)]


def _reasons_of(
    parts: tuple[Condition, ...], facts: Facts, on: date, want: bool | None, negated: bool
) -> list[Reason]:
    deciding = [part for part in parts if truth(part, facts, on) is want]
    return [reason for part in deciding for reason in reasons(part, facts, on, want=want, negated=negated)]


@lru_cache(maxsize=4096)
def reason_for(leaf: Leaf, negated: bool = False) -> Reason:
    """The leaf's name, fact and arguments. "Has an instrument: no" is the negation of having one."""
    code, fact, values = _named(leaf)
    if isinstance(leaf, NotThese) or (isinstance(leaf, Is) and leaf.values == ("no",)):
        negated = not negated
    return Reason(code, fact, values, negated)


def _named(leaf: Leaf) -> tuple[str, str, tuple[str | int | None, ...]]:
    match leaf:
        case Is("council", values):
            return "lives_in", "council", values
        case Is("school_council", values):
            return "goes_to_school_in", "school_council", values
        case Is(fact, ("yes",) | ("no",)):
            return fact, fact, ()
        case Is(fact, values):
            return fact, fact, values
        case Aged(low, high, at):
            return "age", "age", (low, high, at)
        case Numbered(fact, low, high):
            return fact, fact, (low, high)
        case Earns(low, below, after):
            name = "income_after" if after else "income"
            return name, name, (low, below)
        case InCareOf(councils):
            return "in_care_of", "care", councils
        case States(statements):
            return "statements", "statements", statements
        case PaysFor(purposes):
            return "pays_for", "purpose", purposes
        case NotThese(purpose, instruments):
            return "excluded", "instrument", (purpose, *instruments)


def _distinct(found: list[Reason] | tuple[Reason, ...]) -> tuple[Reason, ...]:
    return tuple(dict.fromkeys(found))
