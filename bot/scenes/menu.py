"""The buttons and turns that several scenes share; holds no data of its own."""

from collections.abc import Iterable

from bot.dialogue.bot import Moment, Words
from bot.dialogue.effects import Effect, Option, Say
from bot.dialogue.state import Go, Turn
from bot.dialogue.step import go


def main_menu(words: Words) -> tuple[Option, ...]:
    """The four things anybody can do from anywhere."""
    return (
        Option(words("button.find"), go("find")),
        Option(words("button.cost"), go("cost")),
        Option(words("button.voice"), go("voice")),
        Option(words("button.person"), go("person")),
    )


def to_menu(words: Words) -> Option:
    return Option(words("button.menu"), go("welcome", "menu"))


def told(moment: Moment, *effects: Effect | Iterable[Effect]) -> Turn:
    """A turn that leaves the state as it is."""
    flat: list[Effect] = []
    for effect in effects:
        flat.extend(effect if isinstance(effect, Iterable) else [effect])
    return Turn(moment.state, tuple(flat))


def heard_anything(moment: Moment, text: str) -> Turn:
    """Free text where nothing was asked is something to look for."""
    return Turn(moment.state, go=Go("find", text))


def says(*paragraphs: str) -> str:
    """Paragraphs with an empty line between; empty ones are left out."""
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def closing(words: Words, key: str) -> Say:
    """A last sentence with the main menu below."""
    return Say(words(key), main_menu(words))
