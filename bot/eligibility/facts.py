"""The facts a scheme's rules may speak of and how each is answered; knows no scheme, no sentence and no person.

Every fact has four kinds of answer: what it is (yes, a choice, a number), what it is not, "don't know" and "rather not
say". The last two are kept as answers so that nobody is asked again, and count for nothing when judging.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.catalogue.fault import Fault
from bot.dialogue.effects import Json
from bot.eligibility.suggestion import suggestion

DONT_KNOW = "dont_know"
RATHER_NOT = "rather_not"
UNSURE = frozenset((DONT_KNOW, RATHER_NOT))

ELSEWHERE = "elsewhere"
OUTSIDE_UK = "outside_uk"
ANYTHING = "anything"
OTHER = "other"
NURSERY_YEAR = -1
RECEPTION_YEAR = 0

Facts = Mapping[str, Json]


class FactKind(StrEnum):
    YES_NO = "yes_no"
    CHOICE = "choice"
    NUMBER = "number"
    MONEY = "money"
    COUNCIL = "council"
    STATEMENTS = "statements"


class Sensitivity(StrEnum):
    """`money` is never asked of a young person alone; `sensitive` also comes last."""

    ORDINARY = "ordinary"
    MONEY = "money"
    SENSITIVE = "sensitive"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a rule may depend on.

    `values` are the answers of a choice. `vague` are answers that do not settle a rule naming another value: the free
    meals that all infants get say nothing about income. `least` and `most` bound a number (inclusive; pounds a year
    for money). `alone` says whether a young person asking without an adult may be asked.
    """

    name: str
    kind: FactKind = FactKind.YES_NO
    values: tuple[str, ...] = ()
    vague: frozenset[str] = frozenset()
    sensitivity: Sensitivity = Sensitivity.ORDINARY
    least: int = 0
    most: int = 0
    alone: bool = True


PURPOSES = (
    "lessons", "ensemble", "hire", "buying", "course", "mentoring", "exam", "travel",
    "advanced_training", "choir_school", "project", ANYTHING,
)  # fmt: skip
INSTRUMENTS = (
    "voice", "accordion", "bagpipes", "baritone", "bass_guitar", "bassoon", "cello", "clarinet", "cornet",
    "double_bass", "drums", "euphonium", "flute", "french_horn", "guitar", "harp", "keyboard", "oboe", "organ",
    "percussion", "piano", "recorder", "saxophone", "steel_pan", "tenor_horn", "trombone", "trumpet", "tuba", "ukulele",
    "viola", "violin", "production", OTHER,
)  # fmt: skip
SCHOOL_KINDS = ("state", "independent", "home_educated", "nursery", "college", "none")
MEALS = ("yes", "no", "infant")
CARE = ("no", "looked_after", "previously_looked_after", "care_leaver")
LEVELS = ("first_go", "beginner", "improver", "advanced")

_SENSITIVE, _MONEY = Sensitivity.SENSITIVE, Sensitivity.MONEY


def _yes_no(name: str, sensitivity: Sensitivity = Sensitivity.ORDINARY, *, alone: bool = True) -> Fact:
    return Fact(name, FactKind.YES_NO, ("yes", "no"), sensitivity=sensitivity, alone=alone)


def _choice(name: str, values: tuple[str, ...]) -> Fact:
    return Fact(name, FactKind.CHOICE, values)


FACTS: Mapping[str, Fact] = {
    fact.name: fact
    for fact in (
        Fact("age", FactKind.NUMBER, least=0, most=99),
        Fact("school_year", FactKind.NUMBER, least=NURSERY_YEAR, most=13),
        Fact("council", FactKind.COUNCIL),
        Fact("school_council", FactKind.COUNCIL),
        _choice("school_kind", SCHOOL_KINDS),
        Fact(
            "free_school_meals",
            FactKind.CHOICE,
            ("yes", "no", "infant"),
            frozenset(("infant",)),
            _MONEY,
            alone=False,
        ),
        _yes_no("ever_6", _MONEY, alone=False),
        _yes_no("pupil_premium", _MONEY, alone=False),
        _yes_no("universal_credit", _MONEY, alone=False),
        _yes_no("universal_credit_low_earnings", _MONEY, alone=False),
        _yes_no("passporting_benefit", _MONEY, alone=False),
        _yes_no("asylum_support", _MONEY, alone=False),
        _yes_no("no_recourse", _MONEY, alone=False),
        Fact("income", FactKind.MONEY, sensitivity=_SENSITIVE, most=10_000_000, alone=False),
        Fact("income_after", FactKind.MONEY, sensitivity=_SENSITIVE, most=10_000_000, alone=False),
        Fact("dependants", FactKind.NUMBER, sensitivity=_SENSITIVE, most=20, alone=False),
        Fact("care", FactKind.CHOICE, CARE, sensitivity=_SENSITIVE, alone=False),
        Fact("care_council", FactKind.COUNCIL, sensitivity=_SENSITIVE, alone=False),
        _yes_no("ehcp", _SENSITIVE, alone=False),
        _yes_no("send", _SENSITIVE, alone=False),
        _yes_no("disabled", _SENSITIVE),
        _yes_no("adapted_instrument", _SENSITIVE),
        _yes_no("young_carer", _SENSITIVE, alone=False),
        _yes_no("service_child", _SENSITIVE, alone=False),
        _yes_no("refugee", _SENSITIVE, alone=False),
        _yes_no("barrier", _SENSITIVE),
        _choice("purpose", PURPOSES),
        _choice("instrument", INSTRUMENTS),
        _yes_no("has_instrument"),
        _yes_no("enrolled"),
        _yes_no("lessons_in_school"),
        _yes_no("school_is_member"),
        _choice("level", LEVELS),
        Fact("statements", FactKind.STATEMENTS),
    )
}


def known(facts: Facts, name: str) -> Json:
    """The value of a fact, or None when it is not known, whether or not it was asked."""
    value = facts.get(name)
    return None if isinstance(value, str) and value in UNSURE else value


def money_range(value: str | int) -> tuple[int, int | None]:
    """Pounds a year as (from, below): 25000, "20000-30000" or "65000-"; an open end is None. ValueError otherwise."""
    if isinstance(value, int):
        return value, value + 1
    low, dash, high = value.replace(",", "").replace("£", "").replace("+", "-").partition("-")
    if not dash:
        return int(low), int(low) + 1
    least, below = int(low), int(high) if high else None
    if below is not None and below <= least:
        raise ValueError(f"{value} ends before it begins")
    return least, below


def values_of(fact: Fact, councils: Collection[str], statements: Collection[str]) -> tuple[str, ...]:
    """The words that answer a fact, or () when it is answered by a number."""
    if fact.kind is FactKind.COUNCIL:
        return (*sorted(councils), ELSEWHERE, OUTSIDE_UK)
    if fact.kind is FactKind.STATEMENTS:
        return tuple(sorted(statements))
    return fact.values


def parse_facts(
    raw: Mapping[str, object], councils: Collection[str] = (), statements: Collection[str] = ()
) -> Facts | list[Fault]:
    """Facts from outside, with yes and no as words or as true and false; or every fault, naming what is known."""
    facts: dict[str, Json] = {}
    faults: list[Fault] = []
    for name, value in raw.items():
        fact = FACTS.get(name)
        if fact is None:
            faults.append(Fault((name,), f"there is no fact called {name}", suggestion(name, tuple(FACTS))))
            continue
        read = _value(fact, value, values_of(fact, councils, statements))
        if isinstance(read, Fault):
            faults.append(read)
        else:
            facts[name] = read
    return faults or facts


def _value(fact: Fact, raw: object, values: tuple[str, ...]) -> Json | Fault:
    if raw is None or (isinstance(raw, str) and raw in UNSURE):
        return raw or DONT_KNOW
    if fact.kind is FactKind.STATEMENTS:
        return _statements(fact, raw, values)
    if fact.kind is FactKind.MONEY:
        return _money(fact, raw)
    if fact.kind is FactKind.NUMBER:
        return _number(fact, raw)
    word = {True: "yes", False: "no"}[raw] if isinstance(raw, bool) else str(raw)
    return word if word in values else _no_answer(fact, raw, values)


def _statements(fact: Fact, raw: object, values: tuple[str, ...]) -> Json | Fault:
    words = raw if isinstance(raw, list) else [] if raw in ("no", "none", False) else [raw]
    unknown = [word for word in words if word not in values]
    return _no_answer(fact, unknown[0], values) if unknown else [str(word) for word in words]


def _money(fact: Fact, raw: object) -> Json | Fault:
    text = str(raw) if isinstance(raw, str | int) and not isinstance(raw, bool) else ""
    try:
        money_range(text)
    except ValueError:
        mend = 'write pounds a year: 25000, "20000-30000" or "65000-"'
        return Fault((fact.name,), f"{raw} is no income", f"{mend}; or {DONT_KNOW} or {RATHER_NOT}")
    return raw if isinstance(raw, int) else text


def _number(fact: Fact, raw: object) -> Json | Fault:
    words = {"nursery": NURSERY_YEAR, "reception": RECEPTION_YEAR} if fact.name == "school_year" else {}
    number = words.get(str(raw).lower(), raw)
    number = int(number) if isinstance(number, str) and number.strip().isdigit() else number
    if isinstance(number, int) and not isinstance(number, bool) and fact.least <= number <= fact.most:
        return number
    mend = f"write a whole number from {fact.least} to {fact.most}, {DONT_KNOW} or {RATHER_NOT}"
    return Fault((fact.name,), f"{raw} is no answer to {fact.name}", mend)


def _no_answer(fact: Fact, raw: object, values: tuple[str, ...]) -> Fault:
    mend = suggestion(str(raw), (*values, DONT_KNOW, RATHER_NOT))
    return Fault((fact.name,), f"{raw} is no answer to {fact.name}", mend)
