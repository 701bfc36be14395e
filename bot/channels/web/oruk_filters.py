"""The filters of the Open Referral UK API over the list; raises what is wrong with a request in words."""

import re
from collections.abc import Callable, Mapping
from datetime import time

from bot.catalogue.entry import Opportunity
from bot.catalogue.features import OLDEST
from bot.catalogue.places import outcode_of
from bot.catalogue.text import singular, words
from bot.channels.web.listing import Listing
from bot.channels.web.oruk_terms import TAXONOMY_ID, numbers_with
from bot.library.oruk import DAYS

METRES_IN_A_MILE = 1609.344
MOST_WORDS = 12
_WHOLE = re.compile(r"[0-9]{1,18}")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9])?")
_DAY_NAMES: Mapping[str, str] = {
    **{
        name: day
        for day, name in zip(
            DAYS.values(),
            ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
            strict=True,
        )
    },
    **{code.lower(): day for code, day in DAYS.items()},
    **{day: day for day in DAYS.values()},
}
Query = Mapping[str, str]
Fits = Callable[[Opportunity], bool]


class Refused(Exception):
    """What is wrong with the request, in words for a developer; `status` is the HTTP status."""

    def __init__(self, why: str, status: int = 400) -> None:
        super().__init__(why)
        self.status = status


def number_in(query: Query, name: str, usual: int) -> int:
    """A whole number from 1. Raises Refused."""
    text = query.get(name, "").strip()
    if not text:
        return usual
    if not _WHOLE.fullmatch(text) or int(text) < 1:
        raise Refused(f"`{name}` must be a whole number from 1.")
    return int(text)


def found_by(listing: Listing, query: Query, places: bool = False) -> list[int]:
    """The numbers of the services that pass the filters of a request, by title. Raises Refused.

    `places` also reads the postcode and the distance, which the standard has for services at locations.
    """
    index = listing.catalogue.index
    found = index.everything & _of_age(listing, query) & _searched(listing, query.get("search", ""))
    if day := query.get("day", "").strip():
        found &= index.having("day", _weekday(day))
    if places and (postcode := query.get("postcode", "").strip()):
        found &= _near(listing, postcode, query.get("proximity", "").strip())
    kept = listing.in_order(found)
    if query.get("taxonomy_id", TAXONOMY_ID) != TAXONOMY_ID:
        return []
    if term := query.get("taxonomy_term_id", ""):
        having = numbers_with(listing, term)
        kept = (number for number in kept if number in having)
    fits = _within_times(_clock(query, "start_time"), _clock(query, "end_time"))
    return [number for number in kept if fits(index.entries[number])]


def _of_age(listing: Listing, query: Query) -> int:
    """Open to somebody of each age given; what names no ages is open to all for what we know."""
    index = listing.catalogue.index
    found = index.everything
    for name in ("minimum_age", "maximum_age"):
        text = query.get(name, "").strip()
        if not text:
            continue
        if not _WHOLE.fullmatch(text.removesuffix(".0")):
            raise Refused(f"`{name}` must be an age in whole years.")
        age = min(int(text.removesuffix(".0")), OLDEST)
        found &= index.ages[age] | index.having("ages", "?")
    return found


def _searched(listing: Listing, text: str) -> int:
    """Entries that say every word."""
    index = listing.catalogue.index
    found = index.everything
    for word in words(text)[:MOST_WORDS]:
        found &= index.with_word(singular(word)) | index.with_word(word)
    return found


def _weekday(text: str) -> str:
    day = _DAY_NAMES.get(text.lower())
    if day is None:
        raise Refused("`day` must be a day of the week, such as MO or monday.")
    return day


def _near(listing: Listing, postcode: str, proximity: str) -> int:
    """Entries within `proximity` metres of the middle of the outward code, or as near as the hub counts as near."""
    outcode = outcode_of(postcode)
    if not outcode:
        raise Refused("`postcode` must be a postcode or its first half, such as DT4.")
    if proximity and not _WHOLE.fullmatch(proximity):
        raise Refused("`proximity` must be a distance in whole metres.")
    place = listing.catalogue.gazetteer.outcodes.get(outcode)
    if place is None:
        return 0
    reach = int(proximity) / METRES_IN_A_MILE if proximity else listing.catalogue.hub.near_miles
    return listing.catalogue.index.within(place.lat, place.lon, reach)


def _clock(query: Query, name: str) -> time | None:
    text = query.get(name, "").strip()
    if not text:
        return None
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise Refused(f"`{name}` must be a time such as 16:30.")
    return time(int(found[1]), int(found[2]))


def _within_times(earliest: time | None, latest: time | None) -> Fits:
    """Whether an entry begins no earlier and ends no later; one whose time is not known does not count."""

    def fits(entry: Opportunity) -> bool:
        start, end = entry.when.start, entry.when.end
        begins = earliest is None or (start is not None and start >= earliest)
        return begins and (latest is None or (end is not None and end <= latest))

    return fits
