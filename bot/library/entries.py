"""Gathers a hub's opportunities from its YAML files and sheets; knows nothing of what they say of each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.catalogue.entry import Opportunity
from bot.catalogue.fault import Fault
from bot.library.catalogue_sheet import ReadSheet, read_sheet
from bot.library.fault_in_file import ContentError, FaultInFile
from bot.library.folders import Folders, files_in
from bot.library.lines import locate
from bot.library.opportunity import opportunity_from
from bot.library.reading import Reading


@dataclass(frozen=True, slots=True)
class Entry:
    """An opportunity and where it is written: a YAML file, or row `row` of a `sheet`. `own` tells the hub's own."""

    opportunity: Opportunity
    file: Path
    own: bool
    sheet: ReadSheet | None = None
    row: int = 0

    def told(self, fault: Fault) -> FaultInFile:
        """The fault with the line or the row and column it stands on."""
        return self.sheet.fault(self.row, fault) if self.sheet else locate(self.file, [fault])[0]


def entries_of(folders: Folders, reading: Reading) -> list[Entry]:
    """The hub's own entries, then those that are open to every hub's families; the first of one id stays."""
    found: dict[str, Entry] = {}
    for folder in (folders.hub, folders.national):
        inside = folder / "opportunities" if folder else None
        for entry in _entries_in(inside, folder == folders.hub, reading):
            id = entry.opportunity.id
            if id in found:
                wrong = f"the id `{id}` is also in {found[id].file.name}"
                reading.faults.append(entry.told(Fault(("id",), wrong, "give one of them another id")))
            else:
                found[id] = entry
    return list(found.values())


def ids_in(folder: Path, besides: Path) -> frozenset[str]:
    """The ids of all entries in a folder but those in the file `besides`; a file that cannot be read holds none."""
    named = {file.stem for file in files_in(folder, ".yaml")}
    sheets = [file for file in files_in(folder, ".csv") if file != besides]
    rows = (entry for file in sheets for entry in _rows_in(file, True, Reading()))
    return frozenset(named | {entry.opportunity.id for entry in rows})


def _entries_in(folder: Path | None, own: bool, reading: Reading) -> Iterator[Entry]:
    for file in files_in(folder, ".yaml"):
        if (read := reading.read(file, opportunity_from)) is not None:
            reading.named_as(file, "id", read.id)
            yield Entry(read, file, own)
    for file in files_in(folder, ".csv"):
        yield from _rows_in(file, own, reading)


def _rows_in(file: Path, own: bool, reading: Reading) -> Iterator[Entry]:
    try:
        sheet = read_sheet(file)
        reading.faults.extend(sheet.warnings)
        for row in sheet.rows:
            if isinstance(row.read, list):
                reading.faults.extend(row.read)
            else:
                yield Entry(row.read, file, own, sheet, row.number)
    except ContentError as error:
        reading.faults.extend(error.faults)
