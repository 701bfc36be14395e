"""Which facts could still settle a scheme; knows nothing of questions or of how likely an answer is.

Only facts in a part of a rule that is itself unknown matter: once one part of an `all` fails, its other parts no longer
make a difference, and nobody is asked about them.
"""

from dataclasses import dataclass
from datetime import date

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
from bot.eligibility.scheme import Scheme

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a scheme is decided: its two rules as they stand, and the facts not asked yet that could move them."""

    likely: bool | None
    possibly: bool | None
    open: frozenset[str] = NOTHING

    @property
    def settled(self) -> bool:
        return not self.open


def standing(scheme: Scheme, facts: Facts, on: date) -> Standing:
    likely, open_likely = _weigh(scheme.likely, facts, on)
    if likely:
        return Standing(True, None)
    possibly, open_possibly = _weigh(scheme.possibly, facts, on)
    return Standing(likely, possibly, open_likely | open_possibly)


def _weigh(condition: Condition | None, facts: Facts, on: date) -> tuple[bool | None, frozenset[str]]:
    if condition is None:
        return False, NOTHING
    held = truth(condition, facts, on)
    return held, (open_facts(condition, facts, on) if held is None else NOTHING)


def open_facts(condition: Condition, facts: Facts, on: date) -> frozenset[str]:
    """The facts not asked yet that could settle an unknown rule."""
    match condition:
        case AllOf(parts) | AnyOf(parts) | NoneOf(parts) | AtLeast(_, parts):
            unknown = [part for part in parts if truth(part, facts, on) is None]
            return NOTHING.union(*(open_facts(part, facts, on) for part in unknown))
        case _:
            return frozenset(name for name in _wanted(condition, facts) if facts.get(name) is None)


def _wanted(leaf: Leaf, facts: Facts) -> tuple[str, ...]:
    match leaf:
        case Is("universal_credit_low_earnings") if facts.get("universal_credit") is None:
            return ("universal_credit",)
        case Is(fact) | Numbered(fact):
            return (fact,)
        case Aged():
            return ("age",) if facts.get("age") is None else ("school_year",)
        case Earns(after=after):
            return ("income_after",) if after and facts.get("income") is not None else ("income",)
        case InCareOf():
            return ("care_council",) if facts.get("care") == "looked_after" else ("care",)
        case States():
            return ("statements",)
        case PaysFor():
            return ("purpose",)
        case NotThese():
            return ("purpose", "instrument")
