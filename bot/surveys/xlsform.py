"""Reads a survey from the sheets of an XLSForm, and writes one as sheets; knows nothing of .xlsx files.

What a chat can ask of XLSForm is accepted with the same names, order and choices as pyxform 4.5 gives it; what pyxform
refuses is refused; what a chat cannot do is refused with sheet, row and column and what to do instead.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import process

from bot.catalogue.fault import Fault
from bot.surveys.fields import Fields
from bot.surveys.reading import head_from
from bot.surveys.record import Survey
from bot.surveys.xlsform_choices import EXCLUSIVE, Lists, choice_lists, with_other
from bot.surveys.xlsform_export import NoForm, to_xlsform
from bot.surveys.xlsform_question import PERSONAL, PLACE
from bot.surveys.xlsform_rows import Rows
from bot.surveys.xlsform_sheets import (
    CHOICES_ALIASES,
    CHOICES_COLUMNS,
    DISABLED,
    LABEL,
    NAME,
    SETTINGS_ALIASES,
    SETTINGS_COLUMNS,
    SURVEY_ALIASES,
    SURVEY_COLUMNS,
    TRIGGER,
    TYPE,
    YES_NO,
    Row,
    Sheet,
    Sheets,
    sheet_of,
)
from bot.surveys.xlsform_types import Read, type_read

__all__ = ["NoForm", "remarks_on", "survey_from_xlsform", "to_xlsform"]

LISTS = ("objectives", "age_bands", "areas", "roles")
"""Settings of ours that hold several values with commas between."""
OURS = {"survey": (PERSONAL, PLACE), "choices": (EXCLUSIVE,)}
CLOSE = 80.0
"""rapidfuzz ratio (0-100) from which an unknown column is taken for a slip of a known one."""
NAMED = re.compile(r"\$\{([^}]*)\}?")
REFERENCE_NAME = re.compile(r"[^\W\dÀ-Ö][\w.\-·]*")


def survey_from_xlsform(sheets: Sheets, slug: str = "") -> Survey | list[Fault]:
    """The survey in these sheets (each a list of rows of texts, the header first), or all that is wrong with it.

    A fault's path is (sheet, row as the spreadsheet counts, header). `slug` stands when the form has no form_id.
    """
    faults: list[Fault] = []
    top = sheet_of(_one_id(sheets), "settings", SETTINGS_ALIASES, SETTINGS_COLUMNS, faults)
    settings = _settings(top)
    survey = sheet_of(
        sheets,
        "survey",
        SURVEY_ALIASES,
        SURVEY_COLUMNS,
        faults,
        one_space=YES_NO.get(settings.get("clean_text_values", "yes"), True),
    )
    choices = sheet_of(sheets, "choices", CHOICES_ALIASES, CHOICES_COLUMNS, faults)
    _refuse_sheets(sheets, faults)
    if TYPE not in survey.columns:
        faults.append(
            Fault(
                ("survey", 1), "survey: there is no column type", "add a survey sheet with type, name, label"
            )
        )
        return faults
    language = settings.get("default_language") or _first_language(survey)
    rows = Rows(_lists(survey, choices, settings), language, faults).read(survey.rows)
    _references(survey, choices, top, rows.names)
    head = _head(settings | rows.settings, slug, language, faults)
    return faults or replace(
        head, questions=tuple(rows.questions), sections=tuple(rows.sections), translations=rows.translations
    )


def remarks_on(sheets: Sheets) -> list[Fault]:
    """Warnings about columns that no tool knows but whose name is close to one: what stands in them is passed over."""
    remarks: list[Fault] = []
    for name, aliases, known in (
        ("survey", SURVEY_ALIASES, SURVEY_COLUMNS),
        ("choices", CHOICES_ALIASES, CHOICES_COLUMNS),
    ):
        sheet = sheet_of(sheets, name, aliases, known, [])
        words = {*aliases, *known, *(column[0] for column in OURS[name])}
        for column in sheet.columns:
            close = process.extractOne(column[0].lower(), words, score_cutoff=CLOSE)
            if (
                close
                and column not in OURS[name]
                and column[0] not in {"bind", "control", "list name", *words}
            ):
                wrong = f"{name}: the column {column[0]} is passed over"
                remarks.append(Fault((name, 1, column[0]), wrong, f"did you mean {close[0]}?", warning=True))
    return remarks


def _one_id(sheets: Sheets) -> Sheets:
    """The sheets without the old header id_string where form_id stands beside it, which then wins."""

    def without(grid: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
        header = [*grid[0]] if grid else []
        if "form_id" not in header or "id_string" not in header:
            return grid
        return [["" if name == "id_string" else name for name in header], *grid[1:]]

    return {name: without(grid) if name.lower() == "settings" else grid for name, grid in sheets.items()}


def _settings(sheet: Sheet) -> dict[str, str]:
    """The first row of the settings, whatever the capitals of its headers."""
    if not sheet.rows:
        return {}
    return {"_".join(column[0].split()).lower(): cell.text for column, cell in sheet.rows[0].cells.items()}


def _refuse_sheets(sheets: Sheets, faults: list[Fault]) -> None:
    for name, rows in sheets.items():
        if name.strip().lower() in ("external_choices", "entities", "osm") and len(rows) > 1:
            mend = "take the sheet out; write choices on the choices sheet"
            faults.append(Fault((name, 1), f"{name}: a chat has no use for this sheet", mend))


def _first_language(survey: Sheet) -> str:
    """English, unless every label names its language: then the first of them."""
    labels = [column for column in survey.columns if column[:1] == LABEL]
    return labels[0][1] if labels and all(len(column) > 1 for column in labels) else "en"


def _lists(survey: Sheet, choices: Sheet, settings: Mapping[str, str]) -> Lists:
    """The lists, with "other" in each that some question uses with or_other."""
    lists = choice_lists(choices, repeats=YES_NO.get(settings.get("allow_choice_duplicates", "no"), False))
    for row in survey.rows:
        read = type_read(row.text(TYPE))
        if isinstance(read, Read) and read.other and read.choice_list in lists:
            lists[read.choice_list] = with_other(lists[read.choice_list])
    return lists


def _references(survey: Sheet, choices: Sheet, settings: Sheet, names: Counter[str]) -> None:
    """Every ${name} anywhere has to name exactly one row of the survey sheet."""
    for row in survey.rows:
        _named_once(
            row, (column for column in row.cells if column not in (TYPE, NAME, TRIGGER, DISABLED)), names
        )
    for row in settings.rows:
        _named_once(row, row.cells, names)
    for row in choices.rows:
        _named_once(row, (column for column in row.cells if column[:1] == LABEL), names)


def _named_once(row: Row, columns: Iterable[tuple[str, ...]], names: Counter[str]) -> None:
    for column in columns:
        for found in NAMED.finditer(row.text(column)):
            name = found[1]
            if not found[0].endswith("}") or not REFERENCE_NAME.fullmatch(name):
                row.fault(column, f"{found[0]} names no question", "write ${name} without spaces")
            elif names[name] != 1:
                wrong = "more than one question is" if names[name] else "no question is"
                row.fault(column, f"{wrong} called {name}", "use the name of one row of the survey sheet")


def _head(settings: Mapping[str, str], slug: str, language: str, faults: list[Fault]) -> Survey:
    """What the settings sheet says of the survey; our own columns there are called as in a YAML survey."""
    name = settings.get("id_string", slug)
    lists = {key: [part.strip() for part in settings[key].split(",")] for key in LISTS if settings.get(key)}
    record: dict[str, object] = {
        **{key: text for key, text in settings.items() if key not in LISTS},
        "slug": re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "survey",
        "title": settings.get("title") or name or "Survey",
        "objectives": lists.pop("objectives", []),
        "audience": lists,
        "language": language,
    }
    if "reminders" in settings:
        record["reminders"] = (
            int(settings["reminders"]) if settings["reminders"].isdigit() else settings["reminders"]
        )
    for day in ("opens", "closes"):
        if day in settings:
            record[day] = settings[day][:10]
    fields = Fields(record, ("settings", 2), [])
    head = head_from(fields)
    faults.extend(fault for fault in fields.faults if not fault.warning)
    return replace(
        head,
        why=settings.get("why", ""),
        who_asks=settings.get("who_asks", ""),
        what_happens=settings.get("what_happens", ""),
    )
