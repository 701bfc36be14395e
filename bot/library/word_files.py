"""Opens the files of words: wording, vocabulary, places, councils; knows their layout and not their sense."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bot.catalogue.entry import Place
from bot.catalogue.fault import Fault
from bot.catalogue.places import places_from, towns_from
from bot.catalogue.vocabulary import Vocabulary, vocabulary_from
from bot.eligibility.councils import Councils, councils_from
from bot.library.fault_in_file import FaultInFile
from bot.library.folders import Folders, files_in
from bot.library.reading import Reading
from bot.library.wording import Sentence, Wording, override_faults, sentences_from


def wording_of(folders: Folders, language: str, reading: Reading) -> Wording:
    """The shared sentences of a language, and in their place those that the hub says its own way."""
    shared = _sentences(folders.shared / "wording" / language, reading)
    own = _sentences(folders.hub / "wording" / language, reading, shared)
    return Wording({**shared, **own})


def vocabulary_of(folders: Folders, reading: Reading) -> Vocabulary | None:
    """The vocabulary, or None when something is wrong with it, which is noted with file and line."""
    files = {file.stem: file for file in files_in(folders.vocabulary, ".yaml")}
    records = {stem: reading.record(file) for stem, file in files.items()}
    if any(record is None for record in records.values()):
        return None
    read = vocabulary_from(records)
    if not isinstance(read, list):
        return read
    for fault in read:
        stem = str(fault.path[0]) if fault.path else ""
        reading.note(
            files.get(stem, folders.vocabulary / "instruments.yaml"), [replace(fault, path=fault.path[1:])]
        )
    return None


def places_of(folders: Folders, reading: Reading) -> tuple[Place, ...]:
    """The hub's places, then the towns of the whole country."""
    found: list[Place] = []
    for file in folders.places:
        found.extend(reading.read(file, places_from) or ())
    return (*found, *_towns(folders.towns, reading))


def councils_of(folders: Folders, reading: Reading) -> Councils:
    """Which council a settlement of the hub belongs to; empty for a hub that does not say."""
    file = folders.hub / "councils.yaml"
    return (reading.read(file, councils_from) if file.is_file() else None) or Councils()


def _towns(file: Path, reading: Reading) -> tuple[Place, ...]:
    if not file.is_file():
        return ()
    try:
        with file.open(encoding="utf-8", newline="") as rows:
            return towns_from(csv.DictReader(rows))
    except (KeyError, ValueError, TypeError) as error:
        fault = Fault((), f"a row cannot be read ({error})", "it needs name, lat, lon, population and names")
        reading.faults.append(FaultInFile(file, 1, fault))
        return ()


def _sentences(
    folder: Path, reading: Reading, shared: Mapping[str, Sentence] | None = None
) -> dict[str, Sentence]:
    found: dict[str, Sentence] = {}
    for file in files_in(folder, ".yaml"):
        good, faults = sentences_from(reading.record(file) or {}, f"{file.parent.name}/{file.name}")
        if shared is not None:
            faults += override_faults(shared, good)
        twice = [key for key in good if key in found]
        faults += [
            Fault((key,), f"`{key}` is also in {found[key].file}", "keep one of them") for key in twice
        ]
        reading.note(file, faults)
        found.update(good)
    return found
