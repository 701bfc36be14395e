"""What the tests of surveys share: real words, surveys written in YAML, and pyxform as the judge of XLSForms."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from pyxform.builder import create_survey_element_from_dict
from pyxform.errors import PyXFormError
from pyxform.xls2json import workbook_to_json
from pyxform.xls2json_backends import DefinitionData
from ruamel.yaml import YAML

from bot.dialogue.bot import Words
from bot.surveys.reading import survey_from
from bot.surveys.record import Survey

WORDING = Path(__file__).parents[2] / "content" / "wording" / "en" / "survey_reading.yaml"
HEAD = {
    "slug": "poll-test",
    "title": "A test",
    "why": "To know",
    "who_asks": "The council",
    "what_happens": "We tell you",
}


@pytest.fixture(scope="session")
def words() -> Words:
    sentences = YAML(typ="safe").load(WORDING)

    def say(key: str, /, **values: object) -> str:
        return str(sentences[key]).format(**values)

    return say


@pytest.fixture(scope="session")
def survey_of() -> Callable[[str], Survey]:
    """A survey with these questions, written in YAML."""

    def read(questions: str) -> Survey:
        survey = survey_from({**HEAD, "questions": YAML(typ="safe").load(questions)})
        assert isinstance(survey, Survey), survey
        return survey

    return read


Item = tuple[tuple[str, ...], str, tuple[tuple[str, str], ...]]
"""A question or group: its path of groups with its own name last, its kind, its choices (name, label)."""


@pytest.fixture(scope="session")
def judged() -> Callable[[Mapping[str, Sequence[Sequence[str]]]], list[Item] | str]:
    """What pyxform, the XLSForm project's own tool, makes of a form: what it read, or its words for refusing it."""
    return _judged


def _judged(sheets: Mapping[str, Sequence[Sequence[str]]]) -> list[Item] | str:
    """What pyxform read, or its own words for refusing it."""
    data: dict[str, Any] = {"sheet_names": list(sheets)}
    try:
        for name, grid in sheets.items():
            rows, header = _table(grid)
            data |= {name: rows, f"{name}_header": header}
        form = workbook_to_json(DefinitionData(**data), form_name="data", warnings=[])
        create_survey_element_from_dict(form).to_xml(validate=False)
    except PyXFormError as refusal:
        return str(refusal)
    return list(_items(form["children"], form.get("choices", {}), ()))


def _table(grid: Sequence[Sequence[str]]) -> tuple[list[dict[str, str]], list[dict[str, None]]]:
    """The rows as pyxform's reader of .xlsx files gives them."""
    header = [" ".join(text.split()) for text in grid[0]]
    if len(set(filter(None, header))) < len(list(filter(None, header))):
        raise PyXFormError("Duplicate column header")
    rows = [
        {key: text.strip() for key, text in zip(header, row, strict=False) if key and text.strip()}
        for row in grid[1:]
    ]
    return rows, [dict.fromkeys(filter(None, header))]


def _items(children: list[dict[str, Any]], lists: dict[str, Any], path: tuple[str, ...]) -> Iterator[Item]:
    for child in children:
        if child["name"] == "meta" and child["type"] == "group":
            continue
        here = (*path, child["name"])
        listed = lists.get(child.get("itemset") or child.get("list_name"), [])
        choices = tuple((choice["name"], _first(choice.get("label", choice["name"]))) for choice in listed)
        yield here, child["type"], choices
        if child["type"] == "group":
            yield from _items(child.get("children", []), lists, here)


def _first(label: Any) -> str:
    return str(next(iter(label.values()))) if isinstance(label, dict) else str(label)
