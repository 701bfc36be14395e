"""Walks outwards from a place and collects the best entries of a set; knows points and miles, and no wish in words."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import nlargest
from itertools import islice

from bot.catalogue.features import FRESH, SPACE
from bot.catalogue.index import LEAF_RADIUS, Index, Square, numbers
from bot.catalogue.places import MILES_EAST, MILES_NORTH
from bot.catalogue.ranking import PLACE, Tier
from bot.catalogue.text import singular, words
from bot.catalogue.wish import Wish

TITLE, MOST_TITLE = 2.0, 8.0
MOST_OF_A_LEAF = 16
ENOUGH = 24
MOST_UNSORTED = 48
UNPLACED = 0.3
DRIVEN, BUS = 10.0, 7.0  # miles in which the points of a place fall to a third
ALONE = (11, 17)  # ages at which young people mostly travel by themselves


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry by its number, with how far it is in miles (None: no distance) and its score."""

    number: int
    tier: Tier
    distance: float | None
    score: float


@dataclass(frozen=True, slots=True)
class Walk:
    """One wish's walk through one index, for the best `count`."""

    index: Index
    wish: Wish
    count: int
    lat: float
    lon: float
    east: float
    decay: float

    def best(self, fitting: list[Tier], reach: int) -> list[Candidate]:
        """The best candidates of these tiers within `reach`, best first."""
        found = [c for tier in fitting if (bits := tier.bits & reach) for c in self._tier(tier, bits)]
        likely = nlargest(2 * self.count + ENOUGH, found, key=lambda c: c.score)
        titled = self._title_words()
        if titled:
            likely = [replace(c, score=c.score + self.title_points(c.number, titled)) for c in likely]
        return sorted(likely, key=lambda c: (-c.score, c.number))

    def place_points(self, far: float | None) -> float:
        """Points that fall with the miles: somebody of 11 to 17 takes the bus, others are driven."""
        if self.wish.near is None:
            return 0.0
        return UNPLACED * PLACE if far is None else PLACE * math.exp(-far / self.decay)

    def title_points(self, number: int, wanted: frozenset[str] | None = None) -> float:
        """Points for each word of the message that stands in the title."""
        wanted = self._title_words() if wanted is None else wanted
        titled = {singular(word) for word in words(self.index.entries[number].title)}
        return min(MOST_TITLE, TITLE * len(titled & wanted))

    def _title_words(self) -> frozenset[str]:
        return frozenset(singular(word) for word in (*self.wish.used, *self.wish.names))

    def _miles(self, number: int) -> float:
        lat, lon = self.index.lats[number], self.index.lons[number]
        return math.hypot((lat - self.lat) * MILES_NORTH, (lon - self.lon) * self.east)

    def _tier(self, tier: Tier, bits: int) -> list[Candidate]:
        unplaced = bits & self.index.unplaced
        found = [self._candidate(tier, n, None) for n in islice(numbers(unplaced), ENOUGH)] if unplaced else []
        bits ^= unplaced
        left = bits.bit_count()
        for least, square in self.index.by_distance(self.lat, self.lon) if left else ():
            inside = (bits >> square.lo) & square.mask
            if not inside:
                continue
            if self._is_enough(tier, found, least):
                break
            found.extend(self._square(tier, inside, square))
            left -= inside.bit_count()
            if not left:
                break
        return found

    def _square(self, tier: Tier, inside: int, square: Square) -> Iterator[Candidate]:
        if inside.bit_count() <= MOST_UNSORTED:
            for bit in numbers(inside):
                yield self._located(tier, square.lo + bit)
            return
        for leaf in square.inner:
            there = (inside >> (leaf.lo - square.lo)) & leaf.mask
            if there:
                for bit in islice(numbers(there), MOST_OF_A_LEAF):
                    yield self._located(tier, leaf.lo + bit)

    def _located(self, tier: Tier, number: int) -> Candidate:
        return self._candidate(tier, number, None if self.wish.near is None else self._miles(number))

    def _candidate(self, tier: Tier, number: int, far: float | None) -> Candidate:
        return Candidate(number, tier, far, tier.worth + self.place_points(far) + self.index.quality[number])

    def _is_enough(self, tier: Tier, found: list[Candidate], least: float) -> bool:
        """Whether no entry at least so many miles away can be among the best."""
        if len(found) < max(ENOUGH, 3 * self.count):
            return False
        if self.wish.near is None:
            return True
        worst = nlargest(self.count + 2, (c.score for c in found))[-1]
        return tier.worth + self.place_points(least - LEAF_RADIUS) + MOST_TITLE + FRESH + SPACE < worst


def walk(index: Index, wish: Wish, count: int) -> Walk:
    """A walk from where the wish is, or from the middle of everything when it is nowhere."""
    lat, lon = (wish.near.lat, wish.near.lon) if wish.near else index.middle
    alone = wish.low is not None and ALONE[0] <= wish.low <= ALONE[1]
    return Walk(index, wish, count, lat, lon, MILES_EAST * math.cos(math.radians(lat)), BUS if alone else DRIVEN)
