"""XLSForms are read as pyxform reads them, and what a chat cannot do is refused with its place and a way out."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.surveys.record import Section, Survey, SurveyQuestion, Type
from bot.surveys.xlsform import survey_from_xlsform

H = ("type", "name", "label")
LISTS = (("list_name", "name", "label"), ("l", "x", "X"), ("l", "y", "Y"))
KINDS = {
    Type.ONE: {"select one"},
    Type.SCALE: {"select one"},
    Type.MANY: {"select all that apply"},
    Type.RANK: {"rank"},
    Type.NUMBER: {"integer", "int", "decimal", "range", "q int", "add integer prompt", "q decimal"},
    Type.RATING: {"range"},
    Type.TEXT: {"text", "string", "q string", "add text prompt"},
    Type.DATE: {"date", "q date"},
    Type.NOTE: {"note", "q note"},
    Type.HIDDEN: {"hidden"},
}


def read(survey, choices=(), head=()) -> Any:
    return survey_from_xlsform(form(survey, choices, head))


def form(survey, choices=(), head=()):
    sheets = {"survey": survey, "choices": choices, "settings": head}
    return {name: rows for name, rows in sheets.items() if rows}


def as_items(survey: Survey) -> list[Any]:
    """Our reading in the judge's terms: a group before its questions, "specify other" after its question."""
    sections = {section.id: section for section in survey.sections}
    items: list[Any] = []
    told: list[str] = []

    def path(section: Section | None) -> tuple[str, ...]:
        return (*path(sections.get(section.inside)), section.name) if section else ()

    def tell(section: Section | None) -> None:
        if section and section.id not in told:
            tell(sections.get(section.inside))
            told.append(section.id)
            items.append((path(section), "group", ()))

    for question in survey.questions:
        section = sections.get(question.section)
        tell(section)
        here = (*path(section), question.name)
        items.append((here, question.type, _choices(question)))
        if any(choice.other for choice in question.choices):
            items.append(((*here[:-1], here[-1] + "_other"), Type.TEXT, ()))
    return items


def _choices(question: SurveyQuestion) -> tuple[tuple[str, str], ...]:
    if question.type is Type.RATING:
        return ()
    return tuple((choice.value, choice.label) for choice in question.choices)


def assert_as_judged(sheets, judged) -> None:
    """Both refuse, or both accept with the same names in the same order with the same choices."""
    ours, theirs = survey_from_xlsform(sheets), judged(sheets)
    if isinstance(theirs, str) or isinstance(ours, list):
        assert isinstance(theirs, str) == isinstance(ours, list), (ours, theirs)
        return
    theirs = [item for item in theirs if item[1] != "group" or _filled(item, theirs)]
    items = as_items(ours)
    assert [(path, choices) for path, _, choices in items] == [(path, choices) for path, _, choices in theirs]
    for (_, our, _), (_, their, _) in zip(items, theirs, strict=True):
        assert our == Type.COMPUTED or their in ({"group"} if our == "group" else KINDS[Type(our)])


def _filled(group, items) -> bool:
    """Whether any question lies in the group: one without says nothing, and our reading leaves it out."""
    width = len(group[0])
    return any(path[:width] == group[0] and kind != "group" for path, kind, _ in items)


FORMS = {
    "no label": form([H, ("text", "a", "")]),
    "only a hint": form([(*H, "hint"), ("text", "a", "", "Say it")]),
    "select without label": form([H, ("select_one l", "a", "")], LISTS),
    "choice without label": form([H, ("select_one l", "a", "A")], [LISTS[0], ("l", "x", "")]),
    "unknown column": form([(*H, "notes"), ("text", "a", "A", "for us")]),
    "unknown setting": form([H, ("text", "a", "A")], (), [("form_id", "why"), ("f", "because")]),
    "capitals in a type": form([H, ("Text", "a", "A")]),
    "capitals in a select": form([H, ("Select_one l", "a", "A")], LISTS),
    "old spellings": form(
        [H, ("int", "a", "A"), ("q string", "b", "B"), ("select one from l", "c", "C")], LISTS
    ),
    "select1": form([H, ("select1 l", "a", "A"), ("select all that apply from l", "b", "B")], LISTS),
    "unknown type": form([H, ("bogus", "a", "A")]),
    "empty group": form([H, ("begin group", "g", "G"), ("end group", "", ""), ("text", "a", "A")]),
    "groups in groups": form(
        [
            H,
            ("begin group", "g", "G"),
            ("text", "a", "A"),
            ("begin_group", "h", ""),
            ("note", "n", "N"),
            ("end_group", "", ""),
            ("text", "b", "B"),
            ("end group", "", ""),
            ("text", "c", "C"),
        ]
    ),
    "one name in two groups": form(
        [H, ("begin group", "g", "G"), ("text", "a", "A"), ("end group", "", ""), ("text", "a", "A")]
    ),
    "one name twice": form([H, ("text", "a", "A"), ("text", "a", "A")]),
    "one name in two cases": form([H, ("text", "a", "A"), ("text", "A", "A")]),
    "reference to a name that is there twice": form(
        [
            (*H, "relevant"),
            ("begin group", "g", "G", ""),
            ("text", "a", "A", ""),
            ("end group", "", "", ""),
            ("text", "a", "A", ""),
            ("text", "b", "B", "${a} = 'x'"),
        ]
    ),
    "no rows": form([H]),
    "range": form([(*H, "parameters"), ("range", "a", "A", "")]),
    "range with words": form([(*H, "parameters"), ("range", "a", "A", "start=1 end=x")]),
    "range downwards": form([(*H, "parameters"), ("range", "a", "A", "start=10 end=1")]),
    "range without steps": form([(*H, "parameters"), ("range", "a", "A", "start=1 end=5 step=0")]),
    "range with too large steps": form([(*H, "parameters"), ("range", "a", "A", "start=1 end=5 step=9")]),
    "range with commas": form([(*H, "parameters"), ("range", "a", "A", "start = 1, end=5 ; step=2")]),
    "range with an unknown parameter": form([(*H, "parameters"), ("range", "a", "A", "start=1 foo=5")]),
    "long range": form([(*H, "parameters"), ("range", "a", "A", "start=0 end=100")]),
    "parameters of an integer": form([(*H, "parameters"), ("integer", "a", "A", "foo=5")]),
    "malformed parameters": form([(*H, "parameters"), ("integer", "a", "A", "rows")]),
    "rows of a text": form([(*H, "parameters"), ("text", "a", "A", "rows=3")]),
    "rows of a text in words": form([(*H, "parameters"), ("text", "a", "A", "rows=x")]),
    "calculate without calculation": form([H, ("calculate", "a", "A")]),
    "calculate": form([(*H, "calculation"), ("calculate", "a", "", "1 + 1"), ("text", "b", "${a}", "")]),
    "calculate by a default": form([(*H, "default"), ("calculate", "a", "", "today()")]),
    "note without name": form([H, ("note", "", "Hello")]),
    "text without name": form([H, ("text", "", "A")]),
    "group without name": form([H, ("begin group", "", "A"), ("text", "a", "A"), ("end group", "", "")]),
    "question without type": form([H, ("", "a", "A")]),
    "row with a hint alone": form([(*H, "hint"), ("", "", "", "h"), ("text", "a", "A", "")]),
    "reference to nobody": form([(*H, "relevant"), ("text", "a", "A", "${b} = 1")]),
    "reference with spaces": form(
        [(*H, "relevant"), ("text", "a", "A", ""), ("text", "b", "B", "${ a } = 1")]
    ),
    "reference forwards": form([(*H, "relevant"), ("text", "a", "A", "${b} = 1"), ("text", "b", "B", "")]),
    "reference to itself": form([(*H, "relevant"), ("text", "a", "A", "${a} = 1")]),
    "reference in a column of notes": form([(*H, "notes"), ("text", "a", "A", "${zz}")]),
    "reference in a label": form([H, ("text", "a", "A"), ("text", "b", "Why ${a}?")]),
    "reference with space in a label": form([H, ("text", "a", "${a }")]),
    "reference without end": form([H, ("text", "a", "costs ${x")]),
    "reference in a choice": form(
        [H, ("text", "a", "A"), ("select_one l", "b", "B")], [*LISTS, ("l", "z", "${a}")]
    ),
    "reference to nobody in a choice": form([H, ("select_one l", "b", "B")], [*LISTS, ("l", "z", "${a}")]),
    "dollars": form([H, ("text", "a", "costs $5 {x}")]),
    "reference to a group": form(
        [
            (*H, "relevant"),
            ("begin group", "g", "A", ""),
            ("text", "a", "A", ""),
            ("end group", "", "", ""),
            ("text", "b", "B", "${g} = 1"),
        ]
    ),
    "choice twice": form([H, ("select_one l", "a", "A")], [*LISTS, ("l", "x", "X")]),
    "choice twice as wished": form(
        [H, ("select_one l", "a", "A")], [*LISTS, ("l", "x", "X")], [("allow_choice_duplicates",), ("yes",)]
    ),
    "choice twice in an unused list": form([H, ("text", "a", "A")], [*LISTS, ("l", "x", "X")]),
    "choice with a space, many": form([H, ("select_multiple l", "a", "A")], [LISTS[0], ("l", "x y", "X")]),
    "choice with a space, one": form([H, ("select_one l", "a", "A")], [LISTS[0], ("l", "x y", "X")]),
    "choice without name": form([H, ("text", "a", "A")], [LISTS[0], ("l", "", "X")]),
    "choice without list": form([H, ("select_one l", "a", "A")], [*LISTS, ("", "q", "Q")]),
    "choices without a name column": form([H, ("text", "a", "A")], [("list_name", "label"), ("l", "X")]),
    "choices by older headers": form(
        [H, ("select_one l", "a", "A")], [("list name", "value", "caption"), *LISTS[1:]]
    ),
    "list that is not there": form([H, ("select_one k", "a", "A")], LISTS),
    "no choices sheet": form([H, ("select_one k", "a", "A")]),
    "or_other": form([H, ("select_one l or_other", "a", "A"), ("select_multiple l", "b", "B")], LISTS),
    "or specify other": form([H, ("select_multiple l or specify other", "a", "A")], LISTS),
    "or_other with other there": form(
        [H, ("select_one l or_other", "a", "A")], [*LISTS, ("l", "other", "Else")]
    ),
    "or_other with its follow-up there": form(
        [H, ("select_one l or_other", "a", "A"), ("text", "a_other", "X")], LISTS
    ),
    "or_other with a filter": form(
        [(*H, "choice_filter"), ("select_one l or_other", "a", "A", "name='x'")], LISTS
    ),
    "rank": form([H, ("rank l", "a", "A")], LISTS),
    "randomize": form([(*H, "parameters"), ("select_one l", "a", "A", "randomize=true seed=7")], LISTS),
    "randomize by an answer": form(
        [(*H, "parameters"), ("hidden", "s", "", ""), ("select_one l", "a", "A", "randomize=true seed=${s}")],
        LISTS,
    ),
    "randomize false": form([(*H, "parameters"), ("rank l", "a", "A", "Randomize=FALSE")], LISTS),
    "randomize maybe": form([(*H, "parameters"), ("select_one l", "a", "A", "randomize=maybe")], LISTS),
    "seed without randomize": form([(*H, "parameters"), ("select_one l", "a", "A", "seed=3")], LISTS),
    "seed in words": form([(*H, "parameters"), ("select_one l", "a", "A", "randomize=true seed=x")], LISTS),
    "likert": form([(*H, "appearance"), ("select_one l", "a", "A", "likert")], LISTS),
    "meta as a name": form([H, ("text", "meta", "A")]),
    "group not ended": form([H, ("begin group", "g", "G"), ("text", "a", "A")]),
    "group not begun": form([H, ("text", "a", "A"), ("end group", "", "")]),
    "headers in capitals": form([("Type", " Name ", "LABEL"), ("text", "a", "A")]),
    "headers with spaces": form(
        [("type", "name", "label", "Constraint Message", "constraint"), ("integer", "a", "A", "No", ". > 1")]
    ),
    "older headers": form([("command", "tag", "caption", "relevance"), ("text", "a", "A", "")]),
    "languages": form(
        [("type", "name", "Label::English (en)", "label::Cymraeg (cy)"), ("text", "a", "A", "B")]
    ),
    "languages by single colon": form(
        [("type", "name", "label:English", "hint:English"), ("text", "a", "A", "h")]
    ),
    "bind headers": form([(*H, "bind::relevant"), ("text", "a", "A", ""), ("text", "b", "B", "${a} = 'x'")]),
    "one column by two names": form([("type", "name", "label", "caption"), ("text", "a", "A", "B")]),
    "one column twice": form([("type", "name", "label", "label"), ("text", "a", "A", "B")]),
    "no type column": form([("name", "label"), ("a", "A")]),
    "hidden": form([H, ("hidden", "a", ""), ("text", "b", "B")]),
    "disabled": form([(*H, "disabled"), ("text", "a", "A", "yes"), ("text", "b", "B", "no")]),
    "required": form([(*H, "required"), ("text", "a", "A", "yes"), ("text", "b", "B", "${a} = 'x'")]),
    "reference to nobody in a message": form([(*H, "constraint_message"), ("text", "a", "A", "${zz}")]),
    "name with a colon": form([H, ("text", "a:b", "A")]),
    "name with a space": form([H, ("text", "a b", "A")]),
    "name that starts with a digit": form([H, ("text", "1a", "A")]),
    "name in capital É": form([H, ("text", "Éa", "A")]),
    "name in small é": form([H, ("text", "éa", "A")]),
    "names with dots and dashes": form([H, ("text", "a.b-c_d", "A"), ("text", "b", "${a.b-c_d}")]),
    "spaces in a type": form(
        [H, ("select_one   l", "a", "A"), ("begin   group", "g", ""), ("end  group", "", "")], LISTS
    ),
    "settings on the survey sheet": form([H, ("text", "a", "A"), ("form_title", "My form", "")]),
    "instance id": form([H, ("text", "a", "A ${instanceID}")]),
    "today": form([H, ("today", "t", ""), ("start", "s", ""), ("end", "e", ""), ("text", "a", "A")]),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_read_as_pyxform_reads_it(name, judged):
    assert_as_judged(FORMS[name], judged)


@st.composite
def random_forms(draw):
    """Forms out of the subset with now and then something that is wrong."""
    names = st.sampled_from(["a", "b", "c", "d", "e_1", "f.g", "meta", "1x", ""])
    kinds = st.sampled_from(
        "text,integer,decimal,date,note,calculate,hidden,range,begin group,end group,select_one l,select_multiple m,"
        "rank l,select_one m or_other,select_one nope,Text,".split(",")
    )
    expressions = st.sampled_from(
        ["", "", "", "${a} = 'x'", "selected(${b}, 'x')", ". > 3", "${zz} = 1", "${ a }", "yes"]
    )
    columns = draw(
        st.lists(
            st.sampled_from("relevant,Constraint,required,calculation,hint,Parameters,notes".split(",")),
            unique=True,
        )
    )
    texts = {
        "Parameters": st.sampled_from(["", "", "randomize=true", "seed=3", "start=1 end=3", "rows=2", "x"]),
        "hint": st.sampled_from(["", "Tell ${a}", "Say it"]),
        "notes": st.sampled_from(["", "for us"]),
        "calculation": st.sampled_from(["", "", "1 + 1", "${a}"]),
    }
    rows = [
        (
            draw(kinds),
            draw(names),
            draw(st.sampled_from(["A", "B", ""])),
            *tuple(draw(texts.get(column, expressions)) for column in columns),
        )
        for _ in range(draw(st.integers(1, 5)))
    ]
    choices = [
        (
            draw(st.sampled_from(["l", "m"])),
            draw(st.sampled_from(["x", "y", "other", "p q"])),
            draw(st.sampled_from("XY")),
        )
        for _ in range(draw(st.integers(0, 5)))
    ]
    return form([(*H, *columns), *rows], [LISTS[0], *choices] if choices else [])


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sheets=random_forms())
def test_any_form_in_the_subset_is_read_as_pyxform_reads_it(judged, sheets):
    assert_as_judged(sheets, judged)
