"""Reads what councils' codes mean out of the lists that come with postcodes; knows no council itself.

ONS adds csv files with columns such as LAD25CD and LAD25NM; OS adds Codelist.xlsx, whose sheets hold a name and a code
a row ("Gateshead District (B)", E08000037).
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from bot.library.fault_in_file import ContentError
from bot.library.postcode_files import Part

LARGEST = 20_000_000
"""Bytes of a list of names; what is larger is none, and is not read whole."""
_CODE = re.compile(r"(E0[6-9]|E10|W06|S12|N09)[0-9]{6}")
_LONGEST = 10_000
_COLUMN = re.compile(r"(lad|laua|cty)[0-9]*(cd|nm)")
_SAID_OF_RANK = re.compile(r"( District| London Boro| County)?( \(B\))?$")


def names_in(parts: Iterable[Part]) -> dict[str, str]:
    """Councils by code. Whatever is no list of them is passed over: these lists are a help, and may be missing.

    Raises ContentError when OS's list is damaged.
    """
    found: dict[str, str] = {}
    for part in parts:
        if part.size > LARGEST:
            continue
        if part.ending == ".csv":
            found.update(_table(part))
        elif part.shown.stem.lower() == "codelist":
            found.update(_book(part))
    return found


def _table(part: Part) -> Iterator[tuple[str, str]]:
    with part.open() as file:
        kinds = _kinds(_text(file.readline(_LONGEST)))
        if "cd" not in kinds or "nm" not in kinds:
            return
        rows = csv.reader(io.StringIO(_text(file.read())))
    code, name = kinds.index("cd"), kinds.index("nm")
    yield from (pair for row in rows if (pair := _pair(row, code, name)))


def _kinds(header: str) -> list[str]:
    """For each column whether it holds codes (cd) or names (nm) of councils, or "" for something else."""
    columns = [_COLUMN.fullmatch(name.strip().lower()) for name in next(csv.reader([header]), [])]
    return [column[2] if column else "" for column in columns]


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _pair(row: Sequence[str], code: int, name: int) -> tuple[str, str] | None:
    if max(code, name) >= len(row) or not _CODE.fullmatch(row[code].strip()):
        return None
    return row[code].strip(), row[name].strip()


def _book(part: Part) -> Iterator[tuple[str, str]]:
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    try:
        with part.open() as file:
            book = load_workbook(io.BytesIO(file.read()), read_only=True, data_only=True)
        rows = [row for sheet in book.worksheets for row in sheet.values]
        book.close()
    except Exception as error:
        wrong = f"this list of councils cannot be read ({error})"
        raise ContentError([part.fault(1, wrong, "download it again, or take it out")]) from error
    for row in rows:
        texts = [cell.strip() for cell in row if isinstance(cell, str)]
        codes = [text for text in texts if _CODE.fullmatch(text)]
        others = [text for text in texts if text not in codes]
        if codes and others:
            yield codes[0], _SAID_OF_RANK.sub("", others[0])
