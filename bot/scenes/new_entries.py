"""Which new entries somebody hears of, and the message that tells of them; knows nobody who hears it."""

from collections.abc import Collection
from datetime import date

from bot.catalogue.entry import Opportunity
from bot.catalogue.found import Match
from bot.dialogue.effects import Option, Say
from bot.dialogue.step import link
from bot.scenes.house import House
from bot.scenes.short_card import short_card

AT_MOST = 3
STOP = "stop-news"
"""The deep link that says no to more of it."""
LONGEST_ID = 56
"""Characters: what a button's token has room for."""


def current(house: House) -> list[str]:
    """The ids of everything that is in the list at present, to know later what is new."""
    return [entry.id for entry in house.catalogue.index.entries]


def fitting(house: House, what: str, outcode: str, new: Collection[str]) -> list[Opportunity]:
    """Those of the `new` entries that are for `what` (a vocabulary id, "" for anything) and as near to the outward code
    as the hub calls near, the best first; at most three."""
    home = house.catalogue.gazetteer.outcodes.get(outcode)
    if home is None or not new:
        return []
    wish = house.catalogue.understand(
        f"{house.catalogue.label(what)} in {outcode}" if what else f"music in {outcode}"
    )
    found = house.catalogue.find(wish, len(house.catalogue.index.entries)).results
    return [each.entry for each in found if each.entry.id in new and _is_for(house, each, what)][:AT_MOST]


def _is_for(house: House, match: Match, what: str) -> bool:
    near = match.distance_miles is not None and match.distance_miles <= house.hub.near_miles
    return near and (match.exact or not what)


def news(house: House, outcode: str, entries: Collection[Opportunity], today: date) -> Say:
    """The message with what is new, and a way to stop it."""
    words = house.words
    openers = (
        Option(words("news.open", title=entry.title), token=link(f"about-{entry.id}"))
        for entry in entries
        if len(entry.id) <= LONGEST_ID
    )
    stop = Option(words("news.stop"), token=link(STOP))
    cards = tuple(short_card(house, entry, today) for entry in entries)
    return Say(words("news.told", outcode=outcode), (*openers, stop), cards)
