"""A sheet comes in whole or not at all."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.library.catalogue_sheet import write_sheet
from bot.library.fault_in_file import ContentError
from bot.library.sheet_import import import_alone, import_sheet
from bot.library.snapshot import Snapshot, load

Write = Callable[[str, str], Path]
LEAST = "id,title,provider,kind"


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        file = tmp_path / "Autumn list.csv"
        file.write_text(text, encoding="utf-8")
        return file

    return write


Sheet = Callable[[str], Path]


@pytest.fixture
def hub(content: Path, today: date) -> Snapshot:
    return load(content, None, "small", today)


def files(folder: Path) -> dict[str, str]:
    return {str(file.relative_to(folder)): file.read_text() for file in folder.rglob("*") if file.is_file()}


def wrong(error: pytest.ExceptionInfo[ContentError]) -> list[str]:
    return [f"{fault.line} {fault.fault.wrong}" for fault in error.value.faults]


def test_rows_become_files_that_are_searched(hub: Snapshot, content: Path, sheet: Sheet, today: date) -> None:
    done = import_sheet(
        sheet(f"{LEAST},next_steps\nband,Band,P,ensemble,orchestra\norchestra,O,P,ensemble,\n"), hub, today
    )
    assert (done.rows, done.written, done.skipped) == (2, 2, ())
    loaded = load(content, None, "small", today)
    assert [entry.id for entry in loaded.opportunities] == ["band", "choir", "drum-club", "orchestra"]


def test_what_was_exported_comes_back_and_changes_no_file(
    hub: Snapshot, content: Path, tmp_path: Path, today: date
) -> None:
    before = files(content)
    write_sheet(tmp_path / "a.xlsx", hub.opportunities)
    done = import_sheet(tmp_path / "a.xlsx", hub, today)
    assert (done.written, done.unchanged, files(content)) == (0, 2, before)


def test_a_changed_row_changes_its_file_alone(
    hub: Snapshot, content: Path, sheet: Sheet, today: date
) -> None:
    before = files(content)
    done = import_sheet(sheet(f"{LEAST}\nchoir,New title,P,ensemble\n"), hub, today)
    after = files(content)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert (done.written, changed) == (1, {"small/opportunities/choir.yaml"})
    assert load(content, None, "small", today).opportunities[0].title == "New title"


def test_one_bad_row_keeps_all_out(hub: Snapshot, content: Path, sheet: Sheet, today: date) -> None:
    before = files(content)
    with pytest.raises(ContentError) as caught:
        import_sheet(
            sheet(f"{LEAST},next_steps\na,A,P,event,\nb,,P,event,\na,B,P,event,\nc,C,P,evnt,x\n"), hub, today
        )
    assert wrong(caught) == [
        "3 `title` is missing",
        "4 the id `a` is also in row 2",
        "5 `evnt` is not one of the words known here",
    ]
    assert files(content) == before


def test_bad_rows_can_be_left_out(hub: Snapshot, content: Path, sheet: Sheet, today: date) -> None:
    done = import_sheet(sheet(f"{LEAST}\na,A,P,event\nb,,P,event\n"), hub, today, skip_bad=True)
    assert (done.written, [fault.line for fault in done.skipped]) == (1, [3])
    assert (content / "small/opportunities/a.yaml").is_file()


def test_a_row_that_cannot_be_read_is_told_with_all_the_others_and_never_skipped(
    hub: Snapshot, sheet: Sheet, today: date
) -> None:
    file = sheet(f'{LEAST}\nband,Band,P,ensemble\nbad id,B,P,ensemble\nx,"X,P,ensemble\n')
    for skip_bad in (False, True):
        with pytest.raises(ContentError) as refusal:
            import_sheet(file, hub, today, skip_bad=skip_bad)
        assert wrong(refusal) == ["3 `bad id` is not an id", '4 a " opened in this row is never closed']


def test_a_sheet_without_rows_is_refused_and_replaces_nothing(
    sheet: Sheet, tmp_path: Path, today: date
) -> None:
    import_alone(sheet(f"{LEAST}\nband,Band,P,ensemble\n"), tmp_path / "alone", today)
    before = files(tmp_path / "alone")
    with pytest.raises(ContentError) as refusal:
        import_alone(sheet(f"{LEAST}\n\n,,,\n"), tmp_path / "alone", today)
    assert wrong(refusal) == ["1 there is nothing in this to bring in"]
    assert files(tmp_path / "alone") == before


def test_a_row_that_leads_nowhere_is_bad(hub: Snapshot, sheet: Sheet, today: date) -> None:
    text = f"{LEAST},next_steps,objectives,bursaries\na,A,P,event,choi,inclusion,help\n"
    with pytest.raises(ContentError) as caught:
        import_sheet(sheet(text), hub, today)
    assert wrong(caught) == [
        "2 there is no scheme of help with the cost `help`",
        "2 there is no entry `choi`",
    ]


def test_what_leads_to_a_row_left_out_is_left_out_too(
    hub: Snapshot, content: Path, sheet: Sheet, today: date
) -> None:
    text = f"{LEAST},next_steps\na,A,P,event,b\nb,B,P,event,c\nc,,P,event,\nd,D,P,event,choir\n"
    done = import_sheet(sheet(text), hub, today, skip_bad=True)
    assert (done.written, sorted({fault.line for fault in done.skipped})) == (1, [2, 3, 4])
    assert [entry.id for entry in load(content, None, "small", today).opportunities] == [
        "choir",
        "d",
        "drum-club",
    ]


def test_an_id_that_another_sheet_holds_is_bad(
    content: Path, write: Write, sheet: Sheet, today: date
) -> None:
    write("small/opportunities/old.csv", f"{LEAST}\nband,Band,P,ensemble\n")
    with pytest.raises(ContentError) as caught:
        import_sheet(sheet(f"{LEAST}\nband,Band,P,ensemble\n"), load(content, None, "small", today), today)
    assert wrong(caught) == ["2 the id `band` is taken in another file"]


def test_progress_is_told_row_by_row(hub: Snapshot, sheet: Sheet, today: date) -> None:
    seen: list[int] = []
    import_sheet(sheet(f"{LEAST}\na,A,P,event\nb,B,P,event\n"), hub, today, progress=seen.append)
    assert seen == [1, 2]


def test_a_folder_of_its_own_is_made_and_can_be_searched(sheet: Sheet, tmp_path: Path, today: date) -> None:
    folder = tmp_path / "My list"
    done = import_alone(sheet(f"{LEAST},next_steps\na,A,P,event,gone\n"), folder, today)
    assert (done.written, sorted(files(folder))) == (1, ["hub.yaml", "opportunities/autumn-list.csv"])
    loaded = load(folder, None, "", today)
    assert (loaded.hub.id, loaded.hub.name) == ("my-list", "My list")
    assert [entry.id for entry in loaded.opportunities] == ["a"]


def test_a_folder_of_its_own_holds_exactly_what_the_sheet_held(
    hub: Snapshot, tmp_path: Path, today: date
) -> None:
    write_sheet(tmp_path / "a.csv", hub.opportunities)
    import_alone(tmp_path / "a.csv", tmp_path / "alone", today)
    assert load(tmp_path / "alone", None, "", today).opportunities == hub.opportunities


def test_a_folder_is_not_made_for_a_bad_sheet(sheet: Sheet, tmp_path: Path, today: date) -> None:
    with pytest.raises(ContentError):
        import_alone(sheet(f"{LEAST}\na,,P,event\n"), tmp_path / "alone", today)
    assert not (tmp_path / "alone").exists()


def test_a_bad_sheet_leaves_the_folder_as_it_was(sheet: Sheet, tmp_path: Path, today: date) -> None:
    folder = tmp_path / "alone"
    import_alone(sheet(f"{LEAST}\na,A,P,event\n"), folder, today)
    before = files(folder)
    with pytest.raises(ContentError) as caught:
        import_alone(sheet(f"{LEAST},next_steps\nb,B,P,event,\nc,C,P,event,c\n"), folder, today)
    assert (wrong(caught), files(folder)) == (["3 an entry cannot be its own next step"], before)


def test_the_same_sheet_again_replaces_what_it_brought(sheet: Sheet, tmp_path: Path, today: date) -> None:
    folder = tmp_path / "alone"
    import_alone(sheet(f"{LEAST}\na,A,P,event\nb,B,P,event\n"), folder, today)
    import_alone(sheet(f"{LEAST}\na,New,P,event\n"), folder, today)
    assert [(entry.id, entry.title) for entry in load(folder, None, "", today).opportunities] == [
        ("a", "New")
    ]


def test_rows_that_say_the_same_as_before_are_counted(sheet: Sheet, tmp_path: Path, today: date) -> None:
    folder = tmp_path / "alone"
    first = import_alone(sheet(f"{LEAST}\na,A,P,event\nb,B,P,event\n"), folder, today)
    again = import_alone(sheet(f"{LEAST}\nb,B,P,event\na,New,P,event\nc,C,P,event\n"), folder, today)
    assert (first.written, first.unchanged) == (2, 0)
    assert (again.rows, again.written, again.unchanged, again.left_out) == (3, 2, 1, 0)


def test_rows_left_out_are_counted(hub: Snapshot, sheet: Sheet, tmp_path: Path, today: date) -> None:
    text = f"{LEAST},next_steps\na,A,P,event,\nb,,P,event,\nc,C,P,event,c\n"
    alone = import_alone(sheet(text), tmp_path / "alone", today, skip_bad=True)
    inside = import_sheet(sheet(text), hub, today, skip_bad=True)
    assert (alone.left_out, inside.left_out) == (2, 2)


def test_words_and_places_that_mean_nothing_are_told_once(
    hub: Snapshot, sheet: Sheet, tmp_path: Path, today: date
) -> None:
    text = f"{LEAST},instruments,place\na,A,P,activity,kazooo,Weymuth\nb,B,P,activity,drums,\nc,C,P,activity,kazooo,\n"
    told = ["2 `kazooo` is not in the vocabulary", "2 nobody knows where `Weymuth` is"]
    for done in (import_alone(sheet(text), tmp_path / "alone", today), import_sheet(sheet(text), hub, today)):
        assert (done.written, [f"{each.line} {each.fault.wrong}" for each in done.warnings]) == (3, told)


def test_a_second_sheet_must_not_bring_the_ids_of_the_first(
    sheet: Sheet, tmp_path: Path, today: date
) -> None:
    folder = tmp_path / "alone"
    first = sheet(f"{LEAST}\na,A,P,event\n")
    import_alone(first, folder, today)
    with pytest.raises(ContentError) as caught:
        import_alone(first.rename(tmp_path / "other.csv"), folder, today)
    assert wrong(caught) == ["2 the id `a` is taken in another file"]


def test_bad_rows_can_be_left_out_of_a_folder_of_its_own(sheet: Sheet, tmp_path: Path, today: date) -> None:
    text = f"{LEAST},next_steps\na,A,P,event,\nb,,P,event,\nc,C,P,event,c\n"
    done = import_alone(sheet(text), tmp_path / "alone", today, skip_bad=True)
    assert (done.rows, done.written, [fault.line for fault in done.skipped]) == (3, 1, [3, 4])
    assert [entry.id for entry in load(tmp_path / "alone", None, "", today).opportunities] == ["a"]
