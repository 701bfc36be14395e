"""What a misspelt word was meant to be."""

import pytest

from bot.catalogue.spelling import likeness, sound, speller

KNOWN = (
    "saxophone",
    "clarinet",
    "violin",
    "viola",
    "drums",
    "guitar",
    "choir",
    "trumpet",
    "ukulele",
    "weymouth",
    "poole",
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("saxaphone", "saxophone"),
        ("clarinat", "clarinet"),
        ("vilion", "violin"),
        ("drumms", "drums"),
        ("gutiar", "guitar"),
        ("chior", "choir"),
        ("trumpit", "trumpet"),
        ("ukelele", "ukulele"),
        ("guuuuitar", "guitar"),
        ("waymuth", "weymouth"),
    ],
)
def test_a_misspelling_finds_its_word(typed: str, meant: str) -> None:
    assert speller(KNOWN).guesses(typed)[0][1] == meant


@pytest.mark.parametrize("typed", ["breakfast", "zzzz", "cat"])
def test_an_unlike_word_finds_nothing(typed: str) -> None:
    assert speller(KNOWN).guesses(typed) == []


def test_a_favoured_word_wins_a_close_call() -> None:
    known = speller(("durham", "drum"))
    assert known.guesses("durum", frozenset({"drum"}), 0.1)[0][1] == "drum"
    assert known.guesses("durum", frozenset({"durham"}), 0.1)[0][1] == "durham"


def test_spellings_that_sound_alike_share_a_key() -> None:
    assert sound("saxaphone") == sound("saxofone")
    assert likeness("quire", "choir") < likeness("chior", "choir")
