"""Makes a Scheme from one record of plain data, or says everything that is wrong with it; opens no file."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from bot.catalogue.fault import Fault
from bot.eligibility.condition import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Leaf,
    NoneOf,
    NotThese,
    PaysFor,
    States,
)
from bot.eligibility.facts import INSTRUMENTS, PURPOSES
from bot.eligibility.grammar import Faults, Path, read_condition, words_in
from bot.eligibility.scheme import Applicant, Pays, PayUnit, Scheme
from bot.eligibility.suggestion import suggestion

TEXTS = ("summary", "how", "evidence", "deadline", "excludes", "url", "source_url", "conflicts", "note")
FLAGS = ("each_term", "budget_limited", "discretionary", "sample")
DATES = ("deadline_on", "effective_from", "effective_to", "checked_on")
NEEDED = (
    "id",
    "title",
    "provider",
    "summary",
    "who_applies",
    "pays",
    "conditions",
    "source_url",
    "source_date",
)
OTHERS = ("statements", "stacks_with", "match_funding", "does_not_pay_for", "source_date")
FIELDS = tuple(dict.fromkeys((*NEEDED, *TEXTS, *FLAGS, *DATES, *OTHERS)))
PAY_FIELDS = (
    "for", "percent", "pounds", "price_pounds", "instead_of_pounds", "vat", "loan", "up_to", "unit", "cap_pounds",
    "cap_per", "when", "note",
)  # fmt: skip
CAPS = ("child", "item", "year", "term")


def scheme_from(record: Mapping[str, object]) -> Scheme | list[Fault]:
    """The scheme, or every fault at once, each with its path and how to mend it."""
    faults: Faults = []
    for name in record:
        if name not in FIELDS:
            faults.append(Fault((name,), f"there is no field called {name}", suggestion(name, FIELDS)))
    for name in NEEDED:
        if not record.get(name):
            faults.append(Fault((), f"{name} is missing", f"add a line `{name}: ...`"))
    scheme = _scheme(record, faults)
    return faults or scheme


def _scheme(record: Mapping[str, object], faults: Faults) -> Scheme:
    pays = _all_pays(record.get("pays"), faults)
    covered = _covered(pays, record.get("does_not_pay_for"), faults)
    likely, possibly = _outcomes(record.get("conditions"), covered, faults)
    both = tuple(outcome for outcome in (likely, possibly) if outcome is not None)
    dates: dict[str, Any] = {name: _date(record.get(name), (name,), faults) for name in DATES}
    texts: dict[str, Any] = {name: str(record.get(name) or "").strip() for name in TEXTS}
    flags: dict[str, Any] = {name: _flag(record.get(name), (name,), faults) for name in FLAGS}
    matching: Any = _one_of(record.get("match_funding", ""), ("", "equal"), ("match_funding",), faults)
    applicant: Any = _one_of(record.get("who_applies"), get_args(Applicant), ("who_applies",), faults)
    return Scheme(
        id=str(record.get("id", "")),
        title=str(record.get("title", "")),
        provider=str(record.get("provider", "")),
        pays=pays,
        who_applies=applicant,
        likely=likely,
        possibly=possibly,
        uses=facts_used(AllOf(both)),
        statements=_statements(record.get("statements"), both, faults),
        stacks_with=words_in(record["stacks_with"]) if record.get("stacks_with") else (),
        match_funding=matching,
        source_date=str(record.get("source_date", "undated")),
        **texts,
        **flags,
        **dates,
    )


def _outcomes(raw: object, covered: AllOf, faults: Faults) -> tuple[Condition | None, Condition | None]:
    if not isinstance(raw, Mapping) or not raw or not set(raw) <= {"likely", "possibly"}:
        mend = "give it `likely:` and, where they decide case by case, `possibly:`"
        faults.append(Fault(("conditions",), "does not say who is likely to get it", mend))
        return None, None

    def outcome(name: str) -> Condition | None:
        if name not in raw:
            return None
        rule = read_condition(raw[name], ("conditions", name), faults)
        return AllOf((*covered.parts, *(rule.parts if isinstance(rule, AllOf) else (rule,))))

    return outcome("likely"), outcome("possibly")


def _covered(pays: tuple[Pays, ...], raw: object, faults: Faults) -> AllOf:
    """What it pays for is a rule like any other: help with hire is no help to somebody who wants lessons."""
    purposes = tuple(dict.fromkeys(purpose for line in pays for purpose in line.purposes))
    parts: list[Condition] = [PaysFor(purposes)]
    for index, item in enumerate(raw if isinstance(raw, list) else []):
        path: Path = ("does_not_pay_for", index)
        if not isinstance(item, Mapping):
            faults.append(Fault(path, "does not say what", "write `- {for: lessons, instruments: [voice]}`"))
            continue
        purpose = _one_of(item.get("for"), PURPOSES, (*path, "for"), faults)
        instruments = words_in(item.get("instruments"))
        for instrument in instruments:
            _one_of(instrument, INSTRUMENTS, (*path, "instruments"), faults)
        parts.append(NotThese(purpose, instruments))
    return AllOf(tuple(parts))


def _all_pays(raw: object, faults: Faults) -> tuple[Pays, ...]:
    lines = raw if isinstance(raw, list) else []
    return tuple(_pays(line, ("pays", index), faults) for index, line in enumerate(lines))


def _pays(raw: object, path: Path, faults: Faults) -> Pays:
    if not isinstance(raw, Mapping):
        faults.append(
            Fault(path, "does not say what it pays", "write `- {for: [lessons], percent: 50, up_to: yes}`")
        )
        return Pays(())
    for name in raw:
        if name not in PAY_FIELDS:
            faults.append(
                Fault((*path, name), f"there is no field called {name}", suggestion(str(name), PAY_FIELDS))
            )
    purposes = words_in(raw["for"]) if raw.get("for") else ()
    for purpose in purposes or ("",):
        _one_of(purpose, PURPOSES, (*path, "for"), faults)
    unit: Any = _one_of(raw.get("unit", "once"), get_args(PayUnit), (*path, "unit"), faults)
    return Pays(
        purposes=purposes,
        percent=_percent(raw.get("percent"), path, faults),
        pence=_pence(raw.get("pounds"), (*path, "pounds"), faults),
        price_pence=_pence(raw.get("price_pounds"), (*path, "price_pounds"), faults),
        instead_of_pence=_pence(raw.get("instead_of_pounds"), (*path, "instead_of_pounds"), faults),
        vat=_flag(raw.get("vat"), (*path, "vat"), faults),
        loan=_flag(raw.get("loan"), (*path, "loan"), faults),
        up_to=_flag(raw.get("up_to"), (*path, "up_to"), faults),
        unit=unit,
        cap_pence=_pence(raw.get("cap_pounds"), (*path, "cap_pounds"), faults),
        cap_per=_one_of(raw.get("cap_per", ""), ("", *CAPS), (*path, "cap_per"), faults),
        when=read_condition(raw["when"], (*path, "when"), faults) if raw.get("when") else None,
        note=str(raw.get("note") or ""),
    )


def _percent(raw: object, path: Path, faults: Faults) -> int | None:
    if raw is None or (isinstance(raw, int) and 0 < raw <= 100):
        return raw
    faults.append(
        Fault((*path, "percent"), f"{raw} is not a percentage", "write a whole number from 1 to 100")
    )
    return None


def _pence(raw: object, path: Path, faults: Faults) -> int | None:
    if raw is None:
        return None
    try:
        pence = Decimal(str(raw)) * 100
    except InvalidOperation:
        pence = Decimal(-1)
    if pence <= 0 or pence != int(pence):
        faults.append(
            Fault(path, f"{raw} is not an amount of money", "write pounds without a sign, such as 37.50")
        )
        return None
    return int(pence)


def _flag(raw: object, path: Path, faults: Faults) -> bool:
    if raw in (None, True, False, "yes", "no"):
        return raw is True or raw == "yes"
    faults.append(Fault(path, f"{raw} is neither yes nor no", "write yes or no"))
    return False


def _date(raw: object, path: Path, faults: Faults) -> date | None:
    if raw is None or isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(str(raw))
    except ValueError:
        faults.append(Fault(path, f"{raw} is not a date", "write it as 2026-09-01"))
        return None


def _one_of(raw: object, words: tuple[str, ...], path: Path, faults: Faults) -> str:
    if raw in words:
        return str(raw)
    faults.append(Fault(path, f"{raw} is not known here", suggestion(str(raw), words)))
    return str(raw)


def _statements(
    raw: object, conditions: tuple[Condition, ...], faults: Faults
) -> tuple[tuple[str, str], ...]:
    named = {str(key): str(name) for key, name in raw.items()} if isinstance(raw, Mapping) else {}
    stated = (leaf for leaf in leaves(AllOf(conditions)) if isinstance(leaf, States))
    for name in sorted({name for leaf in stated for name in leaf.statements} - set(named)):
        faults.append(
            Fault(("statements",), f"{name} says nothing", f"add `{name}: what must be true, in plain words`")
        )
    return tuple(named.items())


def leaves(condition: Condition) -> list[Leaf]:
    """Every leaf of a rule, in the order written."""
    if isinstance(condition, AllOf | AnyOf | NoneOf | AtLeast):
        return [leaf for part in condition.parts for leaf in leaves(part)]
    return [condition]


def facts_used(condition: Condition) -> frozenset[str]:
    """The facts a rule speaks of, with those that could stand in for them."""
    return frozenset(name for leaf in leaves(condition) for name in leaf.uses)
