"""A fault with the file and line it stands on; knows nothing of how the file was read."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.catalogue.fault import Fault


@dataclass(frozen=True, slots=True)
class FaultInFile:
    """`line` counts from 1; `cell` names sheet and column when the file is a spreadsheet, or the very cell in it, such
    as "survey!C4", which then stands in place of the line."""

    file: Path
    line: int
    fault: Fault
    cell: str = ""

    def __str__(self) -> str:
        place = f"{shown(self.file)}:{self.line}: "
        if "!" in self.cell:
            place = f"{shown(self.file)}:{self.cell}: "
        elif self.cell:
            place += f"{self.cell}: "
        return f"{place}{self.fault.wrong}; {self.fault.mend}"


class ContentError(Exception):
    """Content that cannot be used; holds every fault, not only the first, and the warnings met beside them."""

    def __init__(self, faults: Iterable[FaultInFile], warnings: Iterable[FaultInFile] = ()) -> None:
        self.faults = tuple(faults)
        self.warnings = tuple(warnings)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def shown(file: Path) -> str:
    """The path as somebody would type it from where they stand, or in full when it lies elsewhere."""
    absolute = file.absolute()
    here = Path.cwd()
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(absolute)


def in_order(faults: Iterable[FaultInFile]) -> tuple[FaultInFile, ...]:
    return tuple(sorted(faults, key=lambda each: (str(each.file), each.line, each.cell, each.fault.wrong)))
