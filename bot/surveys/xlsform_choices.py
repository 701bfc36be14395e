"""Reads the choices sheet of an XLSForm; knows nothing of the questions that use its lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.surveys.record import OTHER, SurveyChoice
from bot.surveys.xlsform_sheets import LABEL, LIST, NAME, Row, Sheet

EXCLUSIVE = ("exclusive",)
"""Our own column: yes for a choice such as "none of these". Other tools pass over it."""
OTHER_LABEL = "Other"


@dataclass(frozen=True, slots=True)
class Listed:
    """A choice with its labels by language ("" for the one that is none's); `columns` are all that a filter may name,
    whether or not they are filled for this choice."""

    choice: SurveyChoice
    labels: Mapping[str, str] = field(default_factory=dict)
    columns: frozenset[str] = frozenset()


Lists = Mapping[str, tuple[Listed, ...]]


def choice_lists(sheet: Sheet, repeats: bool) -> dict[str, tuple[Listed, ...]]:
    """Every list by its name. `repeats` allows a name twice in one list, as a setting of the form may."""
    lists: dict[str, tuple[Listed, ...]] = {}
    if sheet.rows and NAME not in sheet.columns:
        sheet.rows[0].fault(
            NAME, "there is no column name", "add a column name: what is stored for each choice"
        )
        return lists
    columns = frozenset(key[0] for key in sheet.columns if len(key) == 1 and " " not in key[0])
    for row in sheet.rows:
        list_name, name = row.text(LIST), row.text(NAME)
        _refuse_media(row)
        if not list_name:
            continue
        if not name:
            row.fault(NAME, "a choice without a name", "give it a short name in the name column")
            continue
        if not repeats and any(listed.choice.value == name for listed in lists.get(list_name, ())):
            row.fault(NAME, f"{name} is in {list_name} twice", "give each choice of a list its own name")
        lists[list_name] = (*lists.get(list_name, ()), _listed(row, name, columns))
    return lists


def with_other(listed: tuple[Listed, ...]) -> tuple[Listed, ...]:
    """The list with the choice "other" at its end, as `or_other` adds it for every question that uses the list."""
    if any(each.choice.value == OTHER for each in listed):
        return listed
    languages = {language for each in listed for language in each.labels} or {""}
    return (
        *listed,
        Listed(SurveyChoice(OTHER, OTHER_LABEL), dict.fromkeys(languages, OTHER_LABEL), listed[0].columns),
    )


def _listed(row: Row, name: str, columns: frozenset[str]) -> Listed:
    labels = row.said(LABEL)
    tags = {
        key[0]: cell.text
        for key, cell in row.cells.items()
        if key not in (LIST, NAME, EXCLUSIVE) and len(key) == 1
    }
    tags.pop(LABEL[0], None)
    usable = {key: text for key, text in tags.items() if " " not in key}
    exclusive = row.text(EXCLUSIVE).casefold() in ("yes", "true", "true()")
    return Listed(SurveyChoice(name, labels.get("", name), exclusive=exclusive, tags=usable), labels, columns)


def _refuse_media(row: Row) -> None:
    for column in row.cells:
        if column[0] == "media":
            row.fault(column, "a choice in a chat has no picture or sound", "say it in the label")
