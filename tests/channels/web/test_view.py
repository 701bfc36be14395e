"""Stored messages as a page shows them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.channels.web.view import Ways, conversation, label_of, safe_url
from web_talk import words

WAYS = Ways.of(words)


@dataclass
class Message:
    id: int
    mine: bool
    payload: dict[str, Any] = field(default_factory=dict)
    turn: int = 0

    @property
    def at(self):
        return datetime(2026, 11, 22, tzinfo=UTC) + timedelta(seconds=self.turn)


def option(label, chosen=False):
    return {"label": label, "token": f"t-{label}", "chosen": chosen, "url": ""}


def bot(id, text="", labels=(), question="", replaces=False, turn=0):
    return Message(id, False, {"text": text, "options": [option(*label) if isinstance(label, tuple) else option(label)
                                                         for label in labels],
                               "cards": [], "question": question, "replaces": replaces}, turn)  # fmt: skip


def me(id, text, turn=0):
    return Message(id, True, {"text": text}, turn)


def test_an_edited_message_stays_in_its_first_place():
    shown = conversation(
        [bot(1, "q", ["A"], "q"), bot(2, "hint"), bot(3, "q2", ["A"], "q", replaces=True)], WAYS
    )
    assert [bubble.id for bubble in shown] == [3, 2]


def test_an_edit_of_what_is_no_longer_kept_is_shown_as_new():
    shown = conversation([bot(2, "hint"), bot(3, "q2", ["A"], "q", replaces=True)], WAYS)
    assert [bubble.id for bubble in shown] == [2, 3]


def test_what_comes_between_turns_ends_no_buttons_and_keeps_its_own():
    asked, answer = bot(1, "which", ["A"], turn=1), bot(2, "from the hub", turn=2)
    answer.payload["aside"] = True
    assert [b.live for b in conversation([asked, answer], WAYS)] == [True, True]
    assert [b.live for b in conversation([asked, answer, bot(3, "next", ["B"], turn=3)], WAYS)] == [
        False,
        True,
        True,
    ]
    assert [b.live for b in conversation([answer], WAYS)] == [True]


def test_only_the_buttons_of_the_latest_turn_are_alive():
    shown = conversation(
        [
            bot(1, "a", ["A"], turn=1),
            me(2, "A", turn=2),
            bot(3, "b", ["B"], turn=2),
            bot(4, "c", ["C"], turn=2),
        ],
        WAYS,
    )
    assert [(bubble.id, bubble.live) for bubble in shown if not bubble.mine] == [
        (1, False),
        (3, True),
        (4, True),
    ]


def test_a_link_opened_in_the_middle_ends_the_buttons_before_it():
    shown = conversation([bot(1, "a", ["A"], turn=1), bot(2, "b", ["B"], turn=2)], WAYS)
    assert [bubble.live for bubble in shown] == [False, True]


def test_a_place_in_a_ranking_does_not_make_a_bubble():
    ranked = bot(3, "q", [("1. Drums", True)], "q", replaces=True)
    shown = conversation([bot(1, "q", ["Drums"], "q"), me(2, "Drums"), ranked], WAYS)
    assert [bubble.id for bubble in shown] == [3]


def test_words_that_are_no_tick_keep_their_bubble_before_an_edit():
    shown = conversation(
        [bot(1, "q", ["A"], "q"), me(2, "both"), bot(3, "q", ["A"], "q", replaces=True)], WAYS
    )
    assert [bubble.id for bubble in shown] == [3, 2]


@pytest.mark.parametrize(
    ("text", "labels", "kinds"),
    [
        ("Which?", ["A", "Skip"], ["choice", "quiet"]),
        (
            f"Which?\n{words('asking.many')}",
            ["A", "Done", "Skip", "Back"],
            ["tick", "done", "quiet", "quiet"],
        ),
        (f"Which?\n{words('asking.many_most', most=3)}", ["A", "Why do you ask?"], ["tick", "quiet"]),
        ("Which?", [("A", True), "B"], ["tick", "tick"]),
        (words("asking.rank"), ["A", "Next"], ["tick", "done"]),
    ],
)
def test_a_button_looks_like_what_it_is_for(text, labels, kinds):
    (shown,) = conversation([bot(1, text, labels)], WAYS)
    assert [button.kind for button in shown.buttons] == kinds


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("3 of 6\nHow old are you?", ("How old are you?", 3, 6)),
        ("Question 3 of 6\nHow old?", ("How old?", 3, 6)),
        ("7 of 6\nodd", ("7 of 6\nodd", 0, 0)),
        ("2 of us play\ndrums", ("2 of us play\ndrums", 0, 0)),
        ("0 of 0\nx", ("0 of 0\nx", 0, 0)),
    ],
)
def test_progress_is_read_from_the_first_line_alone(text, shown):
    (bubble,) = conversation([bot(1, text)], WAYS)
    assert (bubble.text, bubble.done, bubble.of) == shown


@pytest.mark.parametrize(
    ("miles", "shown"), [(1.24, "1.2"), (8.0, "8"), (12.6, "13"), (0.94, "0"), (0.96, "1"), (None, "")]
)
def test_miles_are_rounded_to_what_helps(miles, shown):
    card = {"title": "T", "lines": [], "because": [], "distance_miles": miles, "url": "", "exact": True}
    (bubble,) = conversation([Message(1, False, {"text": "", "cards": [card]})], WAYS)
    assert bubble.cards[0].miles == shown


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Where: Weymouth", ("Where", "Weymouth")),
        ("Run by: the youth centre", ("Run by", "the youth centre")),
        ("Free for all: just come", ("", "Free for all: just come")),
        ("10:00 to 11:30", ("", "10:00 to 11:30")),
        ("https://example.org", ("", "https://example.org")),
        ("Learn an instrument.", ("", "Learn an instrument.")),
    ],
)
def test_a_label_is_told_from_what_it_says(line, shown):
    card = {"title": "T", "lines": [line]}
    (bubble,) = conversation([Message(1, False, {"text": "", "cards": [card]})], WAYS)
    assert bubble.cards[0].lines == (shown,)


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org/", "https://example.org/"),
        ("tel:08001111", "tel:08001111"),
        ("javascript:alert(1)", ""),
        ("JaVaScript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//example.org", ""),
        ("https://[broken", ""),
        ("", ""),
    ],
)
def test_only_harmless_addresses_become_links(url, safe):
    assert safe_url(url) == safe


def test_a_button_says_what_it_said_when_it_is_pressed():
    stored = [bot(1, "q", ["Old"]), bot(2, "q", ["New"])]
    assert [label_of(token, stored) for token in ("t-Old", "t-New", "t-None", "")] == ["Old", "New", "", ""]
