"""What somebody looked for, as it is counted for the hub: a word, a district, an age band; knows no person."""

from bot.catalogue.found import Found
from bot.catalogue.wish import Wish
from bot.dialogue.effects import Effect, Noted, Puzzled
from bot.scenes.house import House

WIDEST = 5
BANDS = (
    (0, 4, "0-4"),
    (5, 7, "5-7"),
    (8, 10, "8-10"),
    (11, 13, "11-13"),
    (14, 18, "14-18"),
    (19, 25, "19-25"),
)


def demand(house: House, wish: Wish, found: Found, wanted: bool = False) -> Noted:
    """This search as a count; `wanted` when somebody asked that the hub be told."""
    what = wish.what[0] if wish.what else wish.names[0] if wish.names else ""
    exact = sum(match.exact for match in found.results)
    total = max(exact, found.total) if exact else 0
    return Noted(what, house.catalogue.outcode_of(wish), band(wish), total, found.nearest_miles, wanted)


def noted(house: House, wish: Wish, found: Found) -> tuple[Effect, ...]:
    """The count of a search, and of the words in it that nobody knows."""
    return (demand(house, wish, found), *unknown(wish))


def unknown(wish: Wish) -> tuple[Puzzled, ...]:
    return (Puzzled(wish.unknown),) if wish.unknown else ()


def band(wish: Wish) -> str:
    """The age band of the age asked for; "" when none was given, or a range too wide to say."""
    ages = [age for age in (wish.low, wish.high) if age is not None]
    if not ages or max(ages) - min(ages) > WIDEST:
        return ""
    age = sum(ages) // len(ages)
    return next((name for low, high, name in BANDS if low <= age <= high), "26+")
