"""XLSForms are read as pyxform reads them, and what a chat cannot do is refused with its place and a way out."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.surveys.record import Section, Survey, Type
from bot.surveys.xlsform import survey_from_xlsform

H = ("type", "name", "label")
BEGIN, END = ("begin group", "g", "G"), ("end group", "", "")
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
        shown = () if question.type is Type.RATING else question.choices
        items.append((here, question.type, tuple((choice.value, choice.label) for choice in shown)))
        if any(choice.other for choice in question.choices):
            items.append(((*here[:-1], here[-1] + "_other"), Type.TEXT, ()))
    return items


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
    "a name for each answer": form(
        [H, ("text", "a", "A")], (), [("form_id", "instance_name"), ("f", "${a}")]
    ),
    "two ids": form([H, ("text", "a", "A")], (), [("id_string", "form_id"), ("old", "new")]),
    "a group named again at its end": form(
        [H, BEGIN, BEGIN, ("text", "a", "A"), ("end group", "g", ""), END]
    ),
    "a setting about nobody": form(
        [H, ("text", "a", "A")], (), [("form_id", "instance_name"), ("f", "${b}")]
    ),
    "unknown setting": form([H, ("text", "a", "A")], (), [("form_id", "why"), ("f", "because")]),
    "capitals in a select": form([H, ("Select_one l", "a", "A")], LISTS),
    "old spellings": form(
        [H, ("int", "a", "A"), ("q string", "b", "B"), ("select one from l", "c", "C")], LISTS
    ),
    "select1": form([H, ("select1 l", "a", "A"), ("select all that apply from l", "b", "B")], LISTS),
    "unknown type": form([H, ("bogus", "a", "A")]),
    "empty group": form([H, BEGIN, END, ("text", "a", "A")]),
    "groups in groups": form(
        [
            H,
            BEGIN,
            ("text", "a", "A"),
            ("begin_group", "h", ""),
            ("note", "n", "N"),
            END,
            ("text", "b", "B"),
            END,
        ]
    ),
    "one name in two groups": form(
        [H, ("begin group", "g", "G"), ("text", "a", "A"), ("end group", "", ""), ("text", "a", "A")]
    ),
    "one name twice": form([H, ("text", "a", "A"), ("text", "a", "A")]),
    "reference to a name that is there twice": form(
        [H, BEGIN, ("text", "a", "A"), END, ("text", "a", "A"), ("text", "b", "Why ${a}?")]
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
    "reference to a group": form([H, BEGIN, ("text", "a", "A"), END, ("text", "b", "${g}")]),
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


RIGHT = {
    "kind": "text,integer,decimal,date,note,calculate,hidden,range,select_one l,select_multiple m,rank l,"
    "select_one m or_other,begin group,begin group,end group,end group",
    "label": "A,B,What is it?,C",
    "relevant": ",,${a} = 'x',selected(${b}; 'x') and not(${a} = 1),yes",
    "Constraint": ",. > 3,string-length(.) < 9,regex(.; '[a-z]+')",
    "required": ",yes,No,true(),${a} = 'x'",
    "calculation": "1 + 1,1 + 1,${a},concat(${a}; 'x')",
    "hint": ",Tell ${a},Say it",
    "Parameters": "",
    "notes": ",for us",
    "choice": "x,y,other,z",
}
WRONG = {
    "kind": "select_one nope,Text,,end group,begin group",
    "label": ",,${a",
    "relevant": "${zz} = 1,${ a }",
    "calculation": ",",
    "Parameters": "randomize=true,seed=3,start=1 end=3,rows=2,x",
    "choice": "p q,,x",
}


@st.composite
def random_forms(draw):
    """Forms out of the subset; half of them with something wrong here and there."""
    slips = draw(st.booleans())

    def cell(column: str) -> str:
        wrong = slips and column in WRONG and draw(st.integers(0, 9)) == 0
        return draw(st.sampled_from((WRONG if wrong else RIGHT)[column].split(","))).replace(";", ",")

    columns = draw(st.lists(st.sampled_from([*RIGHT][2:-1]), unique=True))
    columns = [*columns, *(["calculation"] if "calculation" not in columns else [])]
    rows = [("text", name, name.upper(), *("" for _ in columns)) for name in "ab"]
    depth = 0
    for n in range(draw(st.integers(1, 6))):
        kind = cell("kind")
        if kind == "end group" and not depth and not slips:
            kind = "note"
        depth += (kind == "begin group") - (kind == "end group")
        name = "a" if slips and draw(st.integers(0, 15)) == 0 else f"q{n}"
        values = [
            "" if column == "calculation" and kind != "calculate" else cell(column) for column in columns
        ]
        rows.append((kind, name, cell("label"), *values))
    rows += [END] * depth if not slips or draw(st.booleans()) else []
    choices = [
        (name, value, cell("label"))
        for name in "lm"
        for value in dict.fromkeys(cell("choice") for _ in "123")
    ]
    return form([(*H, *columns), *rows], [LISTS[0], *choices])


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sheets=random_forms())
def test_any_form_in_the_subset_is_read_as_pyxform_reads_it(judged, sheets):
    assert_as_judged(sheets, judged)
