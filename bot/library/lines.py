"""Reads YAML as hub staff write it and knows the line of every value; knows nothing of what the values mean.

YAML 1.2's plain types, so that `yes`, `no` and `on` stay words: null, true, false, whole numbers, decimals and ISO
dates. A number that starts with 0 stays text (a telephone number), and so does every key.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]
from yaml.cyaml import CParser  # type: ignore[import-untyped]

from bot.catalogue.fault import Fault
from bot.library.fault_in_file import ContentError, FaultInFile

DEEPEST = 12
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_WORDS |= {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_MENDS = {
    "mapping values are not allowed": "put text that holds a colon in quotes, or check the indentation",
    "cannot start any token": "indent with spaces, not tabs, and put text that starts with a sign in quotes",
    "expected key": "line this up with the lines above it",
    "expected <block end>": "line this up with the lines above it",
    "could not find expected ':'": "write a colon and a space after the name, and check the indentation",
    "end of stream": "close the quote or bracket that was opened",
    "undefined alias": "put text that starts with * in quotes",
}


class _Nodes(CParser):  # type: ignore[misc]
    """libyaml's composer, told not to guess types: an untagged node keeps the tag ""."""

    def descend_resolver(self, _parent: object, _index: object) -> None: ...

    def ascend_resolver(self) -> None: ...

    def resolve(self, _kind: object, _value: object, _implicit: object) -> str:
        return ""


def read_yaml(file: Path) -> Any:
    """What a YAML file holds. Raises ContentError when it is not UTF-8, not YAML or holds a key twice."""
    root = _compose(file)
    faults: list[FaultInFile] = []
    value = _value(root, file, faults, 0) if root is not None else None
    if faults:
        raise ContentError(faults)
    return value


def read_record(file: Path) -> dict[str, Any]:
    """A file that must hold one record of `name: value` lines. Raises ContentError."""
    value = read_yaml(file)
    if not isinstance(value, dict):
        fault = Fault((), "this file holds no record", "write lines such as `title: Drum club`")
        raise ContentError([FaultInFile(file, 1, fault)])
    return value


def locate(file: Path, faults: Iterable[Fault]) -> list[FaultInFile]:
    """The faults of one file's record, each with the line of the value it speaks of."""
    found = list(faults)
    root = _compose(file) if found and file.is_file() else None
    return [FaultInFile(file, _line(root, fault.path), fault) for fault in found]


def _compose(file: Path) -> yaml.Node | None:
    try:
        return _Nodes(file.read_bytes().decode("utf-8-sig")).get_single_node()
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        fault = Fault((), "this file is not saved as UTF-8", "save it again with the encoding UTF-8")
        raise ContentError([FaultInFile(file, line, fault)]) from error
    except OSError as error:
        fault = Fault(
            (), f"this file cannot be opened ({error.strerror})", "put it there, and let it be read"
        )
        raise ContentError([FaultInFile(file, 1, fault)]) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ContentError(
            [FaultInFile(file, mark.line + 1 if mark else 1, _syntax(error.problem))]
        ) from error
    except yaml.YAMLError as error:
        fault = Fault((), "this file holds a character that YAML does not allow", "remove it")
        raise ContentError([FaultInFile(file, 1, fault)]) from error


def _syntax(problem: str | None) -> Fault:
    mend = next(
        (advice for sign, advice in _MENDS.items() if problem and sign in problem),
        "check the indentation and the quotes of this line and the one above",
    )
    return Fault((), f"this line cannot be read ({problem})", mend)


def _value(node: yaml.Node, file: Path, faults: list[FaultInFile], depth: int) -> Any:
    if node.tag or depth > DEEPEST:
        wrong = f"the tag {node.tag} is not used here" if node.tag else "this is nested too deep"
        faults.append(_at(file, node, wrong, "write plain values"))
        return None
    match node:
        case yaml.ScalarNode():
            return node.value if node.style else _plain(node.value)
        case yaml.SequenceNode():
            return [_value(each, file, faults, depth + 1) for each in node.value]
        case _:
            return _mapping(node, file, faults, depth)


def _mapping(node: yaml.MappingNode, file: Path, faults: list[FaultInFile], depth: int) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            faults.append(_at(file, key, "a name must be a word", "write `name: value`"))
        elif key.value in record:
            faults.append(_at(file, key, f"`{key.value}` is here twice", "keep one of them"))
        else:
            record[key.value] = _value(value, file, faults, depth + 1)
    return record


def _plain(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if text[0].isalpha():
        return text
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    if _DATE.fullmatch(text):
        return _date_or_text(text)
    return text


def _date_or_text(text: str) -> date | str:
    """A day that does not exist stays text, so that whoever wanted a date says so."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _at(file: Path, node: yaml.Node, wrong: str, mend: str) -> FaultInFile:
    return FaultInFile(file, node.start_mark.line + 1, Fault((), wrong, mend))


def _line(node: yaml.Node | None, path: Sequence[str | int]) -> int:
    """The line of the value at `path`, or of the nearest value around it that is there."""
    line = node.start_mark.line + 1 if node is not None else 1
    for step in path:
        inner = _step(node, step)
        if inner is None:
            return line
        mark, node = inner
        line = mark + 1
    return line


def _step(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    match node:
        case yaml.MappingNode():
            for key, value in node.value:
                if key.value == str(step):
                    return key.start_mark.line, value
        case yaml.SequenceNode() if isinstance(step, int) and step < len(node.value):
            return node.value[step].start_mark.line, node.value[step]
    return None
