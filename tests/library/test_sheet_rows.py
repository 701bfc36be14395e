"""Rows are read quickly and mean the same as read one by one, however wrong they are."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue.entry import Opportunity
from bot.library import sheet_rows
from bot.library.columns import COLUMNS, NAMED, cells_of
from bot.library.sheet_rows import read_whole, reader
from library.made_entries import opportunities

NAMES = [column.name for column in COLUMNS]
ODD = st.sampled_from(
    ["", " ", "x", "7", "-1", "0", "sat;sun", "online", "DT4 7AA", "99", "50.6", "10:00", "2026-10-25"]
)
ODD |= st.sampled_from(
    ["'=1", "true", "free", "31/10/2026", "£5", "lessons", "open;full", "\u200b", "a" * 300]
)

LAST = ("full", "DT4", "drop_in", "7 once", "01632 960000", "parent", "beginner", "free")

TOGETHER = ("id", "title", "provider", "kind", "lat", "lon", "cost", "cost_unit", "cost_for")
"""Columns that say nothing by themselves."""


def row(entry: Opportunity, changes: dict[str, str], columns: list[str]) -> list[str]:
    cells = {**cells_of(entry), **changes}
    return [cells.get(name, "") for name in columns]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_row_means_the_same_quickly_or_slowly(data: Any) -> None:
    chosen = data.draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=4, max_size=len(NAMES)))
    columns = [*chosen, *(name for name in ("id", "title", "provider", "kind") if name not in chosen)]
    read = reader([NAMED[name] for name in columns])
    entries = data.draw(st.lists(opportunities(), min_size=1, max_size=4))
    for entry in (*entries, *entries):
        changes = data.draw(st.dictionaries(st.sampled_from(NAMES), ODD, max_size=2))
        cells = row(entry, changes, columns)
        cells = cells[: data.draw(st.sampled_from([len(cells), len(cells) - 2]))]
        assert read(cells) == read_whole([NAMED[name] for name in columns], cells)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in TOGETHER])
def test_no_column_is_passed_over(name: str) -> None:
    """Not one that is added later either: something in this list will do for its value."""
    columns = [NAMED[each] for each in dict.fromkeys(("id", "title", "provider", "kind", "lat", "lon", name))]
    for value in (
        "sat",
        "50",
        "7",
        "true",
        "10:00",
        "2026-10-25",
        "08-31",
        "https://example.org",
        "a@example.org",
        *LAST,
    ):
        row = ["x", "X", "P", "event", "51", "-2"]
        cells = [
            value if column.name == name else cell
            for column, cell in zip(columns, [*row, value], strict=False)
        ]
        whole = read_whole(columns, cells)
        assert reader(columns)(cells) == whole
        if isinstance(whole, Opportunity) and whole != read_whole(columns[:6], row):
            return
    raise AssertionError(f"no value here does for {name}")


def test_what_cells_mean_is_worked_out_once(monkeypatch: Any) -> None:
    counted: list[object] = []
    real = sheet_rows.part_of

    def counting(fields: Any) -> Any:
        make = real(fields)
        return lambda record: counted.append(record) or make(record)

    monkeypatch.setattr(sheet_rows, "part_of", counting)
    read = reader([NAMED[name] for name in ("id", "title", "provider", "kind", "days", "start")])
    for number in range(50):
        assert isinstance(read([f"a{number}", "A", "P", "activity", "sat", "10:00"]), Opportunity)
    once = len(counted)
    read(["b", "B", "P", "activity", "sun", "10:00"])
    assert (len(counted) - once, counted[-1]) == (1, {"when": {"days": ["sun"], "start": "10:00"}})


def test_a_sheet_in_which_no_two_rows_agree_takes_little_memory(monkeypatch: Any) -> None:
    monkeypatch.setattr(sheet_rows, "REMEMBERED", 3)
    read = reader([NAMED[name] for name in ("id", "title", "provider", "kind", "place")])
    found = [read(["a", "A", "P", "activity", f"Place {number}"]) for number in range(10)]
    assert [entry.where.place for entry in found if isinstance(entry, Opportunity)] == [
        f"Place {number}" for number in range(10)
    ]
