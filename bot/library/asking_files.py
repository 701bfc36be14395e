"""Opens the files of surveys and of help with the cost; leaves what they mean to the rooms that read them."""

from collections.abc import Iterator
from pathlib import Path

from bot.catalogue.fault import Fault
from bot.eligibility.reading import scheme_from
from bot.eligibility.scheme import Scheme
from bot.library.fault_in_file import ContentError, FaultInFile
from bot.library.folders import Folders, files_in
from bot.library.reading import Reading
from bot.library.survey_file import ENDINGS, survey_in, survey_with_advice
from bot.surveys.record import Survey


def schemes_of(folders: Folders, reading: Reading) -> tuple[Scheme, ...]:
    """The hub's schemes, then the national ones; of two with one id the second is a fault."""
    found: dict[str, Scheme] = {}
    for folder in (folders.hub, folders.national):
        for file in files_in(folder / "bursaries" if folder else None, ".yaml"):
            scheme = reading.read(file, scheme_from)
            if scheme is None:
                continue
            reading.named_as(file, "id", scheme.id)
            if scheme.id in found:
                wrong = f"the id `{scheme.id}` is also in {folders.hub.name}/bursaries"
                reading.note(file, [Fault(("id",), wrong, "give one of them another id")])
            found.setdefault(scheme.id, scheme)
    _stacking(found, folders, reading)
    return tuple(found.values())


def surveys_of(folder: Path | None, reading: Reading) -> tuple[Survey, ...]:
    """Every survey in the folder, by the name of its file."""
    found: dict[str, Survey] = {}
    for file in files_in(folder, *ENDINGS):
        survey = _read(file, reading)
        if survey is None:
            continue
        if survey.slug in found:
            told = Fault((), f"there are two files for the survey `{survey.slug}`", "keep one of them")
            reading.faults.append(FaultInFile(file, 1, told))
        elif survey.slug != file.stem:
            wrong = f"the name `{survey.slug}` in it is not the file's name"
            mend = f"write `{file.stem}` as its slug or form_id, or rename the file"
            reading.faults.append(FaultInFile(file, 1, Fault((), wrong, mend)))
        found.setdefault(survey.slug, survey)
    return tuple(found.values())


def advice_on(folder: Path | None) -> Iterator[FaultInFile]:
    """What the authors of the surveys in the folder are advised; those with faults are left out.

    Apart from `surveys_of`: working out who can be asked what takes time, and only a check wants it.
    """
    for file in files_in(folder, *ENDINGS):
        try:
            yield from survey_with_advice(file).advice
        except ContentError:
            continue  # its faults are told where it is read


def _read(file: Path, reading: Reading) -> Survey | None:
    """The survey in this file, or None when something is wrong with it, which is noted."""
    try:
        return survey_in(file)
    except ContentError as error:
        reading.faults.extend(error.faults)
        return None


def _stacking(found: dict[str, Scheme], folders: Folders, reading: Reading) -> None:
    """A scheme that goes together with another names one that is there."""
    there = folders.stems("bursaries")
    for scheme in found.values():
        for at, other in enumerate(scheme.stacks_with):
            if other not in there and not folders.alone:
                fault = Fault(
                    ("stacks_with", at), f"there is no scheme `{other}`", "correct it, or take it out"
                )
                reading.note(_file_of(scheme, folders), [fault])


def _file_of(scheme: Scheme, folders: Folders) -> Path:
    own = folders.hub / "bursaries" / f"{scheme.id}.yaml"
    return own if own.is_file() or folders.national is None else folders.national / "bursaries" / own.name
