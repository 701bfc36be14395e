"""Goes through content files to the end and keeps every fault on the way; knows nothing of what a record means."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from bot.catalogue.fault import Fault
from bot.library.fault_in_file import ContentError, FaultInFile, in_order
from bot.library.lines import locate, read_record

Read = TypeVar("Read")


@dataclass(slots=True)
class Reading:
    """The faults met so far, warnings among them."""

    faults: list[FaultInFile] = field(default_factory=list)

    def record(self, file: Path) -> dict[str, Any] | None:
        """The file's record, or None when it cannot be read, which is noted."""
        try:
            return read_record(file)
        except ContentError as error:
            self.faults.extend(error.faults)
            return None

    def read(self, file: Path, into: Callable[[Mapping[str, Any]], Read | list[Fault]]) -> Read | None:
        """What `into` makes of the file's record, or None when something is wrong with it, which is noted."""
        record = self.record(file)
        if record is None:
            return None
        made = into(record)
        if isinstance(made, list):
            self.note(file, made)
            return None
        return made

    def note(self, file: Path, faults: Iterable[Fault]) -> None:
        self.faults.extend(locate(file, faults))

    def named_as(self, file: Path, field: str, name: str, what: str = "file") -> None:
        """Notes a record whose id is not the name of its file or folder."""
        expected = file.stem if what == "file" else file.parent.name
        if name != expected:
            wrong = f"the {field} `{name}` is not the {what}'s name"
            self.note(file, [Fault((field,), wrong, f"write `{field}: {expected}`, or rename the {what}")])

    def warnings(self) -> tuple[FaultInFile, ...]:
        return in_order(each for each in self.faults if each.fault.warning)

    def serious(self) -> tuple[FaultInFile, ...]:
        return in_order(each for each in self.faults if not each.fault.warning)
