"""earshot survey ...: an author writes, checks, tries and takes out a survey."""

import csv
import io
import json
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.library.sheet import sheets_of, write_xlsx
from bot.library.survey_file import survey_in
from bot.store import open_store
from example_hub import HUB

AT = "2026-11-22T10:00:00+00:00"
LONG_AFTER = "2031-01-01T10:00:00+00:00"
run = CliRunner()
HERE = ("--content", str(HUB), "--at", AT)


def survey(*words: str, said: str = "") -> Result:
    return run.invoke(app, ["survey", *words], input=said)


def plainly(result: Result, folder: Path) -> list[str]:
    """The lines printed, files without their folders."""
    return [line.replace(f"{folder}/", "") for line in result.output.splitlines()]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EARSHOT_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A copy of the example hub, to write in."""
    shutil.copytree(HUB, tmp_path / "hub")
    return tmp_path / "hub"


def form(
    file: Path, question: str = "Which would you come to?", kind: str = "select_one w", **settings: str
) -> Path:
    head = {
        "form_id": "vote",
        "form_title": "Vote",
        "why": "We ask.",
        "who_asks": "Us",
        "what_happens": "We act.",
    }
    told = head | settings
    sheets = {
        "survey": [["type", "name", "label"], [kind, "workshop", question]],
        "choices": [["list_name", "name", "label"], ["w", "dj", "DJing"], ["w", "samba", "Samba"]],
        "settings": [list(told), list(told.values())],
    }
    write_xlsx(file, sheets)
    return file


def open_form(file: Path, question: str = "Which would you come to?", kind: str = "select_one w") -> Path:
    today = datetime.now(UTC).date()
    days = {"opens": today - timedelta(days=2), "closes": today + timedelta(days=2)}
    return form(file, question, kind, **{name: day.isoformat() for name, day in days.items()})


# check


def test_check_says_of_every_survey_how_long_it_takes() -> None:
    result = survey("check", "--content", str(HUB))
    assert result.exit_code == 0
    assert plainly(result, (HUB / "surveys").relative_to(Path.cwd())) == [
        "poll-example.yaml: 1 question, about 6 seconds to answer; open from 2026-11-01 to 2026-12-13.",
        "survey-example.yaml: 4 questions, about 49 seconds to answer; open from 2026-09-01 to 2027-01-31.",
    ]


def test_check_of_one_survey_speaks_of_it_alone() -> None:
    result = survey("check", "poll-example", "--content", str(HUB))
    assert [line.split(":")[0].split("/")[-1] for line in result.output.splitlines()] == ["poll-example.yaml"]


def test_check_of_all_hubs_is_right_for_what_ships() -> None:
    result = survey("check")
    assert (result.exit_code, len(result.output.splitlines())) == (0, 9)


def test_check_tells_every_fault_of_a_sheet_with_its_cell(tmp_path: Path) -> None:
    file = form(tmp_path / "vote.xlsx", "", "barcode", opens="soon")
    result = survey("check", str(file))
    assert result.exit_code == 1
    assert [line.partition(";")[0] for line in plainly(result, tmp_path)] == [
        "vote.xlsx:survey!A2: barcode: a chat reads no barcodes",
        "vote.xlsx:2: opens is 'soon', not a day",
    ]


def test_check_tells_a_fault_of_a_text_file_with_its_line(hub: Path) -> None:
    file = hub / "surveys" / "poll-example.yaml"
    file.write_text(file.read_text().replace("type: one", "type: won"))
    for named in ("poll-example", str(file)):
        result = survey("check", named, "--content", str(hub))
        assert (result.exit_code, plainly(result, hub)[0].split(": ")[0]) == (
            1,
            "surveys/poll-example.yaml:11",
        )


def test_check_advises_without_refusing(tmp_path: Path) -> None:
    result = survey("check", str(form(tmp_path / "vote.xlsx", "How great is it, and where do you live?")))
    assert result.exit_code == 0
    assert [line.partition(";")[0] for line in plainly(result, tmp_path)] == [
        "note: vote.xlsx:survey!C2: this may be two questions in one",
        "note: vote.xlsx:survey!C2: 'How great' leads people to an answer",
        "note: vote.xlsx:survey!C2: it asks about 'where do you live' without a reason",
        "vote.xlsx: 1 question, about 7 seconds to answer",
    ]


def test_check_minds_what_a_file_in_the_hubs_folder_is_called(hub: Path) -> None:
    form(hub / "surveys" / "poll.xlsx")
    result = survey("check", "--content", str(hub))
    assert result.exit_code == 1
    assert "surveys/poll.xlsx:1: the name `vote` in it is not the file's name" in plainly(result, hub)[1]


def test_the_check_of_all_content_advises_authors_too(hub: Path) -> None:
    form(hub / "surveys" / "vote.xlsx", "How great is it?")
    result = run.invoke(app, ["check", "--content", str(hub)])
    assert result.exit_code == 0
    notes = [line for line in plainly(result, hub) if "vote.xlsx" in line]
    assert [note.partition(";")[0] for note in notes] == [
        "note: surveys/vote.xlsx:survey!C2: 'How great' leads people to an answer"
    ]


@pytest.mark.parametrize(
    ("which", "sentence"),
    [
        ("nope", "there is no survey 'nope'; choose one of poll-example, survey-example"),
        ("nope.xlsx", "nope.xlsx: there is no such file"),
    ],
)
@pytest.mark.parametrize("command", ["check", "preview", "simulate"])
def test_a_survey_that_is_not_there_is_a_clear_error(command: str, which: str, sentence: str) -> None:
    result = survey(command, which, "--content", str(HUB))
    assert (result.exit_code, result.output) == (1, f"{sentence}\n")


# import


def test_a_form_comes_in_under_its_own_name(tmp_path: Path) -> None:
    file = form(tmp_path / "my form.xlsx")
    result = survey("import", str(file), "--into", str(tmp_path / "surveys"))
    assert (result.exit_code, plainly(result, tmp_path)) == (
        0,
        ["surveys/vote.xlsx: 1 question, about 6 seconds to answer; never open, as it has no opening day."],
    )
    assert [each.name for each in (tmp_path / "surveys").iterdir()] == ["vote.xlsx"]
    assert sheets_of(tmp_path / "surveys" / "vote.xlsx") == sheets_of(file)


def test_a_form_comes_in_for_a_hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EARSHOT_SURVEYS_DIR", str(tmp_path / "surveys"))
    file = str(form(tmp_path / "a.xlsx"))
    assert survey("import", file, "--hub", "durham").exit_code == 0
    assert (tmp_path / "surveys" / "durham" / "vote.xlsx").is_file()
    refused = survey("import", file, "--hub", "atlantis")
    assert refused.exit_code == 1
    assert "there is no hub `atlantis`" in refused.output


def test_a_form_comes_in_to_a_hubs_folder_of_its_own(hub: Path, tmp_path: Path) -> None:
    file = str(form(tmp_path / "a.xlsx"))
    assert survey("import", file, "--into", str(hub)).exit_code == 0
    answers = survey("check", "vote", "--content", str(hub))
    assert (answers.exit_code, (hub / "surveys" / "vote.xlsx").is_file()) == (0, True)


def test_a_form_with_faults_is_refused_with_all_of_them(tmp_path: Path) -> None:
    file = form(tmp_path / "a.xlsx", "", "barcode", opens="soon")
    result = survey("import", str(file), "--into", str(tmp_path / "surveys"))
    assert result.exit_code == 1
    assert [line.split(": ")[0] for line in plainly(result, tmp_path)] == [
        "a.xlsx:survey!A2", "a.xlsx:2", "Nothing was written.",
    ]  # fmt: skip
    assert not (tmp_path / "surveys").exists()


def test_other_questions_do_not_replace_those_of_an_open_survey(tmp_path: Path) -> None:
    into = ("--into", str(tmp_path / "surveys"))
    survey("import", str(open_form(tmp_path / "a.xlsx")), *into)
    other = open_form(tmp_path / "b.xlsx", "What do you play?", "text")
    refused = survey("import", str(other), *into)
    assert refused.exit_code == 1
    assert re.search(
        r"`vote` is open until [\d-]+ and asks something else; give the form another", refused.output
    )
    assert survey_in(tmp_path / "surveys" / "vote.xlsx").questions[0].text == "Which would you come to?"
    assert survey("import", str(other), *into, "--even-if-open").exit_code == 0
    assert survey_in(tmp_path / "surveys" / "vote.xlsx").questions[0].text == "What do you play?"


def test_a_mended_spelling_may_come_in_while_a_survey_is_open(tmp_path: Path) -> None:
    into = ("--into", str(tmp_path / "surveys"))
    survey("import", str(open_form(tmp_path / "a.xlsx", "Wich would you come to?")), *into)
    assert survey("import", str(open_form(tmp_path / "b.xlsx")), *into).exit_code == 0
    assert survey_in(tmp_path / "surveys" / "vote.xlsx").questions[0].text == "Which would you come to?"


def test_a_survey_that_is_not_open_may_be_replaced(tmp_path: Path) -> None:
    into = ("--into", str(tmp_path / "surveys"))
    survey("import", str(form(tmp_path / "a.xlsx")), *into)
    assert survey("import", str(form(tmp_path / "b.xlsx", "What?", "text")), *into).exit_code == 0
    assert survey_in(tmp_path / "surveys" / "vote.xlsx").questions[0].text == "What?"


def test_a_form_does_not_come_in_beside_a_text_file_of_the_same_name(hub: Path, tmp_path: Path) -> None:
    file = form(tmp_path / "a.xlsx", form_id="poll-example")
    result = survey("import", str(file), "--into", str(hub))
    assert result.exit_code == 1
    assert "there is already a survey `poll-example`" in result.output
    assert not (hub / "surveys" / "poll-example.xlsx").exists()


def test_import_wants_a_sheet_that_is_there_and_one_place_for_it(tmp_path: Path) -> None:
    text = tmp_path / "a.yaml"
    text.write_text("slug: a\n")
    sheet = str(form(tmp_path / "a.xlsx"))
    assert "say where to" in survey("import", sheet).output
    assert "say where to" in survey("import", sheet, "--hub", "dorset", "--into", "x").output
    assert "there is no such file" in survey("import", "gone.xlsx", "--into", "x").output
    assert "a .yaml survey needs no import" in survey("import", str(text), "--into", "x").output


# preview


def said(*lines: dict[str, str]) -> str:
    return "\n".join(map(json.dumps, lines))


def test_a_preview_begins_with_the_survey_and_keeps_nothing(data: Path) -> None:
    lines = said({"start": ""}, {"choose": "Start"}, {"say": "samba"}, {"choose": "Send my answers"})
    result = survey("preview", "poll-example", "--json", "--content", str(HUB), said=lines)
    first, asked, review, sent = map(json.loads, result.output.splitlines())
    assert first["messages"][0]["text"].startswith("What should the next workshop be?")
    assert asked["messages"][0]["text"] == "1 of 1\nWhich would you come to?"
    assert review["messages"][0]["options"][0]["label"] == "Send my answers"
    assert sent["stored"] == ["submitted poll-example with 1 answer"]
    assert not data.exists()


def test_a_preview_does_not_mind_the_day(tmp_path: Path) -> None:
    file = str(form(tmp_path / "a.xlsx", opens="2019-01-01", closes="2019-01-02"))
    lines = said({"start": ""}, {"choose": "Start"})
    result = survey("preview", file, "--json", "--content", str(HUB), "--at", LONG_AFTER, said=lines)
    asked = json.loads(result.output.splitlines()[1])
    assert asked["messages"][0]["text"] == "1 of 1\nWhich would you come to?"


def test_a_preview_on_the_screen_says_that_nothing_is_kept() -> None:
    result = survey("preview", "poll-example", *HERE, said="yes\n2\n")
    assert result.exit_code == 0
    assert result.output.startswith("This is a preview: nothing is kept.\n")
    assert "That was the last question." in result.output


def test_a_preview_of_a_survey_with_faults_tells_them(tmp_path: Path) -> None:
    result = survey("preview", str(form(tmp_path / "a.xlsx", "?", "barcode")), *HERE)
    assert result.exit_code == 1
    assert [line.split(": ")[0] for line in plainly(result, tmp_path)] == ["a.xlsx:survey!A2"]


# export


def test_a_survey_is_written_as_a_form_and_read_again(tmp_path: Path) -> None:
    to = tmp_path / "survey-example.xlsx"
    result = survey("export", "xlsform", "survey-example", "--to", str(to), "--content", str(HUB))
    assert (result.exit_code, plainly(result, tmp_path)) == (
        0,
        ["survey-example.xlsx: 4 questions, about 49 seconds to answer; open from 2026-09-01 to 2027-01-31."],
    )
    written, again = survey_in(HUB / "surveys" / "survey-example.yaml"), survey_in(to)
    assert [(q.id, q.text) for q in again.questions] == [(q.id, q.text) for q in written.questions]
    assert [q.most for q in again.questions if q.id == "barriers"] == [2]


def test_a_form_is_written_only_where_it_can_be(tmp_path: Path) -> None:
    more = ("export", "xlsform", "poll-example", "--content", str(HUB), "--to")
    assert "an XLSForm is an .xlsx file" in survey(*more, str(tmp_path / "a.csv")).output
    assert "there is no folder" in survey(*more, str(tmp_path / "no" / "a.xlsx")).output


# simulate, results


def simulated(people: int, *more: str) -> str:
    result = survey("simulate", "survey-example", "--people", str(people), *HERE, *more)
    assert result.exit_code == 0, result.output
    return result.output


def answers(*more: str) -> list[list[str]]:
    """Every answer, without what differs from one database to the next."""
    result = run.invoke(app, ["export", "responses", "--edition", "survey-example", *more])
    return sorted(row[3:] for row in csv.reader(io.StringIO(result.stdout)))


def test_made_up_people_answer_and_their_answers_are_stored(data: Path) -> None:
    assert simulated(30) == "survey-example: 30 of 30 made-up people answered; none stopped.\n"
    rows = answers()
    assert len(rows) == 31
    assert ["doing", "belong", "barriers", "change"] in rows
    assert {row[0] for row in rows} == {"doing", "yes", "no"}
    assert all(not row[1] for row in rows if row[0] == "no")


def test_the_same_seed_gives_the_same_answers_and_another_one_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for folder, seed in (("one", "5"), ("two", "5"), ("three", "6")):
        monkeypatch.setenv("EARSHOT_DATA_DIR", str(tmp_path / folder))
        simulated(12, "--seed", seed)
        found.append(answers())
    assert found[0] == found[1]
    assert found[0] != found[2]


def test_simulating_again_leaves_one_response_a_person(data: Path) -> None:
    simulated(12, "--seed", "1")
    simulated(12, "--seed", "2")
    again = answers()
    assert len(again) == 13


def test_nothing_waits_to_be_sent_to_made_up_people(data: Path) -> None:
    simulated(2)
    store = open_store(f"sqlite:///{data / 'earshot.db'}", (data / "secret.key").read_text().strip().encode())
    counts = store.counts()
    store.close()
    assert (counts.conversations, counts.responses, counts.waiting, counts.failed) == (2, 2, 0, 0)


def test_made_up_answers_do_not_mix_with_real_ones(data: Path, tmp_path: Path) -> None:
    data.mkdir()
    lines = said(
        {"start": "poll-example"}, {"choose": "Start"}, {"say": "samba"}, {"choose": "Send my answers"}
    )
    database = ("--db", str(data / "earshot.db"))
    assert run.invoke(app, ["chat", "--json", *HERE, *database], input=lines).exit_code == 0
    refused = survey("simulate", "poll-example", "--people", "1", *HERE)
    assert (refused.exit_code, refused.output) == (
        1,
        "poll-example has real answers in this database; use another with --db FILE\n",
    )
    elsewhere = survey("simulate", "poll-example", "--people", "3", *HERE, "--db", str(tmp_path / "try.db"))
    assert elsewhere.output == "poll-example: 3 of 3 made-up people answered; none stopped.\n"


def test_a_closed_survey_takes_no_made_up_answers(data: Path) -> None:
    simulated(1)
    with_key = (data / "secret.key").read_text().strip().encode()
    store = open_store(f"sqlite:///{data / 'earshot.db'}", with_key)
    store.close_edition("survey-example")
    store.close()
    refused = survey("simulate", "survey-example", *HERE)
    assert (refused.exit_code, "is closed in this database" in refused.output) == (1, True)


def test_who_cannot_answer_a_question_stops_there(tmp_path: Path) -> None:
    write_xlsx(
        tmp_path / "a.xlsx",
        {
            "survey": [
                ["type", "name", "label", "required", "constraint"],
                ["note", "hello", "Hello", "", ""],
                ["integer", "never", "How many?", "yes", ". < 0 and . > 0"],
            ]
        },
    )
    result = survey("simulate", str(tmp_path / "a.xlsx"), "--people", "2", *HERE)
    assert result.output == "a: 0 of 2 made-up people answered; 2 stopped at never.\n"


def test_every_kind_of_question_can_be_answered_by_made_up_people(tmp_path: Path) -> None:
    file = tmp_path / "kinds.yaml"
    file.write_text(KINDS)
    result = survey("simulate", str(file), "--people", "20", *HERE)
    assert result.output == "kinds: 20 of 20 made-up people answered; none stopped.\n"


KINDS = """
slug: kinds
title: Kinds
why: We ask.
who_asks: Us
what_happens: We act.
questions:
  - {id: hello, ask: Hello, type: note}
  - {id: some, ask: Some?, type: many, at_most: 2, choices: [A, B, {label: Else, other: yes}, {label: N, none: yes}]}
  - {id: order, ask: Order?, type: rank, mixed: yes, choices: [A, B, C]}
  - {id: years, ask: Years?, type: number, at_least: 0, at_most: 9, required: yes, personal: yes, why: To plan.}
  - {id: when, ask: When?, type: date, required: yes}
  - {id: mood, ask: How is it?, type: scale, scale: faces}
  - {id: stars, ask: How good?, type: rating, out_of: 5}
  - {id: town, ask: Which town?, type: place}
  - {id: idea, ask: An idea?, type: text, required: yes}
"""


def test_results_are_counts_with_bars(data: Path) -> None:
    simulated(60)
    lines = survey("results", "survey-example").output.splitlines()
    assert (
        lines[0] == "How is music for you?: more than 50 people answered."
    )  # who skipped is not to be added up
    asked = [line.partition(" (")[0] for line in lines[1:] if line and not line.startswith("  ")]
    assert asked == [
        "Do you make music now?",
        "How much do you feel you belong there?",
        "What gets in the way?",
        "What one thing should change?",
    ]
    counts = {row[0] for row in answers()}
    assert counts == {"doing", "yes", "no"}
    yes = sum(row[0] == "yes" for row in answers())
    assert any(re.fullmatch(rf"  Yes  █+ {yes} \(\d+ %\)", line) for line in lines)


def test_results_of_few_people_are_not_shown(data: Path) -> None:
    simulated(9)
    assert survey("results", "survey-example").output == (
        "How is music for you?: fewer than 10 people have answered. Results are shown from 10.\n"
    )


def test_results_of_an_unknown_survey_are_a_clear_error(data: Path) -> None:
    result = survey("results", "nothing")
    assert (result.exit_code, "there is no edition 'nothing' in the database" in result.output) == (1, True)
