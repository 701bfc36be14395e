"""A made-up respondent gives answers that a real one could have given."""

from random import Random

from bot.dialogue.forms import relevant
from bot.surveys.form import form
from bot.surveys.simulating import somebody

QUESTIONS = """
- {id: plays, ask: Do you play?, type: yes_no, required: yes}
- id: what
  ask: What?
  type: many
  at_most: 2
  choices: [A, B, C, {label: Else, other: yes}, {label: None, none: yes}]
  only_if: {plays: yes}
- {id: years, ask: Years?, type: number, at_least: 0, at_most: 9, must: ". mod 2 = 0", only_if: {plays: yes}}
- {id: order, ask: Order?, type: rank, choices: [A, B]}
- {id: when, ask: When?, type: date}
- {id: mood, ask: How is it?, type: scale, scale: faces}
- {id: idea, ask: One idea?, type: text}
"""


def people(survey, words, seed, count=200):
    chance = Random(seed).random
    return [somebody(survey, words, chance) for _ in range(count)]


def test_everybody_comes_to_the_end_with_answers_that_count(survey_of, words):
    survey = survey_of(QUESTIONS)
    asking = form(survey, words)
    for answers in people(survey, words, 1):
        assert asking(answers) is None
        assert relevant(asking, answers) == answers


def test_answers_keep_to_the_rules(survey_of, words):
    found = people(survey_of(QUESTIONS), words, 2)
    assert {years for each in found if (years := each.get("years")) is not None} == {0, 2, 4, 6, 8}
    assert all(len(each.get("what") or []) <= 2 for each in found)
    assert all("none" not in (each.get("what") or []) or each["what"] == ["none"] for each in found)
    assert {each["plays"] for each in found} == {"yes", "no"}


def test_people_differ_and_the_same_seed_gives_the_same_people(survey_of, words):
    survey = survey_of(QUESTIONS)
    assert people(survey, words, 3, 20) == people(survey, words, 3, 20)
    assert len({str(answers) for answers in people(survey, words, 3, 20)}) > 15
