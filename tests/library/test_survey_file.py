"""One survey's file: what is wrong or advised stands with its line or cell."""

from datetime import date
from pathlib import Path

import pytest

from bot.library.check import check
from bot.library.fault_in_file import ContentError
from bot.library.folders import shipped
from bot.library.sheet import sheets_of, write_xlsx
from bot.library.survey_file import survey_in, survey_with_advice
from bot.surveys.xlsform import to_xlsform

SURVEYS = sorted(
    file for file in shipped("surveys").glob("*/*.*") if not file.name.startswith("conversation-")
)
"""Those that XLSForm has words for."""
YAML = """\
slug: mine
title: Mine
why: We ask.
who_asks: The council
what_happens: We read it.
questions:
  - id: plays
    ask: Do you play?
    type: yes_no
  - id: leading
    ask: How much do you love music?
    type: text
"""
SURVEY = [
    ["type", "name", "label"],
    ["begin_group", "one", "First"],
    ["text", "plays", "What do you play?"],
    ["end_group", "", ""],
    ["text", "leading", "How much do you love music?"],
]
SETTINGS = [["form_title", "why", "who_asks", "what_happens"], ["Mine", "We ask.", "Us", "We read it."]]


def workbook(file: Path, survey: list[list[str]] = SURVEY) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    write_xlsx(file, {"survey": survey, "settings": SETTINGS})
    return file


def advised(file: Path) -> list[str]:
    return [str(each).removeprefix(str(file)).partition(";")[0] for each in survey_with_advice(file).advice]


def faults(file: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        survey_in(file)
    return [str(fault).removeprefix(str(file)).partition(";")[0] for fault in caught.value.faults]


def test_advice_on_a_question_stands_at_its_line(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(YAML)
    assert advised(file) == [":10: 'How much do you love' leads people to an answer"]


def test_advice_on_a_question_of_a_sheet_stands_at_its_label(tmp_path: Path) -> None:
    file = workbook(tmp_path / "mine.xlsx")
    assert advised(file) == [":survey!C5: 'How much do you love' leads people to an answer"]


def test_advice_on_a_whole_sheet_and_on_its_columns_stands_at_the_top(tmp_path: Path) -> None:
    file = tmp_path / "mine.xlsx"
    write_xlsx(file, {"survey": [["type", "name", "label", "requird"], ["text", "a", "Which one?", ""]]})
    assert advised(file) == [
        ":1: survey: the column requird is passed over",
        ":1: it does not say why you ask",
        ":1: it does not say who asks",
        ":1: it does not say what happens with the answers",
    ]


def test_a_fault_of_a_sheet_stands_at_its_cell(tmp_path: Path) -> None:
    file = workbook(tmp_path / "mine.xlsx", [*SURVEY, ["barcode", "b", "B"]])
    assert faults(file) == [":survey!A6: barcode: a chat reads no barcodes"]


def test_a_fault_of_a_sheet_without_a_cell_stands_at_its_row(tmp_path: Path) -> None:
    file = workbook(tmp_path / "mine.xlsx", [["name", "label"], ["a", "A"]])
    assert faults(file) == [":1: survey: there is no column type"]


def test_a_fault_of_a_text_file_stands_at_its_line(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(YAML.replace("type: text", "type: txt"))
    assert [line.split(":")[1] for line in faults(file)] == ["12"]


def test_a_file_of_another_kind_is_no_survey(tmp_path: Path) -> None:
    file = tmp_path / "mine.txt"
    file.write_text(YAML)
    assert faults(file) == [":1: a file ending in `.txt` is no survey"]


def test_a_check_of_all_content_tells_authors_what_they_are_advised(
    content: Path, today: date, tmp_path: Path
) -> None:
    workbook(tmp_path / "surveys" / "small" / "mine.xlsx")
    checked = check(content, tmp_path / "surveys", today)
    assert (checked.right, [each.cell for each in checked.warnings]) == (True, ["survey!C5"])


@pytest.mark.parametrize("file", SURVEYS, ids=lambda file: file.name)
def test_every_shipped_survey_written_as_a_sheet_is_read_again_as_it_was(file: Path, tmp_path: Path) -> None:
    survey = survey_in(file)
    written = tmp_path / f"{survey.slug}.xlsx"
    write_xlsx(written, to_xlsform(survey))
    again = survey_in(written)
    assert [question.id for question in again.questions] == [question.id for question in survey.questions]
    assert [question.choices for question in again.questions] == [q.choices for q in survey.questions]
    assert (again.title, again.opens, again.audience) == (survey.title, survey.opens, survey.audience)
    assert list(sheets_of(written)) == ["survey", "choices", "settings"]
