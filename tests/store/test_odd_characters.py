"""Characters that no database takes are left out of what is stored, and what was said is kept all the same."""

import json

import pytest
from sqlalchemy import select

from bot.dialogue.effects import Effect, Propose, Submit, Suggest
from bot.store import Store, tables
from talker import do

ODD = "more\x00drums\ud800"


@pytest.fixture
def talk(store: Store) -> Store:
    store.open_edition("jam", "{}", "h")
    return store


@pytest.mark.parametrize(
    ("effect", "column"),
    [
        (Suggest("jam", ODD), tables.statement.c.text),
        (Submit("jam", "h", {"q": ODD}), tables.answer.c.value),
        (Submit("jam", "h", {"q": [ODD]}), tables.answer.c.value),
        (Propose("", {"slug": "poll", "title": ODD}), tables.proposal.c.definition),
    ],
)
def test_words_with_odd_characters_are_stored_without_them(talk: Store, effect: Effect, column) -> None:
    do(talk, effect)
    stored = talk.read(lambda c: c.scalar(select(column)))
    assert "more" in stored
    assert "\x00" not in json.dumps(stored)
