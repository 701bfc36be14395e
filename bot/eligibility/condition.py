"""What a rule can say of a family, and whether it holds; refuses to guess: what is not known makes neither yes nor no.

Rules are trees of all, any, none and at-least over named leaves, evaluated in Kleene's three values: True, False or
None (not known). A tree that is True or False stays so whatever else is learned, because each leaf does.
"""

from dataclasses import dataclass
from datetime import date

from bot.eligibility.ages import age_range
from bot.eligibility.facts import ANYTHING, FACTS, Facts, known, money_range
from bot.eligibility.ranges import narrowed, within


@dataclass(frozen=True, slots=True)
class Is:
    """A fact has one of these answers."""

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aged:
    """Inclusive ages in whole years: today, on the last `at` (MM-DD) up to today, or on one day (ISO date)."""

    low: int | None = None
    high: int | None = None
    at: str = ""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number from `low` to `high`, both inclusive."""

    fact: str
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Earns:
    """Household income in pounds a year, from `low` to under `below`; `after` counts it after deductions."""

    low: int | None = None
    below: int | None = None
    after: bool = False


@dataclass(frozen=True, slots=True)
class InCareOf:
    """Looked after by one of these councils."""

    councils: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class States:
    """One of the scheme's own statements is true of them."""

    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaysFor:
    """What it is wanted for is among what the scheme pays for."""

    purposes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotThese:
    """The scheme does not pay for this purpose on these instruments (singing lessons)."""

    purpose: str
    instruments: tuple[str, ...]


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


Condition = Leaf | AllOf | AnyOf | NoneOf | AtLeast
Tree = AllOf | AnyOf | NoneOf | AtLeast


def truth(condition: Condition, facts: Facts, on: date) -> bool | None:
    """Whether it holds for these facts on this day; None when they do not say."""
    match condition:
        case AllOf(parts):
            return _all(parts, facts, on)
        case AnyOf(parts):
            return _flip(_all_not(parts, facts, on))
        case NoneOf(parts):
            return _all_not(parts, facts, on)
        case AtLeast(count, parts):
            return _at_least(count, [truth(part, facts, on) for part in parts])
        case _:
            return leaf_truth(condition, facts, on)


def _all(parts: tuple[Condition, ...], facts: Facts, on: date) -> bool | None:
    result: bool | None = True
    for part in parts:
        held = truth(part, facts, on)
        if held is False:
            return False
        if held is None:
            result = None
    return result


def _all_not(parts: tuple[Condition, ...], facts: Facts, on: date) -> bool | None:
    result: bool | None = True
    for part in parts:
        held = truth(part, facts, on)
        if held:
            return False
        if held is None:
            result = None
    return result


def _flip(value: bool | None) -> bool | None:
    return None if value is None else not value


def _at_least(count: int, held: list[bool | None]) -> bool | None:
    if held.count(True) >= count:
        return True
    return False if len(held) - held.count(False) < count else None


def leaf_truth(leaf: Leaf, facts: Facts, on: date) -> bool | None:
    match leaf:
        case Is(fact, values):
            return _is(fact, values, facts)
        case PaysFor(purposes):
            purpose = known(facts, "purpose")
            return None if purpose is None else purpose == ANYTHING or purpose in purposes
        case Aged(low, high, at):
            return within(age_range(facts, on, at), low, high)
        case Numbered(fact, low, high):
            number = known(facts, fact)
            return within((number, number), low, high) if isinstance(number, int) else None
        case Earns():
            return _earns(leaf, facts)
        case InCareOf(councils):
            return _in_care_of(councils, facts)
        case States(statements):
            stated = known(facts, "statements")
            return any(name in stated for name in statements) if isinstance(stated, list) else None
        case NotThese(purpose, instruments):
            return _not_these(purpose, instruments, facts)


def _is(fact: str, values: tuple[str, ...], facts: Facts) -> bool | None:
    value = facts.get(fact)
    if fact == "universal_credit_low_earnings" and facts.get("universal_credit") == "no":
        return "no" in values
    if value in values:
        return True
    if value is None or value == "dont_know" or value == "rather_not" or value in FACTS[fact].vague:
        return _not_in_nursery(values, facts) if fact == "school_kind" else None
    return False


def _not_in_nursery(values: tuple[str, ...], facts: Facts) -> bool | None:
    """A child of six, or in a school year, is past the start of compulsory school age (Education Act 1996, s. 8)."""
    age, year = known(facts, "age"), known(facts, "school_year")
    at_school = (isinstance(age, int) and age >= 6) or (isinstance(year, int) and year >= 0)
    return False if at_school and values == ("nursery",) else None


def _in_care_of(councils: tuple[str, ...], facts: Facts) -> bool | None:
    care = known(facts, "care")
    if care is None or care != "looked_after":
        return None if care is None else False
    council = known(facts, "care_council")
    return None if council is None else council in councils


def _earns(leaf: Earns, facts: Facts) -> bool | None:
    gross, after = known(facts, "income"), known(facts, "income_after")
    earned = None if gross is None else _pounds(gross)
    if leaf.after:
        most = None if earned is None else (0, earned[1])
        earned = narrowed(most, None if after is None else _pounds(after))
    return (
        None if earned is None else within(earned, leaf.low, None if leaf.below is None else leaf.below - 1)
    )


def _pounds(value: object) -> tuple[int, int | None]:
    low, below = money_range(value)  # type: ignore[arg-type]
    return low, None if below is None else below - 1


def _not_these(purpose: str, instruments: tuple[str, ...], facts: Facts) -> bool | None:
    wanted, instrument = known(facts, "purpose"), known(facts, "instrument")
    if (wanted is not None and wanted != purpose) or (
        instrument is not None and instrument not in instruments
    ):
        return True
    return None if wanted is None or instrument is None else False
