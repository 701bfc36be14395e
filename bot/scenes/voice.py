"""The surveys and polls that are open now; knows nothing of their questions."""

from functools import partial

from bot.dialogue.bot import Moment, Scene
from bot.dialogue.effects import Option, Say
from bot.dialogue.state import Turn
from bot.dialogue.step import go
from bot.scenes.house import House
from bot.scenes.menu import heard_anything, to_menu, told


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
    surveys = [Option(survey.title, go("survey", survey.slug)) for survey in open_now]
    idea = Option(words("voice.idea"), go("person"))
    text = words("voice.open" if surveys else "voice.none")
    return told(moment, Say(text, (*surveys, idea, to_menu(words))))
