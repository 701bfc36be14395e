"""Says whether all content and surveys are right; knows every hub in a folder, and nothing of a screen or exit code."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.catalogue.fault import Fault
from bot.eligibility.faults import faults_of
from bot.library.asking_files import advice_on
from bot.library.fault_in_file import ContentError, FaultInFile, in_order
from bot.library.folders import hub_names
from bot.library.lines import locate
from bot.library.snapshot import Snapshot, load


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. Faults keep content from being used; warnings are for staff to look at."""

    hubs: tuple[str, ...]
    faults: tuple[FaultInFile, ...]
    warnings: tuple[FaultInFile, ...]
    entries: int

    @property
    def right(self) -> bool:
        return not self.faults

    def __str__(self) -> str:
        """Every fault on a line of its own, or one line when there is none."""
        if self.faults:
            return "\n".join(str(fault) for fault in self.faults)
        named = f" ({', '.join(self.hubs)})" if any(self.hubs) else ""
        return (
            f"All right: {self.entries} entries in {len(self.hubs)} hub{'s' * (len(self.hubs) != 1)}{named}."
        )


def check(content: Path, surveys: Path | None, today: date, hubs: Sequence[str] = ()) -> Checked:
    """Checks these hubs, or all in the folder; a fault in what hubs share is told once."""
    faults: dict[FaultInFile, None] = {}
    warnings: dict[FaultInFile, None] = {}
    read: dict[str, Snapshot] = {}
    names = tuple(hubs) or hub_names(content) or ("",)
    for name in names:
        try:
            read[name] = load(content, surveys, name, today)
        except ContentError as error:
            faults |= dict.fromkeys(error.faults)
            warnings |= dict.fromkeys(error.warnings)
    councils = [council for snapshot in read.values() for council in snapshot.councils.names]
    everything = [entry for snapshot in read.values() for entry in snapshot.opportunities]
    for snapshot in read.values():
        told = faults_of(snapshot.schemes, everything, today, councils if not hubs else ())
        advice = advice_on(snapshot.folders.surveys)
        for found in (*snapshot.warnings, *_in_files(snapshot, told), *advice):
            (warnings if found.fault.warning else faults)[found] = None
    entries = {
        (name if each.id in snapshot.own else "national", each.id)
        for name, snapshot in read.items()
        for each in snapshot.opportunities
    }
    return Checked(names, in_order(faults), in_order(warnings), len(entries))


def _in_files(snapshot: Snapshot, told: Iterable[tuple[str, Fault]]) -> Iterator[FaultInFile]:
    """What is wrong with how schemes, questions and activities fit together, by file and line."""
    for scheme, fault in told:
        own = snapshot.folders.hub / "bursaries" / f"{scheme}.yaml"
        national = snapshot.folders.national or snapshot.folders.hub
        yield from locate(own if own.is_file() else national / "bursaries" / f"{scheme}.yaml", [fault])
