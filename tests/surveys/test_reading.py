"""A survey's YAML becomes a survey, or every fault in it at once, each with its place and how to mend it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.catalogue.fault import Fault
from bot.surveys.reading import FIELDS, survey_from
from bot.surveys.reading_question import FIELDS as QUESTION_FIELDS
from bot.surveys.record import Audience, Quota, Section, Survey, SurveyChoice, Type

WHOLE = """
slug: survey-spring
title: Spring
why: To know
who_asks: The council
what_happens: We tell you
opens: 2026-09-01
closes: 2027-01-31
audience: {age_bands: [8-10, 19+], areas: [Dorset], roles: [young_person]}
anonymous: no
reminders: 1
results: live
sample: yes
council_authored: yes
objectives: [youth_voice]
quotas: [{question: plays, value: yes, most: 50, message: We have heard from enough players.}]
sections: [{title: More, only_if: {plays: yes}}]
translations: {cy: {plays.text: Wyt ti?, title: Gwanwyn}}
questions:
  - {id: plays, ask: Do you play?, type: one, choices: [Yes, No]}
  - {id: years, ask: How many years?, type: number, section: More}
"""


def read(text):
    return survey_from(YAML(typ="safe").load(text))


def test_everything_an_author_can_say_is_read():
    survey = read(WHOLE)
    assert isinstance(survey, Survey)
    assert (survey.slug, survey.title, survey.anonymous, survey.reminders) == (
        "survey-spring",
        "Spring",
        False,
        1,
    )
    assert (survey.opens, survey.closes) == (date(2026, 9, 1), date(2027, 1, 31))
    assert survey.audience == Audience(("8-10", "19+"), ("Dorset",), ("young_person",))
    assert (survey.results, survey.sample, survey.council_authored) == ("live", True, True)
    assert survey.objectives == ("youth_voice",)
    assert survey.quotas == (Quota("plays", "yes", 50, "We have heard from enough players."),)
    assert survey.sections == (Section("more", "More", "${plays} = 'yes'"),)
    assert survey.languages == ("en", "cy")
    assert survey.translations == {"cy": {"plays.text": "Wyt ti?", "title": "Gwanwyn"}}


def test_a_survey_is_open_from_its_first_day_to_its_last():
    survey = read(WHOLE)
    days = (date(2026, 8, 31), date(2026, 9, 1), date(2027, 1, 31), date(2027, 2, 1))
    assert [survey.open_on(day) for day in days] == [False, True, True, False]


def test_every_fault_is_told_at_once():
    faults = read("""
slug: A B
title: T
why: w
who_asks: c
what_happens: h
reminders: 2
results: always
opens: soon
audience: {roles: [children], age_bands: [young]}
qestions: []
questions:
  - {id: a, ask: x, type: singel}
  - {id: a, type: one, choices: [x]}
""")
    assert [(fault.path, fault.wrong) for fault in faults] == [
        (("qestions",), "there is no field qestions"),
        (("questions", 0, "type"), "there is no type singel"),
        (("questions", 1), "ask is missing"),
        (("questions", 1, "choices"), "there are not two choices"),
        (("questions", 1, "id"), "there are two questions a"),
        (("opens",), "opens is 'soon', not a day"),
        (("slug",), "'A B' cannot be a slug"),
        (("audience", "age_bands"), "'young' is no age band"),
        (("audience", "roles"), "there is no role children"),
        (("reminders",), "2 reminders"),
        (("results",), "results is 'always'"),
    ]


def test_a_fault_says_how_to_mend_it():
    faults = read(WHOLE.replace("type: number", "type: numbr"))
    assert faults == [Fault(("questions", 1, "type"), "there is no type numbr", "did you mean number?")]


CONDITIONS = {
    "{plays: Yes}": "${plays} = 'yes'",
    "{plays: yes}": "${plays} = 'yes'",
    "{plays: [no, Not yet]}": "(${plays} = 'no') or (${plays} = 'not_yet')",
    "{plays: {not: Not yet}}": "not(${plays} = 'not_yet')",
    "{wants: Drums}": "selected(${wants}, 'drums')",
    "{wants: Drums, plays: Yes}": "(selected(${wants}, 'drums')) and (${plays} = 'yes')",
    "[{wants: Drums}, {plays: Yes}]": "(selected(${wants}, 'drums')) or (${plays} = 'yes')",
    "{years: 3}": "${years} = 3",
    "{years: at least 2}": "${years} >= 2",
    "{years: less than 5}": "${years} < 5",
    "{years: 2 to 5}": "${years} >= 2 and ${years} <= 5",
    "{idea: answered}": "${idea} != ''",
    "{idea: not answered}": "${idea} = ''",
    "{idea: it's}": '${idea} = "it\'s"',
    "{mood: at most 2}": "${mood} <= 2",
    "{mood: Great}": "${mood} = '3'",
    '"${years} > 2"': "${years} > 2",
}
BEFORE = """
- {id: plays, ask: a, type: one, choices: [Yes, no, Not yet]}
- {id: wants, ask: b, type: many, choices: [Drums, Guitar]}
- {id: years, ask: c, type: number}
- {id: idea, ask: d, type: text}
- {id: mood, ask: e, type: scale, scale: [Bad, So so, Great]}
"""


@pytest.mark.parametrize("plain", CONDITIONS)
def test_a_plain_condition_becomes_an_expression(survey_of, plain):
    survey = survey_of(BEFORE + f"- {{id: last, ask: f, type: text, only_if: {plain}}}")
    assert survey.questions[-1].relevant == CONDITIONS[plain]


WRONG = {
    "{playz: Yes}": ("there is no question playz before this one", "did you mean plays?"),
    "{plays: Maybe}": ("plays has no answer 'Maybe'", "use one of: Yes, no, Not yet"),
    "{after: x}": ("after is asked only later", "ask about it after that question, or move that question up"),
    "{years: lots}": ("'lots' is no number", "write 3, at least 3, at most 3, or 3 to 5"),
    "{plays: {never: x}}": ("only not: can stand below plays", "write plays: {not: ...}"),
    "yes": ("'yes' names no question", "write the question's id and what was answered"),
    '"${years} >"': ("the condition cannot be worked out", "look at its brackets and quotes"),
}


@pytest.mark.parametrize("plain", WRONG)
def test_a_condition_nobody_can_understand_is_a_fault(plain):
    faults = read(f"""
slug: s
title: t
why: w
who_asks: c
what_happens: h
questions:{BEFORE.replace(chr(10), chr(10) + "  ")}
  - {{id: last, ask: f, type: text, only_if: {plain}}}
  - {{id: after, ask: g, type: text}}
""")
    [fault] = faults
    assert fault.path == ("questions", 5, "only_if")
    assert fault.wrong.startswith(WRONG[plain][0])
    assert fault.mend.startswith(WRONG[plain][1])


def test_choices_get_values_from_their_labels(survey_of):
    survey = survey_of("""
- id: a
  ask: Which?
  type: many
  choices: [Bass guitar, yes, 12, {label: Else, other: yes}, {label: Nothing, none: yes}, {label: A, value: b}]
""")
    assert survey.questions[0].choices == (
        SurveyChoice("bass_guitar", "Bass guitar"),
        SurveyChoice("yes", "yes"),
        SurveyChoice("12", "12"),
        SurveyChoice("other", "Else", other=True),
        SurveyChoice("none", "Nothing", exclusive=True),
        SurveyChoice("b", "A"),
    )


def test_questions_without_an_id_are_numbered(survey_of):
    survey = survey_of("- {ask: One?, type: yes_no}\n- {ask: 'You said {q1}. Why?', type: text}")
    assert [(question.id, question.text) for question in survey.questions] == [
        ("q1", "One?"),
        ("q2", "You said ${q1}. Why?"),
    ]


def test_a_rating_and_a_scale_know_their_ends(survey_of):
    survey = survey_of("- {id: a, ask: x, type: rating, out_of: 3, ends: [bad, good]}")
    assert [choice.label for choice in survey.questions[0].choices] == ["1 bad", "2", "3 good"]
    assert survey.questions[0].type is Type.RATING


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("{id: A b, ask: x, type: text}", "'A b' cannot be an id"),
        ("{id: a, ask: x, type: text, choices: [a, b]}", "a question of type text has no choices"),
        ("{id: a, ask: x, type: one, choices: [a, a]}", "'a' is there twice"),
        ("{id: a, ask: x, type: many, choices: [a, b], at_most: 3}", "there are only 2 choices"),
        ("{id: a, ask: x, type: number, at_least: 5, at_most: 3}", "at_least 5 is more than at_most 3"),
        ("{id: a, ask: x, type: number, at_least: five}", "at_least is 'five', not a number"),
        ("{id: a, ask: x, type: scale}", "the scale is missing"),
        ("{id: a, ask: x, type: rating}", "a rating needs to know out of how many"),
        ("{id: a, ask: x, type: scale, scale: faces, ends: [x]}", "ends are not two"),
        ("{id: a, ask: x, type: note, required: yes}", "a note has no answer"),
        ("{id: a, ask: x, type: computed}", "value is missing"),
        ("{id: a, ask: x, type: text, required: maybe}", "required is 'maybe'"),
        ("{id: a, ask: [x], type: text}", "ask should be a sentence"),
        ("{id: a, ask: 'Hi {b}', type: text}", "{b} is no question before this one"),
        ("{id: a, ask: x, type: text, must: 'pow(2)'}", "must cannot be worked out"),
        ("just a text", "entry 1 of questions is only 'just a text'"),
    ],
)
def test_a_question_at_fault_says_what_is_wrong(question, wrong):
    head = {"slug": "s", "title": "t", "why": "w", "who_asks": "c", "what_happens": "h"}
    faults = survey_from({**head, "questions": [YAML(typ="safe").load(question)]})
    assert isinstance(faults, list)
    assert faults[0].wrong.startswith(wrong)


@pytest.mark.parametrize("raw", [{}, {"questions": 3}, {"questions": {}}, {"audience": [], "questions": []}])
def test_a_file_that_is_no_survey_gets_faults_and_never_an_error(raw):
    assert isinstance(survey_from(raw), list)


SAID = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-3, 20),
        st.text(max_size=6),
        st.dates(),
        st.sampled_from(
            ["one", "many", "scale", "faces", "at least 2", "answered", "{a}", "${a} > 1", "a", "b"]
        ),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["a", "b", "not", "label", "value", "none", "title"]), inner, max_size=3
        ),
    ),
    max_leaves=6,
)
ENTRIES = st.lists(st.dictionaries(st.sampled_from(QUESTION_FIELDS), SAID, max_size=6), max_size=3)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), SAID, max_size=6), st.one_of(ENTRIES, SAID))
def test_whatever_a_file_says_there_is_a_survey_or_there_are_faults(head, questions):
    found = survey_from({**head, "questions": questions})
    assert isinstance(found, Survey) or (found and all(fault.wrong and fault.mend for fault in found))
