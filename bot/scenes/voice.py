"""The surveys and polls that are open now; knows nothing of their questions."""

from functools import partial

from bot.dialogue.bot import Moment, Scene
from bot.dialogue.effects import Option, Say
from bot.dialogue.state import Turn
from bot.dialogue.step import go
from bot.scenes.house import House
from bot.scenes.menu import heard_anything, to_menu, told
from bot.surveys.record import Survey


def scene(house: House) -> Scene:
    listing = partial(_list, house)
    return Scene(
        "voice",
        open=lambda moment, _arg: listing(moment),
        heard=heard_anything,
        picked=lambda moment, _value: listing(moment),
        again=listing,
    )


def _list(house: House, moment: Moment) -> Turn:
    words = house.words
    open_now = house.open_surveys(moment.at)
    surveys = [Option(_label(house, survey), go("survey", survey.slug)) for survey in open_now]
    idea = Option(words("voice.idea"), go("person"))
    text = words("voice.open" if surveys else "voice.none")
    return told(moment, Say(text, (*surveys, idea, to_menu(words))))


def _label(house: House, survey: Survey) -> str:
    """The title, and whom it is for when that is not young people."""
    roles = survey.audience.roles
    if not roles or "young_person" in roles:
        return survey.title
    return house.words(f"voice.for_{roles[0]}", title=survey.title)
