"""Whatever is typed and pressed while finding, there is a way on, and never too many buttons."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.step import RESUME
from bot.scenes.find_talk import WAYS
from example_hub import example_hub
from finder import Finder

WORDS = example_hub().house.words
SAID = [way.strip() for name in WAYS for way in WORDS(f"find.ways.{name}").split(",")]
ASKED = [
    "drums in weymouth",
    "choir near me",
    "im 12",
    "dorchester",
    "bagpipes",
    "what about guitar",
    "DT4",
    "thanks",
]
MOST_BUTTONS = 9

step = st.one_of(
    st.sampled_from(SAID),
    st.builds("{} {}".format, st.sampled_from(SAID), st.sampled_from(["2", "the last one", "drum club"])),
    st.sampled_from(ASKED),
    st.text(max_size=60),
    st.integers(0, 5),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(step, min_size=1, max_size=8))
def test_there_is_always_a_way_on_and_never_too_many(steps: list[str | int]) -> None:
    finder = Finder(bot=example_hub().bot)
    for each in steps:
        take(finder, each)
        if finder.state.scene == "find":
            shown = [option for say in finder.says for option in say.options if option.value != RESUME]
            assert 0 < len(shown) <= MOST_BUTTONS
            assert len({option.value for option in shown}) == len(shown)


def take(finder: Finder, each: str | int) -> None:
    """Types a text, or presses the button of this number if there is one."""
    if isinstance(each, str):
        finder.say(each)
    elif each < len(finder.state.offers):
        finder.press(finder.state.offers[each].label)


@pytest.mark.parametrize("way", SAID)
def test_every_way_of_saying_something_about_the_results_is_understood_as_such(way: str) -> None:
    finder = Finder(bot=example_hub().bot)
    unclear = WORDS("find.unclear", place=example_hub().house.example_place)
    assert finder.say("drums in weymouth").say(way).text != unclear
