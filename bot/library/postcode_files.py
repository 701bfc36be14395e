"""Opens a file, a folder or a zip of postcodes as its parts, one at a time; knows nothing of what is in them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile, is_zipfile

from bot.catalogue.fault import Fault
from bot.library.fault_in_file import ContentError, FaultInFile

ENDINGS = (".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class Part:
    """One file of what was given. `shown` is its path, through the zip if it lies in one; `size` is in bytes."""

    shown: Path
    size: int
    open: Callable[[], IO[bytes]]

    @property
    def folder(self) -> str:
        return self.shown.parent.name.lower()

    @property
    def ending(self) -> str:
        return self.shown.suffix.lower()

    def fault(self, row: int, wrong: str, mend: str) -> FaultInFile:
        return FaultInFile(self.shown, row, Fault((), wrong, mend))


@contextmanager
def parts_of(source: Path) -> Iterator[list[Part]]:
    """The csv and xlsx files of a file, a folder with all below it, or a zip, by name.

    Raises ContentError when there is no such file, or a zip is damaged.
    """
    if source.is_dir():
        yield [_file(each) for each in sorted(source.rglob("*")) if each.is_file() and _wanted(each)]
    elif not source.is_file():
        raise _unusable(source, "there is no such file", "check its name")
    elif source.suffix.lower() == ".zip" or (not _wanted(source) and is_zipfile(source)):
        try:
            with ZipFile(source) as archive:
                yield _inside(source, archive)
        except BadZipFile as error:
            raise _unusable(source, f"this zip cannot be read ({error})", "download it again") from error
    else:
        yield [_file(source)]


def _inside(source: Path, archive: ZipFile) -> list[Part]:
    infos = sorted(archive.infolist(), key=lambda info: info.filename)
    wanted = [info for info in infos if not info.is_dir() and _wanted(PurePosixPath(info.filename))]
    return [
        Part(source / info.filename, info.file_size, lambda info=info: archive.open(info))  # type: ignore[misc]
        for info in wanted
    ]


def _file(path: Path) -> Part:
    return Part(path, path.stat().st_size, lambda: path.open("rb"))


def _wanted(path: PurePath) -> bool:
    return path.suffix.lower() in ENDINGS and not path.name.startswith((".", "~"))


def _unusable(source: Path, wrong: str, mend: str) -> ContentError:
    return ContentError([FaultInFile(source, 1, Fault((), wrong, mend))])
