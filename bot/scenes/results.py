"""What was found, page by page, and the buttons that would change it; knows nothing of what is typed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.catalogue.entry import Cost, Opportunity
from bot.catalogue.found import Found, Match, Reason
from bot.catalogue.wish import Wish
from bot.catalogue.wishing import WEEK
from bot.dialogue.bot import Moment
from bot.dialogue.effects import Card, Effect, Json, Option, Say
from bot.dialogue.state import Turn
from bot.dialogue.step import go
from bot.scenes.cards import card_of, listed
from bot.scenes.demand import noted
from bot.scenes.house import House
from bot.scenes.menu import main_menu, says, told
from bot.scenes.news import tell_me_option
from bot.scenes.one_entry import details, opening, ways_on
from bot.scenes.person import contact
from bot.scenes.short_card import short_match
from bot.scenes.trail import at

MORE, WANT, CLOSER, CHEAP, FREE, DAYS = "more", "want", "closer", "cheap", "free", "days"
NEARBY, ONLINE = "nearby", "online"
AT_ONCE = 3
MOST_BUTTONS = 6
LEAST_MILES = 1.0
ADULT = 26
"""Years: hubs serve people up to 25."""
DAY_CODES = frozenset(f"day_{day}" for day in WEEK)


def results(
    house: House, moment: Moment, trail: tuple[str, ...], wish: Wish, skip: int, count: bool = False
) -> Turn:
    """The results after the first `skip`; `count` notes the search for the hub."""
    found = house.catalogue.find(wish, AT_ONCE, skip)
    known = at(moment, trail, **_seen(found, skip))
    counted: tuple[Effect, ...] = noted(house, wish, found) if count else ()
    if not found.results:
        return told(known, counted, _nothing(house, known, wish, skip))
    return told(known, counted, _cards(house, known, wish, found, skip))


def _seen(found: Found, skip: int) -> dict[str, Json]:
    """What the buttons and words "2", "closer" and "other days" go by."""
    days = dict.fromkeys(day for match in found.results for day in match.entry.when.days)
    return {
        "shown": [match.entry.id for match in found.results],
        "far": _farthest(found),
        "days": list(days),
        "skip": skip,
    }


def _cards(house: House, moment: Moment, wish: Wish, found: Found, skip: int) -> Say:
    headline = _headline(house, wish, found, skip)
    matches = [_on_its_own_day(match, wish) for match in found.results]
    want = [] if any(match.exact for match in matches) else [Option(house.words("find.want"), WANT)]
    more = [Option(house.words("find.show_more"), MORE)] if found.total > skip + AT_ONCE else []
    today = house.today(moment.at)
    other = Option(house.words("find.else"), go("find"))
    if len(matches) == 1:
        ways = (*want, *more, *ways_on(house, moment, matches[0].entry))
        return Say(headline, (*ways[:MOST_BUTTONS], other), (_whole(house, matches[0], today),))
    cards = tuple(short_match(house, match, today) for match in matches)
    openers = (*want, *(opening(card.id, card.title) for card in cards), *more)
    changes = changes_of(house, wish, found, skip)[: max(1, MOST_BUTTONS - 1 - len(openers))]
    return Say(headline, (*openers, *changes, *_always(house), other), cards)


def _always(house: House) -> tuple[Option, ...]:
    """What a family may want whatever was found."""
    return Option(house.words("button.cost"), go("cost")), Option(house.words("button.person"), go("person"))


def _whole(house: House, match: Match, today: date) -> Card:
    """Something that stands alone has room for all that is known."""
    card = card_of(house, match, today)
    return replace(card, lines=(*card.lines, *details(house, match.entry, today)))


def _on_its_own_day(match: Match, wish: Wish) -> Match:
    """When several days would do, the reason names one that this entry is on."""
    own = [day for day in match.entry.when.days if day in wish.days]
    if len(wish.days) < 2 or not own:
        return match
    because = (Reason(f"day_{own[0]}") if each.code in DAY_CODES else each for each in match.because)
    return replace(match, because=tuple(because))


def changes_of(house: House, wish: Wish, found: Found, skip: int) -> tuple[Option, ...]:
    """The changes that would show something else, as far as these results can tell."""
    more = found.total > skip + AT_ONCE
    changes = []
    far, nearest = _farthest(found), found.nearest_miles
    if far is not None and nearest is not None and nearest <= half_as_far(far) < far:
        changes.append(Option(house.words("find.closer"), CLOSER))
    if (cheaper := _cheaper(wish, [match.entry.cost for match in found.results], more)) is not None:
        changes.append(Option(house.words(f"find.{cheaper}"), cheaper))
    if wish.days or (more and _all_on_one_day(found)):
        changes.append(Option(house.words("find.days"), DAYS))
    return tuple(changes)


def _cheaper(wish: Wish, costs: list[Cost], more: bool) -> str | None:
    """Free only, when some are and some are not; something cheaper, when none of these is free but there is more."""
    free = sum(bool(cost.free) for cost in costs)
    if wish.free or free == len(costs):
        return None
    if free or wish.cheap:
        return FREE
    return CHEAP if more else None


def _farthest(found: Found) -> float | None:
    return max((m.distance_miles for m in found.results if m.distance_miles is not None), default=None)


def half_as_far(miles: float) -> float:
    """How far "closer" goes when the farthest shown is this many miles away."""
    return max(LEAST_MILES, round(miles / 2, 1))


def _all_on_one_day(found: Found) -> bool:
    return (
        len({match.entry.when.days for match in found.results}) == 1 == len(found.results[0].entry.when.days)
    )


def changed(wish: Wish, change: str, data: Mapping[str, Json]) -> Wish:
    """The wish after one of the changes, seen from what is on the screen."""
    match change, data.get("far"), data.get("days"):
        case "closer", float() | int() as far, _:
            return replace(wish, within=half_as_far(far))
        case "cheap", _, _:
            return replace(wish, cheap=True)
        case "free", _, _:
            return replace(wish, free=True)
        case "days", _, list(days):
            not_these = wish.days or days
            left = tuple(day for day in WEEK if day not in not_these)
            return replace(wish, days=left) if not_these and left else wish
        case "nearby", _, _:
            return replace(wish, activities=(), hints=(), names=(), kinds=(), titles=())
        case "online", _, _:
            return replace(wish, activities=(), hints=(), names=(), kinds=(), titles=(), online=True)
        case _:
            return wish


def _headline(house: House, wish: Wish, found: Found, skip: int) -> str:
    if skip:
        return house.words("find.more")
    relaxed = " ".join(house.words(f"because.{reason.code}", **reason.values) for reason in found.relaxed)
    if relaxed:
        return relaxed
    if not any(match.exact for match in found.results):
        if _for_grown_ups(wish) and not any(_takes(match.entry, wish.low) for match in found.results):
            return house.words("find.near_miss_adult")
        return _said(house, "find.near_miss", wish, ("find.near_miss_what_where",))
    return _said(house, "find.found", wish, ("find.found_what_where", "find.found_what", "find.found_where"))


def _for_grown_ups(wish: Wish) -> bool:
    """Whether somebody asks for an adult alone, whom few of the things a hub knows of are for."""
    return wish.low is not None and wish.low >= ADULT


def _takes(entry: Opportunity, age: int | None) -> bool:
    """Whether an entry says that it takes somebody of this age."""
    low, high = entry.ages.low, entry.ages.high
    known = low is not None or high is not None
    return known and age is not None and (low or 0) <= age and (high is None or age <= high)


def _said(house: House, plain: str, wish: Wish, richer: tuple[str, ...]) -> str:
    """The richest of these sentences that the wish can fill."""
    labels = [house.catalogue.label(id) for id in wish.what[:2]] or list(wish.names[:2])
    values = {"what": listed(house.words, labels), "place": wish.near.name if wish.near else wish.outcode}
    for key in richer:
        needs = {name for name in ("what", "where") if f"_{name}" in key}
        if all(values["place" if name == "where" else name] for name in needs):
            return house.words(key, **{name: value for name, value in values.items() if value})
    return house.words(plain)


def _nothing(house: House, moment: Moment, wish: Wish, skip: int) -> Say:
    words, later = house.words, tell_me_option(house, moment.state)
    if skip:
        return Say(words("find.no_more"), (*later, *main_menu(words)))
    text = _said(house, "find.none", wish, ("find.none_what_where", "find.none_what", "find.none_where"))
    return Say(says(text, contact(house)), (*_instead(house, wish), *later))


def _instead(house: House, wish: Wish) -> tuple[Option, ...]:
    """What else there may be when nothing was found, however far away."""
    words = house.words
    named = bool(wish.what or wish.names or wish.kinds)
    ways = [Option(words("find.want"), WANT)]
    if named and wish.near:
        ways.append(Option(words("find.nearby", place=wish.near.name), NEARBY))
    if named and house.catalogue.index.online_only and not wish.online:
        ways.append(Option(words("find.online"), ONLINE))
    return (*ways, Option(words("find.else"), go("find")), Option(words("button.person"), go("person")))
