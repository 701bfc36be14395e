"""From what was read in a message to the wish it makes; knows nothing of words or entries."""

from collections.abc import Callable
from typing import Any

from bot.catalogue.entry import Place
from bot.catalogue.notes import Notes
from bot.catalogue.wish import Wish

WHEN_OR_HOW = ("without", "days", "times", "free", "cheap", "online")
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def wish_of(notes: Notes) -> Wish:
    """The wish in what was read."""
    said = notes.said
    terms, instead, hints = notes.values("term"), notes.values("instead"), notes.values("hint")
    activities = instead or terms
    if instead:
        hints = (*hints, *terms)
    (low, high), together = _ages(notes)
    places = _place(notes)
    cost = said.get("cost", ())
    wish: dict[str, Any] = {
        "activities": activities,
        "hints": tuple(hint for hint in hints if hint not in activities) if activities else hints,
        "names": tuple(dict.fromkeys(notes.names)),
        "near": places[0] if places else None,
        "alternatives": _alternatives(places) if len(places) > 1 else (),
        "near_me": "near_me" in said and not places,
        "lost": notes.lost and not places and not notes.outcode,
        "outcode": notes.outcode or (places[0].outcode if places else ""),
        "low": low,
        "high": high,
        "together": together,
        "within": notes.within,
        "without": notes.not_wanted("term"),
        "days": _days(notes),
        "times": notes.values("time"),
        "free": "free" in cost,
        "cheap": "cheap" in cost,
        "levels": notes.values("level"),
        "access": notes.values("access"),
        "audience": notes.values("audience"),
        "kinds": notes.values("kind") or (() if activities else notes.values("alone")),
        "online": "online" in said,
        "unknown": tuple(dict.fromkeys(notes.unknown)),
        "used": tuple(dict.fromkeys(notes.used)),
        "asking": "asking" in said,
        "elsewhere": "elsewhere" in said and "music" not in said.get("asking", ()),
        "titles": tuple(notes.titles),
    }
    return Wish(**wish, sure=_sureness(wish.__getitem__))


def _days(notes: Notes) -> tuple[str, ...]:
    """The days wished for; "not Saturdays" are all others."""
    refused = notes.not_wanted("day")
    return tuple(day for day in notes.values("day") or (WEEK if refused else ()) if day not in refused)


def _ages(notes: Notes) -> tuple[tuple[int | None, int | None], bool]:
    """The span of ages and whether several people of different ages come together; figures outweigh words."""
    if not notes.ages and "age" not in notes.said:
        return (None, None), False
    spoken = [
        (int(low), int(high)) for low, _, high in (value.partition("-") for value in notes.values("age"))
    ]
    found = notes.ages or spoken
    low, high = min(low for low, _ in found), max(high for _, high in found)
    single = [one for one in found if one[0] == one[1]]
    return (low, high), len(single) == len(found) and low < high


def _place(notes: Notes) -> tuple[Place, ...]:
    """The place most clearly meant, the first of those equally clear; others of its name follow."""
    if len(notes.places) == 1:
        return notes.places[0][1]
    clearest = max((clear for clear, _ in notes.places), default=0)
    found = next((places for clear, places in notes.places if clear == clearest), ())
    outcode = next(
        (places for clear, places in notes.places if clear == 3 and places[0].outcode == notes.outcode), ()
    )
    return outcode or found


def _alternatives(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Other places of the name that can be told apart, when the hub's own too or the hub has none of that name."""
    known = {place.county: place for place in reversed(places) if place.hub == places[0].hub and place.county}
    return tuple(place for place in places[1:] if known.get(place.county) == place) if places else ()


def how_sure(wish: Wish) -> float:
    """How sure it is that somebody is looking for something: 0 no search, 1 what and where."""
    return _sureness(lambda slot: getattr(wish, slot))


def _sureness(said: Callable[[str], Any]) -> float:
    what = said("activities") or said("hints") or said("titles")
    if said("elsewhere") and not what:
        return 0.0
    sure = 0.0
    if what:
        sure = 0.7 if said("activities") or said("titles") else 0.6
    elif said("kinds") or said("names"):
        sure = 0.5
    if said("near") or said("near_me") or said("outcode"):
        sure += 0.3
    if said("low") is not None or said("access") or said("levels"):
        sure += 0.2
    if any(said(slot) for slot in WHEN_OR_HOW):
        sure += 0.2
    return round(min(1.0, sure + (0.3 if said("asking") else 0.0)), 2)
