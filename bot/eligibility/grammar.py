"""Reads the rules of a scheme from plain data, naming every fault at once; there is no expression language to learn.

A rule is `all`, `any`, `none` or `at_least` over a list of rules, or one named statement such as
`lives_in: [dorset]`, `age: {from: 5, to: 17, at: 08-31}`, `income: {below: 30000}` or `free_school_meals: yes`.
"""

from collections.abc import Callable, Mapping
from datetime import date

from bot.catalogue.fault import Fault
from bot.eligibility.condition import (
    Aged,
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Earns,
    InCareOf,
    Is,
    NoneOf,
    Numbered,
    States,
)
from bot.eligibility.facts import FACTS, FactKind
from bot.eligibility.suggestion import suggestion

Path = tuple[str | int, ...]
Faults = list[Fault]
NOTHING: Condition = AnyOf(())
COMBINED: Mapping[str, Callable[[tuple[Condition, ...]], Condition]] = {
    "all": AllOf,
    "any": AnyOf,
    "none": NoneOf,
}


def read_condition(raw: object, path: Path, faults: Faults) -> Condition:
    """The rule that `raw` states. Faults are added to `faults`, and then the rule returned means nothing."""
    if isinstance(raw, list):
        return AllOf(_parts(raw, path, faults))
    if not isinstance(raw, Mapping) or len(raw) != 1:
        faults.append(
            Fault(path, "is not one rule", "write one rule a list item, such as `- lives_in: [dorset]`")
        )
        return NOTHING
    ((name, value),) = raw.items()
    here = (*path, str(name))
    if name in COMBINED:
        return COMBINED[name](_parts(value, here, faults))
    if name == "at_least":
        return _at_least(value, here, faults)
    return _leaf(str(name), value, here, faults)


def _parts(raw: object, path: Path, faults: Faults) -> tuple[Condition, ...]:
    if not isinstance(raw, list) or not raw:
        faults.append(
            Fault(path, "has no rules in it", "give it a list of at least one rule, each starting with `-`")
        )
        return ()
    return tuple(read_condition(part, (*path, index), faults) for index, part in enumerate(raw))


def _at_least(raw: object, path: Path, faults: Faults) -> Condition:
    count = raw.get("count") if isinstance(raw, Mapping) else None
    parts = _parts(raw.get("of") if isinstance(raw, Mapping) else None, (*path, "of"), faults)
    if not isinstance(count, int) or not 1 <= count <= max(1, len(parts)):
        faults.append(
            Fault(path, "does not say how many", f"give it a `count` from 1 to {max(1, len(parts))}")
        )
        return NOTHING
    return AtLeast(count, parts)


def _leaf(name: str, value: object, path: Path, faults: Faults) -> Condition:
    if name in READERS:
        return READERS[name](value, path, faults)
    fact = FACTS.get(name)
    if fact is not None and fact.values:
        return _is(name, value, path, faults)
    if fact is not None and fact.kind is FactKind.NUMBER:
        low, high = _ends(value, ("from", "to"), path, faults)
        return Numbered(name, low, high)
    words = (*READERS, *(f.name for f in FACTS.values() if f.values), "school_year", "dependants")
    faults.append(Fault(path, f"there is no rule called {name}", suggestion(name, words)))
    return NOTHING


def words_in(raw: object) -> tuple[str, ...]:
    """One word or a list of them, with YAML's true and false read as yes and no."""
    items = raw if isinstance(raw, list) else [raw]
    return tuple({True: "yes", False: "no"}[item] if isinstance(item, bool) else str(item) for item in items)


def _is(name: str, raw: object, path: Path, faults: Faults) -> Condition:
    known_values = FACTS[name].values
    values = words_in(raw)
    for value in values:
        if value not in known_values:
            faults.append(Fault(path, f"{value} is no answer to {name}", suggestion(value, known_values)))
    return Is(name, values)


def _councils(fact: str) -> Callable[[object, Path, Faults], Condition]:
    return lambda raw, _path, _faults: Is(fact, words_in(raw))


def _in_care_of(raw: object, _path: Path, _faults: Faults) -> Condition:
    return InCareOf(words_in(raw))


def _statements(raw: object, _path: Path, _faults: Faults) -> Condition:
    return States(words_in(raw))


def _age(raw: object, path: Path, faults: Faults) -> Condition:
    at = str(raw.get("at", "")) if isinstance(raw, Mapping) else ""
    rest = {k: v for k, v in raw.items() if k != "at"} if isinstance(raw, Mapping) else raw
    low, high = _ends(rest, ("from", "to"), path, faults)
    if at and not _is_day(at):
        faults.append(
            Fault((*path, "at"), f"{at} is not a day", 'write "08-31" for each year or "2025-07-31" for one')
        )
        at = ""
    return Aged(low, high, at)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text if len(text) > len("MM-DD") else f"2001-{text}")
    except ValueError:
        return False
    return True


def _income(raw: object, path: Path, faults: Faults) -> Condition:
    basis = str(raw.get("basis", "gross")) if isinstance(raw, Mapping) else "gross"
    rest = {k: v for k, v in raw.items() if k != "basis"} if isinstance(raw, Mapping) else raw
    low, below = _ends(rest, ("from", "below"), path, faults)
    if basis not in ("gross", "after_deductions"):
        mend = suggestion(basis, ("gross", "after_deductions"))
        faults.append(Fault((*path, "basis"), f"{basis} is no way to count income", mend))
    return Earns(low, below, after=basis == "after_deductions")


def _ends(raw: object, names: tuple[str, str], path: Path, faults: Faults) -> tuple[int | None, int | None]:
    low_name, high_name = names
    example = f"write whole numbers, such as {{{low_name}: 5, {high_name}: 18}}"
    if not isinstance(raw, Mapping) or not raw or not set(raw) <= set(names):
        faults.append(Fault(path, f"does not say {low_name} or {high_name}", example))
        return None, None
    low, high = raw.get(low_name), raw.get(high_name)
    for end in (low, high):
        if end is not None and (not isinstance(end, int) or isinstance(end, bool)):
            faults.append(Fault(path, f"{end} is not a whole number", example))
            return None, None
    return low, high


READERS: Mapping[str, Callable[[object, Path, Faults], Condition]] = {
    "lives_in": _councils("council"),
    "goes_to_school_in": _councils("school_council"),
    "school_is": lambda raw, path, faults: _is("school_kind", raw, path, faults),
    "age": _age,
    "income": _income,
    "in_care_of": _in_care_of,
    "states": _statements,
}
