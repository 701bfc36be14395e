"""Says of each survey whether it is right, what its author is advised and how long it takes; knows no exit code."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.library.asking_files import surveys_of
from bot.library.fault_in_file import ContentError, FaultInFile, shown
from bot.library.folders import files_in
from bot.library.reading import Reading
from bot.library.survey_file import ENDINGS, survey_with_advice
from bot.surveys.advice import seconds_to_answer
from bot.surveys.record import UNSEEN, Survey, Type


@dataclass(frozen=True, slots=True)
class CheckedSurvey:
    """What was found in one file; `survey` is None when faults keep it from being read."""

    file: Path
    survey: Survey | None
    faults: tuple[FaultInFile, ...] = ()
    advice: tuple[FaultInFile, ...] = ()

    def __str__(self) -> str:
        """Every fault on a line, then the advice, then how much is asked."""
        about = [f"{shown(self.file)}: {in_short(self.survey)}"] if self.survey else []
        return "\n".join([*map(str, self.faults), *(f"note: {note}" for note in self.advice), *about])


def check_survey(file: Path) -> CheckedSurvey:
    """One file by itself, wherever it lies."""
    try:
        read = survey_with_advice(file)
    except ContentError as error:
        return CheckedSurvey(file, None, error.faults)
    return CheckedSurvey(file, read.survey, (), read.advice)


def check_surveys(folder: Path | None) -> Iterator[CheckedSurvey]:
    """Every survey of a hub's folder, where it also matters what a file is called and that there are no two of one."""
    reading = Reading()
    surveys_of(folder, reading)
    for file in files_in(folder, *ENDINGS):
        found = check_survey(file)
        faults = tuple(fault for fault in reading.serious() if fault.file == file)
        yield CheckedSurvey(file, found.survey, faults, found.advice)


def in_short(survey: Survey) -> str:
    """How much the survey asks of people, and when."""
    if survey.is_conversation:
        return f"{_many(len(survey.statements), 'statement')} to begin with, {_when(survey)}"
    number = sum(question.type not in {*UNSEEN, Type.NOTE} for question in survey.questions)
    return f"{_many(number, 'question')}, {_when(survey)}"


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _when(survey: Survey) -> str:
    opens = "never open, as it has no opening day"
    if survey.opens:
        opens = f"open from {survey.opens}" + (f" to {survey.closes}" if survey.closes else "")
    return f"about {seconds_to_answer(survey)} seconds to answer; {opens}."
