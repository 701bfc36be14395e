"""Hello, the menu and the help; knows what there is to do, not how it is done."""

from dataclasses import replace
from functools import partial

from bot.dialogue.bot import Moment, Scene
from bot.dialogue.effects import Say
from bot.dialogue.state import Turn
from bot.scenes import asking_me
from bot.scenes.house import House
from bot.scenes.inviting import NOT_NOW, STOP
from bot.scenes.menu import heard_anything, main_menu, says, told
from bot.scenes.new_entries import STOP as STOP_NEWS


def scene(house: House) -> Scene:
    return Scene(
        "welcome",
        open=partial(_open, house),
        heard=heard_anything,
        picked=lambda moment, _value: _menu(house, moment),
        again=lambda moment: _menu(house, moment),
    )


def _open(house: House, moment: Moment, arg: str) -> Turn:
    match arg:
        case "hello":
            return told(moment, Say(_hello(house, "welcome.short")))
        case "help":
            return _help(house, moment)
        case "thanks" | "bye" | "urgent":
            return told(moment, Say(house.words(f"welcome.{arg}"), main_menu(house.words)))
        case "old":
            return told(
                moment,
                Say(house.words("welcome.old_link")),
                Say(_hello(house, "welcome.hello")),
                _menu_of(house),
            )
        case "again":
            return _menu(house, Moment(replace(moment.state, kept={}), moment.at))
        case "menu" if moment.state.touched:
            return _menu(house, moment)
        case _:
            return _welcome(house, moment)


def _welcome(house: House, moment: Moment) -> Turn:
    return told(moment, Say(_hello(house, "welcome.hello")), _menu_of(house))


def _menu_of(house: House) -> Say:
    return Say(house.words("welcome.menu"), main_menu(house.words))


def _hello(house: House, key: str) -> str:
    hello = house.words(key, hub=house.hub.name)
    return f"{hello} {house.words('welcome.sample', hub=house.hub.name)}" if house.hub.sample else hello


def _menu(house: House, moment: Moment) -> Turn:
    return told(moment, Say(house.words("welcome.back"), main_menu(house.words)))


def _help(house: House, moment: Moment) -> Turn:
    words = house.words
    text = says(
        words("help.who", hub=house.hub.name),
        words("help.text", place=house.example_place),
        words("help.ways"),
        words("help.safety"),
    )
    return told(moment, Say(text, main_menu(words)))


def start(house: House, payload: str) -> tuple[str, str]:
    """The scene and argument a deep link leads to: a survey's slug, `find-...`, `cost`, `voice`; else the welcome."""
    if payload in house.surveys:
        return ("survey", payload)
    if payload in ("cost", "voice", "person", "find"):
        return (payload, "")
    if payload == "newpoll":
        return ("council", "")
    if payload in ("tell-me", STOP_NEWS):
        return ("news", "off" if payload == STOP_NEWS else "")
    if payload in ("ask-me", STOP):
        return ("asking_me", asking_me.OFF if payload == STOP else "")
    name, _, rest = payload.partition("-")
    if payload.startswith(NOT_NOW):
        return ("asking_me", f"{asking_me.NOT_NOW}{rest}")
    if name == "carry" and rest:
        return (name, rest)
    if name == "redo" and rest:
        return ("council", f"redo:{rest}")
    if name == "council" and rest:
        return ("council", f"join:{rest}")
    if name == "find" and rest:
        return ("find", rest.replace("-", " ").replace("_", " "))
    if name == "wrong" and house.catalogue.get(rest) is not None:
        return ("person", f"wrong:{rest}")
    if name == "about" and house.catalogue.get(rest) is not None:
        return ("find", f"#{rest}")
    return ("welcome", "old" if payload else "")
