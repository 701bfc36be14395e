"""What is kept, deleting it, and stopping; knows nothing of how it is kept."""

from collections.abc import Mapping
from functools import partial

from bot.dialogue.bot import Moment, Scene
from bot.dialogue.effects import Forget, Json, Option, Recall, Say, Stop
from bot.dialogue.events import Recalled
from bot.dialogue.state import Go, Turn
from bot.dialogue.step import go
from bot.dialogue.typed import NO, YES, plain
from bot.scenes import asking_me, care, news
from bot.scenes.house import House
from bot.scenes.menu import heard_anything, main_menu, says, to_menu, told

VALUES = ("age_band", "outcode", "language")
COUNTS = ("responses", "statements", "participation", "proposals", "threads", "reminders")
FLAGS = ("council", "ask_me", "told_of_news", "stopped_at", "concerns")


def scene(house: House) -> Scene:
    return Scene(
        "privacy",
        open=partial(_open, house),
        heard=partial(_heard, house),
        picked=partial(_picked, house),
        again=lambda moment: told(moment, Recall()),
    )


def _open(house: House, moment: Moment, arg: str) -> Turn:
    words = house.words
    match arg:
        case "stop":
            options = (Option(words("privacy.delete"), "ask"), to_menu(words))
            return told(moment, Stop(), Say(words("privacy.stopped"), options))
        case "delete":
            return _ask(house, moment)
        case "private" if care.is_caring(moment.state):
            return Turn(moment.state, go=Go("care", care.PRIVATE))
        case _:
            return told(moment, Recall())


def recalled(house: House, moment: Moment, event: Recalled) -> Turn:
    """Says what is kept about this person: values and counts by name."""
    words, record = house.words, event.record
    lines = [words(f"privacy.{name}", value=record[name]) for name in VALUES if record.get(name)]
    if news_of := record.get("news_of"):
        lines.append(words("privacy.news_of", value=house.catalogue.label(str(news_of))))
    if role := record.get("role"):
        lines.append(words("privacy.role", value=words(f"asking_me.{role}").lower()))
    lines += [words(f"privacy.{name}", count=record[name]) for name in COUNTS if record.get(name)]
    lines += [words(f"privacy.{name}") for name in FLAGS if record.get(name)]
    kept = "\n".join(f"• {line}" for line in [words("privacy.chat"), *lines])
    nothing = "" if lines else words("privacy.nothing")
    text = says(words("privacy.intro"), kept, nothing, words("privacy.promise"))
    return told(
        moment, Say(text, (*_switches(house, record), Option(words("privacy.delete"), "ask"), to_menu(words)))
    )


def _switches(house: House, record: Mapping[str, Json]) -> tuple[Option, ...]:
    """What may be turned on or off: being asked now and then, and off: being told of new things."""
    words, asked, listens = house.words, record.get("ask_me"), record.get("told_of_news")
    asking = ("asking_me.stop_button", asking_me.OFF) if asked else ("asking_me.button", "")
    options = (Option(words(asking[0]), go(asking_me.NAME, asking[1])),)
    telling = (Option(words("news.stop_button"), go(news.NAME, news.OFF)),) if listens else ()
    return (*options, *telling)


def _ask(house: House, moment: Moment) -> Turn:
    words = house.words
    options = (Option(words("privacy.yes"), "yes"), Option(words("privacy.no"), "no"))
    asking = Moment(moment.state.with_data(asking=True), moment.at)
    return told(asking, Say(words("privacy.sure"), options))


def _heard(house: House, moment: Moment, text: str) -> Turn:
    """While we wait for a yes or no, nothing else is taken for one, and the question is not dropped."""
    if not moment.state.data.get("asking"):
        return heard_anything(moment, text)
    first = plain(text).partition(" ")[0]
    if first in YES:
        return _picked(house, moment, "yes")
    return _picked(house, moment, "no") if first in NO else _ask(house, moment)


def _picked(house: House, moment: Moment, value: str) -> Turn:
    words = house.words
    match value:
        case "ask":
            return _ask(house, moment)
        case "yes":
            return told(moment, Forget(), Say(words("privacy.gone"), main_menu(words)))
        case _:
            kept = Moment(moment.state.with_data(asking=False), moment.at)
            return told(kept, Say(words("privacy.kept"), main_menu(words)))
