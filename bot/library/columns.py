"""What each column of the flat sheet stands for in an entry's record; knows nothing of csv, xlsx or files.

Lists have `;` between their items; inside an item a semicolon is written `\\;` and a backslash `\\\\`. The columns
up to `status` come first; those after it hold what the flat sheet would otherwise lose, and may be left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.catalogue.entry import Opportunity
from bot.library.written import record_from

ValuePath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """`path` leads to the value in the record; `many` marks a list in one cell."""

    name: str
    path: ValuePath
    many: bool = False


_FIRST_COST = ("cost", "lines", 0)
COLUMNS = (
    Column("id", ("id",)),
    Column("title", ("title",)),
    Column("provider", ("provider",)),
    Column("kind", ("kind",)),
    Column("audience", ("audience",), many=True),
    Column("summary", ("summary",)),
    Column("activities", ("activities",), many=True),
    Column("instruments", ("instruments",), many=True),
    Column("genres", ("genres",), many=True),
    Column("level", ("level",), many=True),
    Column("age_min", ("ages", "from")),
    Column("age_max", ("ages", "to")),
    Column("place", ("where", "place")),
    Column("outcode", ("where", "outcode")),
    Column("lat", ("where", "lat")),
    Column("lon", ("where", "lon")),
    Column("area", ("where", "area"), many=True),
    Column("days", ("when", "days"), many=True),
    Column("start", ("when", "start")),
    Column("end", ("when", "end")),
    Column("term_time", ("when", "term_time")),
    Column("dates", ("when", "dates"), many=True),
    Column("cost", (*_FIRST_COST, "amount")),
    Column("cost_unit", (*_FIRST_COST, "unit")),
    Column("free", ("cost", "free")),
    Column("concession", ("cost", "concession")),
    Column("bursaries", ("cost", "bursaries"), many=True),
    Column("access", ("access",), many=True),
    Column("join_url", ("join", "url")),
    Column("join_email", ("join", "email")),
    Column("join_phone", ("join", "phone")),
    Column("join_how", ("join", "how")),
    Column("next_steps", ("next_steps",), many=True),
    Column("objectives", ("objectives",), many=True),
    Column("source_url", ("source", "url")),
    Column("checked_on", ("checked_on",)),
    Column("review_after", ("review_after",)),
    Column("status", ("status",)),
    Column("audition", ("audition",)),
    Column("age_on", ("ages", "on")),
    Column("venue", ("where", "venue")),
    Column("online", ("where", "online")),
    Column("travels", ("where", "travels")),
    Column("exceptions", ("when", "exceptions"), many=True),
    Column("when_text", ("when", "text")),
    Column("cost_for", (*_FIRST_COST, "note")),
    Column("more_costs", ("cost", "lines"), many=True),
    Column("cost_note", ("cost", "note")),
    Column("access_note", ("access_note",)),
    Column("join_ways", ("join", "ways"), many=True),
    Column("source_date", ("source", "date")),
    Column("source_note", ("source", "note")),
    Column("checked_by", ("checked_by",)),
    Column("sample", ("sample",)),
    Column("join_opens", ("join", "opens")),
)
NAMED = {column.name: column for column in COLUMNS}
YES = ("true", "yes", "y", "1")
NEEDED = ("id", "title", "provider", "kind")
_BY_PATH = {column.path: column.name for column in COLUMNS}
_UNDER = {name: [column for column in COLUMNS if column.path[0] == name] for name, *_ in _BY_PATH}


def cells_of(entry: Opportunity) -> dict[str, str]:
    """The entry's cells by column name; what is not known has no cell."""
    cells: dict[str, str] = {}
    record = record_from(entry)
    for column in (column for name in record for column in _UNDER.get(name, ())):
        value = _at(record, column.path)
        if value is None:
            continue
        if column.name == "more_costs":
            value = [f"{line['amount']} {line['unit']} {line.get('note', '')}".strip() for line in value[1:]]
        text = joined(map(_text, value)) if column.many else _text(value)
        if text:
            cells[column.name] = text
    return cells


def record_of(cells: Iterable[tuple[Column, str]]) -> dict[str, Any]:
    """The record that a row's filled cells make; says nothing of whether it is right."""
    record: dict[str, Any] = {}
    for column, text in cells:
        path = column.path
        value = parted(text) if column.many else text
        if len(path) == 1:
            record[str(path[0])] = value
        elif len(path) == 2:
            record.setdefault(str(path[0]), {})[path[1]] = value
        else:
            record.setdefault("cost", {}).setdefault("first", {})[path[-1]] = value
    if "cost" in record:
        _tidy_costs(record["cost"])
    where = record.get("where", {})
    if "online" not in where and where.get("place", "").lower() == "online":
        where["online"] = True
    return record


def column_of(path: ValuePath) -> str:
    """The column that holds the value at `path`, or "" for the whole row."""
    if path[:2] == ("cost", "lines") and len(path) > 2 and path[2] != 0:
        return "more_costs"
    while path:
        if path in _BY_PATH:
            return _BY_PATH[path]
        inner = next((name for known, name in _BY_PATH.items() if known[: len(path)] == path), "")
        if inner:
            return inner
        path = path[:-1]
    return ""


def joined(items: Iterable[str]) -> str:
    """A list as one cell."""
    return ";".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in items)


def parted(text: str) -> list[str]:
    """The items of a cell that holds a list; spaces around them and empty ones are left out."""
    if "\\" not in text:
        return [item for part in text.split(";") if (item := part.strip())]
    items, item, escaped = [], "", False
    for letter in text:
        if escaped or letter not in "\\;":
            item, escaped = item + letter, False
        elif letter == "\\":
            escaped = True
        else:
            items.append(item)
            item = ""
    return [part for each in (*items, item) if (part := each.strip())]


def _at(record: dict[str, Any], path: ValuePath) -> Any:
    """The value at `path`, or None; a list that is there has a first item."""
    value: Any = record
    for step in path:
        value = value.get(step) if isinstance(value, dict) else value[step]
        if value is None:
            return None
    return value


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _tidy_costs(cost: dict[str, Any]) -> None:
    """A unit without an amount says nothing; nothing to pay for no unit in particular means free."""
    first = cost.pop("first", {})
    if set(first) == {"unit"}:
        first = {}
    elif (
        set(first) == {"amount"}
        and not first["amount"].strip("£0.")
        and cost.get("free", "true").lower() in YES
    ):
        cost["free"], first = True, {}
    more = [
        dict(zip(("amount", "unit", "note"), text.split(None, 2), strict=False))
        for text in cost.get("lines", ())
    ]
    cost["lines"] = [first, *more] if first else more
