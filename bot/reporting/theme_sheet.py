"""Answers in words and their themes as a sheet, written and read back; knows nobody who answered."""

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.reporting.responses import RISKY, csv_text
from bot.store.themes import Answer, Theme
from bot.surveys.results import FEWEST, Tally
from bot.surveys.themes import LONGEST_NAME, tidy

HEAD = ("response", "answer", "themes")
_SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Read:
    """The names of themes by the key of the answer, or all that is wrong with the sheet, a line each."""

    themes: Mapping[str, Sequence[str]]
    faults: Sequence[str] = ()


def written(answers: Sequence[Answer], themes: Sequence[Theme]) -> str:
    """A row an answer, its themes separated by ";" in the order of their names."""
    names = {theme.id: theme.name for theme in themes}
    rows = [
        (each.key, each.text, "; ".join(name for id, name in names.items() if id in each.themes))
        for each in answers
    ]
    return csv_text([HEAD, *rows])


def read(text: str, known: Collection[str]) -> Read:
    """What a sheet says; `known` are the keys of the answers there are.

    Commas, semicolons or tabs may stand between cells, as spreadsheets save them in different countries. Rows that are
    left out keep their themes.
    """
    first, _, _ = text.lstrip("\ufeff").partition("\n")
    separator = max(_SEPARATORS, key=first.count)
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=separator))
    head = [cell.strip().casefold() for cell in rows[0]] if rows else []
    missing = [name for name in ("response", "themes") if name not in head]
    if missing:
        return Read(
            {}, [f"row 1: there is no column {name}; keep the first row as it came" for name in missing]
        )
    at, where = head.index("response"), head.index("themes")
    found: dict[str, Sequence[str]] = {}
    faults: list[str] = []
    for number, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            key = _cell(row, at)
            faults += _faults(number, key, _cell(row, where), known, found)
            found[key] = _names(_cell(row, where))
    return Read(found, faults)


def listing(question: str, tallies: Sequence[Tally], answered: int) -> Iterator[str]:
    """One question's themes as lines for the terminal."""
    if answered < FEWEST:
        yield f"{question}: fewer than {FEWEST} answers, so there is nothing to read or sort yet."
        return
    yield f"{question}: {answered} answers, {len(tallies)} theme{'s' * (len(tallies) != 1)}."
    for tally in tallies:
        count = (
            "too few to show, or nearly all" if tally.count is None else f"{tally.count} ({tally.percent} %)"
        )
        yield f"  {tally.label}: {count}"


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _names(cell: str) -> list[str]:
    """The themes in a cell; what was made harmless for spreadsheets is as it was again."""
    parts = [tidy(part) for part in cell.split(";")]
    bare = [part[1:] if part.startswith("'") and part[1:].startswith(RISKY) else part for part in parts]
    return list(dict.fromkeys(name for name in bare if name))


def _faults(
    number: int, key: str, cell: str, known: Collection[str], before: Collection[str]
) -> Iterator[str]:
    if key not in known:
        which = f"no answer {key}" if key else "no answer named"
        yield f"row {number}: there is {which} to this question; keep the first column as it came"
    if key in before:
        yield f"row {number}: the answer {key} is there twice; put all its themes in one row, with ; between"
    for part in cell.split(";"):
        if len(" ".join(part.split())) > LONGEST_NAME:
            yield f"row {number}: a theme has more than {LONGEST_NAME} characters; give it a short name"
