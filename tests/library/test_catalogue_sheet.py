"""A sheet holds an entry a row, loses nothing, and says of a bad row where it is wrong."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.catalogue.entry import Cost, CostLine, Opportunity, When, Where
from bot.library.catalogue_sheet import read_sheet, write_sheet
from bot.library.columns import COLUMNS, joined, parted
from bot.library.fault_in_file import ContentError
from bot.library.sheet import as_written, harmless
from library.made_entries import opportunities

LEAST = "id,title,provider,kind"
NAMED = (
    "id,title,provider,kind,audience,summary,activities,instruments,genres,level,age_min,age_max,place,outcode,lat,lon,"
    "area,days,start,end,term_time,dates,cost,cost_unit,free,concession,bursaries,access,join_url,join_email,join_phone,"
    "join_how,next_steps,objectives,source_url,checked_on,review_after,status"
)


def sheet(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "a.csv"
    file.write_bytes(text.encode(encoding))
    return file


def rows(file: Path) -> list[Opportunity]:
    read = [row.read for row in read_sheet(file).rows]
    assert not any(isinstance(each, list) for each in read), read
    return [each for each in read if isinstance(each, Opportunity)]


def told(file: Path) -> list[str]:
    faults = [fault for row in read_sheet(file).rows if isinstance(row.read, list) for fault in row.read]
    return [str(fault).removeprefix(f"{file}:") for fault in faults]


def test_the_first_columns_are_those_that_others_rely_on() -> None:
    assert [column.name for column in COLUMNS][: NAMED.count(",") + 1] == NAMED.split(",")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(entries=st.lists(opportunities(), max_size=3))
def test_any_entries_come_back_from_a_sheet(entries: list[Opportunity], ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"a.{ending}"
    write_sheet(file, entries)
    assert rows(file) == entries


@given(items=st.lists(st.text(st.sampled_from("ab;\\ ")).map(str.strip).filter(bool)))
def test_a_list_in_a_cell_keeps_its_semicolons(items: list[str]) -> None:
    assert parted(joined(items)) == items


@given(text=st.text(st.sampled_from("'=+-@a1 ")))
def test_text_made_harmless_comes_back(text: str) -> None:
    assert as_written(harmless(text)) == text


def test_text_that_a_spreadsheet_would_run_is_made_harmless() -> None:
    assert [harmless(text) for text in ("=cmd()", "@SUM(A1)", "+44 1632 960000", "-2.46")] == [
        "'=cmd()",
        "'@SUM(A1)",
        "+44 1632 960000",
        "-2.46",
    ]


def test_columns_may_come_in_any_order_and_be_missing(tmp_path: Path) -> None:
    file = sheet(tmp_path, "Kind,Title,Provider,ID,Age Min\nactivity,Drums,P,a,8\n")
    assert [(entry.id, entry.ages.low) for entry in rows(file)] == [("a", 8)]


def test_what_a_sheet_means_is_read(tmp_path: Path) -> None:
    file = sheet(
        tmp_path,
        f"{LEAST},place,days,start,dates,cost,cost_unit,free,more_costs,term_time\n"
        "a,Drums,P,activity,Weymouth,Sat; Sunday,10:00:00,25/10/2026;2026-11-01,£7.50,session,no,"
        "5 once for a book,TRUE\n",
    )
    assert rows(file) == [
        Opportunity(
            "a",
            "Drums",
            "P",
            "activity",
            where=Where(place="Weymouth"),
            when=When(("sat", "sun"), time(10), None, True, (date(2026, 10, 25), date(2026, 11, 1))),
            cost=Cost(False, (CostLine(750, "session"), CostLine(500, "once", "for a book"))),
        )
    ]


def test_nothing_to_pay_for_no_unit_means_free(tmp_path: Path) -> None:
    file = sheet(
        tmp_path, f"{LEAST},cost,cost_unit\na,A,P,event,0,\nb,B,P,event,,term\nc,C,P,event,0.00,term\n"
    )
    assert [entry.cost for entry in rows(file)] == [
        Cost(free=True),
        Cost(),
        Cost(lines=(CostLine(0, "term"),)),
    ]


def test_a_place_called_online_means_online(tmp_path: Path) -> None:
    file = sheet(tmp_path, f"{LEAST},place\na,A,P,course,Online\n")
    assert [entry.where for entry in rows(file)] == [Where(place="Online", online=True)]


def test_empty_rows_are_passed_over_but_counted(tmp_path: Path) -> None:
    file = sheet(tmp_path, f"{LEAST}\n\na,A,P,event\n,,,\nb,,P,event\n")
    assert told(file) == ["5: column `title`: `title` is missing; fill it in"]


def test_every_fault_names_its_row_and_column(tmp_path: Path) -> None:
    file = sheet(
        tmp_path,
        f"{LEAST},age_min,age_max,lat,lon,cost,cost_unit,more_costs,next_steps\n"
        "a,A,P,event,9,8,,,,,,\n"
        "b,B,P,evnet,x,,100,0,-3,term,5 weekly,a b\n"
        "c,C,P,event,,,50,,5,,,\n",
    )
    assert told(file) == [
        "2: column `age_min`: from 9 to 8 is the wrong way round; swap the two",
        "3: column `kind`: `evnet` is not one of the words known here; did you mean `event`?",
        "3: column `age_min`: `x` is not a whole number; write digits only, such as 8",
        "3: column `lat`: latitude 100.0 lies outside the United Kingdom; "
        "check it, and that `lat` and `lon` are not swapped",
        "3: column `cost`: `-3` is not an amount in pounds; write pounds and pence, such as 30 or 7.50",
        "3: column `more_costs`: `weekly` is not one of the words known here; "
        "write one of session, term, month, year, once",
        "3: column `next_steps`: `a b` is not an id; "
        "use letters, digits, - and _ only, at most 64, such as weymouth-drum-club",
        "4: column `place`: one of `lat` and `lon` is missing; write both, or neither",
        "4: column `cost_unit`: `unit` is missing; fill it in",
    ]


def test_a_row_with_too_many_cells_is_told(tmp_path: Path) -> None:
    assert told(sheet(tmp_path, f"{LEAST}\na,Drums, and more,P,event\n")) == [
        "2: this row has more cells than there are columns; put text that holds a comma in quotes"
    ]


def test_a_needed_column_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        read_sheet(sheet(tmp_path, "id,titel,kind\na,A,event\n"))
    assert [fault.fault.wrong for fault in caught.value.faults] == [
        "there is no column `title`",
        "there is no column `provider`",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "1: the first row is empty; begin with a row that names the columns: id,title,provider,kind,…"),
        (
            "a1,Drums,P,event\na2,Choir,P,event\n",
            "1: the first row names no columns: it says `a1`, `Drums`, `P`, `event`; "
            "put a row on top that names the columns: id,title,provider,kind,…",
        ),
        (
            f"Our list,,,\n,,,\n{LEAST}\na1,Drums,P,event\n",
            "1: the first row names no columns: it says `Our list`; delete the rows above row 3",
        ),
        (
            "PK\x03\x04 and so on",
            "1: this is a spreadsheet and no csv file; name it .xlsx, or save it as csv",
        ),
    ],
)
def test_a_file_without_the_names_of_columns_is_told_what_is_there(
    text: str, fault: str, tmp_path: Path
) -> None:
    file = sheet(tmp_path, text)
    with pytest.raises(ContentError) as caught:
        read_sheet(file)
    assert [str(each).removeprefix(f"{file}:") for each in caught.value.faults] == [fault]


def test_a_book_whose_first_sheet_is_another_is_told_which_sheet_is_read(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Notes"
    book.active.append(["Our notes"])
    book.create_sheet("Music").append(LEAST.split(","))
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(ContentError) as caught:
        read_sheet(tmp_path / "a.xlsx")
    assert str(caught.value).endswith(
        "a.xlsx:1: sheet `Notes`: the first row names no columns: it says `Our notes`; put a row on top that names the "
        "columns: id,title,provider,kind,…, or put the sheet that has one first: only the first sheet is read"
    )


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ('b,"Drums,P,event\nc,C,P,event\n', '3: a " opened in this row is never closed; close it; '),
        (
            'b,"Big" drums,P,event\n',
            '3: there is text after the " that ends a cell; write a " inside text twice',
        ),
        ("b,\x81,P,event\n", "from here on this is no text that can be read"),
    ],
)
def test_a_row_that_cannot_be_read_is_told(row: str, fault: str, tmp_path: Path) -> None:
    file = sheet(tmp_path, f"{LEAST}\na,é,P,event\n{row}", "latin-1")
    with pytest.raises(ContentError) as caught:
        list(read_sheet(file).rows)
    assert fault in str(caught.value)


def test_an_unknown_column_is_left_out_with_a_warning(tmp_path: Path) -> None:
    read = read_sheet(sheet(tmp_path, f"{LEAST},instrument\na,A,P,event,drums\n"))
    assert [str(each.fault.mend) for each in read.warnings] == ["did you mean `instruments`?"]
    assert [row.read for row in read.rows] == [Opportunity("a", "A", "P", "event")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_read_as_excel_saves_it(encoding: str, tmp_path: Path) -> None:
    assert [
        entry.title for entry in rows(sheet(tmp_path, f"{LEAST}\r\na,Café £5,P,event\r\n", encoding))
    ] == ["Café £5"]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_csv_may_have_other_separators(separator: str, tmp_path: Path) -> None:
    text = f"{LEAST}\na,A,P,event\n".replace(",", separator)
    assert [entry.id for entry in rows(sheet(tmp_path, text))] == ["a"]


def test_a_cell_may_hold_several_lines(tmp_path: Path) -> None:
    file = sheet(tmp_path, f'{LEAST},join_how\n"a",A,P,event,"Ask.\r\nThen come."\n')
    assert [entry.join.how for entry in rows(file)] == ["Ask.\nThen come."]


def test_xlsx_cells_of_any_type_are_read_as_meant(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Autumn"
    book.active.append(
        [*LEAST.split(","), "age_min", "start", "dates", "term_time", "lat", "lon", "cost", "cost_unit"]
    )
    book.active.append(
        ["a", "A", "P", "event", 8.0, time(9, 30), datetime(2026, 10, 25), True, 50.61, -2.46, 7.5, "term"]  # noqa: DTZ001
    )
    book.active.append([12, "B", "P", "evnt"])
    book.save(tmp_path / "a.xlsx")
    [good, bad] = [row.read for row in read_sheet(tmp_path / "a.xlsx").rows]
    assert good == Opportunity(
        "a",
        "A",
        "P",
        "event",
        ages=good.ages.__class__(8),
        where=Where(lat=50.61, lon=-2.46),
        when=When(start=time(9, 30), dates=(date(2026, 10, 25),), term_time=True),
        cost=Cost(lines=(CostLine(750, "term"),)),
    )
    assert [str(fault).removeprefix(f"{tmp_path}/") for fault in bad] == [
        "a.xlsx:3: sheet `Autumn`, column `kind`: `evnt` is not one of the words known here; did you mean `event`?"
    ]


def test_a_file_that_is_no_sheet_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("id,title")
    for name in ("a.xlsx", "a.ods"):
        with pytest.raises(ContentError):
            read_sheet(tmp_path / name)
