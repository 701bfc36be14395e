"""A survey goes out as an XLSForm that pyxform takes, and comes back as it was."""

from dataclasses import replace

import pytest

from bot.surveys.definition import definition
from bot.surveys.record import Survey, SurveyChoice, SurveyQuestion, Type
from bot.surveys.xlsform import survey_from_xlsform, to_xlsform

EVERYTHING = """
- {id: hello, ask: Hello, type: note}
- {id: plays, ask: Do you play?, type: yes_no, section: You}
- id: what
  ask: What do you play?
  hint: All of them
  why: To plan
  type: many
  at_least: 1
  at_most: 2
  mixed: yes
  section: You
  choices: [Drums, Bass, {label: Else, other: yes}, {label: Nothing, none: yes}]
  only_if: {plays: yes}
- {id: years, ask: "Years of {what}?", type: number, at_least: 0, at_most: 15, message: That is a lot., required: yes}
- {id: mood, ask: How is it?, type: scale, scale: faces, ends: [bad, good]}
- {id: stars, ask: How many stars?, type: rating, out_of: 5}
- {id: order, ask: Rank them, type: rank, choices: [A, B, C]}
- {id: since, ask: Since when?, type: date, must: ". <= today()", message: Not yet.}
- {id: home, ask: Where?, type: place, personal: yes, why: For the bus}
- {id: sum, type: computed, value: "${years} + 1"}
- {id: lot, type: hidden, value: "7"}
- {id: idea, ask: One idea?, type: text, at_most: 300}
"""


@pytest.fixture
def everything(survey_of):
    translations = {"cy": {"plays.text": "Wyt ti?", "what.choice.drums": "Drymiau", "you.title": "Ti"}}
    return replace(survey_of(EVERYTHING), translations=translations)


def test_what_goes_out_as_xlsform_is_read_by_pyxform_with_the_same_names(everything, judged):
    items = judged(to_xlsform(everything))
    assert isinstance(items, list), items
    assert [path[-1] for path, kind, _ in items if kind != "group"] == [
        *(
            "hello",
            "plays",
            "what",
            "what_other",
            "years",
            "mood",
            "stars",
            "order",
            "since",
            "home",
            "sum",
            "lot",
            "idea",
        )
    ]


def test_what_goes_out_as_xlsform_comes_back_the_same(everything):
    back = survey_from_xlsform(to_xlsform(everything))
    assert isinstance(back, Survey), back
    for ours, theirs in zip(everything.questions, back.questions, strict=True):
        kept = (
            "id",
            "text",
            "hint",
            "why",
            "required",
            "relevant",
            "shuffled",
            "personal",
            "section",
            "calculation",
        )
        assert {key: getattr(ours, key) for key in kept} == {key: getattr(theirs, key) for key in kept}
        if ours.type is not Type.YES_NO:
            assert (ours.type, ours.choices) == (theirs.type, theirs.choices)
    assert back.translations == everything.translations
    assert (back.sections, back.title, back.why) == (everything.sections, everything.title, everything.why)


def test_coming_back_a_second_time_changes_nothing_more(everything):
    once = survey_from_xlsform(to_xlsform(everything))
    assert definition(survey_from_xlsform(to_xlsform(once))) == definition(once)


def test_bounds_go_out_as_rules():
    sheets = to_xlsform(
        Survey("s", "t", questions=(_many(most=2.0),)),
    )
    header, row = sheets["survey"][0], sheets["survey"][1]
    assert dict(zip(header, row, strict=True))["constraint"] == (
        "(count-selected(.) <= 2) and (not(selected(., 'none') and count-selected(.) > 1))"
    )


def _many(**more):
    choices = (SurveyChoice("a", "A"), SurveyChoice("b", "B"), SurveyChoice("none", "None", exclusive=True))
    return SurveyQuestion("q", Type.MANY, "Which?", choices=choices, **more)
