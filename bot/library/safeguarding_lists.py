"""How the lists in content/safeguarding are written; knows their shape, and nothing of what worries anybody."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints

from bot.catalogue.fault import Fault
from bot.library.fault_in_file import FaultInFile
from bot.library.folders import Folders, files_in
from bot.library.outside import Model, Outside, did_you_mean, read_as
from bot.library.reading import Reading
from bot.library.values import Name, NotEmpty, Url, Word, Words
from bot.safeguarding.worries import Safeguarding, safeguarding_from

Lists = dict[str, dict[str, Any]]
Names = Annotated[Words, NotEmpty]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Lines = Annotated[tuple[Line, ...], NotEmpty]
_GROUP = re.compile(r"\{(\w+)\}")


class _Written(Outside):
    """What these lists must hold; whatever else they hold is the safeguarding room's to judge."""

    model_config = ConfigDict(extra="allow")


class _Kind(_Written):
    kind: Word
    level: Literal["urgent", "soon"]
    says: Lines


class _Concerns(_Written):
    kinds: Annotated[tuple[_Kind, ...], NotEmpty]


class _NotWorrying(_Written):
    says: Lines


class _Helpline(_Written):
    id: Word
    kinds: Names = Field(alias="for")
    who: Literal["everyone", "adult"]
    text: Name
    url: Url = ""


class _Helplines(_Written):
    helplines: Annotated[tuple[_Helpline, ...], NotEmpty]


class _Rude(_Written):
    words: Names
    filler: Words = ()


def lists_of(folders: Folders, reading: Reading) -> Lists:
    """The lists by the names of their files; one of the four that is missing or wrong is noted with file and line."""
    files = {file.stem: file for file in files_in(folders.safeguarding, ".yaml")}
    lists: Lists = {name: reading.record(file) or {} for name, file in files.items() if name not in _MODELS}
    for name, model in _MODELS.items():
        file = files.get(name, folders.safeguarding / f"{name}.yaml")
        if (read := reading.read(file, _reader(model))) is not None:
            lists[name] = read
    if lists.keys() >= _MODELS.keys():
        for name, faults in _linked(lists).items():
            reading.note(files[name], faults)
    return lists


def guard_of(lists: Lists, folders: Folders, reading: Reading) -> Safeguarding | None:
    """The lists ready to use, or None when a fault in them was noted, now or before.

    They are built here, so that lists which the safeguarding room cannot use never replace those it can.
    """
    if any(fault.file.parent == folders.safeguarding for fault in reading.serious()):
        return None
    try:
        return safeguarding_from(lists)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        fault = Fault(
            (), f"these lists cannot be used together ({error!r})", "put back what was there before"
        )
        reading.faults.append(FaultInFile(folders.safeguarding / "concerns.yaml", 1, fault))
        return None


_MODELS: Mapping[str, type[Outside]] = {
    "concerns": _Concerns,
    "not_worrying": _NotWorrying,
    "helplines": _Helplines,
    "rude": _Rude,
}


def _reader(model: type[Model]) -> Callable[[Mapping[str, Any]], dict[str, Any] | list[Fault]]:
    """Reads a list into plain records again, with every word as text."""

    def read(record: Mapping[str, Any]) -> dict[str, Any] | list[Fault]:
        made = read_as(model, record)
        return made if isinstance(made, list) else made.model_dump(by_alias=True)

    return read


def _linked(lists: Lists) -> dict[str, list[Fault]]:
    """What the lists say of each other: groups in braces, and kinds of concern that a helpline is for."""
    groups = {name for record in lists.values() for name in record.get("groups") or ()}
    kinds = tuple(dict.fromkeys(kind["kind"] for kind in lists["concerns"]["kinds"]))
    found: dict[str, list[Fault]] = {"concerns": [], "not_worrying": [], "helplines": []}
    for at, kind in enumerate(lists["concerns"]["kinds"]):
        found["concerns"] += [
            replace(fault, path=("kinds", at, *fault.path)) for fault in _says(kind["says"], groups)
        ]
    found["not_worrying"] = _says(lists["not_worrying"]["says"], groups)
    for at, line in enumerate(lists["helplines"]["helplines"]):
        for kind in line["for"]:
            if kind not in (*kinds, "any"):
                mend = did_you_mean(kind, (*kinds, "any"))
                found["helplines"].append(
                    Fault(("helplines", at, "for"), f"there is no kind of concern `{kind}`", mend)
                )
    return found


def _says(lines: tuple[str, ...], groups: Collection[str]) -> list[Fault]:
    return [
        Fault(("says", at), f"there is no group `{name}`", did_you_mean(name, groups))
        for at, line in enumerate(lines)
        for name in _GROUP.findall(line)
        if name not in groups
    ]
