"""A check of every hub: all faults at once, or one line."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from bot.library.check import check

Write = Callable[[str, str], Path]


def other_hub(write: Write, kind: str = "event") -> None:
    write("other/hub.yaml", "id: other\nname: Other\n")
    write("other/opportunities/a.yaml", f"id: a\ntitle: A\nprovider: P\nkind: {kind}\n")


def test_when_all_is_right_one_line_says_so(content: Path, today: date, write: Write) -> None:
    other_hub(write)
    checked = check(content, None, today)
    assert (checked.right, str(checked)) == (True, "All right: 3 entries in 2 hubs (other, small).")


def test_national_entries_count_once(content: Path, today: date, write: Write) -> None:
    other_hub(write)
    write("national/opportunities/n.yaml", "id: n\ntitle: N\nprovider: P\nkind: online\n")
    assert check(content, None, today).entries == 4


def test_faults_of_every_hub_are_told(content: Path, today: date, write: Write) -> None:
    other_hub(write, "evnt")
    write("small/hub.yaml", "id: small\n")
    checked = check(content, None, today)
    assert (checked.right, [fault.file.parent.name for fault in checked.faults]) == (
        False,
        ["opportunities", "small"],
    )
    assert str(checked).splitlines() == [str(fault) for fault in checked.faults]


def test_a_fault_in_what_hubs_share_is_told_once(content: Path, today: date, write: Write) -> None:
    other_hub(write)
    write("wording/en/more.yaml", "a: {}\n")
    assert len(check(content, None, today).faults) == 1


def test_one_hub_can_be_checked_alone(content: Path, today: date, write: Write) -> None:
    other_hub(write, "evnt")
    assert check(content, None, today, ["small"]).right


def test_warnings_are_kept_apart_and_do_not_make_it_wrong(content: Path, today: date, write: Write) -> None:
    write(
        "small/opportunities/choir.yaml", "id: choir\ntitle: A\nprovider: P\nkind: event\ngenres: [polka]\n"
    )
    checked = check(content, None, today)
    assert (checked.right, [fault.fault.wrong for fault in checked.warnings]) == (
        True,
        ["`polka` is not in the vocabulary"],
    )


def test_warnings_are_told_beside_faults(content: Path, today: date, write: Write) -> None:
    write(
        "small/opportunities/choir.yaml", "id: choir\ntitle: A\nprovider: P\nkind: event\ngenres: [polka]\n"
    )
    write("small/opportunities/band.yaml", "id: band\n")
    checked = check(content, None, today)
    assert (len(checked.faults), len(checked.warnings)) == (3, 1)


def test_a_folder_without_hubs_is_told(tmp_path: Path, today: date) -> None:
    assert [fault.fault.mend for fault in check(tmp_path, None, today).faults] == [
        "make a folder with a hub.yaml there"
    ]
