"""What is typed about the cards on the screen."""

import pytest

from bot.scenes.find_talk import Meant, Talk, talk_from
from example_hub import example_hub

TITLES = ("Saturday Drum Club", "Seafront Samba Band", "Guitar Group")


@pytest.fixture(scope="module")
def talk() -> Talk:
    return talk_from(example_hub().house.words)


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("2", 1),
        ("number 2", 1),
        ("the second one", 1),
        ("2nd please", 1),
        ("tell me more about 1", 0),
        ("tell me more about the first one", 0),
        ("the last one", 2),
        ("more about the samba", 1),
        ("Guitar Group", 2),
        ("saturday drum", 0),
        ("seafront band", 1),
    ],
)
def test_a_card_is_named_by_number_or_title(talk: Talk, text: str, card: int) -> None:
    assert talk.meant(text, TITLES) == Meant("one", card)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Save it!", Meant("save")),
        ("save this one", Meant("save")),
        ("save the second one", Meant("save", 1)),
        ("save 3", Meant("save", 2)),
        ("something like 1", Meant("like", 0)),
        ("when is the samba band", Meant("fact_when", 1)),
        ("How much is it?", Meant("fact_cost")),
        ("something like this", Meant("like")),
        ("what comes after the drum club", Meant("path", 0)),
        ("this is wrong", Meant("wrong")),
        ("remind me about the guitar group", Meant("remind", 2)),
        ("closer", Meant("closer")),
        ("any free ones?", Meant("free")),
        ("show me more", Meant("more")),
        ("go back", Meant("back")),
    ],
)
def test_what_to_do_may_be_said_with_or_without_a_card(talk: Talk, text: str, meant: Meant) -> None:
    assert talk.meant(text, TITLES) == meant


@pytest.mark.parametrize(
    "text",
    [
        "what about guitar",
        "guitar",
        "samba",
        "drums on saturday",
        "and in dorchester",
        "12",
        "4",
        "im 2 old for that",
        "save the children choir",
        "singing lessons like the voice",
        "",
        "🥁",
    ],
)
def test_anything_else_is_a_search(talk: Talk, text: str) -> None:
    assert talk.meant(text, TITLES) is None


def test_two_titles_that_fit_as_well_are_not_chosen_between(talk: Talk) -> None:
    assert talk.meant("more about drums", ("Drums for All", "Loud Drums")) is None


def test_with_nothing_on_the_screen_no_card_is_meant(talk: Talk) -> None:
    assert talk.meant("the last one", ()) is None
    assert talk.meant("1", ()) is None


@pytest.mark.parametrize("text", ["dunno", "Don't mind", "anything", "skip", "not bothered"])
def test_not_minding_is_heard(talk: Talk, text: str) -> None:
    assert talk.skips(text)


def test_no_way_of_saying_one_thing_is_listed_for_another() -> None:
    words = example_hub().house.words
    ways = talk_from(words).ways
    listed = [way for name in set(ways.values()) for way in words(f"find.ways.{name}").split(",")]
    assert len(listed) == len(ways)
