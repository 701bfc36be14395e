"""Reads a flat sheet, one entry a row, and writes one; says of a bad row the sheet, row and column."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from bot.catalogue.entry import Opportunity
from bot.catalogue.fault import Fault
from bot.library.columns import COLUMNS, NAMED, NEEDED, Column, cells_of, column_of
from bot.library.fault_in_file import ContentError, FaultInFile
from bot.library.outside import did_you_mean
from bot.library.sheet import Rows, harmless, rows_of, write_csv, write_xlsx
from bot.library.sheet_rows import reader

SHEET = "opportunities"
SHOWN, LOOKED_AT = 5, 20
"""When the first row names no columns: cells of it that are shown, and rows in which the names are looked for."""
_AT = {column.name: at for at, column in enumerate(COLUMNS)}
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row: the entry, or all that is wrong with it. `number` is the row as a spreadsheet counts, from 1."""

    number: int
    read: Opportunity | list[FaultInFile]


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """`rows` is read as it is gone through, once. `fault` says where in the file a row's fault stands.

    `warnings` speak of the header.
    """

    rows: Iterator[ReadRow]
    fault: Callable[[int, Fault], FaultInFile]
    warnings: tuple[FaultInFile, ...] = ()


def read_sheet(file: Path) -> ReadSheet:
    """Opens a sheet. Raises ContentError when it cannot be read or its first row does not name the columns needed."""
    rows = rows_of(file)
    header = next(rows.rows, (1, ()))[1]
    if not _names_columns(header):
        raise ContentError([_fault(file, rows.name, 1, _no_header(header, rows))])
    columns, told = _columns(header)
    faults = [_fault(file, rows.name, 1, each) for each in told]
    serious = [each for each in faults if not each.fault.warning]
    if serious:
        raise ContentError(serious)
    return ReadSheet(_read_rows(file, rows, columns), partial(_fault, file, rows.name), tuple(faults))


def write_sheet(file: Path, entries: Iterable[Opportunity], progress: Progress = lambda _count: None) -> None:
    """Writes a csv or xlsx file, by its ending, that `read_sheet` reads back without loss."""
    if file.suffix.lower() == ".xlsx":
        write_xlsx(file, {SHEET: _rows(entries, progress)})
    else:
        write_csv(file, _rows(entries, progress))


def _rows(entries: Iterable[Opportunity], progress: Progress) -> Iterator[Sequence[str]]:
    yield [column.name for column in COLUMNS]
    for number, entry in enumerate(entries, 1):
        row = [""] * len(COLUMNS)
        for name, text in cells_of(entry).items():
            row[_AT[name]] = harmless(text)
        yield row
        progress(number)


def _names_columns(cells: Sequence[str]) -> bool:
    return any(name in NEEDED for name in _names(cells))


def _no_header(first: Sequence[str], rows: Rows) -> Fault:
    """What to do with a file whose first row names no column: it is empty, or the names come later or not at all."""
    if not any(first):
        return Fault(
            (), "the first row is empty", "begin with a row that names the columns: id,title,provider,kind,…"
        )
    later = next((number for number, cells in islice(rows.rows, LOOKED_AT) if _names_columns(cells)), 0)
    named = ", ".join(f"`{cell[:20]}`" for cell in first[:SHOWN] if cell) + " …" * (len(first) > SHOWN)
    mend = "put a row on top that names the columns: id,title,provider,kind,…"
    if rows.name:
        mend += ", or put the sheet that has one first: only the first sheet is read"
    return Fault(
        (),
        f"the first row names no columns: it says {named}",
        f"delete the rows above row {later}" if later else mend,
    )


def _names(header: Sequence[str]) -> list[str]:
    return [name.strip().lower().replace(" ", "_") for name in header]


def _columns(header: Sequence[str]) -> tuple[list[Column | None], list[Fault]]:
    names = _names(header)
    faults = [
        Fault((needed,), f"there is no column `{needed}`", "add it to the first row, which names the columns")
        for needed in NEEDED
        if needed not in names
    ]
    for at, name in enumerate(names):
        if name in names[:at] and name:
            faults.append(Fault((name,), f"the column `{name}` is there twice", "keep one of them"))
        elif name and name not in NAMED:
            mend = did_you_mean(name, tuple(NAMED), "rename it if something in it matters")
            faults.append(
                Fault((name,), f"the column `{name}` is not known and was left out", mend, warning=True)
            )
    return [NAMED.get(name) for name in names], faults


def _read_rows(file: Path, rows: Rows, columns: Sequence[Column | None]) -> Iterator[ReadRow]:
    read_row, width = reader(columns), len(columns)
    for number, cells in rows.rows:
        if number == 1 or not any(cells):
            continue
        read = [_TOO_MANY] if len(cells) > width and any(cells[width:]) else read_row(cells)
        if isinstance(read, list):
            yield ReadRow(number, [_fault(file, rows.name, number, each) for each in read])
        else:
            yield ReadRow(number, read)


_TOO_MANY = Fault(
    (), "this row has more cells than there are columns", "put text that holds a comma in quotes"
)


def _fault(file: Path, sheet: str, row: int, fault: Fault) -> FaultInFile:
    column = column_of(fault.path)
    parts = [f"sheet `{sheet}`" if sheet else "", f"column `{column}`" if column else ""]
    return FaultInFile(file, row, fault, ", ".join(part for part in parts if part))
