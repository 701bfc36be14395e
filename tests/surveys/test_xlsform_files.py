"""Real .xlsx files, read by us and by pyxform: numbers, days and truth values in cells, merged cells, odd sheets."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from pyxform.builder import create_survey_element_from_dict
from pyxform.errors import PyXFormError
from pyxform.xls2json import workbook_to_json
from pyxform.xls2json_backends import get_xlsform

from bot.library.fault_in_file import ContentError
from bot.library.survey_file import survey_in
from bot.surveys.record import Section, Survey

H = ("type", "name", "label")
LISTS = (("list_name", "name", "label"), ("l", "x", "X"), ("l", "y", "Y"))
CHOICES = LISTS[0]
Forms = Mapping[str, Sequence[Sequence[Any]]]


def one(*choices: Sequence[Any]) -> Forms:
    return {"survey": [H, ("select_one l", "q", "Q")], "choices": [CHOICES, *choices]}


FORMS: dict[str, Forms] = {
    "numbers as labels and names": one(("l", 1, 1.0), ("l", 2.0, 2.5), ("l", "c", "three")),
    "nought as a label": one(("l", "a", 0), ("l", "b", 1)),
    "negative and fractional names": one(("l", -1, "less"), ("l", 0, "none"), ("l", 1.5, "more")),
    "truth values": one(("l", True, True), ("l", False, False)),
    "days and times": one(
        ("l", "a", dt.date(2026, 1, 2)),
        ("l", "b", dt.datetime(2026, 1, 2, 3, 4)),  # noqa: DTZ001 - a spreadsheet knows no time zone
        ("l", "c", dt.time(10, 0))
    ),
    "a list called by a number": {
        "survey": [H, ("select_one 1", "q", "Q")],
        "choices": [CHOICES, (1, "x", "X")],
    },
    "a day as default": {"survey": [(*H, "default"), ("date", "q", "Q", dt.date(2026, 1, 2))]},
    "a number as calculation": {
        "survey": [(*H, "calculation"), ("calculate", "c", "", 5), ("text", "t", "T", None)]
    },
    "truth values as required": {
        "survey": [(*H, "required"), ("text", "a", "A", True), ("text", "b", "B", False)]
    },
    "a number as label": {"survey": [H, ("text", "a", 2026)]},
    "a number as name": {"survey": [H, ("text", 12, "A")]},
    "a number as form_id": {
        "survey": [H, ("text", "a", "A")],
        "settings": [("form_title", "form_id", "version"), ("T", 12, 20261122)],
    },
    "repeated choices allowed by a truth value": {
        "survey": [H, ("select_one l", "q", "Q")],
        "choices": [*LISTS, ("l", "x", "again")],
        "settings": [("form_id", "allow_choice_duplicates"), ("f", True)],
    },
    "repeated choices": {"survey": [H, ("select_one l", "q", "Q")], "choices": [*LISTS, ("l", "x", "again")]},
    "sheets in capitals": {
        "SURVEY": [H, ("select_one l", "q", "Q")], "Choices": LISTS, "Settings": [("form_id",), ("f",)],
    },
    "a space behind a sheet's name": {"survey ": [H, ("text", "q", "Q")], "choices": LISTS},
    "a space behind choices": {"survey": [H, ("select_one l", "q", "Q")], "choices ": LISTS},
    "one sheet of any name": {"Sheet1": [H, ("text", "q", "Q")]},
    "no survey among two": {"Sheet1": [H, ("text", "q", "Q")], "choices": LISTS},
    "no choices": {"survey": [H, ("select_one l", "q", "Q")]},
    "choices by another name": {"survey": [H, ("select_one l", "q", "Q")], "choice": LISTS},
    "a sheet of notes": {"survey": [H, ("text", "q", "Q")], "notes": [("x",), ("y",)]},
    "headers in capitals and with spaces": {
        "survey": [
            (" Type ", "NAME", "Label", "Constraint Message", "constraint"), ("integer", "q", "Q", "No", ". > 1"),
        ]
    },
    "headers without a name": {"survey": [("type", None, "name", "label", None), ("text", "x", "a", "A", "z")]},
    "the same header twice": {"survey": [(*H, "label"), ("text", "a", "A", "B")]},
    "a header and its alias": {"survey": [(*H, "caption"), ("text", "a", "A", "B")]},
    "languages with spaces": {
        "survey": [("type", "name", "label :: English (en)", "label::Cymraeg (cy)"), ("text", "a", "A", "C")]
    },
    "a list in one language of two": {
        "survey": [("type", "name", "label::en", "label::fr"), ("select_one l", "q", "Q", "F")],
        "choices": [("list_name", "name", "label::en"), ("l", "x", "X")],
    },
    "rows of nothing and of spaces": {
        "survey": [H, (None, None, None), ("text", "q", "Q"), ("   ", "", None), ("text", "r", "R")]
    },
    "a row that only says something": {"survey": [H, ("text", "q", "Q"), (None, None, "a comment")]},
    "a row that is only named": {"survey": [H, ("text", "q", "Q"), (None, "foo", None)]},
    "spaces of all kinds": {"survey": [H, ("select_one\xa0l ", " q ", "Q\xa0x")], "choices": LISTS},
    "two spaces in a type": {"survey": [H, ("select_one  l", "q", "Q")], "choices": LISTS},
    "other, in old words": {
        "survey": [H, ("select_one l or specify other", "q", "Q"), ("select_multiple l or_other", "r", "R")],
        "choices": LISTS,
    },
    "other that is there already": {
        "survey": [H, ("select_one l or_other", "q", "Q")], "choices": [*LISTS, ("l", "other", "Something else")],
    },
    "other that collides": {
        "survey": [H, ("select_one l or_other", "q", "Q"), ("text", "q_other", "O")], "choices": LISTS,
    },
    "other in two groups": {
        "survey": [
            H, ("begin group", "g", "G"), ("select_one l or_other", "a", "A"), ("end group", "", ""),
            ("begin group", "h", "H"), ("select_one l or_other", "a", "A"), ("end group", "", ""),
        ],
        "choices": LISTS,
    },
    "a filter by a column that nothing fills": {
        "survey": [(*H, "choice_filter"), ("text", "q", "Q", ""), ("select_one l", "r", "R", "p=${q}")],
        "choices": [(*CHOICES, "p"), ("l", "x", "X", ""), ("m", "a", "A", "x")],
    },
    "a filter by numbers": {
        "survey": [(*H, "choice_filter"), ("integer", "q", "Q", ""), ("select_one l", "r", "R", "p=${q}")],
        "choices": [(*CHOICES, "p"), ("l", "x", "X", 1), ("l", "y", "Y", 2.0)],
    },
    "a filter by what was chosen before": {
        "survey": [
            (*H, "choice_filter"), ("select_multiple l", "q", "Q", ""),
            ("select_one l", "r", "R", "selected(${q}, name)"),
        ],
        "choices": LISTS,
    },
    "lists one inside the other": {
        "survey": [H, ("select_one l", "q", "Q"), ("select_one m", "r", "R")],
        "choices": [CHOICES, ("l", "x", "X"), ("m", "a", "A"), (None, None, None), ("l", "y", "Y")],
    },
    "names in capitals and small letters": {"survey": [H, ("text", "a", "A"), ("text", "A", "B")]},
    "a question called like its group": {
        "survey": [H, ("begin group", "g", "G"), ("text", "g", "A"), ("end group", "", "")]
    },
    "a group in one of its name": {
        "survey": [
            H, ("begin group", "g", "G"), ("begin_group", "g", "H"), ("text", "a", "A"), ("end_group", "", ""),
            ("end group", "", ""),
        ]
    },
    "a group that ends another": {"survey": [H, ("text", "a", "A"), ("end group", "", "")]},
    "quotes that a word processor made": {
        "survey": [(*H, "relevant"), ("text", "a", "A", ""), ("text", "b", "B", "${a} = ‘x’")]
    },
    "a reference that is not closed": {
        "survey": [(*H, "relevant"), ("text", "a", "A", ""), ("text", "b", "B", "${a = 'x'")]
    },
    "an expression on two lines": {
        "survey": [(*H, "relevant"), ("integer", "a", "A", ""), ("text", "b", "B", "${a} > 1\nand ${a} < 9")]
    },
    "rating": {
        "survey": [(*H, "parameters", "appearance"), ("range", "a", "A", "start=1 end=5 step=1", "rating")]
    },
    "shuffled by an answer": {
        "survey": [
            (*H, "parameters"), ("integer", "s", "S", ""), ("select_one l", "q", "Q", "randomize=true, seed=${s}"),
        ],
        "choices": LISTS,
    },
    "title and id among the rows": {
        "survey": [H, ("set form title", "T", ""), ("set form id", "myid", ""), ("text", "a", "A")]
    },
    "taken out for now": {
        "survey": [(*H, "disabled"), ("text", "a", "A", "yes"), ("text", "a", "A2", ""), ("text", "b", "B", "no")]
    },
    "faces as labels": one(("l", "sad", "😞"), ("l", "ok", "🙂")),
}  # fmt: skip


def saved(folder: Path, sheets: Forms, change: Callable[[Any], None] = lambda _book: None) -> Path:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    change(book)
    book.save(folder / "form.xlsx")
    return folder / "form.xlsx"


Item = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]


def by_pyxform(file: Path) -> list[Item] | None:
    """Every question's path of names and its choices; None when the form is refused."""
    try:
        form = workbook_to_json(get_xlsform(str(file)), form_name="data", warnings=[])
        create_survey_element_from_dict(form).to_xml(validate=False)
    except PyXFormError:
        return None
    return list(_walk(form["children"], form.get("choices", {}), ()))


def _walk(children: Any, lists: Any, path: tuple[str, ...]) -> Any:
    for child in children:
        here = (*path, child["name"])
        if child["type"] == "group":
            yield from () if child["name"] == "meta" else _walk(child.get("children", []), lists, here)
            continue
        listed = lists.get(child.get("itemset") or child.get("list_name"), [])
        labels = [(each["name"], each.get("label", each["name"])) for each in listed]
        yield here, tuple((name, _first(label)) for name, label in labels)


def _first(label: Any) -> str:
    return str(next(iter(label.values()))) if isinstance(label, dict) else str(label)


def by_us(file: Path) -> list[Item] | None:
    try:
        survey = survey_in(file)
    except ContentError:
        return None
    return list(_items(survey))


def _items(survey: Survey) -> Any:
    sections = {section.id: section for section in survey.sections}

    def path(section: Section | None) -> tuple[str, ...]:
        return (*path(sections.get(section.inside)), section.name) if section else ()

    for question in survey.questions:
        here = path(sections.get(question.section))
        shown = () if question.type == "rating" else question.choices
        yield (*here, question.name), tuple((choice.value, choice.label) for choice in shown)
        if any(choice.other for choice in question.choices):
            yield (*here, f"{question.name}_other"), ()


@pytest.mark.parametrize("name", FORMS)
def test_a_file_is_read_as_pyxform_reads_it(name: str, tmp_path: Path) -> None:
    file = saved(tmp_path, FORMS[name])
    assert by_us(file) == by_pyxform(file)


def merged(book: Any) -> None:
    book["survey"].merge_cells("C2:D2")
    book["survey"].merge_cells("C4:D4")


def hidden(book: Any) -> None:
    book["survey"].row_dimensions[2].hidden = True
    book["choices"].sheet_state = "hidden"


def far_away(book: Any) -> None:
    book["survey"]["Z99"] = " "
    book["choices"]["F40"] = ""


@pytest.mark.parametrize("change", [merged, hidden, far_away])
def test_how_a_sheet_looks_changes_nothing(change: Callable[[Any], None], tmp_path: Path) -> None:
    sheets = {
        "survey": [
            (*H, "hint"),
            ("text", "a", "A", ""),
            ("select_one l", "b", "B", "h"),
            ("note", "n", "N", ""),
        ],
        "choices": LISTS,
    }
    file = saved(tmp_path, sheets, change)
    ours = by_us(file)
    assert ours is not None
    assert ours == by_pyxform(file)


def test_of_these_forms_some_are_taken_and_some_refused(tmp_path: Path) -> None:
    taken = [by_us(saved(tmp_path, form)) is not None for form in FORMS.values()]
    assert (sum(taken) >= 30, taken.count(False) >= 8) == (True, True)
