import pytest

from bot.dialogue.forms import Choice
from bot.dialogue.state import Offer
from bot.dialogue.typed import (
    choice_labelled,
    choice_meant,
    choices_meant,
    is_unsure,
    number_meant,
    offer_meant,
    plain,
)

PLAYS = (
    Choice("guitar", "Guitar"),
    Choice("drums", "Drums"),
    Choice("sing", "I sing"),
    Choice("none", "None of these", exclusive=True),
)
YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))


def values(text: str) -> list[str] | None:
    meant = choices_meant(text, PLAYS)
    return None if meant is None else [choice.value for choice in meant]


def test_plain_text_has_no_case_accents_or_marks() -> None:
    assert plain("  Don’t STOP, Beyoncé!! ") == "dont stop beyonce"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("guitar", "guitar"),
        ("Gutar", "guitar"),
        ("2", "drums"),
        ("third", "sing"),
        ("i play the drums a bit", "drums"),
    ],
)
def test_a_choice_is_meant_by_label_slip_number_or_sentence(text: str, value: str) -> None:
    meant = choice_meant(text, PLAYS)
    assert meant is not None
    assert meant.value == value


@pytest.mark.parametrize("text", ["trombone", "0", "5", "guitar or drums", ""])
def test_a_text_that_fits_no_single_choice_means_none(text: str) -> None:
    assert choice_meant(text, PLAYS) is None


ROLES = (
    Choice("school", "Teacher in a school"),
    Choice("own", "Freelance or visiting teacher"),
    Choice("bored", "I don't like playing"),
    Choice("dorset", "The Dorset Council area"),
)


@pytest.mark.parametrize(
    ("text", "value"), [("freelance", "own"), ("visiting teacher", "own"), ("Dorset Council area", "dorset")]
)
def test_a_part_of_just_one_label_is_that_choice(text: str, value: str) -> None:
    meant = choice_meant(text, ROLES)
    assert meant is not None
    assert meant.value == value


@pytest.mark.parametrize("text", ["teacher", "like playing", "the", "area of dorset", "dont"])
def test_a_part_of_several_labels_or_of_what_a_label_denies_means_none(text: str) -> None:
    assert choice_meant(text, ROLES) is None


FACES = (Choice("1", "😞"), Choice("2", "😐"), Choice("3", "😀"))


@pytest.mark.parametrize(
    ("text", "value"), [("😞", "1"), (" 😀 ", "3"), ("2", "2"), ("👍", None), ("?!", None)]
)
def test_a_face_means_the_one_choice_that_is_written_so(text: str, value: str | None) -> None:
    meant = choice_meant(text, FACES)
    assert (meant and meant.value) == value


def test_two_choices_written_the_same_face_are_not_told_apart() -> None:
    assert choice_meant("😀", (Choice("1", "😀"), Choice("2", "😀"))) is None
    assert choice_meant("😀", (Choice("1", "😀 good"), Choice("2", "😞 bad"))) is None


def test_a_face_presses_only_the_button_that_is_written_so() -> None:
    offers = (Offer("t1", "👎", "no"), Offer("t2", "👍", "yes"))
    assert offer_meant("👍", offers) == offers[1]
    assert offer_meant("😀", offers) is None


def test_a_label_is_meant_only_by_itself() -> None:
    assert choice_labelled("NONE of these!", PLAYS) == PLAYS[3]
    assert choice_labelled("gutar", PLAYS) is None
    assert choice_labelled("1", PLAYS) is None


@pytest.mark.parametrize(
    ("text", "value"), [("yeah", "yes"), ("Yep!", "yes"), ("nah", "no"), ("nope sorry", "no")]
)
def test_yes_and_no_may_be_said_in_many_ways(text: str, value: str) -> None:
    meant = choice_meant(text, YES_NO)
    assert meant is not None
    assert meant.value == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 and 3", ["guitar", "sing"]),
        ("1 3", ["guitar", "sing"]),
        ("guitar, drums", ["guitar", "drums"]),
        ("drumz & gitar", ["drums", "guitar"]),
        ("none", ["none"]),
        ("guitar and kazoo", None),
        ("???", None),
    ],
)
def test_several_choices_may_be_typed_at_once(text: str, expected: list[str] | None) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("im 12", 12), ("nine", 9), ("-3.5", -3.5), ("between 3 and 5", None), ("lots", None)],
)
def test_a_number_is_read_when_there_is_just_one(text: str, number: float | None) -> None:
    assert number_meant(text) == number


@pytest.mark.parametrize("text", ["idk", "I don't know", "skip", "Rather not", "pass"])
def test_not_knowing_is_understood(text: str) -> None:
    assert is_unsure(text)


def test_a_button_is_meant_by_its_label_with_a_slip_but_only_exactly_where_text_is_an_answer() -> None:
    offers = (Offer("t1", "Show more", "more"), Offer("t2", "Something else", "else"))
    assert offer_meant("shw more", offers) == offers[0]
    assert offer_meant("shw more", offers, exactly=True) is None
    assert offer_meant("SHOW MORE!", offers, exactly=True) == offers[0]
