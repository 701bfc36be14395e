"""What somebody wants to see of the list, read from the address of a page; knows nothing of HTML."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_
from urllib.parse import urlencode

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.entry import Place
from bot.catalogue.features import OLDEST
from bot.catalogue.index import Index
from bot.catalogue.limits import serving
from bot.catalogue.places import outcode_of
from bot.catalogue.text import singular, words
from bot.catalogue.wish import Wish

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DISTANCES = (2, 5, 10, 20, 40)
MOST_TYPED = 300
MOST_CHOSEN = 12
_POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][0-9a-z]?)\s*[0-9][a-z]{2}\b", re.IGNORECASE)
_AGES = re.compile(r"\s*([0-9]{1,2})\s*(?:(?:-|–|to)\s*([0-9]{1,2}))?\s*")


@dataclass(frozen=True, slots=True)
class Filters:
    """The fields of the form. `near` is as typed; `age` is "9" or "8-11"; `unsure` also shows what does not say."""

    q: str = ""
    what: tuple[str, ...] = ()
    near: str = ""
    within: str = ""
    age: str = ""
    day: tuple[str, ...] = ()
    level: str = ""
    kind: str = ""
    access: tuple[str, ...] = ()
    free: bool = False
    online: bool = False
    unsure: bool = False

    def address(self, **changed: object) -> str:
        """The address of the list with these filters, some of them changed; `page` may be among them."""
        page = changed.pop("page", 1)
        kept = replace(self, **changed)  # type: ignore[arg-type]
        query = [
            (name, part) for name in self.__dataclass_fields__ for part in _written(getattr(kept, name))
        ] + ([("page", str(page))] if page != 1 else [])
        return f"/browse?{urlencode(query)}" if query else "/browse"

    @property
    def is_empty(self) -> bool:
        return self == Filters()

    @property
    def ages(self) -> tuple[int, int] | None:
        """The inclusive ages wished for, None when none are."""
        found = _AGES.fullmatch(self.age)
        if found is None:
            return None
        low, high = sorted((int(found[1]), int(found[2] or found[1])))
        return low, high


def filters_from(query: Iterable[tuple[str, str]]) -> Filters:
    """The filters of an address. What is too long or unknown to the form is left out; postcodes are cut at once."""
    given: dict[str, list[str]] = {}
    for name, value in query:
        given.setdefault(name, []).append(_clean(value))

    def one(name: str) -> str:
        return next(iter(given.get(name, ())), "")

    def several(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, given.get(name, ()))))[:MOST_CHOSEN]

    return Filters(
        q=one("q"),
        what=several("what"),
        near=one("near"),
        within=one("within") if one("within") in map(str, DISTANCES) else "",
        age=one("age") if _AGES.fullmatch(one("age")) else "",
        day=tuple(day for day in DAYS if day in several("day")),
        level=one("level"),
        kind=one("kind"),
        access=several("access"),
        free=bool(one("free")),
        online=bool(one("online")),
        unsure=bool(one("unsure")),
    )


def understood(filters: Filters, catalogue: Catalogue) -> Filters:
    """The filters with what was typed sorted into the fields that are still empty; the words left over stay."""
    if not filters.q or _is_title(filters.q, catalogue):
        return filters
    wish = catalogue.understand(filters.q)
    place = wish.near or next(iter(wish.alternatives), None)
    left = " ".join((*wish.names, *wish.unknown))
    # What is left is always less than what was typed, so reading it again comes to an end.
    return replace(
        filters,
        q=left if len(left) < len(filters.q) else filters.q,
        what=filters.what or wish.what,
        near=filters.near or (_name_of(place, catalogue) if place else ""),
        within=filters.within or _nearest_distance(wish.within),
        age=filters.age or _ages_written(wish),
        day=filters.day or tuple(day for day in DAYS if day in wish.days),
        level=filters.level or next(iter(wish.levels), ""),
        kind=filters.kind or next(iter(wish.kinds), ""),
        access=filters.access or wish.access,
        free=filters.free or wish.free,
        online=filters.online or wish.online,
    )


def place_of(filters: Filters, catalogue: Catalogue) -> Place | None:
    """The place they want it near, misspelt or not; None when none is wished for or it is not known."""
    if not filters.near:
        return None
    called = catalogue.gazetteer.called(filters.near)
    if called:
        return called[0]
    wish = catalogue.understand(f"in {filters.near}")
    return wish.near or next(iter(wish.alternatives), None)


@dataclass(frozen=True, slots=True)
class Sieve:
    """Each filter as the set of entries that pass it, and as the wider set that may pass for all we know."""

    index: Index
    passing: Mapping[str, int]
    perhaps: Mapping[str, int]

    @property
    def found(self) -> int:
        return _all_of(self.index, self.passing)

    @property
    def found_or_unsure(self) -> int:
        return _all_of(self.index, self.perhaps)

    def without(self, name: str) -> int:
        """What passes all filters but this one, for the numbers beside its choices."""
        return _all_of(self.index, {other: bits for other, bits in self.passing.items() if other != name})


def sieve(filters: Filters, catalogue: Catalogue, place: Place | None) -> Sieve:
    """The filters as sets; with `unsure` what does not say counts as passing."""
    perhaps, passing = {}, {}
    for name, sure, unsure in _sets(filters, catalogue, place):
        passing[name] = sure | unsure if filters.unsure else sure
        perhaps[name] = sure | unsure
    return Sieve(catalogue.index, passing, perhaps)


def wish_of(filters: Filters, place: Place | None) -> Wish:
    """The same as a wish, for the nearest there is when nothing passes."""
    ages = filters.ages or (None, None)
    return Wish(
        activities=filters.what,
        near=place,
        low=ages[0],
        high=ages[1],
        within=float(filters.within) if filters.within else None,
        days=filters.day,
        free=filters.free,
        levels=(filters.level,) if filters.level else (),
        access=filters.access,
        kinds=(filters.kind,) if filters.kind else (),
        online=filters.online,
        sure=1.0,
    )


def words_found(filters: Filters, catalogue: Catalogue) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words typed that stand in the list, and those that stand nowhere in it."""
    typed = tuple(dict.fromkeys(words(filters.q)))
    known = tuple(word for word in typed if _saying(catalogue.index, word))
    return known, tuple(word for word in typed if word not in known)


def _sets(filters: Filters, catalogue: Catalogue, place: Place | None) -> Iterable[tuple[str, int, int]]:
    """(field, entries that pass, entries that do not say) of each filter in use."""
    index = catalogue.index
    for word in words_found(filters, catalogue)[0]:
        yield f"q:{word}", _saying(index, word), 0
    if filters.what:
        yield "what", index.any_of("own", filters.what) | index.any_of("part", filters.what), 0
    if place:
        yield "near", _near(index, place, float(filters.within or catalogue.hub.near_miles)), 0
    if filters.ages:
        yield "age", _open_to(index, *filters.ages) | index.having("ages", "?"), 0
    if filters.day:
        yield "day", index.any_of("day", filters.day), index.having("day", "?")
    if filters.level:
        yield "level", index.any_of("level", (filters.level, "any")), index.having("level", "?")
    if filters.kind:
        yield "kind", index.having("kind", filters.kind), 0
    if filters.free:
        yield "free", index.having("cost", "free"), index.having("cost", "?")
    if filters.online:
        yield "online", index.having("where", "online"), 0
    for need in filters.access:
        yield f"access:{need}", index.having("access", need), index.having("access", "?")


def _near(index: Index, place: Place, reach: float) -> int:
    """What is within reach, and what is for the whole of their area; what is only online is at no place."""
    near = index.within(place.lat, place.lon, reach) | (index.unplaced ^ index.online_only)
    return near & serving(index, place)


def _open_to(index: Index, low: int, high: int) -> int:
    return reduce(lambda found, age: found | index.ages[age], range(low, min(high, OLDEST) + 1), 0)


def _saying(index: Index, word: str) -> int:
    return index.with_word(singular(word)) | index.with_word(word)


def _all_of(index: Index, sets: Mapping[str, int]) -> int:
    return reduce(and_, sets.values(), index.everything)


def _is_title(typed: str, catalogue: Catalogue) -> bool:
    return bool(words(typed)) and words(typed) in {
        words(title) for title in catalogue.understand(typed).titles
    }


def _name_of(place: Place, catalogue: Catalogue) -> str:
    """Its name, or its outward code when another place is better known by that name."""
    return place.name if place in catalogue.gazetteer.called(place.name)[:1] else place.outcode or place.name


def _ages_written(wish: Wish) -> str:
    low, high = wish.low, wish.high
    if low is None and high is None:
        return ""
    first, last = low or 0, min(OLDEST, OLDEST if high is None else high)
    return str(first) if first == last else f"{first}-{last}"


def _nearest_distance(miles: float | None) -> str:
    return "" if miles is None else str(min(DISTANCES, key=lambda choice: abs(choice - miles)))


def _clean(value: str) -> str:
    """Short, on one line, and with no more of a postcode than its first half."""
    short = " ".join(value.replace("\0", " ").split())[:MOST_TYPED]
    return _POSTCODE.sub(lambda found: outcode_of(found[0]) or found[1], short)


def _written(value: object) -> tuple[str, ...]:
    match value:
        case bool():
            return ("1",) if value else ()
        case tuple():
            return value
        case _:
            return (str(value),) if value else ()
