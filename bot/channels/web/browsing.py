"""The list of everything with its filters, as a page without scripts; finds nothing beyond what the filters say."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urlencode

from aiohttp import web

from bot.catalogue.entry import Opportunity, Place
from bot.channels.web.answers import answered
from bot.channels.web.facts import Fact, Facts, access_name
from bot.channels.web.filters import (
    DAYS,
    DISTANCES,
    Filters,
    Sieve,
    filters_from,
    place_of,
    sieve,
    understood,
    wish_of,
    words_found,
)
from bot.channels.web.listing import Listing, ListParts
from bot.channels.web.pages import Pages
from bot.scenes.cards import listed

A_PAGE = 20
CLOSEST = 3
Naming = Callable[[str], str]
LEVELS = ("first_go", "beginner", "improver", "advanced")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter: how many entries it would leave, and whether it is chosen."""

    value: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of the list."""

    id: str
    title: str
    kind: str
    summary: str
    status: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in use, and the address of the list without it."""

    name: str
    without: str


@dataclass(frozen=True, slots=True)
class Browsing:
    parts: ListParts
    pages: Pages

    def page(self, request: web.Request) -> web.Response:
        """The list. Words that could be filters are sorted into them first, and the address says so."""
        listing = self.parts.listing()
        asked = filters_from(request.query.items())
        filters = understood(asked, listing.catalogue)
        if filters != asked or _tells_too_much(request, filters):
            raise web.HTTPSeeOther(filters.address())
        view = View(listing, filters, Facts(listing.house, self.parts.today()))
        return answered(request, self.pages.page("browse.html", **view.values(request.query.get("page", ""))))


def _tells_too_much(request: web.Request, filters: Filters) -> bool:
    """Whether the address holds a whole postcode; histories and bookmarks should not keep it."""
    given = request.query
    return any(name in given and " ".join(given[name].split()) != now for name, now in _typed(filters))


def _typed(filters: Filters) -> tuple[tuple[str, str], ...]:
    return ("q", filters.q), ("near", filters.near)


class View:
    """What the page of one set of filters shows."""

    def __init__(self, listing: Listing, filters: Filters, facts: Facts) -> None:
        self.listing, self.filters, self.facts = listing, filters, facts
        self.words, self.catalogue = listing.words, listing.catalogue
        self.place = place_of(filters, self.catalogue)
        self.sieve: Sieve = sieve(filters, self.catalogue, self.place)

    def values(self, page: str) -> Mapping[str, object]:
        """The values of the template, for the page whose number is written in `page`."""
        found = self.sieve.found
        total = found.bit_count()
        last = max(1, -(-total // A_PAGE))
        number = min(max(1, int(page)), last) if page.isascii() and page.isdecimal() and len(page) < 8 else 1
        return {
            "filters": self.filters,
            "total": total,
            "rows": self._rows(found, (number - 1) * A_PAGE),
            "number": number,
            "last": last,
            "chips": list(self._chips()),
            "choices": self._choices(),
            "distances": DISTANCES,
            "near_miles": f"{self.catalogue.hub.near_miles:g}",
            "unsure": self.sieve.found_or_unsure.bit_count() - total,
            "notices": list(self._notices()),
            "closest": [] if total else self._closest(),
            "ask": f"/chat?{urlencode({'draft': self._sentence()})}",
        }

    def _rows(self, found: int, skip: int) -> list[Row]:
        numbers = self._by_distance(found, self.place) if self.place else self.listing.in_order(found)
        entries = self.catalogue.index.entries
        return [
            self._row(entries[number], self._miles(number)) for number in islice(numbers, skip, skip + A_PAGE)
        ]

    def _by_distance(self, found: int, place: Place) -> Iterable[int]:
        """The nearest first, then what is on no map."""
        far = [
            (float("inf") if away is None else away, number)
            for number in self.listing.in_order(found)
            for away in (self.listing.distance(number, place.lat, place.lon),)
        ]
        return (number for _, number in sorted(far, key=lambda pair: pair[0]))

    def _miles(self, number: int) -> float | None:
        return self.listing.distance(number, self.place.lat, self.place.lon) if self.place else None

    def _row(self, entry: Opportunity, miles: float | None) -> Row:
        return Row(
            entry.id,
            entry.title,
            self.words(f"pages.kind.{entry.kind}"),
            entry.summary,
            self.words(f"card.{entry.status}") if entry.status in ("full", "paused") else "",
            tuple(self.facts.brief(entry, miles)),
        )

    def _closest(self) -> list[Row]:
        """What comes nearest to the filters when nothing fits them."""
        wish = wish_of(self.filters, self.place)
        found = self.catalogue.find(wish, CLOSEST)
        if not found.results:
            found = self.catalogue.find(replace(wish, activities=()), CLOSEST)
        return [self._row(match.entry, match.distance_miles) for match in found.results]

    def _notices(self) -> Iterable[str]:
        if self.filters.near and self.place is None:
            yield self.words("pages.no_such_place", place=self.filters.near)
        _, unknown = words_found(self.filters, self.catalogue)
        if unknown:
            yield self.words("pages.no_such_word", words=listed(self.words, [f"“{w}”" for w in unknown]))

    def _chips(self) -> Iterable[Chip]:
        """Each filter in use, which can be taken away."""
        filters, words = self.filters, self.words
        for term in filters.what:
            left = tuple(other for other in filters.what if other != term)
            yield Chip(self.catalogue.label(term), filters.address(what=left))
        if self.place:
            miles = filters.within or f"{self.catalogue.hub.near_miles:g}"
            name = words("pages.within", miles=miles, place=self.place.name)
            yield Chip(name, filters.address(near="", within=""))
        if filters.ages:
            yield Chip(words("pages.age", age=filters.age), filters.address(age=""))
        for day in filters.day:
            left = tuple(other for other in filters.day if other != day)
            yield Chip(words(f"day.{day}"), filters.address(day=left))
        yield from self._more_chips()

    def _more_chips(self) -> Iterable[Chip]:
        filters, words = self.filters, self.words
        if filters.level in (*LEVELS, "any"):
            yield Chip(words(f"pages.level.{filters.level}"), filters.address(level=""))
        if filters.kind in self._kinds():
            yield Chip(words(f"pages.kind.{filters.kind}"), filters.address(kind=""))
        for need in filters.access:
            left = tuple(other for other in filters.access if other != need)
            yield Chip(access_name(self.listing.house, need), filters.address(access=left))
        for name in ("free", "online"):
            if getattr(filters, name):
                yield Chip(words(f"pages.{name}"), filters.address(**{name: False}))
        if filters.q:
            yield Chip(f"“{filters.q}”", filters.address(q=""))

    def _kinds(self) -> tuple[str, ...]:
        return tuple(value for way, value in self.catalogue.index.sets if way == "kind")

    def _choices(self) -> Mapping[str, list[Choice]]:
        """The values of each filter that would leave something, with their numbers."""
        filters, words = self.filters, self.words
        return {
            "what": self._counted("what", "own", filters.what, self.catalogue.label),
            "kind": self._counted("kind", "kind", (filters.kind,), lambda v: words(f"pages.kind.{v}")),
            "level": self._counted("level", "level", (filters.level,), lambda v: words(f"pages.level.{v}")),
            "day": sorted(
                self._counted("day", "day", filters.day, lambda v: words(f"day.{v}")),
                key=lambda choice: DAYS.index(choice.value),
            ),
            "access": self._counted(
                "access", "access", filters.access, lambda need: access_name(self.listing.house, need)
            ),
        }

    def _counted(self, filter: str, way: str, chosen: tuple[str, ...], name: Naming) -> list[Choice]:
        index, others = self.catalogue.index, self.sieve.without(filter)
        counted = []
        for (kind, value), bits in index.sets.items():
            if kind != way or value == "?" or (filter == "level" and value == "any"):
                continue
            wider = index.having("part", value) if way == "own" else 0
            wider |= index.having("level", "any") if way == "level" else 0
            count = ((bits | wider) & others).bit_count()
            if count or value in chosen:
                counted.append(Choice(value, name(value), count, value in chosen))
        if way == "own":  # what is in the list nowhere stays chosen, so that the form says what it did
            absent = [value for value in chosen if (way, value) not in index.sets]
            counted += [Choice(value, name(value), 0, True) for value in absent]
        return sorted(counted, key=lambda choice: choice.name.casefold())

    def _sentence(self) -> str:
        """The filters as somebody would say them in the chat."""
        named = [self.catalogue.label(term) for term in self.filters.what]
        near = self.words("pages.said_near", place=self.place.name) if self.place else ""
        age = self.words("pages.said_age", age=self.filters.age) if self.filters.ages else ""
        days = listed(self.words, [self.words(f"day.{day}") for day in self.filters.day])
        free = self.words("pages.free").lower() if self.filters.free else ""
        return " ".join(
            part for part in (free, listed(self.words, named), self.filters.q, near, age, days) if part
        )
