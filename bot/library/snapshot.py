"""Everything the bot may say and find, read once and never changed; knows where each part comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bot.catalogue.entry import Opportunity
from bot.catalogue.fault import Fault
from bot.catalogue.hub import Hub
from bot.library.fault_in_file import ContentError, FaultInFile, in_order
from bot.library.folders import Folders, files_in, folders_for
from bot.library.hub import hub_from
from bot.library.lines import locate, read_record
from bot.library.opportunity import opportunity_from
from bot.library.wording import Sentence, Wording, override_faults, sentences_from


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was read, with the faults in it that do not keep it from being used."""

    hub: Hub
    opportunities: tuple[Opportunity, ...]
    words: Wording
    safeguarding: Mapping[str, Mapping[str, Any]]
    folders: Folders
    warnings: tuple[FaultInFile, ...] = ()


@dataclass(slots=True)
class _Reading:
    """The faults met so far; content is read to its end so that all of them are told at once."""

    faults: list[FaultInFile] = field(default_factory=list)

    def record(self, file: Path) -> dict[str, Any] | None:
        try:
            return read_record(file)
        except ContentError as error:
            self.faults.extend(error.faults)
            return None

    def note(self, file: Path, faults: list[Fault]) -> None:
        self.faults.extend(locate(file, faults))


def load(content: Path, surveys: Path | None, hub: str, today: date) -> Snapshot:
    """The hub's content. Raises ContentError with every fault when any of it cannot be used."""
    folders = folders_for(content, surveys, hub)
    reading = _Reading()
    own = _hub(folders.hub / "hub.yaml", reading)
    opportunities = _opportunities(folders, reading)
    words = _wording(folders, own.language if own else "en", reading)
    lists = {
        file.stem: reading.record(file) or {} for file in files_in(folders.shared / "safeguarding", ".yaml")
    }
    warnings = in_order(each for each in reading.faults if each.fault.warning)
    serious = in_order(each for each in reading.faults if not each.fault.warning)
    if serious or own is None:
        raise ContentError(serious)
    return Snapshot(own, opportunities, words, lists, folders, warnings)


def _hub(file: Path, reading: _Reading) -> Hub | None:
    record = reading.record(file)
    if record is None:
        return None
    read = hub_from(record)
    if isinstance(read, list):
        reading.note(file, read)
        return None
    return read


def _opportunities(folders: Folders, reading: _Reading) -> tuple[Opportunity, ...]:
    found: list[Opportunity] = []
    for folder in (folders.hub, folders.national):
        for file in files_in(folder / "opportunities" if folder else None, ".yaml"):
            record = reading.record(file)
            read = opportunity_from(record) if record is not None else []
            if isinstance(read, list):
                reading.note(file, read)
                continue
            if read.id != file.stem:
                wrong = f"the id `{read.id}` is not the file's name"
                reading.note(file, [Fault(("id",), wrong, f"write `id: {file.stem}` or rename the file")])
            found.append(read)
    return tuple(found)


def _wording(folders: Folders, language: str, reading: _Reading) -> Wording:
    shipped = _sentences(folders.shared / "wording" / language, reading)
    own = _sentences(folders.hub / "wording" / language, reading, shipped)
    return Wording({**shipped, **own})


def _sentences(
    folder: Path, reading: _Reading, shipped: Mapping[str, Sentence] | None = None
) -> dict[str, Sentence]:
    found: dict[str, Sentence] = {}
    for file in files_in(folder, ".yaml"):
        good, faults = sentences_from(reading.record(file) or {}, f"{file.parent.name}/{file.name}")
        if shipped is not None:
            faults += override_faults(shipped, good)
        faults += [
            Fault((key,), f"`{key}` is also in {found[key].file}", "keep one of them")
            for key in good
            if key in found
        ]
        reading.note(file, faults)
        found.update(good)
    return found
