"""Where content and surveys lie; knows the layout of the folders and nothing of what the files say."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.catalogue.fault import Fault
from bot.library.fault_in_file import ContentError, FaultInFile, shown

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Folders:
    """`hub` is the hub's own folder, `shared` the content folder that all hubs share.

    `alone` marks a hub's folder that stands on its own: it may hold `vocabulary`, `safeguarding`, `national` and
    `surveys` itself, and has no national entries otherwise, so that a catalogue brought in is searched as it is.
    `surveys` is absent when nobody asks anything.
    """

    hub: Path
    shared: Path
    surveys: Path | None = None
    alone: bool = False

    @property
    def national(self) -> Path | None:
        return _there((self.hub if self.alone else self.shared) / "national")

    @property
    def vocabulary(self) -> Path:
        return self._own_or_shared("vocabulary")

    @property
    def safeguarding(self) -> Path:
        return self._own_or_shared("safeguarding")

    @property
    def towns(self) -> Path:
        """The towns of the whole country, for people who come from further away."""
        return self.shared / "places-gb.csv"

    @property
    def places(self) -> tuple[Path, ...]:
        """The hub's own places; a folder that stands alone without any takes those of all the hubs it knows of."""
        own = self.hub / "places.yaml"
        if self.alone and not own.is_file():
            return tuple(sorted(self.shared.glob("*/places.yaml")))
        return (own,) if own.is_file() else ()

    def watched(self) -> tuple[Path, ...]:
        """Every file and folder that can change what the bot says."""
        wording = self.shared / "wording"
        parts = (
            self.hub,
            self.national,
            self.vocabulary,
            self.safeguarding,
            wording,
            self.towns,
            self.surveys,
        )
        return tuple(dict.fromkeys(each for each in (*parts, *self.places) if each is not None))

    def stems(self, name: str) -> frozenset[str]:
        """The names of the YAML files in this part of the hub's folder and the national one, whatever they hold."""
        parts = (folder / name for folder in (self.hub, self.national) if folder)
        return frozenset(file.stem for part in parts for file in files_in(part, ".yaml"))

    def _own_or_shared(self, name: str) -> Path:
        return (_there(self.hub / name) if self.alone else None) or self.shared / name


def shipped(name: str) -> Path:
    """`content` or `surveys`: beside the code in a checkout, inside the package once installed."""
    beside = _PACKAGE.parent / name
    return beside if beside.is_dir() else _PACKAGE / "shipped" / name


def hub_names(content: Path) -> tuple[str, ...]:
    """The hubs in a content folder, in alphabetical order; "" for a folder that is itself a hub's."""
    if (content / "hub.yaml").is_file():
        return ("",)
    return tuple(sorted(each.parent.name for each in content.glob("*/hub.yaml")))


def folders_for(content: Path, surveys: Path | None, hub: str) -> Folders:
    """`content` holds hubs, or is a hub's folder itself, whatever `hub` says then.

    Raises ContentError when the hub, or the folder, is not there.
    """
    if (content / "hub.yaml").is_file():
        return Folders(content, shipped("content"), _there(content / "surveys"), alone=True)
    if not hub or not (content / hub / "hub.yaml").is_file():
        raise ContentError([FaultInFile(content / hub / "hub.yaml", 1, _no_hub(content, hub))])
    shared = content if (content / "wording").is_dir() else shipped("content")
    return Folders(content / hub, shared, _there(surveys / hub) if surveys else None)


def _no_hub(content: Path, hub: str) -> Fault:
    if not content.is_dir():
        return Fault((), f"there is no folder {shown(content)}", "check its name")
    known = ", ".join(hub_names(content))
    mend = f"choose one of {known}" if known else "make a folder with a hub.yaml there"
    return Fault((), f"there is no hub {f'`{hub}` ' if hub else ''}in {shown(content)}", mend)


def files_in(folder: Path | None, *endings: str) -> Iterator[Path]:
    """The files with these endings in the folder itself, by name; those that start with . or ~ are left out."""
    if folder is None or not folder.is_dir():
        return
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.suffix.lower() in endings and not file.name.startswith((".", "~")):
            yield file


def _there(folder: Path) -> Path | None:
    return folder if folder.is_dir() else None
