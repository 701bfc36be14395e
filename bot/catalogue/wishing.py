"""From what was read in a message to the wish it makes; knows nothing of words or entries."""

from dataclasses import replace

from bot.catalogue.entry import Place
from bot.catalogue.notes import Notes
from bot.catalogue.wish import Wish

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def wish_of(notes: Notes) -> Wish:
    """The wish in what was read."""
    terms = notes.values("term")
    instead = notes.values("instead")
    ages, together = _ages(notes)
    places = _place(notes)
    cost, levels = notes.values("cost"), notes.values("level")
    wish = Wish(
        activities=instead or terms,
        hints=tuple(
            h for h in (*notes.values("hint"), *(terms if instead else ())) if h not in (instead or terms)
        ),
        names=tuple(dict.fromkeys(notes.names)),
        near=places[0] if places else None,
        alternatives=_alternatives(places),
        near_me=bool(notes.values("near_me")) and not places,
        outcode=notes.outcode or (places[0].outcode if places else ""),
        low=ages[0] if ages else None,
        high=ages[1] if ages else None,
        together=together,
        within=notes.within,
        without=notes.not_wanted("term"),
        days=_days(notes),
        times=notes.values("time"),
        free="free" in cost,
        cheap="cheap" in cost,
        levels=levels,
        access=notes.values("access"),
        audience=notes.values("audience"),
        kinds=notes.values("kind") or (() if terms or instead else notes.values("alone")),
        online=bool(notes.values("online")),
        unknown=tuple(dict.fromkeys(notes.unknown)),
        used=tuple(dict.fromkeys(notes.used)),
        asking=bool(notes.values("asking")),
        elsewhere=bool(notes.values("elsewhere")) and "music" not in notes.values("asking"),
        titles=tuple(notes.titles),
    )
    return replace(wish, sure=how_sure(wish))


def _days(notes: Notes) -> tuple[str, ...]:
    """The days wished for; "not Saturdays" are all others."""
    refused = notes.not_wanted("day")
    return tuple(day for day in notes.values("day") or (WEEK if refused else ()) if day not in refused)


def _ages(notes: Notes) -> tuple[tuple[int, int] | None, bool]:
    """The span of ages and whether several people of different ages come together; figures outweigh words."""
    spoken = [
        (int(low), int(high)) for low, _, high in (value.partition("-") for value in notes.values("age"))
    ]
    found = notes.ages or spoken
    if not found:
        return None, False
    low, high = min(low for low, _ in found), max(high for _, high in found)
    single = [one for one in found if one[0] == one[1]]
    return (low, high), len(single) == len(found) and low < high


def _place(notes: Notes) -> tuple[Place, ...]:
    """The place most clearly meant, the first of those equally clear; others of its name follow."""
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
    if wish.elsewhere and not wish.what and not wish.titles:
        return 0.0
    what = (
        0.7
        if wish.activities or wish.titles
        else 0.6
        if wish.hints
        else 0.5
        if wish.kinds or wish.names
        else 0.0
    )
    where = 0.3 if wish.near or wish.near_me or wish.outcode else 0.0
    who = 0.2 if wish.low is not None or wish.access or wish.levels else 0.0
    when = 0.2 if wish.without or wish.days or wish.times or wish.free or wish.cheap or wish.online else 0.0
    asks = 0.3 if wish.asking else 0.0
    return round(min(1.0, what + where + who + when + asks), 2)
