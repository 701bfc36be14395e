"""A message that is not understood, and the next one."""

from itertools import pairwise

from finder import Finder, entry

DRUMS = entry("near", "Drums by the Sea")
FIRST = "Sorry, I didn't get that."
LOST = ("qqq www", "zxcv bnm", "hhh jjj", "fff ggg")


def test_the_first_time_it_is_said_how_to_ask() -> None:
    finder = Finder([DRUMS]).say(LOST[0])
    assert finder.text.startswith(FIRST)
    assert finder.buttons[0] == "Find music near me"


def test_no_two_answers_in_a_row_are_the_same() -> None:
    finder = Finder([DRUMS])
    texts = [finder.say(lost).text for lost in LOST]
    assert all(one != next_one for one, next_one in pairwise(texts))


def test_after_that_a_person_comes_first_and_an_example_can_be_pressed() -> None:
    finder = Finder([DRUMS]).say(LOST[0]).say(LOST[1])
    assert finder.buttons[:2] == ["Ask a person", "drums near Weymouth"]
    assert len(finder.buttons) == len(set(finder.buttons)) == 6
    assert finder.press("drums near Weymouth").titles == ["Drums by the Sea"]


def test_being_understood_begins_it_anew() -> None:
    finder = Finder([DRUMS]).say(LOST[0]).say(LOST[1]).say("drums in weymouth im 10").say("start again")
    assert finder.say(LOST[2]).text.startswith(FIRST)


def test_being_understood_in_between_begins_it_anew() -> None:
    finder = Finder([DRUMS]).say(LOST[0]).say("drums in weymouth im 10")
    assert finder.say(LOST[1]).text.startswith(FIRST)
