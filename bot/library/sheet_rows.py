"""Makes entries of a flat sheet's rows, quickly when rows say the same things; knows columns, and no file.

A large sheet says few different things of when, what it costs or for whom. Cells that belong together make a group;
what a group of cells means is worked out once, by the very rules for a whole entry, and remembered. A row with anything
wrong in it is read as a whole, so that its faults are those of the rules and no others.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from operator import itemgetter
from typing import Any

from bot.catalogue.entry import Opportunity
from bot.catalogue.fault import Fault
from bot.library.columns import COLUMNS, Column, record_of
from bot.library.opportunity import Said, opportunity_from, part_of
from bot.library.outside import read_as
from bot.library.sheet import as_written
from bot.library.values import Latitude, Longitude

REMEMBERED = 20_000
"""Meanings kept for each group; then it begins anew, so that a sheet of any size takes little memory."""

# Fields of an entry whose columns make a group; those not named here make one together. What bears on one another
# must stand together.
_GROUPS = (
    ("kind", "where"),
    ("when",),
    ("cost",),
    ("ages",),
    ("join",),
    ("source",),
    ("checked_on", "review_after"),
    ("activities",),
    ("instruments",),
    ("genres",),
    ("access", "access_note"),
    ("next_steps", "objectives"),
)
_ANY = {"id": "any", "title": "Any", "provider": "Any", "kind": "activity"}


class _Own(Said):
    """What hardly any two rows have in common."""

    lat: Latitude | None = None
    lon: Longitude | None = None


_OWN = tuple(_Own.model_fields)
_GROUPED = {*chain(*_GROUPS), *_OWN}
_OTHERS = tuple(dict.fromkeys(str(each.path[0]) for each in COLUMNS if each.path[0] not in _GROUPED))
Cells = tuple[str, ...] | str
Read = Opportunity | list[Fault]


def reader(columns: Sequence[Column | None]) -> Callable[[Sequence[str]], Read]:
    """What reads the cells of a row with these columns: the entry, or everything that is wrong with it."""
    groups = [_Group(columns, fields) for fields in (*_GROUPS, _OTHERS)]
    own = [(at, column.name) for at, column in enumerate(columns) if column and column.name in _OWN]
    width = len(columns)

    def read(cells: Sequence[str]) -> Read:
        row = cells if len(cells) >= width else [*cells, *[""] * (width - len(cells))]
        fields: dict[str, Any] = {}
        for group in groups:
            meaning = group.meaning(row)
            if meaning is None:
                return read_whole(columns, cells)
            fields.update(meaning)
        named = read_as(_Own, {name: text for at, name in own if row[at] and (text := _cell(row[at]))})
        if isinstance(named, list) or (named.lat is None) != (named.lon is None):
            return read_whole(columns, cells)
        if named.lat is not None:
            fields["where"] = replace(fields["where"], lat=named.lat, lon=named.lon)
        return Opportunity(
            id=named.id, title=named.title, provider=named.provider, summary=named.summary, **fields
        )

    return read


def read_whole(columns: Sequence[Column | None], cells: Sequence[str]) -> Read:
    """The same without remembering anything."""
    filled = zip(columns, cells, strict=False)
    return opportunity_from(record_of((column, _cell(text)) for column, text in filled if column and text))


def _cell(text: str) -> str:
    return as_written(text.strip())


class _Group:
    """The meanings of some columns' cells by the cells as they stand; None for cells with something wrong in them."""

    def __init__(self, columns: Sequence[Column | None], fields: Sequence[str]) -> None:
        places = [
            (at, column)
            for at, column in enumerate(columns)
            if column and column.path[0] in fields and column.name not in _OWN
        ]
        self._columns = [column for _, column in places]
        self._cells = _taker([at for at, _ in places])
        self._make = _whole(fields) if "review_after" in fields else part_of(fields)
        self._known: dict[Cells, Mapping[str, Any] | None] = {}

    def meaning(self, row: Sequence[str]) -> Mapping[str, Any] | None:
        cells = self._cells(row)
        try:
            return self._known[cells]
        except KeyError:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._known[cells] = self._read(cells)
            return found

    def _read(self, cells: Cells) -> Mapping[str, Any] | None:
        filled = zip(self._columns, (cells,) if isinstance(cells, str) else cells, strict=True)
        return self._make(record_of((column, _cell(text)) for column, text in filled if text))


def _whole(fields: Sequence[str]) -> Callable[[Mapping[str, Any]], dict[str, Any] | None]:
    """These fields by the rules for a whole entry, some of which look at several of them."""

    def made(record: Mapping[str, Any]) -> dict[str, Any] | None:
        entry = opportunity_from({**_ANY, **record})
        return None if isinstance(entry, list) else {field: getattr(entry, field) for field in fields}

    return made


def _taker(places: Sequence[int]) -> Callable[[Sequence[str]], Cells]:
    """What takes the cells at these places out of a row: several as a tuple, a single one as it is."""
    return itemgetter(*places) if places else lambda _row: ()
