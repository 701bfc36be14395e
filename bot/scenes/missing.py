"""What is said when a message is not understood: other words each time, and after the second time a person."""

from bot.dialogue.bot import Moment
from bot.dialogue.effects import Option, Say
from bot.dialogue.step import go
from bot.scenes.house import House
from bot.scenes.menu import main_menu
from bot.scenes.trail import keeping

KEY = "missed"
AGAIN = ("find.unclear_again", "find.unclear_still")
"""The sentences after the first, in turn."""


def times_missed(moment: Moment) -> int:
    """How often in a row we have not understood, before this message."""
    times = moment.state.kept.get(KEY)
    return times if isinstance(times, int) else 0


def missed(moment: Moment) -> Moment:
    return keeping(moment, **{KEY: times_missed(moment) + 1})


def understood(moment: Moment) -> Moment:
    return keeping(moment, **{KEY: 0}) if times_missed(moment) else moment


def not_understood(house: House, moment: Moment) -> Say:
    """The first time how to ask; then examples to press and a person, who comes first."""
    words, times = house.words, times_missed(moment)
    place = house.example_place
    if not times:
        return Say(words("find.unclear", place=place), main_menu(words))
    examples = (words("find.example_1", place=place), words("find.example_2", place=place))
    options = (
        Option(words("button.person"), go("person")),
        *(Option(example, go("find", example)) for example in examples),
        *(option for option in main_menu(words) if option.value != go("person")),
    )
    return Say(words(AGAIN[(times - 1) % len(AGAIN)], place=place), options)
