"""What a survey asks can be answered by typing, as the chat reads it."""

import pytest

from bot.dialogue.asking import Answered, Unclear, heard
from bot.surveys.form import form

QUESTIONS = """
- {id: mood, ask: How is it?, type: scale, scale: faces, ends: [not at all, very much]}
- {id: often, ask: How often?, type: scale, scale: [Never, Not often, Often]}
- {id: stars, ask: How good?, type: rating, out_of: 5, ends: [bad, great]}
- id: what
  ask: What?
  type: many
  at_most: 2
  choices: [Drums, Bass guitar, Singing, {label: None of these, none: yes}]
- {id: hard, ask: What is hard?, type: many, personal: yes,
   choices: [Cost, Travel, {label: Nothing makes it hard, none: yes}]}
- {id: else, ask: What else?, type: many, choices: [Cost, Travel]}
- {id: who, ask: Who?, type: one, personal: yes, choices: [Me, My child]}
"""
TYPED = [
    ("mood", "4", "4"),
    ("mood", "not at all", "1"),
    ("mood", "very much", "5"),
    ("often", "not often", "2"),
    ("stars", "3", "3"),
    ("what", "1 and 3", ["drums", "singing"]),
    ("what", "drums, bass guitar", ["drums", "bass_guitar"]),
    ("what", "none", ["none"]),
    ("what", "none of them", ["none"]),
    ("what", "1st and 3rd", ["drums", "singing"]),
    ("what", "1 3", ["drums", "singing"]),
    ("what", "1, 2", ["drums", "bass_guitar"]),
    ("what", "drums & singing", ["drums", "singing"]),
    ("what", "drumms + singin", ["drums", "singing"]),
    ("what", "skip", None),
    ("what", "idk", None),
    ("hard", "none", ["none"]),
    ("hard", "neither", ["none"]),
    ("hard", "both", ["cost", "travel"]),
    ("hard", "all of them", ["cost", "travel"]),
    ("hard", "rather not", None),
    ("else", "none", None),
    ("who", "i'd rather not say", "prefer_not_to_say"),
    ("who", "idk", None),
]


@pytest.fixture(scope="module")
def asked(survey_of, words):
    ask = form(survey_of(QUESTIONS), words)
    names = ["mood", "often", "stars", "what", "hard", "else", "who"]
    return {name: ask(dict.fromkeys(names[:at])) for at, name in enumerate(names)}


@pytest.mark.parametrize(("name", "typed", "value"), TYPED)
def test_a_typed_answer_is_as_good_as_a_button(asked, words_of_chat, name, typed, value):
    assert heard(words_of_chat, asked[name], typed, (), {}) == Answered(value)


def test_too_many_choices_are_not_taken(asked, words_of_chat):
    assert isinstance(heard(words_of_chat, asked["what"], "drums, bass guitar and singing", (), {}), Unclear)


@pytest.fixture(scope="module")
def words_of_chat():
    def say(key, /, **values):
        return key

    return say
