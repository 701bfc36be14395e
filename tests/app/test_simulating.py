"""How a made-up person gives an answer: with the buttons there are, else in words."""

import pytest

from bot.app.simulating import Move, moves
from bot.dialogue.effects import Json
from bot.dialogue.forms import Choice, Kind, Question

CHOICES = (Choice("a", "A"), Choice("b", "B"), Choice("none", "None", exclusive=True))


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Kind.ONE, "b", [Move("=b")]),
        (Kind.ONE, None, [Move("skip")]),
        (Kind.MANY, ["b", "a"], [Move("+b"), Move("+a"), Move("done")]),
        (Kind.MANY, ["none"], [Move("+none")]),
        (Kind.NUMBER, 2.5, [Move("2.5", typed=True)]),
        (Kind.NUMBER, "none", [Move("=none")]),
        (Kind.TEXT, "more drums", [Move("more drums", typed=True)]),
        (Kind.NOTE, "", [Move("done")]),
    ],
)
def test_an_answer_is_pressed_where_it_can_be_and_else_typed(
    kind: Kind, value: Json, expected: list[Move]
) -> None:
    assert list(moves(Question("q", "?", kind, CHOICES), value)) == expected
