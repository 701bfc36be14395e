"""Reads the sheets of an XLSForm into rows whose columns have one name each; knows nothing of what they mean.

Headers, their aliases and their capitals are taken as pyxform 4.5 takes them (its aliases.py and
parsing/sheet_headers.py), so that a form written for the usual tools needs no change.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from bot.catalogue.fault import Fault

Column = tuple[str, ...]
Sheets = Mapping[str, Sequence[Sequence[str]]]

TYPE, NAME, LABEL, HINT, GUIDANCE = ("type",), ("name",), ("label",), ("hint",), ("guidance_hint",)
REQUIRED, REQUIRED_MESSAGE = ("bind", "required"), ("bind", "jr:requiredMsg")
RELEVANT, CALCULATION, READONLY = ("bind", "relevant"), ("bind", "calculate"), ("bind", "readonly")
CONSTRAINT, CONSTRAINT_MESSAGE = ("bind", "constraint"), ("bind", "jr:constraintMsg")
DEFAULT, CHOICE_FILTER, PARAMETERS = ("default",), ("choice_filter",), ("parameters",)
APPEARANCE, DISABLED, TRIGGER, LIST = ("control", "appearance"), ("disabled",), ("trigger",), ("list name",)

SURVEY_ALIASES: dict[str, Column] = {
    "read_only": READONLY, "readonly": READONLY, "relevant": RELEVANT, "relevance": RELEVANT, "caption": LABEL,
    "appearance": APPEARANCE, "required": REQUIRED, "constraint": CONSTRAINT,
    "constraining_message": CONSTRAINT_MESSAGE, "constraint_message": CONSTRAINT_MESSAGE,
    "calculation": CALCULATION, "calculate": CALCULATION, "command": TYPE,
    "tag": NAME, "value": NAME, "image": ("media", "image"), "big-image": ("media", "big-image"),
    "audio": ("media", "audio"), "video": ("media", "video"), "count": ("control", "jr:count"),
    "repeat_count": ("control", "jr:count"), "jr:count": ("control", "jr:count"), "autoplay": ("control", "autoplay"),
    "rows": ("control", "rows"), "noapperrorstring": ("bind", "jr:noAppErrorString"),
    "no_app_error_string": ("bind", "jr:noAppErrorString"), "requiredmsg": REQUIRED_MESSAGE,
    "required_message": REQUIRED_MESSAGE, "body": ("control",), "save_to": ("bind", "entities:saveto"),
    "compact_tag": ("instance", "odk:tag"),
}  # fmt: skip
CHOICES_ALIASES: dict[str, Column] = {
    "caption": LABEL, "list_name": LIST, "value": NAME, "image": ("media", "image"), "audio": ("media", "audio"),
    "big-image": ("media", "big-image"), "video": ("media", "video"),
}  # fmt: skip
SETTINGS_ALIASES: dict[str, Column] = {
    "form_title": ("title",), "set_form_title": ("title",), "form_id": ("id_string",), "set_form_id": ("id_string",),
}  # fmt: skip
SURVEY_COLUMNS = frozenset(
    "bind choice_filter choices control default guidance_hint hint instance itemset label list_name media name "
    "parameters query trigger type".split()
)
CHOICES_COLUMNS = frozenset({"label", "media", "name"})
SETTINGS_COLUMNS = frozenset(
    "title id_string default_language version name style allow_choice_duplicates clean_text_values "
    "instance_name".split()
)
YES_NO = {
    **dict.fromkeys(("yes", "Yes", "YES", "true", "True", "TRUE", "true()"), True),
    **dict.fromkeys(("no", "No", "NO", "false", "False", "FALSE", "false()"), False),
}
"""pyxform's ways of writing yes and no."""
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\xa0": " "})


@dataclass(frozen=True, slots=True)
class Cell:
    """A filled cell: `header` as the author wrote it, `place` as a spreadsheet names it ("survey!C4")."""

    text: str
    header: str
    place: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row by column; `number` as the spreadsheet counts it. Faults found in it go to `faults`."""

    sheet: str
    number: int
    cells: Mapping[Column, Cell]
    faults: list[Fault] = field(default_factory=list)

    def text(self, column: Column) -> str:
        cell = self.cells.get(column)
        return cell.text if cell else ""

    def said(self, column: Column) -> dict[str, str]:
        """The texts of a column that may be translated, by language; "" for the one without."""
        width = len(column)
        return {
            (key[width] if len(key) > width else ""): cell.text
            for key, cell in self.cells.items()
            if key[:width] == column and len(key) <= width + 1
        }

    def fault(self, column: Column, wrong: str, mend: str) -> None:
        cell = self.cells.get(column)
        place = cell.place if cell else f"{self.sheet}, row {self.number}"
        header = cell.header if cell else column[-1]
        self.faults.append(Fault((self.sheet, self.number, header), f"{place}: {wrong}", mend))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's columns and its rows that hold anything; `number` of a row counts from 1 with the header."""

    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()


def sheet_of(
    sheets: Sheets,
    name: str,
    aliases: Mapping[str, Column],
    known: Collection[str],
    faults: list[Fault],
    one_space: bool = False,
) -> Sheet:
    """The sheet of that name, whatever its capitals; a workbook of one sheet is all survey.

    `one_space` makes one space of several in a cell.
    """
    found = [key for key in sheets if key.lower() == name]
    if not found and name == "survey" and len(sheets) == 1:
        found = list(sheets)
    grid = sheets[found[0]] if found else ()
    if not grid:
        return Sheet()
    columns = _columns(name, [_tidy(text) for text in grid[0]], aliases, known, faults)
    read = _tidy if one_space else _stripped
    rows = [
        _row(name, number, list(map(read, values)), columns, faults)
        for number, values in enumerate(grid[1:], 2)
    ]
    return Sheet(tuple(column for column, _ in columns.values()), tuple(row for row in rows if row.cells))


def _columns(
    sheet: str,
    headers: Sequence[str],
    aliases: Mapping[str, Column],
    known: Collection[str],
    faults: list[Fault],
) -> dict[int, tuple[Column, str]]:
    """For each position the column it is and its header; two headers for one column are a fault."""
    double = any("::" in header for header in headers)
    columns: dict[int, tuple[Column, str]] = {}
    seen: dict[Column, str] = {}
    for index, header in enumerate(headers):
        if not header:
            continue
        first, column = column_of(header, double, aliases, known)
        if column in seen and (header == seen[column] or first != header):
            wrong = f"{sheet}!{letters(index)}1: {header} and {seen[column]} are the same column"
            faults.append(Fault((sheet, 1, header), wrong, "take one of them out"))
        seen[column] = header
        columns[index] = (column, header)
    return columns


def column_of(
    header: str, double: bool, aliases: Mapping[str, Column], known: Collection[str]
) -> tuple[str, Column]:
    """The header's first part as its own tools name it, and the column it stands for with any language behind it."""
    for spelling in (header, _snake(header)):
        if spelling in known and spelling not in aliases:
            return spelling, (spelling,)
    parts = [part.strip() for part in header.split("::" if double or "::" in header else ":")]
    if "jr" in parts[:-1]:
        at = parts.index("jr")
        parts[at : at + 2] = [f"jr:{parts[at + 1]}"]
    first = _snake(parts[0])
    if first in aliases:
        return "::".join(aliases[first]), (*aliases[first], *parts[1:])
    return (first, (first, *parts[1:])) if first in known else (header, tuple(parts))


def _row(
    sheet: str,
    number: int,
    values: Sequence[str],
    columns: Mapping[int, tuple[Column, str]],
    faults: list[Fault],
) -> Row:
    cells = {}
    for index, (column, header) in columns.items():
        text = values[index] if index < len(values) else ""
        if text:
            cells[column] = Cell(text.translate(_QUOTES), header, f"{sheet}!{letters(index)}{number}")
    return Row(sheet, number, cells, faults)


def letters(index: int) -> str:
    """A column's letters, as a spreadsheet counts: 0 is A, 26 is AA."""
    return (letters(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)


def _stripped(text: str) -> str:
    return str(text or "").strip()


def _tidy(text: str) -> str:
    return re.sub(" +", " ", str(text or "").strip())


def _snake(text: str) -> str:
    return "_".join(text.split()).lower()
