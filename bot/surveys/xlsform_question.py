"""Reads one row of an XLSForm's survey sheet as a question; knows nothing of the rows around it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.surveys.expression import wrong_with
from bot.surveys.record import OTHER, UNSEEN, SurveyChoice, SurveyQuestion, Type
from bot.surveys.xlsform_choices import Listed, Lists
from bot.surveys.xlsform_parameters import parameters_of, range_of, shuffled_of
from bot.surveys.xlsform_sheets import (
    APPEARANCE,
    CALCULATION,
    CHOICE_FILTER,
    CONSTRAINT,
    CONSTRAINT_MESSAGE,
    DEFAULT,
    GUIDANCE,
    HINT,
    LABEL,
    NAME,
    PARAMETERS,
    READONLY,
    RELEVANT,
    REQUIRED,
    REQUIRED_MESSAGE,
    TRIGGER,
    TYPE,
    YES_NO,
    Column,
    Row,
)
from bot.surveys.xlsform_types import CLOCK, Read

PERSONAL, PLACE = ("personal",), ("place",)
"""Our own columns: yes where "I'd rather not say" is to be offered, and where a text is a place."""
_AT_MOST = re.compile(r"(?P<open>\()?count-selected\(\s*\.\s*\)\s*<=\s*(?P<most>\d+)(?(open)\))(?=$| and )")
_DYNAMIC = re.compile(r"\$\{|[\w-]+\(|[*+|]|\s-\s")
_REFUSED: dict[Column, tuple[str, str]] = {
    TRIGGER: ("nothing in a chat is triggered by another answer", "use relevant or calculation"),
    ("bind", "entities:saveto"): ("a chat saves no entities", "take the column out"),
    ("control", "jr:count"): ("a chat cannot repeat a group", "ask once, or ask for the most important one"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its sentences in the form's other languages, by their keys."""

    question: SurveyQuestion
    translations: Mapping[str, Mapping[str, str]]


def question_of(row: Row, read: Read, name: str, section: str, lists: Lists, language: str) -> Asked:
    """The question in this row; what is wrong with it is among the row's faults."""
    _refuse(row)
    kind = _kind(row, read)
    sentences = {
        "text": row.said(LABEL) or row.said(HINT),
        "hint": row.said(HINT) if row.said(LABEL) else {},
        "why": row.said(GUIDANCE),
        "constraint_message": row.said(CONSTRAINT_MESSAGE),
        "required_message": row.said(REQUIRED_MESSAGE),
    }
    listed = _listed(row, read, kind, lists)
    sentences |= {f"choice.{each.choice.value}": dict(each.labels) for each in listed}
    required = row.text(REQUIRED)
    question = SurveyQuestion(
        id=name,
        type=kind,
        text=own(sentences["text"], language),
        hint=own(sentences["hint"], language),
        why=own(sentences["why"], language),
        constraint_message=own(sentences["constraint_message"], language),
        required_message=own(sentences["required_message"], language),
        choices=_choices(listed, read, language),
        required=YES_NO.get(required, False) and kind is not Type.NOTE,
        required_if="" if required in YES_NO else expression(row, REQUIRED),
        relevant=expression(row, RELEVANT),
        constraint=expression(row, CONSTRAINT),
        calculation=_calculation(row, kind),
        default="" if _DYNAMIC.search(row.text(DEFAULT)) else row.text(DEFAULT),
        most=_most_chosen(row, kind),
        whole=read.whole,
        personal=YES_NO.get(row.text(PERSONAL), False),
        choice_filter=_filter(row, listed),
        section=section,
        appearance=row.text(APPEARANCE),
        choice_list=read.choice_list,
    )
    _says_something(row, question)
    return Asked(_with_parameters(row, read, question), _translated(name, sentences, language))


def own(said: Mapping[str, str], language: str) -> str:
    """The sentence in the form's own language, or the first there is."""
    return said.get(language) or said.get("") or next(iter(said.values()), "")


def _translated(
    name: str, sentences: Mapping[str, Mapping[str, str]], language: str
) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for part, said in sentences.items():
        for spoken, text in said.items():
            if spoken not in ("", language):
                found.setdefault(spoken, {})[f"{name}.{part}"] = text
    return found


def expression(row: Row, column: Column, columns: Sequence[str] = ()) -> str:
    """The expression in that column; one that cannot be worked out is a fault."""
    text = row.text(column)
    if text in YES_NO:
        return "true()" if YES_NO[text] else "false()"
    wrong = wrong_with(text, columns) if text else None
    if wrong:
        row.fault(column, f"this cannot be worked out: {wrong}", "look at its functions, brackets and quotes")
    return text


def _kind(row: Row, read: Read) -> Type:
    """The type, seen with other columns: what is worked out is not asked, as other tools show but do not ask it."""
    says_something = row.said(LABEL) or row.said(HINT)
    if row.text(CALCULATION) and read.type not in UNSEEN and not (read.type is Type.NOTE and says_something):
        return Type.COMPUTED
    if read.type is Type.ONE and "likert" in row.text(APPEARANCE).split():
        return Type.SCALE
    if read.type is Type.TEXT and YES_NO.get(row.text(PLACE), False):
        return Type.PLACE
    return read.type


def _most_chosen(row: Row, kind: Type) -> float | None:
    """How many may be chosen when the rule says just that and has no message of its own: then people are told before
    they choose."""
    found = (
        _AT_MOST.match(row.text(CONSTRAINT))
        if kind is Type.MANY and not row.said(CONSTRAINT_MESSAGE)
        else None
    )
    return float(found["most"]) if found else None


def _refuse(row: Row) -> None:
    for column in row.cells:
        if column in _REFUSED:
            row.fault(column, *_REFUSED[column])
        if column[0] == "media":
            row.fault(column, "a question in a chat has no picture or sound", "say it in the label")
    shown = YES_NO.get(row.text(READONLY), bool(row.text(READONLY)))
    if shown and not row.text(CALCULATION) and row.text(TYPE) != "note":
        row.fault(READONLY, "shown but not to be answered", "use type note to say something")


def _calculation(row: Row, kind: Type) -> str:
    if kind not in UNSEEN:
        return ""
    if row.text(TYPE) in CLOCK:
        return CLOCK[row.text(TYPE)]
    dynamic = _DYNAMIC.search(row.text(DEFAULT)) is not None
    if row.text(CALCULATION) or not dynamic:
        if kind is Type.COMPUTED and not row.text(CALCULATION):
            row.fault(CALCULATION, "nothing to calculate", "write in calculation how it is worked out")
        return expression(row, CALCULATION)
    return expression(row, DEFAULT)


def _says_something(row: Row, question: SurveyQuestion) -> None:
    if question.type not in UNSEEN and not question.text:
        row.fault(LABEL, f"{row.text(NAME) or 'this question'} says nothing", "write the question in label")


def _listed(row: Row, read: Read, kind: Type, lists: Lists) -> tuple[Listed, ...]:
    if not read.choice_list:
        return ()
    listed = lists.get(read.choice_list, ())
    if not listed:
        row.fault(
            TYPE, f"there is no list {read.choice_list} on the choices sheet", "add it, or correct its name"
        )
    if read.other and row.text(CHOICE_FILTER):
        row.fault(CHOICE_FILTER, "a list with or_other cannot be filtered", "take out or_other or the filter")
    for each in listed if kind is Type.MANY else ():
        if " " in each.choice.value:
            row.fault(
                TYPE, f"the choice {each.choice.value!r} has a space in its name", "write _ for the space"
            )
    return listed


def _choices(listed: Sequence[Listed], read: Read, language: str) -> tuple[SurveyChoice, ...]:
    return tuple(
        replace(
            each.choice,
            label=own(each.labels, language) or each.choice.value,
            other=read.other and each.choice.value == OTHER,
        )
        for each in listed
    )


def _filter(row: Row, listed: Sequence[Listed]) -> str:
    columns = {"name", "label", *(column for each in listed for column in each.columns)}
    return expression(row, CHOICE_FILTER, tuple(columns))


def _with_parameters(row: Row, read: Read, question: SurveyQuestion) -> SurveyQuestion:
    given = parameters_of(row)
    if row.text(TYPE) == "range":
        return range_of(row, given, question)
    if read.choice_list:
        shuffled, seed = shuffled_of(row, given)
        return replace(question, shuffled=shuffled, shuffle_seed=seed)
    if row.text(TYPE) == "text":
        rows = given.pop("rows", "1")
        if given or not re.fullmatch(r"[+-]?\d+", rows):
            row.fault(PARAMETERS, "a text question only takes rows", "write rows=3, or leave it empty")
    return question
