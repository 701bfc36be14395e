"""A talk on the screen."""

import io
from datetime import UTC, datetime

import pytest
from rich.console import Console

from bot.channels.terminal.chat import chat, meant
from bot.dialogue.events import Chose, Said
from bot.turns import NotStored
from small_talk import words

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def screen(house, *typed, ends_with=EOFError):
    """What stands on the screen after these lines were typed, without empty lines."""
    waiting = list(typed)

    def read():
        if waiting:
            return waiting.pop(0)
        raise ends_with

    console = Console(file=io.StringIO(), width=60, color_system=None)
    chat(console, read, *house, words, at=NOW)
    return [line.rstrip() for line in console.file.getvalue().splitlines() if line.strip()]


QUESTION = ["Which do you play?", "   1  Guitar", "   2  Drums", "   3  Cello", "   ·  Skip"]


def test_a_talk_begins_with_a_welcome_and_ends_kindly(house):
    assert screen(house) == ["Type.", "Hello", *QUESTION, "Bye."]


def test_ctrl_c_ends_it_kindly_too(house):
    assert screen(house, ends_with=KeyboardInterrupt)[-1] == "Bye."


@pytest.mark.parametrize("typed", ["exit", "quit", " Bye ", "GOODBYE"])
def test_a_word_of_leaving_ends_the_chat_and_is_not_said(house, typed):
    assert screen(house, typed, "good day") == ["Type.", "Hello", *QUESTION, "Bye."]


def test_leaving_spoken_of_is_said(house):
    assert screen(house, "bye for now")[7:-1] == ["You said bye for now"]


def test_a_number_presses_the_button(house):
    shown = screen(house, "2")
    assert shown[7:-1] == ["Which do you play?", "   1  Guitar", "   2  ✓ Drums", "   3  Cello", "   ·  Skip"]


def test_a_label_presses_the_button_and_empty_lines_are_nothing(house):
    assert screen(house, "", "  ", "Skip")[7:-1] == ["Skipped"]


def test_what_is_no_button_is_said(house):
    assert screen(house, "99", "good day")[7:-1] == ["You said 99", "You said good day"]


def test_a_card_is_framed(house):
    assert screen(house, "cards")[7:13] == [
        "Here:",
        "╭─ Example drum club ──────────────────────────────────────╮",
        "│ Free.                                                    │",
        "│ It is near.                                              │",
        "│ https://example.org/drums                                │",
        "╰──────────────────────────────────────────────────────────╯",
    ]


def test_a_talk_goes_on_where_it_was(reopened):
    with reopened() as house:
        screen(house, "2")
    with reopened() as house:
        again = screen(house, "3")
    assert again[:8] == [
        "Type.",
        "Here is where we were.",
        "Which do you play?",
        "   1  Guitar",
        "   2  ✓ Drums",
        "   3  Cello",
        "   ·  Skip",
        "Which do you play?",
    ]
    assert again[8:-1] == ["   1  Guitar", "   2  ✓ Drums", "   3  ✓ Cello", "   ·  Skip"]


def test_what_cannot_be_stored_is_said_and_the_talk_goes_on():
    def take(_incoming):
        raise NotStored("the disk is full")

    assert screen((take, lambda *_: []), "hi") == ["Type.", "Not saved.", "Not saved.", "Bye."]


SCALE = [{"label": str(n), "token": f"t{n}"} for n in range(11)]
CONTROLS = [{"label": "Skip", "token": "skip"}, {"label": "Visit", "token": "", "url": "https://example.org"}]


@pytest.mark.parametrize(
    ("typed", "offered", "event"),
    [
        ("3", SCALE, Chose("t3", NOW)),
        ("2", CONTROLS, Said("2", NOW)),
        ("1", CONTROLS, Said("1", NOW)),
        ("Skip", CONTROLS, Chose("skip", NOW)),
        ("Visit", CONTROLS, Said("Visit", NOW)),
        ("²", SCALE, Said("²", NOW)),
        ("1 and 3", SCALE, Said("1 and 3", NOW)),
    ],
)
def test_a_number_means_a_button_only_where_one_has_it(typed, offered, event):
    assert meant(typed, offered, {"Skip"}, NOW) == event
