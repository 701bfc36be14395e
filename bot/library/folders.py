"""Where content and surveys lie; knows the layout of the folders and nothing of what the files say."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.catalogue.fault import Fault
from bot.library.fault_in_file import ContentError, FaultInFile, shown

SHARED = ("national", "safeguarding", "vocabulary", "wording")
_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Folders:
    """`hub` is the hub's own folder, `shared` what all hubs share, `national` what is open to every hub's families.

    A hub folder that stands on its own has no `national` unless it holds one itself, so that a catalogue brought in
    from elsewhere is searched as it is. `surveys` is absent when nobody asks anything.
    """

    hub: Path
    shared: Path
    national: Path | None = None
    surveys: Path | None = None

    def watched(self) -> tuple[Path, ...]:
        """Every folder whose files can change what the bot says."""
        parts = (self.shared / name for name in SHARED if name != "national")
        return tuple(
            each for each in (self.hub, *parts, self.national, self.surveys) if each and each.is_dir()
        )


def shipped(name: str) -> Path:
    """`content` or `surveys`: beside the code in a checkout, inside the package once installed."""
    beside = _PACKAGE.parent / name
    return beside if beside.is_dir() else _PACKAGE / "shipped" / name


def hub_names(content: Path) -> tuple[str, ...]:
    """The hubs in a content folder, in alphabetical order."""
    return tuple(sorted(each.parent.name for each in content.glob("*/hub.yaml")))


def folders_for(content: Path, surveys: Path | None, hub: str) -> Folders:
    """`content` holds hubs, or is a hub's folder itself. Raises ContentError when the hub is not there."""
    if (content / "hub.yaml").is_file():
        return _alone(content, surveys)
    if not hub or not (content / hub / "hub.yaml").is_file():
        known = ", ".join(hub_names(content))
        mend = f"choose one of {known}" if known else "make a folder with a hub.yaml there"
        fault = Fault((), f"there is no hub `{hub}` in {shown(content)}", mend)
        raise ContentError([FaultInFile(content / hub / "hub.yaml", 1, fault)])
    shared = content if (content / "wording").is_dir() else shipped("content")
    national = content / "national"
    asked = surveys / hub if surveys else None
    return Folders(
        content / hub,
        shared,
        national if national.is_dir() else None,
        asked if asked and asked.is_dir() else None,
    )


def _alone(folder: Path, surveys: Path | None) -> Folders:
    own = folder / "surveys"
    asked = own if own.is_dir() else surveys / folder.name if surveys else None
    national = folder / "national"
    return Folders(
        folder,
        shipped("content"),
        national if national.is_dir() else None,
        asked if asked and asked.is_dir() else None,
    )


def files_in(folder: Path | None, *endings: str) -> Iterator[Path]:
    """The files with these endings in the folder itself, by name; those that start with . or ~ are left out."""
    if folder is None or not folder.is_dir():
        return
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() in endings and not file.name.startswith((".", "~")):
            yield file
