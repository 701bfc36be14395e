"""Reads the fields of one mapping and gathers every fault in it; knows nothing of what the fields mean."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import process

from bot.catalogue.fault import Fault

Path = tuple[str | int, ...]
LIKELY = 70.0
"""rapidfuzz ratio (0-100) from which a known word is suggested for an unknown one."""
_FLAGS = {"yes": True, "true": True, "no": False, "false": False}


def suggestion(word: str, known: Iterable[str]) -> str:
    """What to do about a word that is not known: the closest known one, or all of them."""
    options = list(known)
    found = process.extractOne(word, options, score_cutoff=LIKELY)
    return f"did you mean {found[0]}?" if found else f"use one of: {', '.join(options)}"


def spoken(value: object) -> str:
    """A value as its author wrote it: YAML turns a bare yes or no into a truth value."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value).strip()


@dataclass(frozen=True, slots=True)
class Fields:
    """One mapping at `path`; what is wrong with it is added to `faults`, and reading goes on."""

    raw: Mapping[str, object]
    path: Path
    faults: list[Fault]

    def fault(self, key: str | int | None, wrong: str, mend: str, warning: bool = False) -> None:
        at = self.path if key is None else (*self.path, key)
        self.faults.append(Fault(at, wrong, mend, warning))

    def known(self, names: Iterable[str]) -> None:
        """Faults every field that is not one of `names`."""
        allowed = list(names)
        for key in self.raw:
            if key not in allowed:
                self.fault(key, f"there is no field {key}", suggestion(str(key), allowed))

    def text(self, key: str, needed: str = "") -> str:
        """The text there, or "" with a fault saying `needed` when it has to be there."""
        value = self.raw.get(key)
        if value is None or value == "":
            if needed:
                self.fault(None, f"{key} is missing", needed)
            return ""
        if isinstance(value, Mapping | list):
            self.fault(key, f"{key} should be a sentence", f"write {key}: and one line of text")
            return ""
        return spoken(value)

    def flag(self, key: str, default: bool = False) -> bool:
        value = self.raw.get(key, default)
        if isinstance(value, bool):
            return value
        flag = _FLAGS.get(str(value).strip().casefold())
        if flag is None:
            self.fault(key, f"{key} is {value!r}", "write yes or no")
        return default if flag is None else flag

    def number(self, key: str) -> float | None:
        value = self.raw.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fault(key, f"{key} is {value!r}, not a number", "write it in digits, such as 3")
            return None
        return value

    def day(self, key: str) -> date | None:
        value = self.raw.get(key)
        if value is None or isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fault(key, f"{key} is {value!r}, not a day", "write year-month-day, such as 2026-09-01")
            return None

    def one_of(self, key: str, allowed: Sequence[str], default: str) -> str:
        value = spoken(self.raw.get(key, default)).casefold()
        if value in allowed:
            return value
        self.fault(key, f"{key} is {value!r}", suggestion(value, allowed))
        return default

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text alone counts as a list of one."""
        value = self.raw.get(key, [])
        if isinstance(value, Mapping):
            self.fault(key, f"{key} should be a list", "write one line each, starting with a dash")
            return ()
        return tuple(spoken(part) for part in (value if isinstance(value, list) else [value]))

    def mappings(self, key: str) -> list["Fields"]:
        """A list of mappings, each with its own path."""
        value = self.raw.get(key, [])
        if not isinstance(value, list):
            self.fault(key, f"{key} should be a list", "write one entry each, starting with a dash")
            return []
        good: list[Fields] = []
        for index, part in enumerate(value):
            if isinstance(part, Mapping):
                good.append(Fields(part, (*self.path, key, index), self.faults))
            else:
                entry = f"entry {index + 1} of {key} is only {part!r}"
                self.faults.append(
                    Fault((*self.path, key, index), entry, "give it fields, such as label: ...")
                )
        return good

    def inside(self, key: str) -> "Fields":
        """The mapping there; an empty one when there is none."""
        value = self.raw.get(key, {})
        if isinstance(value, Mapping):
            return Fields(value, (*self.path, key), self.faults)
        self.fault(
            key, f"{key} should have fields of its own", f"write {key}: and indent its fields below it"
        )
        return Fields({}, (*self.path, key), self.faults)
