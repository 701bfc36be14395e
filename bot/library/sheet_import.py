"""Brings a flat sheet into a hub's folder, all of it or nothing; knows rows and folders, and nothing of a screen.

A hub in the content folder gets one YAML file an entry, because people edit those by hand; a file that already says the
same is left alone, comments and all. A folder of its own gets the whole sheet as one csv file: a hundred thousand small
files would take minutes to open, and one sheet takes seconds.
"""

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from bot.catalogue.entry import Cost, Opportunity
from bot.catalogue.fault import Fault
from bot.library.catalogue_sheet import Progress, ReadRow, ReadSheet, read_sheet, write_sheet
from bot.library.crosscheck import Known
from bot.library.entries import ids_in
from bot.library.fault_in_file import ContentError, FaultInFile, in_order
from bot.library.folders import Folders, shipped
from bot.library.lines import read_record
from bot.library.opportunity import opportunity_from
from bot.library.reading import Reading
from bot.library.sheet import rows_of
from bot.library.snapshot import Snapshot
from bot.library.word_files import places_of, vocabulary_of
from bot.library.written import record_from, yaml_of

_NOT_IN_ID = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: rows read, entries written, entries that said the same already, and what was left out.

    `warnings` speak of the header, and of words and places that mean nothing here: each once, at the first row.
    """

    rows: int
    written: int
    unchanged: int
    skipped: tuple[FaultInFile, ...]
    warnings: tuple[FaultInFile, ...]
    folder: Path

    @property
    def left_out(self) -> int:
        """How many rows were not taken in, for a fault in them or in what they lead to."""
        return self.rows - self.written - self.unchanged


@dataclass(slots=True)
class _Going:
    """What is known of the rows gone through so far; of a good row only what it says of others is kept."""

    sheet: ReadSheet
    taken: Collection[str]
    known: Known
    progress: Progress
    rows: int = 0
    broken: bool = False
    number_of: dict[str, int] = field(default_factory=dict)
    leads: list[Opportunity] = field(default_factory=list)
    bad: list[FaultInFile] = field(default_factory=list)
    odd: dict[str, FaultInFile] = field(default_factory=dict)

    def good(self) -> Iterator[Opportunity]:
        """The entries of the rows with nothing wrong in them, one at a time."""
        for row in self._read():
            self.rows += 1
            self.progress(self.rows)
            if isinstance(row.read, list):
                self.bad.extend(row.read)
            elif fault := self._id_fault(row.read.id):
                self.bad.append(self.sheet.fault(row.number, fault))
            else:
                self.number_of[row.read.id] = row.number
                if leads := _what_it_leads_to(row.read):
                    self.leads.append(leads)
                self._look_at(row.number, row.read)
                yield row.read

    def _read(self) -> Iterator[ReadRow]:
        """The rows up to one that cannot be read at all; those after it are not there for us."""
        try:
            yield from self.sheet.rows
        except ContentError as error:
            self.bad.extend(error.faults)
            self.broken = True

    def _look_at(self, number: int, entry: Opportunity) -> None:
        for fault in self.known.faults_in(entry):
            if fault.warning and fault.wrong not in self.odd:
                self.odd[fault.wrong] = self.sheet.fault(number, fault)

    def _id_fault(self, id: str) -> Fault | None:
        if id in self.number_of:
            return Fault(
                ("id",), f"the id `{id}` is also in row {self.number_of[id]}", "give one of them another id"
            )
        if id in self.taken:
            return Fault(
                ("id",), f"the id `{id}` is taken in another file", "change that entry there, or this id"
            )
        return None

    def leave_out(self, ids: Collection[str]) -> set[str]:
        """The ids of rows that lead nowhere once all are read, again and again until those left all lead somewhere."""
        out: set[str] = set()
        while True:
            there = self.known.among({*ids, *self.number_of} - out)
            faults = {
                entry.id: each
                for entry in self.leads
                if (each := _serious(there, entry)) and entry.id not in out
            }
            if not faults:
                return out
            out |= faults.keys()
            for id, each in faults.items():
                self.bad.extend(self.sheet.fault(self.number_of[id], fault) for fault in each)


def import_sheet(
    file: Path,
    hub: Snapshot,
    today: date,
    *,
    read: Callable[[Path], ReadSheet] = read_sheet,
    skip_bad: bool = False,
    progress: Progress = lambda _count: None,
) -> Imported:
    """Writes each row of the file, opened by `read`, as a YAML file of the hub, in place of the entry with its id.

    Raises ContentError with every fault, and changes nothing, when a row is wrong and `skip_bad` is not set. What rows
    say of other entries, schemes and aims is checked against the hub and the sheet together.
    """
    folder = hub.folders.hub / "opportunities"
    ids = {entry.id for entry in hub.opportunities}
    known = Known(ids, {scheme.id for scheme in hub.schemes}, hub.hub.objectives, today)
    known = known.words_mean(hub.vocabulary, hub.places)
    going = _Going(read(file), {id for id in ids if not (folder / f"{id}.yaml").is_file()}, known, progress)
    with _apart(hub.folders.hub) as apart:
        for entry in going.good():
            _write_yaml(apart / f"{entry.id}.yaml", entry)
        out = going.leave_out(ids)
        _refuse(going, skip_bad)
        folder.mkdir(exist_ok=True)
        fresh = [each for each in apart.iterdir() if each.stem not in out]
        changed = [each for each in fresh if not _says_the_same(each, folder / each.name)]
        for each in changed:
            each.replace(folder / each.name)
    return _done(going, len(changed), len(fresh) - len(changed), hub.folders.hub)


def import_alone(
    file: Path,
    folder: Path,
    today: date,
    *,
    read: Callable[[Path], ReadSheet] = read_sheet,
    skip_bad: bool = False,
    progress: Progress = lambda _count: None,
) -> Imported:
    """Makes `folder` a hub's folder of its own that holds the sheet, or brings one more sheet into such a folder.

    A sheet brought in before under the same file name is replaced. Raises ContentError with every fault, and leaves the
    folder as it was, when a row is wrong and `skip_bad` is not set.
    """
    sheet, inside, new = read(file), folder / "opportunities", not folder.exists()
    kept = inside / f"{_as_id(file.stem)}.csv"
    known = _with_words(Known((), (), (), today, alone=True), folder)
    going = _Going(sheet, ids_in(inside, besides=kept), known, progress)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with _apart(folder) as apart:
            write_sheet(apart / kept.name, _without(going))
            _refuse(going, skip_bad)
            inside.mkdir(exist_ok=True)
            same = _rows_in_both(kept, apart / kept.name)
            (apart / kept.name).replace(kept)
        _describe(folder)
    except ContentError:
        if new:
            rmtree(folder)
        raise
    return _done(going, len(going.number_of) - same, same, folder)


def _with_words(known: Known, folder: Path) -> Known:
    """What words and places mean in a folder of its own; `check` tells what may be wrong with these lists."""
    folders, reading = Folders(folder, shipped("content"), alone=True), Reading()
    vocabulary = vocabulary_of(folders, reading)
    return known.words_mean(vocabulary, places_of(folders, reading)) if vocabulary else known


def _rows_in_both(old: Path, new: Path) -> int:
    """How many rows below the header say the same in two sheets that were written here; told by their hashes, so that a
    large sheet takes little memory.
    """
    if not old.is_file():
        return 0
    before = {hash(tuple(row)) for _, row in rows_of(old).rows}
    return sum(hash(tuple(row)) in before for number, row in rows_of(new).rows if number > 1)


def _without(going: _Going) -> Iterator[Opportunity]:
    """The good entries but for those that contradict themselves, which are noted."""
    for entry in going.good():
        if faults := _serious(going.known, entry):
            row = going.number_of.pop(entry.id)
            going.bad.extend(going.sheet.fault(row, fault) for fault in faults)
        else:
            yield entry


def _what_it_leads_to(entry: Opportunity) -> Opportunity | None:
    """The little of an entry that can only be checked when all are read, so that a large sheet takes little memory."""
    if not (entry.next_steps or entry.cost.bursaries or entry.objectives):
        return None
    return Opportunity(
        entry.id,
        "",
        "",
        entry.kind,
        cost=Cost(bursaries=entry.cost.bursaries),
        next_steps=entry.next_steps,
        objectives=entry.objectives,
    )


def _serious(known: Known, entry: Opportunity) -> list[Fault]:
    return [fault for fault in known.led_nowhere(entry) if not fault.warning]


def _refuse(going: _Going, skip_bad: bool) -> None:
    if not (going.rows or going.bad):
        nothing = Fault((), "there is nothing in this to bring in", "add a row for each entry")
        raise ContentError([going.sheet.fault(1, nothing)])
    if going.broken or (going.bad and not skip_bad):
        raise ContentError(in_order(going.bad))


def _done(going: _Going, written: int, unchanged: int, folder: Path) -> Imported:
    warnings = (*going.sheet.warnings, *going.odd.values())
    return Imported(going.rows, written, unchanged, in_order(going.bad), warnings, folder)


@contextmanager
def _apart(folder: Path) -> Iterator[Path]:
    """A folder on the same disk that nobody reads and that is gone afterwards."""
    apart = Path(mkdtemp(prefix=".import-", dir=folder))
    try:
        yield apart
    finally:
        rmtree(apart)


def _write_yaml(file: Path, entry: Opportunity) -> None:
    file.write_text(yaml_of(record_from(entry)), encoding="utf-8")


def _says_the_same(fresh: Path, old: Path) -> bool:
    return old.is_file() and opportunity_from(read_record(old)) == opportunity_from(read_record(fresh))


def _describe(folder: Path) -> None:
    """A hub.yaml with what little is known, unless there is one."""
    if not (folder / "hub.yaml").exists():
        name = folder.resolve().name
        text = yaml_of(
            {"id": _as_id(name), "name": name.replace("-", " ").replace("_", " ").strip().capitalize()}
        )
        (folder / "hub.yaml").write_text(text, encoding="utf-8")


def _as_id(name: str) -> str:
    return _NOT_IN_ID.sub("-", name.lower()).strip("-")[:60] or "imported"
