"""The editions that ship can be read, are open when they should be, and are kind to those who answer."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from ruamel.yaml import YAML

from bot.surveys.advice import faults_of
from bot.surveys.course import course
from bot.surveys.definition import definition, survey_from_definition
from bot.surveys.form import form
from bot.surveys.progress import progress
from bot.surveys.reading import survey_from
from bot.surveys.record import Survey, Type
from bot.surveys.xlsform import survey_from_xlsform, to_xlsform

SURVEYS = Path(__file__).parents[2] / "surveys"
FILES = sorted([*SURVEYS.glob("*/*.yaml"), *SURVEYS.glob("*/*.xlsx")])
NAMES = [f"{file.parent.name}/{file.stem}" for file in FILES]
TERMLY = [name for name in NAMES if "/survey-" in name]
TALKS = [name for name in NAMES if "/conversation-" in name]
SHOWN_ON = date(2026, 11, 22)


def read(file: Path) -> Survey:
    survey: Any = (
        survey_from_xlsform(_sheets(file))
        if file.suffix == ".xlsx"
        else survey_from(YAML(typ="safe").load(file))
    )
    assert isinstance(survey, Survey), survey
    return survey


def _sheets(file: Path) -> dict[str, list[list[str]]]:
    return {
        sheet.title: [
            ["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)
        ]
        for sheet in load_workbook(file)
    }


EDITIONS = {name: read(file) for name, file in zip(NAMES, FILES, strict=True)}


def test_each_hub_has_a_termly_survey_a_poll_one_for_parents_and_one_for_teachers():
    kinds = ["parents", "poll", "pulse", "survey"]
    for hub in ("dorset", "durham"):
        mine = sorted(name.split("/")[1].split("-")[0] for name in NAMES if name.startswith(hub))
        assert [kind for kind in mine if kind != "conversation"] == kinds


def test_one_hub_shows_how_a_conversation_is_written():
    assert TALKS == ["dorset/conversation-winter-2026"]
    assert len(EDITIONS[TALKS[0]].statements) == 10


def test_durhams_termly_survey_is_an_xlsform_that_pyxform_accepts(judged):
    items = judged(_sheets(SURVEYS / "durham" / "survey-autumn-2026.xlsx"))
    assert [path[-1] for path, _, _ in items][:2] == ["making", "belong"]


@pytest.mark.parametrize("name", NAMES)
def test_an_edition_is_named_as_its_file_marked_as_sample_and_open(name):
    survey = EDITIONS[name]
    assert survey.slug == name.split("/")[1]
    assert survey.sample
    assert survey.open_on(SHOWN_ON)


@pytest.mark.parametrize("name", NAMES)
def test_an_edition_asks_kindly(name):
    assert faults_of(EDITIONS[name]) == []


def test_no_choice_is_called_as_a_command_is_typed():
    said = YAML(typ="safe").load(SURVEYS.parent / "content" / "wording" / "en" / "core.yaml")
    commands = {
        word.strip() for key, words in said.items() if key.startswith("command.") for word in words.split(",")
    }
    labels = {
        choice.label.casefold()
        for survey in EDITIONS.values()
        for question in survey.questions
        for choice in question.choices
    }
    assert "something else" in commands
    assert labels & commands == set()


@pytest.mark.parametrize("name", NAMES)
def test_an_edition_freezes_and_comes_back(name):
    assert survey_from_definition(definition(EDITIONS[name])) == EDITIONS[name]


@pytest.mark.parametrize("name", TERMLY)
def test_a_termly_survey_asks_at_most_six_questions_of_all_kinds(name):
    prepared = course(EDITIONS[name])
    assert progress(prepared, prepared.walk({})) == (1, 6)
    assert {Type.ONE, Type.MANY, Type.SCALE, Type.TEXT} <= {
        question.type for question in EDITIONS[name].questions
    }


@pytest.mark.parametrize("name", [name for name in NAMES if "/poll-" in name])
def test_a_poll_is_one_question(name):
    assert len(EDITIONS[name].questions) == 1


@pytest.mark.parametrize("name", [name for name in NAMES if name not in TALKS])
def test_an_edition_goes_out_as_an_xlsform_that_pyxform_accepts(name, judged):
    items = judged(to_xlsform(EDITIONS[name]))
    assert isinstance(items, list), items
    assert [path[-1] for path, kind, _ in items if kind != "group" and not path[-1].endswith("_other")] == [
        question.id for question in EDITIONS[name].questions
    ]


@pytest.mark.parametrize("name", NAMES)
def test_whoever_skips_everything_still_comes_to_the_end(name, words):
    ask = form(EDITIONS[name], words, "seed")
    answers: dict[str, None] = {}
    while (question := ask(answers)) is not None:
        answers[question.id] = None
    assert len(answers) <= len(EDITIONS[name].questions)
