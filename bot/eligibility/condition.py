"""What a rule can say of a family, and whether it holds; refuses to guess: what is not known makes neither yes nor no.

Rules are trees of all, any, none and at-least over named leaves, evaluated in Kleene's three values: True, False or
None (not known). A tree that is True or False stays so whatever else is learned, because each leaf does. Weighing a
rule also gathers the facts, not asked yet, that could settle it: only those in parts that are themselves unknown, since
once one part of an `all` fails its other parts no longer make a difference.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.eligibility.ages import age_range
from bot.eligibility.facts import ANYTHING, FACTS, UNSURE, Facts, known, money_range
from bot.eligibility.ranges import Range, narrowed, within

NOTHING: frozenset[str] = frozenset()
Weight = tuple[bool | None, frozenset[str]]
TRUE: Weight = (True, NOTHING)
FALSE: Weight = (False, NOTHING)
LOW_EARNINGS = "universal_credit_low_earnings"


@dataclass(frozen=True, slots=True)
class Is:
    """A fact has one of these answers."""

    fact: str
    values: tuple[str, ...]

    def holds(self, facts: Facts, _on: date) -> bool | None:
        value = facts.get(self.fact)
        if self.fact == LOW_EARNINGS and facts.get("universal_credit") == "no":
            return "no" in self.values
        if value in self.values:
            return True
        if not isinstance(value, str) or value in UNSURE or value in FACTS[self.fact].vague:
            return _past_nursery(self, facts)
        return False

    def wanted(self, facts: Facts) -> tuple[str, ...]:
        earnings_first = self.fact == LOW_EARNINGS and facts.get("universal_credit") is None
        return ("universal_credit",) if earnings_first else (self.fact,)

    @property
    def uses(self) -> tuple[str, ...]:
        if self.fact == LOW_EARNINGS:
            return ("universal_credit", LOW_EARNINGS)
        return ("school_kind", "age", "school_year") if self.values == ("nursery",) else (self.fact,)


def _past_nursery(leaf: Is, facts: Facts) -> bool | None:
    """A child of six, or in a school year, is past the start of compulsory school age (Education Act 1996, s. 8)."""
    if leaf.values != ("nursery",):
        return None
    age, year = known(facts, "age"), known(facts, "school_year")
    at_school = (isinstance(age, int) and age >= 6) or (isinstance(year, int) and year >= 0)
    return False if at_school else None


@dataclass(frozen=True, slots=True)
class Aged:
    """Inclusive ages in whole years: today, on the last `at` (MM-DD) up to today, or on one day (ISO date)."""

    low: int | None = None
    high: int | None = None
    at: str = ""

    def holds(self, facts: Facts, on: date) -> bool | None:
        return within(
            age_range(known(facts, "age"), known(facts, "school_year"), on, self.at), self.low, self.high
        )

    def wanted(self, facts: Facts) -> tuple[str, ...]:
        return ("age",) if facts.get("age") is None else ("school_year",)

    @property
    def uses(self) -> tuple[str, ...]:
        return ("age", "school_year")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number from `low` to `high`, both inclusive."""

    fact: str
    low: int | None = None
    high: int | None = None

    def holds(self, facts: Facts, _on: date) -> bool | None:
        number = known(facts, self.fact)
        return within((number, number), self.low, self.high) if isinstance(number, int) else None

    def wanted(self, _facts: Facts) -> tuple[str, ...]:
        return (self.fact,)

    @property
    def uses(self) -> tuple[str, ...]:
        return (self.fact,)


@dataclass(frozen=True, slots=True)
class Earns:
    """Household income in pounds a year, from `low` to under `below`; `after` counts it after deductions."""

    low: int | None = None
    below: int | None = None
    after: bool = False

    def holds(self, facts: Facts, _on: date) -> bool | None:
        earned = _pounds(facts, "income")
        if self.after:
            at_most: Range | None = None if earned is None else (0, earned[1])
            earned = narrowed(at_most, _pounds(facts, "income_after"))
        return within(earned, self.low, None if self.below is None else self.below - 1)

    def wanted(self, facts: Facts) -> tuple[str, ...]:
        return ("income_after",) if self.after and facts.get("income") is not None else ("income",)

    @property
    def uses(self) -> tuple[str, ...]:
        return ("income", "income_after") if self.after else ("income",)


def _pounds(facts: Facts, name: str) -> Range | None:
    value = known(facts, name)
    if not isinstance(value, str | int):
        return None
    low, below = money_range(value)
    return low, None if below is None else below - 1


@dataclass(frozen=True, slots=True)
class InCareOf:
    """Looked after by one of these councils."""

    councils: tuple[str, ...]

    def holds(self, facts: Facts, _on: date) -> bool | None:
        care = known(facts, "care")
        if care != "looked_after":
            return None if care is None else False
        council = known(facts, "care_council")
        return None if council is None else council in self.councils

    def wanted(self, facts: Facts) -> tuple[str, ...]:
        return ("care_council",) if facts.get("care") == "looked_after" else ("care",)

    @property
    def uses(self) -> tuple[str, ...]:
        return ("care", "care_council")


@dataclass(frozen=True, slots=True)
class States:
    """One of the scheme's own statements is true of them."""

    statements: tuple[str, ...]

    def holds(self, facts: Facts, _on: date) -> bool | None:
        stated = known(facts, "statements")
        return any(name in stated for name in self.statements) if isinstance(stated, list) else None

    def wanted(self, _facts: Facts) -> tuple[str, ...]:
        return ("statements",)

    @property
    def uses(self) -> tuple[str, ...]:
        return ("statements",)


@dataclass(frozen=True, slots=True)
class PaysFor:
    """What it is wanted for is among what the scheme pays for."""

    purposes: tuple[str, ...]

    def holds(self, facts: Facts, _on: date) -> bool | None:
        purpose = known(facts, "purpose")
        return None if purpose is None else purpose == ANYTHING or purpose in self.purposes

    def wanted(self, _facts: Facts) -> tuple[str, ...]:
        return ("purpose",)

    @property
    def uses(self) -> tuple[str, ...]:
        return ("purpose",)


@dataclass(frozen=True, slots=True)
class NotThese:
    """The scheme does not pay for this purpose on these instruments (singing lessons)."""

    purpose: str
    instruments: tuple[str, ...]

    def holds(self, facts: Facts, _on: date) -> bool | None:
        wanted, instrument = known(facts, "purpose"), known(facts, "instrument")
        if (wanted is not None and wanted != self.purpose) or (
            instrument is not None and instrument not in self.instruments
        ):
            return True
        return None if wanted is None or instrument is None else False

    def wanted(self, _facts: Facts) -> tuple[str, ...]:
        return ("purpose", "instrument")

    @property
    def uses(self) -> tuple[str, ...]:
        return ("purpose", "instrument")


Leaf = Is | Aged | Numbered | Earns | InCareOf | States | PaysFor | NotThese


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class NoneOf:
    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `count` of the parts hold."""

    count: int
    parts: "tuple[Condition, ...]"


Tree = AllOf | AnyOf | NoneOf | AtLeast
Condition = Leaf | Tree


def truth(condition: Condition, facts: Facts, on: date) -> bool | None:
    """Whether it holds for these facts on this day; None when they do not say."""
    return weigh(condition, facts, on)[0]


def weigh(condition: Condition, facts: Facts, on: date) -> Weight:
    """Whether it holds, and the facts not asked yet that could settle it when that is not known."""
    if isinstance(condition, AllOf):
        return _until(False, condition.parts, facts, on)
    if isinstance(condition, AnyOf):
        return _until(True, condition.parts, facts, on)
    if isinstance(condition, NoneOf):
        held, open_facts = _until(True, condition.parts, facts, on)
        return (None if held is None else not held), open_facts
    if isinstance(condition, AtLeast):
        return _at_least(condition, facts, on)
    held = condition.holds(facts, on)
    if held is None:
        return None, frozenset([name for name in condition.wanted(facts) if facts.get(name) is None])
    return TRUE if held else FALSE


def _until(decisive: bool, parts: Iterable[Condition], facts: Facts, on: date) -> Weight:
    """`decisive` as soon as one part is; its opposite when every part is that; else not known."""
    unknown, open_facts = False, NOTHING
    for part in parts:
        held, more = weigh(part, facts, on)
        if held is decisive:
            return TRUE if decisive else FALSE
        if held is None:
            unknown, open_facts = True, open_facts | more
    return (None, open_facts) if unknown else (FALSE if decisive else TRUE)


def _at_least(rule: AtLeast, facts: Facts, on: date) -> Weight:
    weights = [weigh(part, facts, on) for part in rule.parts]
    held = [weight[0] for weight in weights]
    if held.count(True) >= rule.count:
        return TRUE
    if len(held) - held.count(False) < rule.count:
        return FALSE
    return None, NOTHING.union(*(weight[1] for weight in weights))
