"""Notices that content changed and reads it again; what cannot be used leaves the last good snapshot in place."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISREG

from bot.catalogue.fault import Fault
from bot.library.fault_in_file import ContentError, FaultInFile
from bot.library.snapshot import Snapshot

Marks = frozenset[tuple[str, int, int, int]]
Load = Callable[[], Snapshot]


@dataclass(frozen=True, slots=True)
class Live:
    """The snapshot that is serving, the marks of its files when last looked at, and the faults of a broken edit."""

    snapshot: Snapshot
    marks: Marks
    faults: tuple[FaultInFile, ...] = ()


def live(snapshot: Snapshot) -> Live:
    """A snapshot just loaded."""
    return Live(snapshot, marks_of(snapshot.folders.watched()))


def polled(before: Live, load: Load) -> Live:
    """The same object when nothing is new; else one with a new snapshot, or with the old one and the faults.

    A file that cannot be opened, as while an editor saves it, is tried again at the next poll.
    """
    marks = marks_of(before.snapshot.folders.watched())
    if marks == before.marks:
        return before
    try:
        return Live(load(), marks)
    except ContentError as error:
        return replace(before, marks=marks, faults=error.faults)
    except OSError as error:
        fault = Fault(
            (), f"this file cannot be opened ({error.strerror})", "check that it is there and may be read"
        )
        faults = (FaultInFile(Path(error.filename or before.snapshot.folders.hub), 1, fault),)
        return before if faults == before.faults else replace(before, faults=faults)


async def watch(first: Live, load: Load, on_change: Callable[[Live], None], seconds: float = 3.0) -> None:
    """Polls until cancelled, in a thread so that conversations go on meanwhile; tells of every change."""
    now = first
    while True:
        await asyncio.sleep(seconds)
        after = await asyncio.to_thread(polled, now, load)
        if after is not now:
            now = after
            on_change(now)


def marks_of(places: Iterable[Path]) -> Marks:
    """Name, size, and when contents and access last changed (ns), of every file in these files and folders."""
    found: set[tuple[str, int, int, int]] = set()
    for place in places:
        for file in place.rglob("*") if place.is_dir() else (place,):
            try:
                seen = file.stat()
            except FileNotFoundError:
                continue
            if S_ISREG(seen.st_mode):
                found.add((str(file), seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns))
    return frozenset(found)
