"""Walks outwards from a place and collects the best entries of a set; knows points and miles, and no wish in words."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappush, heapreplace
from itertools import islice
from math import exp, hypot
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
COUNTED_AFTER = 6  # squares; counting a set costs more than looking into so many, and mostly these are enough
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
    the words that a title may share, `slack` the most points that a title can add."""

    index: Index
    wish: Wish
    count: int
    lat: float
    lon: float
    east: float
    decay: float
    national: int
    titles: frozenset[str]
    slack: float

    def best(self, fitting: list[Tier], reach: int) -> list[Candidate]:
        """The best candidates of these tiers within `reach`, best first."""
        top: list[float] = []
        found: list[Candidate] = []
        for tier in sorted(fitting, key=lambda tier: -tier.worth) if len(fitting) > 1 else fitting:
            if bits := tier.bits & reach:
                self._tier(tier, bits, top, found)
        if self.slack:
            least = top[0] - self.slack if len(top) == 2 * self.count else 0.0
            found = [
                Candidate(number, tier, far, score + self.title_points(number))
                for number, tier, far, score in found
                if score >= least
            ]
        return sorted(found, key=_best_first)[: 2 * self.count + SPARE]

    def place_points(self, far: float | None, number: int | None = None) -> float:
        """Points that fall with the miles: somebody of 11 to 17 takes the bus, others are driven.

        What has no place comes after what is in the next town, and what is for the whole nation after that.
        """
        if self.wish.near is None:
            return 0.0
        if far is not None:
            return PLACE * exp(-far / self.decay)
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
        seen, total = 0, -1
        for at, (least, square) in enumerate(self.index.by_distance(self.lat, self.lon) if bits else ()):
            if at == COUNTED_AFTER:
                total = bits.bit_count()
            if seen == total:
                break
            inside = (bits >> square.lo) & square.mask
            if not inside:
                continue
            if self._is_enough(tier, top, least):
                break
            self._square(tier, inside, square, top, found)
            seen += inside.bit_count()

    def _square(
        self, tier: Tier, inside: int, square: Square, top: list[float], found: list[Candidate]
    ) -> None:
        if inside.bit_count() <= MOST_UNSORTED:
            self._add(tier, numbers(inside), square.lo, top, found)
            return
        for least, leaf in self.index.leaves(self.lat, self.lon, square.lo):
            if there := (inside >> (leaf.lo - square.lo)) & leaf.mask:
                if self._is_enough(tier, top, least):
                    return
                self._add(tier, islice(numbers(there), MOST_OF_A_LEAF), leaf.lo, top, found)

    def _add(
        self, tier: Tier, inside: Iterable[int], lo: int, top: list[float], found: list[Candidate]
    ) -> None:
        """Score entries; keep the best scores in `top`, the least of them first, and who may be among the best."""
        index, most, slack = self.index, 2 * self.count, self.slack
        lats, lons, quality, worth = index.lats, index.lons, index.quality, tier.worth
        placed = self.wish.near is not None and lo < len(lats)
        for bit in inside:
            number = lo + bit
            if placed and number < len(lats):
                far = hypot((lats[number] - self.lat) * MILES_NORTH, (lons[number] - self.lon) * self.east)
                score = worth + PLACE * exp(-far / self.decay) + quality[number]
            else:
                far = None
                score = worth + self.place_points(None, number) + quality[number]
            if len(top) < most:
                heappush(top, score)
            elif score > top[0]:
                heapreplace(top, score)
            elif score + slack <= top[0]:
                continue
            found.append(Candidate(number, tier, far, score))

    def _is_enough(self, tier: Tier, top: list[float], least: float) -> bool:
        """Whether no entry at least so many miles away can be among the best."""
        if len(top) < 2 * self.count:
            return False
        return tier.worth + self.place_points(least) + self.index.best_quality + self.slack <= top[0]


def _best_first(candidate: Candidate) -> tuple[float, int]:
    return -candidate.score, candidate.number


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
    slack = min(MOST_TITLE, TITLE * len(titles)) + (WHOLE_TITLE if wish.titles else 0.0)
    decay, national = BUS if alone else DRIVEN, index.having("reach", WHOLE)
    return Walk(index, wish, count, lat, lon, east, decay, national, titles, slack)
