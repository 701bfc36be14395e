"""What was answered and searched is joined with what the catalogue has."""

import json

import pytest

from bot.app.heard import heard, nearest
from bot.dialogue.effects import Noted, Submit
from bot.surveys.definition import definition
from bot.surveys.heard import NotFound
from bot.surveys.reading import survey_from
from example_hub import TODAY, example_hub
from talker import do

HOUSE = example_hub().house
CATALOGUE = HOUSE.catalogue
ASKS = {
    "slug": "wishes",
    "title": "Wishes",
    "why": "To know",
    "who_asks": "We",
    "what_happens": "We tell you",
    "questions": [
        {"id": "wish", "ask": "What would you like to try?", "type": "text"},
        {"id": "town", "ask": "Which town is nearest?", "type": "place"},
    ],
}


@pytest.fixture
def asked(store):
    survey = survey_from(ASKS)
    store.open_edition("wishes", json.dumps(definition(survey)), "h1", author="council")
    for number in range(6):
        do(
            store,
            Submit("wishes", "h1", {"wish": "i'd like a harp, not drums", "town": "DT4"}),
            who=f"p{number}",
        )
    for number in range(5):
        do(store, Noted("harp", "DT4", "11-13", 0, None), who=f"q{number}")
        do(store, Noted("harp", "DT4", "11-13", 0, None, wanted=True), who=f"q{number}")
        do(store, Noted("", "DT4", "", 3), who=f"q{number}")
    return store


def test_answers_and_searches_are_counted_together_and_what_was_wanted_besides_once(asked):
    assert heard(asked, CATALOGUE, TODAY) == (NotFound("harp", "DT4", 11, nearest(CATALOGUE, "harp", "DT4")),)


def test_nothing_is_heard_of_what_was_long_ago(asked):
    assert heard(asked, CATALOGUE, replace_year(2028)) == ()


def replace_year(year):
    return TODAY.replace(year=year)


def test_what_is_near_is_not_told(asked):
    for number in range(12):
        do(asked, Noted("drums", "DT4", "", 2, 1.0), who=f"r{number}")
    near = nearest(CATALOGUE, "drums", "DT4")
    assert near is not None
    assert "drums" not in [each.what for each in heard(asked, CATALOGUE, TODAY, within=near + 1)]
    told = heard(asked, CATALOGUE, TODAY, within=near / 2)
    assert NotFound("drums", "DT4", 12, near) in told


def test_without_a_place_near_means_anywhere():
    assert nearest(CATALOGUE, "drums", "") == 0.0
    assert nearest(CATALOGUE, "harp", "") is None
    assert nearest(CATALOGUE, "drums", "ZZ1") == 0.0
