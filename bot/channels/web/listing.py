"""The catalogue in the order of a list, and what its pages and feeds are given; knows nothing of requests."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.entry import Opportunity
from bot.catalogue.places import miles
from bot.channels.web.pace import Limits
from bot.dialogue.bot import Words
from bot.library.oruk_written import id_of, service_from
from bot.scenes.house import House

SERVICES_KEPT = 1000
"""About 20 MB at the most. Writing one takes milliseconds, and programs read the whole feed page after page."""


class Listing:
    """One catalogue as a list. Entries go by their number in the index, sets of them by its bits."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.service = lru_cache(maxsize=SERVICES_KEPT)(self._service)

    @property
    def catalogue(self) -> Catalogue:
        return self.house.catalogue

    @property
    def words(self) -> Words:
        return self.house.words

    @cached_property
    def by_title(self) -> tuple[int, ...]:
        """Every number, in the order of the titles."""
        entries = self.catalogue.index.entries
        return tuple(sorted(range(len(entries)), key=lambda n: (entries[n].title.casefold(), entries[n].id)))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each entry that is shown, by its id."""
        return {entry.id: number for number, entry in enumerate(self.catalogue.index.entries)}

    @cached_property
    def held(self) -> frozenset[str]:
        """The ids of the entries that are not shown until somebody has checked them."""
        return frozenset(entry.id for entry in self.catalogue.quarantined)

    @cached_property
    def by_uuid(self) -> dict[str, int]:
        """The numbers of the entries by the ids that they have in Open Referral UK."""
        hub = self.house.hub.id
        return {id_of(hub, id): number for id, number in self.numbers.items()}

    @cached_property
    def by_location(self) -> dict[str, int]:
        """The numbers of the entries by the ids that they have in Open Referral UK as services at a location."""
        hub = self.house.hub.id
        return {id_of(hub, entry.id, "at"): number for entry, number in self._placed()}

    def _placed(self) -> Iterator[tuple[Opportunity, int]]:
        for number, entry in enumerate(self.catalogue.index.entries):
            if has_place(entry):
                yield entry, number

    def _service(self, number: int, base: str) -> Mapping[str, Any]:
        """An entry as an Open Referral UK service, its page under `base`; the cache of it goes with this list."""
        entry = self.catalogue.index.entries[number]
        return service_from(entry, self.house.hub.id, f"{base}/o/{entry.id}")

    def in_order(self, found: int) -> Iterator[int]:
        """The numbers of a set by title. One look at a byte each, however many bits the set has."""
        packed = found.to_bytes(len(self.by_title) // 8 + 1, "little")
        return (number for number in self.by_title if packed[number >> 3] >> (number & 7) & 1)

    def distance(self, number: int, lat: float, lon: float) -> float | None:
        """Miles to an entry from a point in degrees; None for what is on no map."""
        index = self.catalogue.index
        if number >= len(index.lats):
            return None
        return miles(lat, lon, index.lats[number], index.lons[number])


def has_place(entry: Opportunity) -> bool:
    """Whether it says where it is."""
    where = entry.where
    return bool(where.place or where.venue or where.outcode) or where.lat is not None


@dataclass(slots=True)
class ListParts:
    """`house` is what is being said at present, `today` the hub's local day. `public_url` is where people reach this
    server, "" to go by what the browser asked for."""

    house: Callable[[], House]
    today: Callable[[], date]
    public_url: str = ""
    limits: Limits = field(default_factory=Limits)
    _made: Listing | None = None

    def listing(self) -> Listing:
        """The list of the content of this moment, made anew only when that has changed."""
        house = self.house()
        if self._made is None or self._made.house is not house:
            self._made = Listing(house)
        return self._made
