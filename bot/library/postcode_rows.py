"""Goes through the tables of a postcode product row by row; knows which of its files to read, and adds nothing up."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path

from bot.catalogue.fault import Fault
from bot.library.fault_in_file import ContentError, FaultInFile
from bot.library.postcode_files import Part
from bot.library.postcodes import ONS, Layout, Row, Wrong, layout_of, row_of

MOST_FAULTS = 20
SPLIT = "multi_csv"
"""The folder of the ONS products that holds the large table once more, a file for each postcode area."""
_OFTEN = 20_000
Progress = Callable[[int, int], None]
"""Told how many bytes are read, of how many."""


@dataclass(frozen=True, slots=True)
class Table:
    part: Part
    layout: Layout


@dataclass(slots=True)
class Rows:
    """The rows that count, one at a time; `read` is how many there were in all.

    Raises ContentError at the end, or after twenty faults, when a row is wrong.
    """

    tables: Sequence[Table]
    areas: frozenset[str]
    progress: Progress
    read: int = 0
    faults: list[FaultInFile] = field(default_factory=list)
    done: int = 0

    def __iter__(self) -> Iterator[Row]:
        for table in self.tables:
            try:
                yield from self._of(table)
            except (csv.Error, UnicodeDecodeError, EOFError) as error:
                mend = "download it again, and give it as it came"
                self._note(table.part.fault(self.read + 1, f"it cannot be read from here on ({error})", mend))
        if self.faults:
            raise ContentError(self.faults)

    def _of(self, table: Table) -> Iterator[Row]:
        with table.part.open() as file, TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
            rows = csv.reader(self._lines(text))
            if table.layout.header:
                next(rows, None)
            for cells in rows:
                if not cells:
                    continue
                self.read += 1
                try:
                    row = row_of(cells, table.layout, self.areas)
                except Wrong as wrong:
                    self._note(table.part.fault(rows.line_num, wrong.what, wrong.mend))
                    continue
                if row:
                    yield row

    def _lines(self, text: Iterable[str]) -> Iterator[str]:
        size = sum(table.part.size for table in self.tables)
        for number, line in enumerate(text):
            self.done += len(line)
            if number % _OFTEN == 0:
                self.progress(self.done, size)
            yield line

    def _note(self, fault: FaultInFile) -> None:
        self.faults.append(fault)
        if len(self.faults) == MOST_FAULTS:
            more = Fault((), "there may be more faults like these", "mend these first")
            raise ContentError([*self.faults, FaultInFile(fault.file, fault.line, more)])


def rows_in(tables: Sequence[Table], areas: frozenset[str], progress: Progress) -> Rows:
    return Rows(tables, areas, progress)


def tables_in(source: Path, parts: Sequence[Part], areas: frozenset[str]) -> list[Table]:
    """The tables to go through, each postcode once. Raises ContentError when there are none, or too many."""
    found = [Table(part, layout) for part in parts if part.ending == ".csv" and (layout := _layout(part))]
    if not found:
        raise _fault(source, "no postcodes with positions are in this", _WHAT)
    if len({table.layout.product for table in found}) > 1:
        raise _fault(source, "there are both OS and ONS postcodes in this", "give one of the two")
    split = [table for table in found if table.part.folder == SPLIT]
    whole = [table for table in found if table.part.folder != SPLIT]
    if whole and found[0].layout.product == ONS:
        if len(whole) > 1:
            names = ", ".join(table.part.shown.name for table in whole)
            raise _fault(source, f"there are several directories in this: {names}", "give one of them")
        found = _of_areas(split, areas) if areas and split else whole
    return _of_areas(found, areas)


_WHAT = "give Code-Point Open, the ONS Postcode Directory or the National Statistics Postcode Lookup as csv or zip"


def _of_areas(tables: list[Table], areas: frozenset[str]) -> list[Table]:
    """Those whose name ends in the letters of an area wanted; all when the names are no such letters."""
    wanted = [table for table in tables if table.part.shown.stem.upper().rpartition("_")[2] in areas]
    return wanted or tables


def _layout(part: Part) -> Layout | None:
    """The layout by the first line; None for a file of another kind, such as a list of names."""
    with part.open() as file:
        line = file.readline(10_000).decode("utf-8-sig", errors="replace")
    return layout_of(next(csv.reader([line]), []))


def _fault(source: Path, wrong: str, mend: str) -> ContentError:
    return ContentError([FaultInFile(source, 1, Fault((), wrong, mend))])
