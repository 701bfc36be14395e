"""What is said when a message we could not read speaks of people: that there is help, should something be wrong.

The lists of worries find what is said in common words; hints they miss. Such a message is nearly always one that the
search cannot read either, so it is met here, with a helpline and a button. Nothing is passed on unless that is pressed.
"""

from bot.dialogue.bot import Moment
from bot.dialogue.effects import Option, Say
from bot.dialogue.state import State, Turn
from bot.dialogue.step import go
from bot.dialogue.typed import plain
from bot.scenes.house import House
from bot.scenes.menu import main_menu, says, told

WRONG = "something is wrong"
"""The argument with which the care scene is opened by the button."""
SHORTEST = 4
"""Words below which a message is a slip or a greeting, and says nothing about anybody."""
MOST_KEPT = 2000
"""Characters kept of the message, for a day at most, in case the button is pressed."""


def speaks_of_people(house: House, text: str) -> bool:
    """Whether the message is about the writer or somebody they know, as the list `check_in.people` has it."""
    said = plain(text).split()
    people = frozenset(plain(house.words("check_in.people")).split())
    return len(said) >= SHORTEST and not people.isdisjoint(said)


def check_in(house: House, moment: Moment, text: str) -> Turn:
    """We did not understand; what there is to find; and where help is, should something be wrong."""
    words = house.words
    _, listens, *_ = house.safeguarding.helplines("distress")
    wrong = words("check_in.wrong", line=f"{listens.text} {listens.url}".strip())
    state = moment.state.with_kept(unsaid=text[:MOST_KEPT])
    say = Say(
        says(words("check_in.unclear", place=house.example_place), wrong),
        (Option(words("check_in.button"), go("care", WRONG)), *main_menu(words)),
    )
    return told(Moment(state, moment.at), say)


def unsaid(state: State) -> str:
    """The message that we could not read and that somebody now says is about something wrong."""
    return str(state.kept.get("unsaid", ""))
