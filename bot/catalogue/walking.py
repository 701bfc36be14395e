"""Walks outwards from a place and collects the best entries of a set; knows points and miles, and no wish in words."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappush, heapreplace, nlargest
from itertools import islice
from typing import NamedTuple

from bot.catalogue.areas import WHOLE
from bot.catalogue.index import Index, Square, numbers
from bot.catalogue.places import MILES_EAST, MILES_NORTH
from bot.catalogue.ranking import PLACE, Tier
from bot.catalogue.text import singular, words
from bot.catalogue.wish import Wish

TITLE, MOST_TITLE, WHOLE_TITLE = 1.0, 4.0, 8.0
MOST_OF_A_LEAF = 16
ENOUGH, SPARE = 24, 8
MOST_UNSORTED = 48
UNPLACED, NATIONAL = 0.3, 0.1
DRIVEN, BUS = 10.0, 7.0  # miles in which the points of a place fall to a third
ALONE = (11, 17)  # ages at which young people mostly travel by themselves


class Candidate(NamedTuple):
    """An entry by its number, with how far it is in miles (None: no distance) and its score."""

    number: int
    tier: Tier
    distance: float | None
    score: float


@dataclass(frozen=True, slots=True)
class Walk:
    """One wish's walk through one index, for the best `count`. `national` are entries for the whole nation, `titles`
    the words that a title may share."""

    index: Index
    wish: Wish
    count: int
    lat: float
    lon: float
    east: float
    decay: float
    national: int
    titles: frozenset[str]

    def best(self, fitting: list[Tier], reach: int) -> list[Candidate]:
        """The best candidates of these tiers within `reach`, best first."""
        top: list[float] = []
        found: list[Candidate] = []
        for tier in sorted(fitting, key=lambda tier: -tier.worth):
            if bits := tier.bits & reach:
                self._tier(tier, bits, top, found)
        likely = nlargest(2 * self.count + SPARE, found, key=lambda c: c.score)
        if self.titles or self.wish.titles:
            likely = [c._replace(score=c.score + self.title_points(c.number)) for c in likely]
        return sorted(likely, key=lambda c: (-c.score, c.number))

    def place_points(self, far: float | None, number: int | None = None) -> float:
        """Points that fall with the miles: somebody of 11 to 17 takes the bus, others are driven.

        What has no place comes after what is in the next town, and what is for the whole nation after that.
        """
        if self.wish.near is None:
            return 0.0
        if far is not None:
            return PLACE * math.exp(-far / self.decay)
        national = number is not None and self.national >> number & 1
        return PLACE * (NATIONAL if national else UNPLACED)

    def title_points(self, number: int) -> float:
        """Points for each word of the message that stands in the title."""
        title, spoken = _title(self.index.entries[number].title)
        whole = WHOLE_TITLE if title in self.wish.titles else 0.0
        return whole + min(MOST_TITLE, TITLE * len(spoken & self.titles))

    def _tier(self, tier: Tier, bits: int, top: list[float], found: list[Candidate]) -> None:
        unplaced = bits & self.index.unplaced
        if unplaced:
            self._add(tier, islice(numbers(unplaced), ENOUGH), 0, top, found)
        bits ^= unplaced
        left = bits.bit_count()
        for least, square in self.index.by_distance(self.lat, self.lon) if left else ():
            inside = (bits >> square.lo) & square.mask
            if not inside:
                continue
            if self._is_enough(tier, top, least):
                break
            self._square(tier, inside, square, top, found)
            left -= inside.bit_count()
            if not left:
                break

    def _square(
        self, tier: Tier, inside: int, square: Square, top: list[float], found: list[Candidate]
    ) -> None:
        if inside.bit_count() <= MOST_UNSORTED:
            self._add(tier, numbers(inside), square.lo, top, found)
            return
        for leaf in square.inner:
            if there := (inside >> (leaf.lo - square.lo)) & leaf.mask:
                self._add(tier, islice(numbers(there), MOST_OF_A_LEAF), leaf.lo, top, found)

    def _add(
        self, tier: Tier, inside: Iterable[int], lo: int, top: list[float], found: list[Candidate]
    ) -> None:
        """Score entries, and keep the best scores in `top`, the least of them first."""
        most = 2 * self.count
        for bit in inside:
            number = lo + bit
            far = self._miles(number)
            score = tier.worth + self.place_points(far, number) + self.index.quality[number]
            found.append(Candidate(number, tier, far, score))
            if len(top) < most:
                heappush(top, score)
            elif score > top[0]:
                heapreplace(top, score)

    def _miles(self, number: int) -> float | None:
        if self.wish.near is None or number >= len(self.index.lats):
            return None
        lat, lon = self.index.lats[number], self.index.lons[number]
        return math.hypot((lat - self.lat) * MILES_NORTH, (lon - self.lon) * self.east)

    def _is_enough(self, tier: Tier, top: list[float], least: float) -> bool:
        """Whether no entry at least so many miles away can be among the best."""
        if len(top) < 2 * self.count:
            return False
        rest = self.index.best_quality + min(MOST_TITLE, TITLE * len(self.titles))
        rest += WHOLE_TITLE if self.wish.titles else 0.0
        return tier.worth + self.place_points(least) + rest <= top[0]


@lru_cache(maxsize=4096)
def _title(written: str) -> tuple[str, frozenset[str]]:
    spoken = words(written)
    return " ".join(spoken), frozenset(singular(word) for word in spoken)


def walk(index: Index, wish: Wish, count: int) -> Walk:
    """A walk from where the wish is, or from the middle of everything when it is nowhere."""
    lat, lon = (wish.near.lat, wish.near.lon) if wish.near else index.middle
    alone = wish.low is not None and ALONE[0] <= wish.low <= ALONE[1]
    titles = frozenset(singular(word) for word in (*wish.used, *wish.names))
    east = MILES_EAST * math.cos(math.radians(lat))
    return Walk(
        index, wish, count, lat, lon, east, BUS if alone else DRIVEN, index.having("reach", WHOLE), titles
    )
