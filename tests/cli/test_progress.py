"""How far a long command has got."""

from pathlib import Path

import pytest

from bot.cli.progress import lines_in, progress


@pytest.mark.parametrize(
    ("name", "text", "rows"), [("a.csv", "id\na\nb\n", 2), ("A.CSV", "id\n", 0), ("a.xlsx", "", None)]
)
def test_the_rows_of_a_csv_file_are_counted_beforehand(
    name: str, text: str, rows: int | None, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text)
    assert lines_in(tmp_path / name) == rows


def test_nothing_is_shown_where_nobody_watches(capfd: pytest.CaptureFixture[str]) -> None:
    with progress("rows") as shown:
        shown(500, 1000)
    assert capfd.readouterr() == ("", "")


def test_a_terminal_shows_the_count_and_the_time(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    with progress("rows") as shown:
        shown(12_500, 25_000)
    said = capfd.readouterr().err
    assert ("rows" in said, "12,500" in said, "left" in said) == (True, True, True)
