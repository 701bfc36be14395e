"""A frozen survey comes back as it was, and its fingerprint tells whether people were asked something else."""

import json
from dataclasses import replace
from datetime import date

import pytest

from bot.surveys.definition import definition, hash_of, only_spelling, survey_from_definition
from bot.surveys.record import Audience, Quota

QUESTIONS = """
- {id: plays, ask: Do you play?, type: yes_no, section: You}
- {id: what, ask: What do you play?, type: many, choices: [Drums, {label: Else, other: yes}], only_if: {plays: yes}}
- {id: years, ask: How many years do you play?, type: number, at_least: 0, at_most: 15}
"""


@pytest.fixture
def survey(survey_of):
    return replace(
        survey_of(QUESTIONS),
        opens=date(2026, 9, 1),
        audience=Audience(("8-10",)),
        quotas=(Quota("plays", "yes", 3),),
        translations={"cy": {"plays.text": "Wyt ti?"}},
    )


def test_a_definition_is_json_and_comes_back_as_the_same_survey(survey):
    assert survey_from_definition(json.loads(json.dumps(definition(survey)))) == survey


def test_a_definition_of_another_version_is_not_guessed_at(survey):
    with pytest.raises(ValueError, match="version 2"):
        survey_from_definition({**definition(survey), "version": 2})


def test_the_hash_survives_the_round_trip(survey):
    assert hash_of(survey_from_definition(definition(survey))) == hash_of(survey)


def test_dates_and_audience_do_not_change_the_hash(survey):
    later = replace(
        survey, opens=date(2026, 10, 1), closes=date(2027, 3, 1), audience=Audience(), sample=True
    )
    assert hash_of(later) == hash_of(survey)


def changed(survey, **changes):
    return replace(survey, questions=(replace(survey.questions[2], **changes), *survey.questions[:2]))


def test_whatever_people_are_asked_or_promised_changes_the_hash(survey):
    others = [
        replace(survey, anonymous=False),
        replace(survey, what_happens="Nothing"),
        changed(survey, text="How many years?"),
        changed(survey, relevant="${plays} = 'yes'"),
        changed(survey, required=True),
        replace(survey, questions=survey.questions[:2]),
    ]
    assert len({hash_of(other) for other in (survey, *others)}) == 7


def reworded(survey, index, **changes):
    questions = list(survey.questions)
    questions[index] = replace(questions[index], **changes)
    return replace(survey, questions=tuple(questions))


def test_a_mended_spelling_is_only_spelling(survey):
    assert only_spelling(survey, reworded(survey, 2, text="How many years did you play?"))
    assert only_spelling(survey, replace(survey, translations={"cy": {"plays.text": "Wyt tii?"}}))


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "Do you like maths?"},
        {"id": "year"},
        {"most": 16.0},
        {"relevant": "${plays} = 'yes'"},
        {"choices": ()},
    ],
)
def test_another_question_is_more_than_spelling(survey, changes):
    assert only_spelling(survey, reworded(survey, 2, **changes)) == (changes == {"choices": ()})


def test_another_value_is_more_than_spelling_but_another_label_is_not(survey):
    first, *rest = survey.questions[1].choices
    assert only_spelling(survey, reworded(survey, 1, choices=(replace(first, label="Drum"), *rest)))
    assert not only_spelling(survey, reworded(survey, 1, choices=(replace(first, value="drum"), *rest)))
