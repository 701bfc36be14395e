"""Everything the bot may say and find, read once and never changed; knows where each part comes from."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.catalogue.entry import Opportunity, Place
from bot.catalogue.hub import Hub
from bot.catalogue.vocabulary import Vocabulary
from bot.eligibility.councils import Councils
from bot.eligibility.scheme import Scheme
from bot.library.asking_files import schemes_of, surveys_of
from bot.library.crosscheck import Known
from bot.library.entries import Entry, entries_of
from bot.library.fault_in_file import ContentError, FaultInFile
from bot.library.folders import Folders, folders_for
from bot.library.hub import hub_from
from bot.library.reading import Reading
from bot.library.safeguarding_lists import guard_of, lists_of
from bot.library.word_files import councils_of, places_of, vocabulary_of, wording_of
from bot.library.wording import Wording
from bot.safeguarding.worries import Safeguarding
from bot.surveys.record import Survey


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was read. `opportunities` and `schemes` hold the hub's own first, then the national ones.

    `own` are the ids of the opportunities that are the hub's own. `places` are the hub's, then towns of the whole
    country. `safeguarding` holds the lists by file name, as they are written, and `guard` what is made of them.
    `warnings` are the faults that do not keep the content from being used.
    """

    hub: Hub
    opportunities: tuple[Opportunity, ...]
    own: frozenset[str]
    schemes: tuple[Scheme, ...]
    surveys: tuple[Survey, ...]
    vocabulary: Vocabulary
    places: tuple[Place, ...]
    safeguarding: Mapping[str, Mapping[str, Any]]
    guard: Safeguarding
    councils: Councils
    words: Wording
    folders: Folders
    warnings: tuple[FaultInFile, ...] = ()


def load(content: Path, surveys: Path | None, hub: str, today: date) -> Snapshot:
    """The content of the hub named `hub` in the folder `content`, or of the hub whose own folder `content` is.

    Raises ContentError with every fault when any of it cannot be used.
    """
    with _no_collecting():
        return _load(folders_for(content, surveys, hub), today)


def _load(folders: Folders, today: date) -> Snapshot:
    reading = Reading()
    hub = reading.read(folders.hub / "hub.yaml", hub_from)
    if hub and not folders.alone:
        reading.named_as(folders.hub / "hub.yaml", "id", hub.id, "folder")
    entries = entries_of(folders, reading)
    schemes = schemes_of(folders, reading)
    vocabulary = vocabulary_of(folders, reading)
    places = places_of(folders, reading)
    surveys = surveys_of(folders.surveys, reading)
    words = wording_of(folders, hub.language if hub else "en", reading)
    safeguarding = lists_of(folders, reading)
    guard = guard_of(safeguarding, folders, reading)
    councils = councils_of(folders, reading)
    if hub and vocabulary:
        _crosscheck(entries, _known(entries, schemes, hub, vocabulary, places, folders, today), reading)
    if hub is None or vocabulary is None or guard is None or reading.serious():
        raise ContentError(reading.serious(), reading.warnings())
    return Snapshot(
        hub=hub,
        opportunities=tuple(entry.opportunity for entry in entries),
        own=frozenset(each.opportunity.id for each in entries if each.own),
        schemes=schemes,
        surveys=surveys,
        vocabulary=vocabulary,
        places=places,
        safeguarding=safeguarding,
        guard=guard,
        councils=councils,
        words=words,
        folders=folders,
        warnings=reading.warnings(),
    )


def _known(
    entries: Iterable[Entry],
    schemes: Iterable[Scheme],
    hub: Hub,
    vocabulary: Vocabulary,
    places: tuple[Place, ...],
    folders: Folders,
    today: date,
) -> Known:
    """What may be spoken of; a file that could not be read counts by its name, so that its fault is told once."""
    known = Known(
        ids=folders.stems("opportunities").union(entry.opportunity.id for entry in entries),
        schemes=folders.stems("bursaries").union(scheme.id for scheme in schemes),
        objectives=hub.objectives,
        today=today,
        alone=folders.alone,
    )
    return known.words_mean(vocabulary, places)


def _crosscheck(entries: Iterable[Entry], known: Known, reading: Reading) -> None:
    for entry in entries:
        reading.faults.extend(entry.told(fault) for fault in known.faults_in(entry.opportunity))


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Without the garbage collector, which would go through all that was read again and again and find nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
