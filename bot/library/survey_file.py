"""Opens one survey's file, YAML or XLSForm, and says where in it everything stands; leaves what it means to surveys."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot.catalogue.fault import Fault
from bot.library.fault_in_file import ContentError, FaultInFile, in_order
from bot.library.lines import locate, read_record
from bot.library.sheet import sheets_of
from bot.surveys.advice import faults_of
from bot.surveys.reading import survey_from
from bot.surveys.record import Survey
from bot.surveys.xlsform import remarks_on, survey_from_xlsform
from bot.surveys.xlsform_sheets import LABEL, NAME, SURVEY_ALIASES, SURVEY_COLUMNS, Row, Sheets, sheet_of

ENDINGS = (".yaml", ".xlsx")
_CELL = re.compile(r"([^:!]+![A-Z]+[0-9]+): (.*)", re.DOTALL)
"""A fault of a sheet that begins with the cell it was found in."""


@dataclass(frozen=True, slots=True)
class SurveyFile:
    """A survey and what its author is advised, in the order of the file."""

    survey: Survey
    advice: tuple[FaultInFile, ...] = ()


def survey_in(file: Path) -> Survey:
    """The survey in this file. Raises ContentError with every fault in it."""
    made = survey_from_xlsform(sheets_of(file), file.stem) if _is_sheet(file) else survey_from(_record(file))
    if isinstance(made, Survey):
        return made
    raise ContentError(_in_sheets(file, made) if _is_sheet(file) else locate(file, made))


def survey_with_advice(file: Path) -> SurveyFile:
    """The survey in this file and all that its author should look at. Raises ContentError with every fault in it."""
    survey = survey_in(file)
    advice = faults_of(survey)
    if not _is_sheet(file):
        return SurveyFile(survey, in_order(locate(file, advice)))
    sheets = sheets_of(file)
    told = [*_in_sheets(file, remarks_on(sheets)), *_at_questions(file, survey, sheets, advice)]
    return SurveyFile(survey, tuple(sorted(told, key=lambda each: each.line)))


def _is_sheet(file: Path) -> bool:
    return file.suffix.lower() == ".xlsx"


def _record(file: Path) -> dict[str, object]:
    if file.suffix.lower() in ENDINGS:
        return read_record(file)
    wrong = f"a file ending in `{file.suffix}` is no survey"
    raise ContentError([FaultInFile(file, 1, Fault((), wrong, "write it as .yaml, or save it as .xlsx"))])


def _in_sheets(file: Path, faults: Iterable[Fault]) -> Iterator[FaultInFile]:
    """A sheet's faults with their cells where they name one, else with their rows."""
    for fault in faults:
        row = next((step for step in fault.path if isinstance(step, int)), 1)
        named = _CELL.fullmatch(fault.wrong)
        if named:
            yield FaultInFile(file, row, replace(fault, wrong=named[2]), named[1])
        else:
            yield FaultInFile(file, row, fault)


def _at_questions(
    file: Path, survey: Survey, sheets: Sheets, advice: Iterable[Fault]
) -> Iterator[FaultInFile]:
    """Advice on a question stands at its label; that on the whole survey at the top."""
    rows = _rows_of(survey, sheets)
    for fault in advice:
        row = rows[fault.path[1]] if len(fault.path) > 1 and isinstance(fault.path[1], int) else None
        if row is None:
            yield FaultInFile(file, 1, fault)
        else:
            yield FaultInFile(file, row.number, fault, _place(row))


def _rows_of(survey: Survey, sheets: Sheets) -> list[Row | None]:
    """The row of each question, found by name from the top: questions stand in the order of the sheet."""
    rows = iter(sheet_of(sheets, "survey", SURVEY_ALIASES, SURVEY_COLUMNS, []).rows)
    return [
        next((row for row in rows if row.text(NAME) == question.name), None) for question in survey.questions
    ]


def _place(row: Row) -> str:
    cell = next((cell for column, cell in row.cells.items() if column[:1] == LABEL), row.cells[NAME])
    return cell.place
