"""A message we cannot read that speaks of people is met with help, and nothing is passed on unless they want it."""

from datetime import UTC, datetime

import pytest

from bot.dialogue.effects import Alert, Say
from bot.dialogue.events import Chose, Said
from bot.dialogue.state import State, Turn
from bot.dialogue.step import step
from example_hub import example_hub

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
HINT = "nan says he didnt mean to leave a mark"


def talk(*events: str) -> Turn:
    """The last turn when this is typed, or a button with this label is pressed, one after the other."""
    state, turn = State(salt="a salt"), None
    for text in events:
        token = next((offer.token for offer in state.offers if offer.label == text), None)
        turn = step(example_hub().bot, state, Chose(token, NOW) if token else Said(text, at=NOW))
        state = State.from_json(turn.state.to_json())
    assert turn is not None
    return turn


def said(turn: Turn) -> str:
    return "\n".join(effect.text for effect in turn.effects if isinstance(effect, Say))


def alerts(turn: Turn) -> list[Alert]:
    return [effect for effect in turn.effects if isinstance(effect, Alert)]


@pytest.mark.parametrize("text", [HINT, "everything i own is in a bin bag", "hes always in a mood with me"])
def test_a_hint_is_met_with_a_helpline_and_passed_on_to_nobody(text: str) -> None:
    turn = talk(text)
    assert "0800 1111" in said(turn)
    assert "Something is wrong" in [offer.label for offer in turn.state.offers]
    assert alerts(turn) == []


@pytest.mark.parametrize(
    "text", ["asdf", "purple monkey", "qwerty zxcv plop blip", "i like drums", "my cat sings"]
)
def test_what_speaks_of_nobody_or_can_be_read_is_no_hint(text: str) -> None:
    assert "Something is wrong" not in [offer.label for offer in talk(text).state.offers]


def test_who_says_that_something_is_wrong_is_cared_for_and_the_lead_reads_what_they_wrote() -> None:
    turn = talk(HINT, "Something is wrong")
    assert alerts(turn) == [Alert("distress", "soon", HINT)]
    assert "Childline" in said(turn)
    assert turn.state.scene == "care"
    assert turn.state.kept["unsaid"] == ""


def test_who_goes_on_with_music_is_not_asked_again() -> None:
    turn = talk(HINT, "drums near Exampleton")
    assert alerts(turn) == []
    assert "Something is wrong" not in [offer.label for offer in turn.state.offers]
