"""Judges one scheme for one family's facts, and says why; promises nothing and keeps nothing.

Learning more only ever moves a verdict one way: a rule that is True or False for what is known stays so, and so a No
never becomes a Likely. The order in which facts are learned makes no difference: a verdict looks at the facts alone.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

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
)
from bot.eligibility.facts import Facts
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


class Why(NamedTuple):
    """Whether a rule holds, and the leaves that make it hold or fail, or that are missing (True for negated ones).

    `steps` is the fewest things that would make an unknown rule hold.
    """

    held: bool | None
    steps: int
    leaves: tuple[tuple[Leaf, bool], ...] = ()


LAPSED = Reason("lapsed", "")
NOBODY = Why(False, 0)
SETTLED = Why(True, 0)


def judge(scheme: Scheme, facts: Facts, on: date) -> Verdict:
    """Likely, Possibly, No or NotEnough for these facts on that day. A scheme outside its dates is at best possible."""
    likely = _why(scheme.likely, facts, on)
    if likely.held:
        return Likely(_reasons(likely)) if scheme.current(on) else Possibly(doubts=(LAPSED,))
    possibly = _why(scheme.possibly, facts, on)
    if likely.held is False and possibly.held is False:
        return No(_reasons(likely if scheme.possibly is None else possibly))
    return _undecided(scheme, facts, on, likely, possibly)


def _undecided(scheme: Scheme, facts: Facts, on: date, likely: Why, possibly: Why) -> Possibly | NotEnough:
    unknown = [why for why in (likely, possibly) if why.held is None]
    shortest = min(unknown, key=lambda why: why.steps, default=SETTLED)
    missing = _reasons(shortest)
    if not possibly.held and shortest.steps > 1 and _askable(shortest, facts):
        return NotEnough(missing, shortest.steps)
    unmet = _reasons(likely) if likely.held is False else ()
    return Possibly(missing, unmet if scheme.current(on) else (*unmet, LAPSED), shortest.steps)


def _askable(found: Why, facts: Facts) -> bool:
    return any(facts.get(name) is None for leaf, _ in found.leaves for name in leaf.wanted(facts))


def _why(rule: Condition | None, facts: Facts, on: date) -> Why:
    return NOBODY if rule is None else why(rule, facts, on)


def why(rule: Condition, facts: Facts, on: date, negated: bool = False) -> Why:
    """Whether a rule holds, with the leaves that decide it or would; `negated` within a rule that must not hold."""
    if isinstance(rule, AllOf):
        return _until(False, [why(part, facts, on, negated) for part in rule.parts])
    if isinstance(rule, AnyOf):
        return _until(True, [why(part, facts, on, negated) for part in rule.parts])
    if isinstance(rule, NoneOf):
        return _until(False, [_opposite(why(part, facts, on, not negated)) for part in rule.parts])
    if isinstance(rule, AtLeast):
        return _at_least(rule.count, [why(part, facts, on, negated) for part in rule.parts])
    held = rule.holds(facts, on)
    return Why(held, 1 if held is None else 0, ((rule, negated),))


def _until(decisive: bool, parts: list[Why]) -> Why:
    """What decides an `all` (one False does) or an `any` (one True does); of an open `any` the shortest ways in."""
    deciding = [part for part in parts if part.held is decisive]
    if deciding:
        return Why(decisive, 0, _leaves(deciding))
    unknown = [part for part in parts if part.held is None]
    if not unknown:
        return Why(not decisive, 0, _leaves(parts))
    if not decisive:
        return Why(None, sum(part.steps for part in unknown), _leaves(unknown))
    steps = min(part.steps for part in unknown)
    return Why(None, steps, _leaves([part for part in unknown if part.steps == steps]))


def _at_least(count: int, parts: list[Why]) -> Why:
    holding = [part for part in parts if part.held]
    if len(holding) >= count:
        return Why(True, 0, _leaves(holding))
    unknown = [part for part in parts if part.held is None]
    if len(holding) + len(unknown) < count:
        return Why(False, 0, _leaves([part for part in parts if part.held is False]))
    steps = sum(sorted(part.steps for part in unknown)[: count - len(holding)])
    return Why(None, steps, _leaves(unknown))


def _opposite(found: Why) -> Why:
    return found if found.held is None else Why(not found.held, found.steps, found.leaves)


def _leaves(parts: list[Why]) -> tuple[tuple[Leaf, bool], ...]:
    if len(parts) == 1:
        return parts[0].leaves
    return tuple([leaf for part in parts for leaf in part.leaves])


def _reasons(found: Why) -> tuple[Reason, ...]:
    return tuple(dict.fromkeys(reason_for(leaf, negated) for leaf, negated in found.leaves))


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
