"""Walks outwards from a place and collects the best entries of a set; knows points and miles, and no wish in words."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nlargest

from bot.catalogue.index import Index, numbers
from bot.catalogue.places import miles
from bot.catalogue.ranking import PLACE, Tier
from bot.catalogue.text import singular
from bot.catalogue.wish import Wish

TITLE = 2.0
MOST_TITLE = 8.0
MOST_OF_A_SPOT = 12
ENOUGH = 24
UNPLACED = 0.3
DRIVEN, BUS = 10.0, 7.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry by its number, with how far it is in miles (None: no distance) and its score."""

    number: int
    tier: Tier
    distance: float | None
    score: float


@dataclass(frozen=True, slots=True)
class Walk:
    """One wish's walk through one index."""

    index: Index
    wish: Wish
    count: int

    def best(self, fitting: list[Tier], reach: int) -> list[Candidate]:
        """The best candidates of these tiers within `reach`, best first."""
        found = [candidate for tier in fitting for candidate in self._tier(tier, tier.bits & reach)]
        return sorted(found, key=lambda c: (-c.score, c.number))

    def place_points(self, far: float | None) -> float:
        """Points that fall with the miles: somebody of 11 to 17 takes the bus, others are driven."""
        if self.wish.near is None:
            return 0.0
        if far is None:
            return UNPLACED * PLACE
        alone = self.wish.low is not None and 11 <= self.wish.low <= 17
        return PLACE * math.exp(-far / (BUS if alone else DRIVEN))

    def _tier(self, tier: Tier, bits: int) -> list[Candidate]:
        if not bits:
            return []
        found = list(self._some(tier, bits & self.index.unplaced, 0, None, ENOUGH))
        near = self.wish.near
        lat, lon = (near.lat, near.lon) if near else self.index.middle
        for least, cell in self.index.by_distance(lat, lon):
            inside = (bits >> cell.lo) & cell.mask
            if not inside:
                continue
            if len(found) >= max(ENOUGH, 3 * self.count) and self._nothing_better(tier, found, least):
                break
            for spot in cell.spots:
                there = (inside >> (spot.lo - cell.lo)) & spot.mask
                if there:
                    far = miles(lat, lon, spot.lat, spot.lon) if near else None
                    found.extend(self._some(tier, there, spot.lo, far, MOST_OF_A_SPOT))
        return found

    def _nothing_better(self, tier: Tier, found: list[Candidate], least: float) -> bool:
        """Whether no entry at least so far away can be among the best."""
        if self.wish.near is None:
            return True
        worst = nlargest(2 * self.count, (c.score for c in found))[-1]
        return tier.worth + self.place_points(least) + MOST_TITLE + self.index.best_quality < worst

    def _some(self, tier: Tier, bits: int, lo: int, far: float | None, most: int) -> Iterator[Candidate]:
        """At most `most` entries of one spot: they are numbered best first."""
        points = tier.worth + self.place_points(far)
        for taken, bit in enumerate(numbers(bits)):
            if taken >= most:
                return
            feature = self.index.features[lo + bit]
            yield Candidate(lo + bit, tier, far, points + feature.quality + self.title_points(lo + bit))

    def title_points(self, number: int) -> float:
        """Points for each word of the message that stands in the title."""
        titled = self.index.features[number].titled
        return min(
            MOST_TITLE,
            TITLE * sum(1 for word in (*self.wish.used, *self.wish.names) if singular(word) in titled),
        )
