"""The questions that help a search along, and what is said in answer; at most two before the first results."""

from dataclasses import replace

from bot.catalogue.wish import Wish
from bot.dialogue.bot import Moment
from bot.dialogue.effects import Option, Say
from bot.dialogue.state import Turn
from bot.dialogue.typed import ORDINALS, plain
from bot.scenes.house import House
from bot.scenes.menu import told
from bot.scenes.trail import at, followed_up, keeping, searching

SKIP, PLACE = "skip", "place:"
MOST = 2
MOST_PLACES = 4


def follow_up(house: House, moment: Moment, wish: Wish) -> str | None:
    """What to ask next about this wish, if an answer would help and it was not asked before."""
    asked = followed_up(moment)
    if len(asked) >= MOST or not _lacks(wish):
        return None
    nowhere = wish.near_me and wish.near is None and not wish.outcode
    slot = "place" if nowhere else house.catalogue.follow_up(wish)
    return None if slot in asked else slot


def _lacks(wish: Wish) -> bool:
    what = wish.what or wish.names or wish.kinds
    aged = wish.low is not None or wish.high is not None
    return bool(wish.alternatives) or not (what and aged and wish.near)


def ask(house: House, moment: Moment, wish: Wish, slot: str) -> Turn:
    """Asks for `slot` and waits for the answer."""
    known = keeping(
        searching(moment, wish, asking=True), asked=[*dict.fromkeys((*followed_up(moment), slot))]
    )
    return told(at(known, (), asking=slot), question(house, wish, slot))


def question(house: House, wish: Wish, slot: str) -> Say:
    words = house.words
    skip = Option(words("find.skip"), SKIP)
    if slot == "which_place" and wish.alternatives:
        options = tuple(Option(name, PLACE + name) for name in _places(wish)[:MOST_PLACES])
        return Say(words("find.which_place", place=wish.alternatives[0].name), (*options, skip))
    if slot == "place" and wish.lost:
        return Say(words("find.unclear_place"), (skip,))
    return Say(words(f"find.ask_{slot}"), (skip,))


def _places(wish: Wish) -> list[str]:
    return list(dict.fromkeys(f"{place.name}, {place.county}" for place in wish.alternatives))


def picked_place(wish: Wish, name: str) -> Wish:
    """The wish at the place of this name and county."""
    chosen = next((p for p in wish.alternatives if f"{p.name}, {p.county}" == name), wish.near)
    return replace(wish, near=chosen, alternatives=())


def answered(wish: Wish, slot: str, text: str) -> Wish | str:
    """The wish with the answer, or the answer put so that it is understood for what it answers."""
    if slot == "which_place" and (name := _place_meant(wish, text)) is not None:
        return picked_place(wish, name)
    if slot == "age" and (age := _bare_age(text)) is not None:
        return f"age {age}"
    if slot in ("place", "which_place") and " in " not in f" {plain(text)} ":
        return f"in {text}"
    return text


def _place_meant(wish: Wish, text: str) -> str | None:
    """ "kent" or "the one in kent", when just one of the places is there ("Kent", "near Rochester")."""
    said = set(plain(text).split())
    there = [p for p in wish.alternatives if (county := _telling(p.county)) and county <= said]
    names = list(dict.fromkeys(f"{place.name}, {place.county}" for place in there))
    return names[0] if len(names) == 1 else None


def _telling(county: str) -> set[str]:
    return set(plain(county).split()) - {"near"}


def _bare_age(text: str) -> int | None:
    """An age said as a number and nothing else; years at school and the like are left to be understood."""
    said = plain(text)
    return ORDINALS.get(said) or (int(said) if said.isascii() and said.isdigit() and len(said) < 3 else None)
