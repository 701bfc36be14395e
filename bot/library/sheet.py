"""Reads and writes the rows of csv and xlsx files as text; knows nothing of what a column means.

openpyxl is imported where it is used: it takes a tenth of a second that most starts of the bot need not wait for.
"""

import codecs
import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from bot.catalogue.fault import Fault
from bot.library.fault_in_file import ContentError, FaultInFile

ENDINGS = (".csv", ".xlsx")
_FORMULA = re.compile(r"[=+@-](?![0-9 ().+-]*\Z)")
"""Text that a spreadsheet would run. A telephone number or a number below zero is none."""
_SIGNS = tuple("'=+@-")
_BLOCK = 1 << 20
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Rows:
    """`name` is the sheet's name, "" in a csv file. Rows come with their number as a spreadsheet shows it, from 1."""

    name: str
    rows: Iterator[tuple[int, Sequence[str]]]


def rows_of(file: Path) -> Rows:
    """The rows of a csv file or of the first sheet of an xlsx file. Raises ContentError when it is neither."""
    match file.suffix.lower():
        case ".csv":
            return Rows("", _csv_rows(file))
        case ".xlsx":
            return _xlsx(file)
    raise _unusable(
        file, f"a file ending in `{file.suffix}` is no sheet that can be read", "save it as csv or xlsx"
    )


def sheets_of(file: Path) -> dict[str, list[list[str]]]:
    """Every sheet of an XLSForm by name, with all its rows. Raises ContentError when it cannot be read."""
    book = _book(file)
    read = _as_forms_have_it
    try:
        return {
            sheet.title: [list(row) for _, row in _xlsx_rows(file, sheet, read)] for sheet in book.worksheets
        }
    finally:
        book.close()


def write_csv(file: Path, rows: Iterable[Sequence[str]]) -> None:
    """Rows as plain UTF-8, which every program reads; Excel wants an xlsx file for its accents."""
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(rows)


def write_xlsx(file: Path, sheets: Mapping[str, Iterable[Sequence[str]]]) -> None:
    """Rows as text cells of their sheets, so that nothing is turned into a number, a date or a formula."""
    from openpyxl import Workbook  # type: ignore[import-untyped]
    from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]

    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([_as_text(WriteOnlyCell(sheet), text) if text else None for text in row])
    book.save(file)


def harmless(text: str) -> str:
    """Text with a leading `'` where a spreadsheet would run it as a formula; `as_written` gives it back."""
    risky = text[:1] in _SIGNS and _FORMULA.match(text.lstrip("'"))
    return f"'{text}" if risky else text


def as_written(text: str) -> str:
    """What stood in a cell before `harmless`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text.lstrip("'")) else text


def text_of(value: Any) -> str:
    """A cell of any type as the text that was meant: 8.0 as 8, a date as 2026-10-25, a time as 10:00."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M")
    return str(value)


def _csv_rows(file: Path) -> Iterator[tuple[int, Sequence[str]]]:
    number = 0
    with file.open(encoding=_encoding(file), newline="") as lines:
        try:
            separator = _separator(lines.readline())
            lines.seek(0)
            for row in csv.reader(lines, delimiter=separator, strict=True):
                number += 1
                yield number, row
        except csv.Error as error:
            raise _unusable(file, *_unreadable(str(error)), number + 1) from error
        except UnicodeDecodeError as error:
            wrong = f"from here on this is no text that can be read ({error.reason})"
            raise _unusable(file, wrong, "save it as `CSV UTF-8`, or as xlsx", number + 1) from error


def _unreadable(why: str) -> tuple[str, str]:
    """What is wrong with a row and how to mend it, by what the csv module says."""
    if why == "unexpected end of data":
        return 'a " opened in this row is never closed', 'close it; a " inside text is written twice'
    if "expected after" in why:
        return 'there is text after the " that ends a cell', 'write a " inside text twice, or take it out'
    return f"this row cannot be read ({why})", "check its quotes"


def _separator(header: str) -> str:
    return max((",", "\t", ";"), key=header.count)


def _encoding(file: Path) -> str:
    """UTF-8, the UTF-16 of "Unicode text", or else what Excel on Windows saves a plain csv in.

    Raises ContentError for a spreadsheet that is only named csv.
    """
    with file.open("rb") as raw:
        start = raw.read(4)
    if start.startswith(_ZIP):
        raise _unusable(file, "this is a spreadsheet and no csv file", "name it .xlsx, or save it as csv")
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    with file.open(encoding="utf-8-sig") as lines:
        try:
            while lines.read(_BLOCK):
                pass
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _xlsx(file: Path) -> Rows:
    book = _book(file)
    sheet = book.worksheets[0]
    return Rows(sheet.title, _closing(book, _xlsx_rows(file, sheet)))


def _closing(book: Any, rows: Iterator[tuple[int, Sequence[str]]]) -> Iterator[tuple[int, Sequence[str]]]:
    try:
        yield from rows
    finally:
        book.close()


def _as_forms_have_it(value: Any) -> str:
    """A cell as pyxform has it, so that a name typed as a day or a truth value is the same name for every tool."""
    if isinstance(value, bool):
        return str(value).upper()
    return str(value) if isinstance(value, datetime | time) else text_of(value)


def _xlsx_rows(
    file: Path, sheet: Any, read: Callable[[Any], str] = text_of
) -> Iterator[tuple[int, Sequence[str]]]:
    number = 0
    try:
        for row in sheet.values:
            number += 1
            yield number, [read(cell) for cell in row]
    except Exception as error:
        wrong = f"sheet `{sheet.title}` cannot be read from here on ({error})"
        raise _unusable(file, wrong, "save it again as xlsx", number + 1) from error


def _book(file: Path) -> Any:
    from openpyxl import load_workbook

    try:
        return load_workbook(file, read_only=True, data_only=True)
    except FileNotFoundError:
        raise
    except Exception as error:
        raise _unusable(
            file, f"this is no xlsx file that can be read ({error})", "save it again as xlsx"
        ) from error


def _as_text(cell: Any, text: str) -> Any:
    """The cell with a text that is never taken for a formula."""
    cell.value = text
    cell.data_type = "s"
    return cell


def _unusable(file: Path, wrong: str, mend: str, row: int = 1) -> ContentError:
    return ContentError([FaultInFile(file, row, Fault((), wrong, mend))])
