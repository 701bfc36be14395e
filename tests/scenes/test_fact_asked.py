"""Questions about what is on the screen, those too that no card answers."""

import pytest

from bot.catalogue.entry import Ages
from bot.dialogue.effects import AskPerson, Puzzled
from finder import DORCHESTER, PAID, Finder, entry

PLAIN = entry("plain", "Drums by the Sea")
TOLD = entry(
    "told",
    "Drums in Town",
    DORCHESTER,
    PAID,
    access=("transport", "step_free", "sibling_welcome"),
    level=("first_go",),
    audition=False,
)


def one(shown: object) -> Finder:
    return Finder([shown]).say("drums im 10")


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("is there a bus?", "Good to know: help with getting there"),
        ("can i bring my brother", "Good to know: brothers and sisters are welcome"),
        ("is it scary", "Good for: a first go\nThere is no test to get in."),
    ],
)
def test_what_the_card_holds_is_told(asked: str, line: str) -> None:
    assert one(TOLD).say(asked).text == f"Drums in Town\n{line}"


def test_who_runs_it_is_always_known() -> None:
    assert one(PLAIN).say("who teaches it?").text == f"Drums by the Sea\nRun by: {PLAIN.provider}"


@pytest.mark.parametrize(
    "asked",
    [
        "is there a bus",
        "can i bring a friend",
        "can she bring a friend?",
        "does he need to bring anything",
        "is it wheelchair accessible",
        "is it scary",
        "what do i wear",
        "is parking free",
        "is there a goat?",
        "wot about goats?",
    ],
)
def test_what_it_does_not_hold_is_a_question_for_the_hub_about_that_entry(asked: str) -> None:
    finder = one(PLAIN).say(asked)
    assert (
        finder.text == "I don't know that about Drums by the Sea. Example Music Hub may be able to tell you."
    )
    assert finder.buttons == ["Ask the hub", "Back"]
    finder.press("Ask the hub").say("what I wanted to know")
    assert [e for e in finder.effects if isinstance(e, AskPerson)] == [
        AskPerson("what I wanted to know", "plain")
    ]


def test_of_several_it_is_asked_which_one_the_question_is_about() -> None:
    finder = Finder([PLAIN, entry("other", "Drums on the Rock")]).say("drums in weymouth im 10")
    shown = finder.titles
    assert finder.say("what do i wear").buttons == [*shown, "Back"]
    finder.press("Drums by the Sea")
    assert finder.text.startswith("What would you like to ask about “Drums by the Sea”?")


def test_several_of_which_one_tells_are_all_answered() -> None:
    finder = Finder([PLAIN, TOLD]).say("drums in weymouth im 10").say("is there a bus")
    assert finder.text == (
        "Drums by the Sea\nI don't know that for this one.\n\n"
        "Drums in Town\nGood to know: help with getting there"
    )


def test_a_question_that_is_a_search_stays_one() -> None:
    finder = Finder([PLAIN, entry("sing", "Singing Club", instruments=("singing",))]).say(
        "drums in weymouth im 10"
    )
    assert finder.say("is there singing?").titles == ["Singing Club"]


def test_words_nobody_knows_are_still_counted() -> None:
    assert Puzzled(("flurbs",)) in one(PLAIN).say("wot about flurbs?").effects


def test_an_adult_hears_when_nothing_says_that_it_takes_adults() -> None:
    finder = Finder([entry("vague", "Drums Somewhere", ages=Ages())]).say("drums in weymouth im 45")
    assert finder.text == (
        "I found nothing that says it takes adults. This comes closest. Please ask them whether you can come."
    )


def test_an_adult_hears_no_such_thing_of_what_takes_adults() -> None:
    open_to_all = entry("all", "Drums for All", ages=Ages(16, 99))
    finder = Finder([open_to_all]).say("drums in weymouth im 45")
    assert finder.text == "Here is what I found for drums near Weymouth."
