"""earshot evidence and earshot poster: what they write, and what they say when they cannot."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app

RUN = CliRunner()


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EARSHOT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("EARSHOT_HUB", "dorset")
    monkeypatch.delenv("EARSHOT_PUBLIC_URL", raising=False)


def run(*words: str):
    return RUN.invoke(app, list(words))


@pytest.fixture
def answered() -> None:
    done = run("survey", "simulate", "poll-winter-2026", "--people", "30", "--at", "2026-11-22")
    assert done.exit_code == 0, done.output


def test_evidence_is_written_from_a_simulated_edition(answered, tmp_path: Path) -> None:
    text = run("evidence", "poll-winter-2026").stdout
    assert text.startswith("# What should we plan next?")
    assert "## Space, voice, audience, influence" in text
    done = run("evidence", "poll-winter-2026", "--format", "pdf", "--out", "pack.pdf")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "pack.pdf").read_bytes().startswith(b"%PDF-")


def test_an_unknown_edition_is_answered_with_those_there_are(answered) -> None:
    done = run("evidence", "nothing")
    assert (done.exit_code, "there is poll-winter-2026" in done.stderr) == (1, True)


def test_a_poster_says_which_setting_it_needs() -> None:
    done = run("poster", "poll-winter-2026", "--pdf")
    assert (done.exit_code, "Set EARSHOT_PUBLIC_URL" in done.stderr) == (1, True)


def test_a_poster_is_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EARSHOT_PUBLIC_URL", "https://chat.hub.example")
    done = run("poster", "poll-winter-2026", "--pdf", "--telegram", "example_bot")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "poll-winter-2026-poster.pdf").read_bytes().startswith(b"%PDF-")
    assert run("poster", "nothing").exit_code == 1


def test_without_typst_a_pdf_says_how_to_get_it_and_the_text_is_written(answered, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.setenv("EARSHOT_PUBLIC_URL", "https://chat.hub.example")
    for words in (("evidence", "poll-winter-2026", "--format", "pdf"), ("poster", "poll-winter-2026")):
        done = run(*words)
        assert (done.exit_code, "pip install 'earshot[reports]'" in done.stderr) == (1, True)
    assert run("evidence", "poll-winter-2026").exit_code == 0
