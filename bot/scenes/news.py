"""Being told of new things: saying yes to it, saying no again; knows nothing of how new things are found."""

from dataclasses import replace
from functools import partial

from bot.dialogue.bot import Moment, Scene
from bot.dialogue.effects import Option, Remember, Say
from bot.dialogue.state import Go, State, Turn
from bot.dialogue.step import go
from bot.dialogue.typed import NO, YES, plain
from bot.scenes.house import House
from bot.scenes.menu import main_menu, to_menu, told
from bot.scenes.trail import wish_of

NAME = "news"
OFF = "off"
OFFER, WHERE = "offer", "where"


def scene(house: House) -> Scene:
    return Scene(
        NAME,
        open=partial(_open, house),
        heard=partial(_heard, house),
        picked=partial(_picked, house),
        again=partial(_again, house),
    )


def tell_me_option(house: House, state: State) -> tuple[Option, ...]:
    """A button that leads here, unless this person has just said yes or no to it."""
    return () if state.kept.get(NAME) else (Option(house.words("news.button"), go(NAME)),)


def _open(house: House, moment: Moment, arg: str) -> Turn:
    """`arg` is `off`, or "" to be told of new things like those last searched for."""
    if arg == OFF:
        off = (Remember("news_of", ""), Remember("told_of_news", False))
        return told(_said(moment, "no"), off, Say(house.words("news.off"), main_menu(house.words)))
    wish = wish_of(moment)
    what = next((id for id in wish.activities if id in house.catalogue.vocabulary.terms), "")
    return _asked(house, moment, what, house.catalogue.outcode_of(wish))


def _asked(house: House, moment: Moment, what: str, outcode: str) -> Turn:
    stage = OFFER if outcode else WHERE
    return _again(house, Moment(moment.state.with_data(stage=stage, what=what, outcode=outcode), moment.at))


def _again(house: House, moment: Moment) -> Turn:
    words, data = house.words, moment.state.data
    match data.get("stage"):
        case "where":
            text = words("news.where", place=house.example_place)
            return told(moment, Say(text, (Option(words("news.no"), "no"),)))
        case "offer":
            options = [Option(words("news.yes"), "yes"), Option(words("news.no"), "no")]
            if data.get("what"):
                options.insert(1, Option(words("news.anything"), "anything"))
            return told(
                moment,
                Say(
                    words(f"news.offer{_of(data.get('what'))}", **_names(house, moment)),
                    options=tuple(options),
                ),
            )
        case _:
            return told(moment, Say(words("welcome.back"), main_menu(words)))


def _of(what: object) -> str:
    return "_what" if what else ""


def _names(house: House, moment: Moment) -> dict[str, str]:
    data = moment.state.data
    what = str(data.get("what") or "")
    return {"outcode": str(data.get("outcode"))} | ({"what": house.catalogue.label(what)} if what else {})


def _heard(house: House, moment: Moment, text: str) -> Turn:
    data = moment.state.data
    first = plain(text).partition(" ")[0]
    if data.get("stage") == WHERE:
        return _place(house, moment, text) if first not in NO else _picked(house, moment, "no")
    if data.get("stage") == OFFER and first in YES | NO:
        return _picked(house, moment, "yes" if first in YES else "no")
    return Turn(moment.state, go=Go("find", text))


def _place(house: House, moment: Moment, text: str) -> Turn:
    outcode = house.catalogue.outcode_of(house.catalogue.understand(f"in {text}"))
    if outcode:
        return _asked(house, moment, str(moment.state.data.get("what") or ""), outcode)
    say = Say(house.words("news.where_unknown"), (Option(house.words("news.no"), "no"),))
    return told(moment, say)


def _picked(house: House, moment: Moment, value: str) -> Turn:
    words, data = house.words, moment.state.data
    if value == "no" or data.get("stage") != OFFER:
        return told(_said(moment, "no"), Say(words("news.no_thanks"), main_menu(words)))
    remembered = (
        Remember("outcode", data.get("outcode")),
        Remember("news_of", "" if value == "anything" else data.get("what")),
        Remember("told_of_news", True),
    )
    options = (Option(words("button.find"), go("find")), to_menu(words))
    return told(_said(moment, "yes"), remembered, Say(words("news.on"), options))


def _said(moment: Moment, answer: str) -> Moment:
    return Moment(replace(moment.state, data={}).with_kept(**{NAME: answer}), moment.at)
