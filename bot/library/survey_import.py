"""Brings an XLSForm in as a survey of the hub; knows what must not be written over, and nothing of what is asked."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copyfile

from bot.catalogue.fault import Fault
from bot.library.fault_in_file import ContentError, FaultInFile, shown
from bot.library.survey_file import SurveyFile, survey_in, survey_with_advice
from bot.surveys.definition import only_spelling
from bot.surveys.record import Survey


@dataclass(frozen=True, slots=True)
class Imported:
    """The survey as it is now, and the file it was copied to."""

    read: SurveyFile
    file: Path


def import_survey(file: Path, folder: Path, today: date, *, even_if_open: bool = False) -> Imported:
    """Copies the form to `folder` under its own name once there is no fault in it; raises ContentError with all.

    A survey that is open today is replaced by other questions only when `even_if_open`; a mended spelling may go in.
    """
    if file.suffix.lower() != ".xlsx":
        raise _refused(
            file, "this is no .xlsx file", "save the form as .xlsx; a .yaml survey needs no import"
        )
    read = survey_with_advice(file)
    target = folder / f"{read.survey.slug}.xlsx"
    written = target.with_suffix(".yaml")
    if written.is_file():
        wrong = f"there is already a survey `{read.survey.slug}` in {shown(written)}"
        raise _refused(file, wrong, "give the form another form_id, or take that file out")
    if not even_if_open:
        _leave_open_ones_alone(file, target, read.survey, today)
    folder.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}")  # whoever reads the folder now must not meet half a file
    copyfile(file, draft)
    os.replace(draft, target)
    return Imported(read, target)


def _leave_open_ones_alone(file: Path, target: Path, survey: Survey, today: date) -> None:
    try:
        old = survey_in(target) if target.is_file() else None
    except ContentError:
        return  # nobody can be answering a survey that cannot be read
    if old is None or not old.open_on(today) or only_spelling(old, survey):
        return
    until = f" until {old.closes}" if old.closes else ""
    wrong = f"`{old.slug}` is open{until} and asks something else"
    mend = "give the form another form_id, so that it becomes a new survey, or say --even-if-open"
    raise _refused(file, wrong, mend)


def _refused(file: Path, wrong: str, mend: str) -> ContentError:
    return ContentError([FaultInFile(file, 1, Fault((), wrong, mend))])
