"""earshot themes, earshot heard, and conversations on the command line."""

import csv
import io
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.store import open_store
from example_hub import HUB
from talker import submit_all

AT = "2026-11-22T10:00:00+00:00"
TALK = """\
slug: talk-example
kind: conversation
title: What should music be like here?
why: To know what you agree on.
who_asks: The council
what_happens: We tell you.
opens: 2026-11-01
statements:
  - Getting there is the hardest part.
  - I want to choose the music we play.
  - There is enough music for beginners.
  - Lessons cost too much.
  - Playing for others is best.
"""
run = CliRunner()


def earshot(*words: str) -> Result:
    return run.invoke(app, [*words])


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EARSHOT_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A copy of the example hub with a conversation."""
    shutil.copytree(HUB, tmp_path / "hub")
    (tmp_path / "hub" / "surveys" / "talk-example.yaml").write_text(TALK)
    return tmp_path / "hub"


@pytest.fixture
def answered(data: Path) -> None:
    """The survey of the example hub with twelve answers in words."""
    earshot("survey", "simulate", "survey-example", "--people", "1", "--content", str(HUB), "--at", AT)
    secret = (data / "secret.key").read_text().strip().encode()
    store = open_store(f"sqlite:///{data / 'earshot.db'}", secret)
    hash = store.edition("survey-example").hash  # type: ignore[union-attr]
    submit_all(store, "survey-example", "change", [f"more drums {n}" for n in range(12)], hash)
    store.close()


# themes


def test_answers_go_out_to_a_sheet_and_come_back_sorted(answered: None, tmp_path: Path) -> None:
    sheet = tmp_path / "answers.csv"
    out = earshot("themes", "survey-example", "--question", "change", "--csv", str(sheet))
    assert out.exit_code == 0, out.output
    rows = list(csv.DictReader(io.StringIO(sheet.read_text())))
    assert (len(rows), list(rows[0])) == (13, ["response", "answer", "themes"])
    with sheet.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["response", "answer", "themes"])
        writer.writerows([row["response"], row["answer"], "Drums; More of it"] for row in rows)
    back = earshot("themes", "survey-example", "--question", "change", "--from", str(sheet))
    assert back.output.splitlines() == [
        f"{len(rows)} answers sorted anew, 0 as before.",
        f"What one thing should change? (change): {len(rows)} answers, 2 themes.",
        f"  Drums: {len(rows)} (100 %)",
        f"  More of it: {len(rows)} (100 %)",
    ]


def test_a_sheet_with_a_fault_changes_nothing(answered: None, tmp_path: Path) -> None:
    sheet = tmp_path / "answers.csv"
    sheet.write_text("response,answer,themes\nnobody,x,Drums\n")
    result = earshot("themes", "survey-example", "--from", str(sheet))
    assert (result.exit_code, result.output.splitlines()) == (
        1,
        [
            f"{sheet}: row 2: there is no answer nobody to this question; keep the first column as it came",
            "Nothing was changed.",
        ],
    )


def test_what_cannot_be_sorted_is_said(answered: None) -> None:
    nothing = earshot("themes", "none")
    assert nothing.output == (
        "there is no edition 'none' in the database; it appears once it has been open\n"
    )
    wrong = earshot("themes", "survey-example", "--question", "doing")
    assert wrong.output == "survey-example has no question 'doing' in words; choose one of change\n"


# heard


def test_with_nothing_heard_it_says_so() -> None:
    result = earshot("heard", "--content", str(HUB))
    assert (result.exit_code, result.output) == (
        0,
        "Nothing was asked for ten times or more that is not there.\n",
    )
    table = earshot("heard", "--csv", "--content", str(HUB))
    assert table.output.splitlines() == ["what,where,asked,nearest_miles,within_miles"]


# conversations


def test_made_up_people_vote_and_the_results_say_who_sees_things_alike(hub: Path) -> None:
    more = ("--content", str(hub), "--at", AT)
    done = earshot("survey", "simulate", "talk-example", "--people", "52", *more)
    assert done.output == "talk-example: 52 of 52 made-up people answered; none stopped.\n"
    lines = earshot("survey", "results", "talk-example").output.splitlines()
    assert lines[0] == "What should music be like here?: 52 people answered."
    assert sum(line.startswith("  Agree ") for line in lines) == 5
    assert "In every group:" in lines or "All together:" in lines
    assert not any(f" {number} " in line for line in lines[1:] for number in range(1, 10) if "█" in line)


def test_a_conversation_is_checked_and_is_no_xlsform(hub: Path, tmp_path: Path) -> None:
    checked = earshot("survey", "check", "talk-example", "--content", str(hub))
    assert checked.output.splitlines()[-1].endswith(
        "talk-example.yaml: 5 statements to begin with, about 27 seconds to answer; open from 2026-11-01."
    )
    form = ("--to", str(tmp_path / "x.xlsx"), "--content", str(hub))
    result = earshot("survey", "export", "xlsform", "talk-example", *form)
    assert (result.exit_code, result.output) == (
        1,
        "talk-example is a conversation, and XLSForm has no statements to agree with; "
        "share its .yaml file instead\n",
    )
    assert not (tmp_path / "x.xlsx").exists()
