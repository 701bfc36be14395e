"""What people type below a statement, read as a vote or as none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.surveys.conversation import VOTES
from bot.surveys.voting import vote_meant

AGREE, DISAGREE, PASS = VOTES


@pytest.mark.parametrize(
    ("text", "vote"),
    [
        *(
            (text, AGREE)
            for text in ("yes", "Yeah!", "i agree", "totally", "true", "yep 100", "1", "👍", "same here")
        ),
        *((text, AGREE) for text in ("i really agree with that one", "defo", "👍🏽 yes", "so true")),
        *(
            (text, DISAGREE)
            for text in ("no", "nah", "disagree", "I don't agree", "not really", "no way", "2", "👎")
        ),
        *((text, DISAGREE) for text in ("i cant agree", "that's wrong", "not true", "i strongly disagree")),
        *((text, PASS) for text in ("pass", "skip", "idk", "dunno", "don't know", "not sure", "3", "🤷")),
        *((text, PASS) for text in ("i don't mind", "depends on the day", "maybe", "neither", "it depends")),
    ],
)
def test_a_vote_in_words_is_a_vote(text: str, vote: str) -> None:
    assert vote_meant(text) == vote


@pytest.mark.parametrize(
    "text",
    ["", "?", "hm", "drums", "there should be more drums", "buses are never the same on sundays", "4", "why"],
)
def test_other_words_are_no_vote(text: str) -> None:
    assert vote_meant(text) is None


@given(st.text())
def test_any_text_is_one_of_three_votes_or_none(text: str) -> None:
    assert vote_meant(text) in (*VOTES, None)
