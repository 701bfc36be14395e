"""Writes a survey as the sheets of an XLSForm, with all that XLSForm can say of it; knows nothing of .xlsx files.

What XLSForm has no word for goes into columns of our own, which other tools pass over.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.surveys.record import (
    FREE,
    NO,
    OTHER,
    SEVERAL,
    YES,
    Section,
    Survey,
    SurveyChoice,
    SurveyQuestion,
    Type,
)

TYPES = {
    Type.TEXT: "text",
    Type.PLACE: "text",
    Type.DATE: "date",
    Type.NOTE: "note",
    Type.COMPUTED: "calculate",
    Type.HIDDEN: "hidden",
}
SELECTS = {Type.MANY: "select_multiple", Type.RANK: "rank"}
SPOKEN = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
OURS = {"label": "text", "guidance_hint": "why"}
"""Where a column of XLSForm has another name than the part of our question."""
YES_NO = (SurveyChoice(YES, "Yes"), SurveyChoice(NO, "No"))
Cells = dict[str, str]


class NoForm(ValueError):
    """XLSForm has no word for what this is; the message says what to do instead."""


@dataclass(slots=True)
class _Writing:
    survey: Survey
    rows: list[Cells] = field(default_factory=list)
    lists: dict[str, tuple[SurveyChoice, ...]] = field(default_factory=dict)
    choices: list[Cells] = field(default_factory=list)
    groups: Counter[str] = field(default_factory=Counter)


def to_xlsform(survey: Survey) -> dict[str, list[list[str]]]:
    """The sheets survey, choices and settings, each a list of rows with the header first. Raises NoForm."""
    if survey.is_conversation:
        raise NoForm(
            f"{survey.slug} is a conversation, and XLSForm has no statements to agree with; "
            "share its .yaml file instead"
        )
    writing = _Writing(survey)
    sections = {section.id: section for section in survey.sections}
    open_now: list[str] = []
    for question in survey.questions:
        _move(writing, open_now, _path(sections, question.section), sections)
        writing.rows.append(_question(writing, question))
    _move(writing, open_now, [], sections)
    return {
        "survey": _grid(writing.rows, ("type", "name")),
        "choices": _grid(writing.choices, ("list_name", "name")),
        "settings": _grid([_settings(survey)], ("form_title", "form_id")),
    }


def _path(sections: Mapping[str, Section], name: str) -> list[str]:
    section = sections.get(name)
    return [*_path(sections, section.inside), name] if section else []


def _move(
    writing: _Writing, open_now: list[str], wanted: Sequence[str], sections: Mapping[str, Section]
) -> None:
    """Ends and begins groups until those open are the wanted ones."""
    while open_now != list(wanted[: len(open_now)]):
        open_now.pop()
        writing.rows.append({"type": "end_group"})
    for name in wanted[len(open_now) :]:
        writing.groups[name] += 1
        again = f"_{writing.groups[name]}" if writing.groups[name] > 1 else ""
        section = sections[name]
        spoken = _spoken(writing.survey, "label", f"{name}.title", section.title)
        writing.rows.append(
            {"type": "begin_group", "name": section.name + again, **spoken, "relevant": section.relevant}
        )
        open_now.append(name)


def _question(writing: _Writing, question: SurveyQuestion) -> Cells:
    row: Cells = {"type": _type(writing, question), "name": question.name}
    for column in SPOKEN:
        part = OURS.get(column, column)
        row |= _spoken(writing.survey, column, f"{question.id}.{part}", getattr(question, part))
    return row | {
        "required": "yes" if question.required else question.required_if,
        "relevant": question.relevant,
        "constraint": _constraint(question),
        "calculation": question.calculation,
        "default": question.default,
        "choice_filter": question.choice_filter,
        "parameters": _parameters(question),
        "appearance": _appearance(question),
        "personal": "yes" if question.personal else "",
        "place": "yes" if question.type is Type.PLACE else "",
    }


def _type(writing: _Writing, question: SurveyQuestion) -> str:
    if question.type in TYPES:
        return TYPES[question.type]
    if _is_range(question):
        return "range"
    if question.type is Type.NUMBER:
        return "integer" if question.whole else "decimal"
    other = " or_other" if any(choice.other and choice.value == OTHER for choice in question.choices) else ""
    return f"{SELECTS.get(question.type, 'select_one')} {_list(writing, question)}{other}"


def _is_range(question: SurveyQuestion) -> bool:
    """Whether XLSForm's range says all there is to it: a scale with words at its ends is a list of choices instead."""
    if question.type is Type.NUMBER:
        return question.step is not None
    return question.type is Type.RATING and all(choice.label == choice.value for choice in question.choices)


def _list(writing: _Writing, question: SurveyQuestion) -> str:
    """The name of the question's list, added to the choices sheet unless the same list is there."""
    choices = question.choices or YES_NO
    name = question.choice_list or ("yes_no" if not question.choices else question.name)
    while writing.lists.get(name, choices) != choices:
        name += "_"
    if name not in writing.lists:
        writing.lists[name] = choices
        writing.choices += [_choice(writing.survey, question, name, choice) for choice in choices]
    return name


def _choice(survey: Survey, question: SurveyQuestion, name: str, choice: SurveyChoice) -> Cells:
    spoken = _spoken(survey, "label", f"{question.id}.choice.{choice.value}", choice.label)
    exclusive = "yes" if choice.exclusive else ""
    return {"list_name": name, "name": choice.value, **spoken, **choice.tags, "exclusive": exclusive}


def _constraint(question: SurveyQuestion) -> str:
    """The author's rule and the bounds, which XLSForm writes as a rule too."""
    ours = [] if _is_range(question) else list(_bounds(question))
    if question.type in SEVERAL:
        ours += [
            f"not(selected(., '{choice.value}') and count-selected(.) > 1)"
            for choice in question.choices
            if choice.exclusive
        ]
    parts = [question.constraint, *(part for part in ours if part not in question.constraint)]
    said = [part for part in parts if part]
    return said[0] if len(said) == 1 else " and ".join(f"({part})" for part in said)


def _bounds(question: SurveyQuestion) -> Iterator[str]:
    what = "."
    if question.type is Type.MANY:
        what = "count-selected(.)"
    elif question.type in FREE:
        what = "string-length(.)"
    if question.least is not None:
        yield f"{what} >= {question.least:g}"
    if question.most is not None:
        yield f"{what} <= {question.most:g}"


def _parameters(question: SurveyQuestion) -> str:
    if _is_range(question):
        return _range(question)
    if not question.shuffled:
        return ""
    return "randomize=true" + (f" seed={question.shuffle_seed}" if question.shuffle_seed else "")


def _range(question: SurveyQuestion) -> str:
    if not question.choices:
        return f"start={question.least:g} end={question.most:g} step={question.step:g}"
    values = [choice.value for choice in question.choices]
    step = abs(float(values[1]) - float(values[0]))
    return f"start={values[0]} end={values[-1]} step={question.step or step:g}"


def _appearance(question: SurveyQuestion) -> str:
    likert = question.type is Type.SCALE or (question.type is Type.RATING and not _is_range(question))
    if likert and "likert" not in question.appearance.split():
        return f"{question.appearance} likert".strip()
    return question.appearance


def _spoken(survey: Survey, column: str, key: str, text: str) -> Cells:
    """The sentence, in a column for each language when there is more than one."""
    if not survey.translations:
        return {column: text}
    translated = {name: texts.get(key, "") for name, texts in survey.translations.items()}
    return {
        f"{column}::{survey.language}": text,
        **{f"{column}::{name}": said for name, said in translated.items()},
    }


def _settings(survey: Survey) -> Cells:
    return {
        "form_title": survey.title,
        "form_id": survey.slug,
        "default_language": survey.language if survey.translations else "",
        "allow_choice_duplicates": "yes" if _has_twins(survey) else "",
        "why": survey.why,
        "who_asks": survey.who_asks,
        "what_happens": survey.what_happens,
        "opens": survey.opens.isoformat() if survey.opens else "",
        "closes": survey.closes.isoformat() if survey.closes else "",
        "anonymous": "yes" if survey.anonymous else "no",
        "reminders": str(survey.reminders),
        "results": survey.results,
        "sample": "yes" if survey.sample else "no",
        "status": "draft" if survey.draft else "",
        "council_authored": "yes" if survey.council_authored else "no",
        "objectives": ", ".join(survey.objectives),
        "age_bands": ", ".join(survey.audience.age_bands),
        "areas": ", ".join(survey.audience.areas),
        "roles": ", ".join(survey.audience.roles),
    }


def _has_twins(survey: Survey) -> bool:
    values = [[choice.value for choice in question.choices] for question in survey.questions]
    return any(len(set(each)) < len(each) for each in values)


def _grid(rows: Sequence[Cells], first: Sequence[str]) -> list[list[str]]:
    """The rows under a header of all columns that anything stands in."""
    columns = list(dict.fromkeys((*first, *(key for row in rows for key, text in row.items() if text))))
    return [columns, *([row.get(column, "") for column in columns] for row in rows)]
