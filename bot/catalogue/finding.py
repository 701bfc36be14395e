"""From a wish to the best three and why; knows entries and distances, and nothing of how people speak."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest

from bot.catalogue.found import Found, Match, Reason
from bot.catalogue.hub import Hub
from bot.catalogue.index import Index, numbers
from bot.catalogue.places import miles
from bot.catalogue.ranking import PLACE, Criterion, Tier, allowed, criteria, tiers, whats
from bot.catalogue.reasons import reasons
from bot.catalogue.text import singular
from bot.catalogue.vocabulary import Vocabulary
from bot.catalogue.wish import Wish

TITLE = 2.0
MOST_OF_A_SPOT = 16
ENOUGH = 48
FAR = 25.0
UNPLACED_POINTS = 0.25 * PLACE
DRIVEN, BUS = 8.0, 6.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry by its number, with how far it is in miles (None: no distance) and its score so far."""

    number: int
    tier: Tier
    distance: float | None
    score: float


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds in one index for one hub."""

    index: Index
    vocabulary: Vocabulary
    hub: Hub

    def find(self, wish: Wish, limit: int = 3, skip: int = 0) -> Found:
        """The best `limit` matches after the first `skip`."""
        base = allowed(self.index, wish)
        wanted = whats(self.index, self.vocabulary, wish)
        soft = list(criteria(self.index, wish))
        count = limit + skip
        fitting = _keep(tiers(base, [*wanted, *soft]), wanted)
        best, relaxed = self._nearby(wish, fitting, count), ()
        if not best:
            best, relaxed = self._relaxed(wish, base, wanted, soft, count)
        picked = self._diverse(best, count)[skip:]
        matches = tuple(self._match(wish, candidate, exact=not relaxed) for candidate in picked)
        total = sum((tier.bits & self._reach(wish)).bit_count() for tier in fitting if tier.exact)
        return Found(matches, relaxed, total, self._nearest(wish, base, wanted))

    def fitting(self, wish: Wish) -> int:
        """All entries near enough that have what was named, as a set."""
        wanted = whats(self.index, self.vocabulary, wish)
        found = 0
        for tier in _keep(tiers(allowed(self.index, wish), wanted), wanted):
            found |= tier.bits
        return found & self._reach(wish)

    def _nearby(self, wish: Wish, fitting: list[Tier], count: int) -> list[Candidate]:
        """Near enough, first those that meet everything, then those that miss one thing or are not sure of it."""
        reach = self._reach(wish)
        found = self._walk(wish, [tier for tier in fitting if tier.exact], reach, count)
        if len(found) < count:
            close = [tier for tier in fitting if not tier.exact and len(tier.missed) + len(tier.unsure) <= 2]
            found += self._walk(wish, close, reach, count)
        return found

    def _reach(self, wish: Wish) -> int:
        """Entries near enough, and those that are nowhere in particular."""
        if wish.near is None:
            return self.index.everything
        near = self.index.within(wish.near.lat, wish.near.lon, wish.within or self.hub.near_miles)
        return near | self.index.unplaced

    def _relaxed(
        self, wish: Wish, base: int, wanted: list[Criterion], soft: list[Criterion], count: int
    ) -> tuple[list[Candidate], tuple[Reason, ...]]:
        """Further away, then something like it, then both; nothing when even that finds nothing."""
        near = wish.within or self.hub.near_miles
        fitting = _keep(tiers(base, [*wanted, *soft]), wanted)
        if wish.near and (further := self._walk(wish, fitting, self.index.everything, count)):
            least = further[0].distance or 0.0
            kept = [c for c in further if c.distance is None or c.distance <= max(FAR, least * 1.3)]
            place = wish.near.name
            return kept, (
                Reason("relaxed_distance", {"miles": near, "place": place, "nearest": round(least, 1)}),
            )
        for lesser in (_first(wanted), _alike(wanted)):
            fitting = tiers(base, [*lesser, *soft]) if lesser else []
            fitting = [tier for tier in fitting if not {"activity", "named"} & set(tier.missed)]
            for reach in (self._reach(wish), self.index.everything):
                if found := self._walk(wish, fitting, reach, count):
                    return found, (Reason("relaxed_activity", {"what": wanted[0].value}),)
        return [], ()

    def _walk(self, wish: Wish, fitting: Iterable[Tier], reach: int, count: int) -> list[Candidate]:
        """The best candidates, walking outwards from where they are until nothing further away can win."""
        found: list[Candidate] = []
        for tier in fitting:
            found += self._walk_tier(wish, tier, tier.bits & reach, count)
        found.sort(
            key=lambda c: (not c.tier.exact, len(c.tier.missed) + len(c.tier.unsure), -c.score, c.number)
        )
        return found

    def _walk_tier(self, wish: Wish, tier: Tier, bits: int, count: int) -> list[Candidate]:
        if not bits:
            return []
        found = list(self._unplaced(wish, tier, bits & self.index.unplaced))
        lat, lon = (wish.near.lat, wish.near.lon) if wish.near else (0.0, 0.0)
        for least, cell in self.index.by_distance(lat, lon):
            inside = (bits >> cell.lo) & ((1 << (cell.hi - cell.lo)) - 1)
            if not inside:
                continue
            if len(found) >= max(ENOUGH, 4 * count) and self._cannot_win(wish, tier, found, least, count):
                break
            for spot in cell.spots:
                there = (inside >> (spot.lo - cell.lo)) & ((1 << (spot.hi - spot.lo)) - 1)
                if there:
                    far = miles(lat, lon, spot.lat, spot.lon) if wish.near else None
                    found += self._at_spot(wish, tier, there, spot.lo, far)
        return found

    def _cannot_win(self, wish: Wish, tier: Tier, found: list[Candidate], least: float, count: int) -> bool:
        worst = nsmallest(count * 2, (-c.score for c in found))[-1]
        best = tier.worth + self._place_points(wish, least) + 10.0
        return wish.near is None or best < -worst

    def _at_spot(self, wish: Wish, tier: Tier, there: int, lo: int, far: float | None) -> Iterator[Candidate]:
        for taken, bit in enumerate(numbers(there)):
            if taken >= MOST_OF_A_SPOT:
                return
            yield self._candidate(wish, tier, lo + bit, far)

    def _unplaced(self, wish: Wish, tier: Tier, bits: int) -> Iterator[Candidate]:
        for taken, number in enumerate(numbers(bits)):
            if taken >= ENOUGH:
                return
            yield self._candidate(wish, tier, number, None)

    def _candidate(self, wish: Wish, tier: Tier, number: int, far: float | None) -> Candidate:
        feature = self.index.features[number]
        title = TITLE * sum(1 for word in wish.used if singular(word) in feature.titled)
        return Candidate(
            number, tier, far, tier.worth + self._place_points(wish, far) + feature.quality + title
        )

    def _place_points(self, wish: Wish, far: float | None) -> float:
        """Points that fall with the miles: somebody of 11 to 17 takes the bus, others are driven."""
        if wish.near is None:
            return 0.0
        if far is None:
            return UNPLACED_POINTS
        alone = wish.low is not None and 11 <= wish.low <= 17
        return PLACE * math.exp(-far / (BUS if alone else DRIVEN))

    def _diverse(self, best: list[Candidate], count: int) -> list[Candidate]:
        """The best, but no provider takes every place while another fits as exactly."""
        picked: list[Candidate] = []
        waiting = list(best)
        while waiting and len(picked) < count:
            providers = {self.index.entries[c.number].provider for c in picked[-2:]}
            alone = len(picked) % 3 == 2 and len(providers) == 1
            other = (c for c in waiting if self.index.entries[c.number].provider not in providers)
            choice = (
                next((c for c in other if c.tier.exact == waiting[0].tier.exact), waiting[0])
                if alone
                else waiting[0]
            )
            waiting.remove(choice)
            picked.append(choice)
        return picked

    def _match(self, wish: Wish, candidate: Candidate, *, exact: bool) -> Match:
        entry = self.index.entries[candidate.number]
        far = None if candidate.distance is None else round(candidate.distance, 1)
        quality = self.index.features[candidate.number].quality
        place = round(self._place_points(wish, candidate.distance), 1)
        points = (*candidate.tier.points, ("place", place), ("fresh and open", quality))
        score = round(candidate.score, 1)
        title = round(score - sum(p for _, p in points), 1)
        because = reasons(self.vocabulary, wish, entry, candidate.tier, far)
        return Match(entry, exact and candidate.tier.exact, score, far, because, (*points, ("title", title)))

    def _nearest(self, wish: Wish, base: int, wanted: list[Criterion]) -> float | None:
        if wish.near is None:
            return None
        bits = base
        for criterion in wanted:
            bits &= criterion.yes
        for _, cell in self.index.by_distance(wish.near.lat, wish.near.lon):
            inside = (bits >> cell.lo) & ((1 << (cell.hi - cell.lo)) - 1)
            if inside:
                spots = [s for s in cell.spots if (inside >> (s.lo - cell.lo)) & ((1 << (s.hi - s.lo)) - 1)]
                return round(min(miles(wish.near.lat, wish.near.lon, s.lat, s.lon) for s in spots), 1)
        return None


def _keep(found: list[Tier], wanted: list[Criterion]) -> list[Tier]:
    """Tiers that have all that was named."""
    must = {criterion.code for criterion in wanted}
    return [tier for tier in found if not must & (set(tier.missed) | set(tier.unsure))]


def _first(wanted: list[Criterion]) -> list[Criterion]:
    """Only what matters most, when more was asked."""
    return wanted[:1] if len(wanted) > 1 else []


def _alike(wanted: list[Criterion]) -> list[Criterion]:
    """What matters most, with something like it instead."""
    return wanted[:1]
