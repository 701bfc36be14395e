"""From a wish to the best three and why; knows entries and distances, and nothing of how people speak.

What is given up, in this order: days, cost, level and the like; then half as far again as near; then the place, for
what is online; then any distance; then the activity, for something like it. All but the first find is marked not exact.
"""

from dataclasses import dataclass, replace

from bot.catalogue.found import Found, Match, Reason
from bot.catalogue.hub import Hub
from bot.catalogue.index import Index, nearest_miles
from bot.catalogue.limits import allowed, called
from bot.catalogue.ranking import WHAT, Criterion, Tier, criteria, named, tiers, whats
from bot.catalogue.reasons import reasons
from bot.catalogue.vocabulary import Vocabulary
from bot.catalogue.walking import Candidate, Walk
from bot.catalogue.walking import walk as walk_for
from bot.catalogue.wish import Wish

FURTHER = 1.5
MOST_LACKING = 2
ROUND_THE_NEAREST = 3.0
TOO_FAR, HOPELESS = 15.0, 60.0
MOST_FAR, FAR = 2, 15.0
CALLED = 60.0


@dataclass(frozen=True, slots=True)
class _Asked:
    """A wish made ready: what it allows, what it wants, and its entries in tiers."""

    wish: Wish
    wanted: list[Criterion]
    fitting: list[Tier]
    alike: list[Tier]
    near_miles: float


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds in one index for one hub."""

    index: Index
    vocabulary: Vocabulary
    hub: Hub

    def find(self, wish: Wish, limit: int = 3, skip: int = 0) -> Found:
        """The best `limit` matches after the first `skip`."""
        asked = self._asked(wish)
        walk = walk_for(self.index, wish, limit + skip)
        best = _joined(self._called(asked, walk), self._near(asked, walk))
        relaxed: tuple[Reason, ...] = ()
        exact = {c.number for c in best if c.tier.exact}
        if len(best) < walk.count:
            best = _joined(best, self._wider(asked, walk))
        if not best:
            best, relaxed = self._relaxed(asked, walk)
            if not best and wish.hints and not wish.activities:
                return self._anything(wish, limit, skip)
        elif len(best) < walk.count:
            best = _joined(best, walk.best(_something_like(asked, 1), self._reach(asked, FURTHER)))
        picked = self._diverse(best, walk.count, exact)[skip:]
        matches = tuple(self._match(walk, candidate, exact=candidate.number in exact) for candidate in picked)
        return Found(matches, relaxed, self._exact(asked).bit_count(), self._nearest(asked, best))

    def _anything(self, wish: Wish, limit: int, skip: int) -> Found:
        """Nothing is like what was only hinted at: what there is otherwise, none of it exact."""
        found = self.find(replace(wish, hints=()), limit, skip)
        return replace(found, results=tuple(replace(match, exact=False) for match in found.results), total=0)

    def fitting(self, wish: Wish) -> int:
        """All entries near enough that have what was named, as a set."""
        asked = self._asked(wish)
        found = 0
        for tier in asked.fitting:
            found |= tier.bits
        return found & self._reach(asked)

    def _asked(self, wish: Wish) -> _Asked:
        wanted = whats(self.index, self.vocabulary, wish)
        every = tiers(allowed(self.index, wish), wanted, criteria(self.index, wish))
        return _Asked(wish, wanted, named(every, wanted), every, wish.within or self.hub.near_miles)

    def _reach(self, asked: _Asked, times: float = 1.0) -> int:
        """Entries near enough, and those of no one place; what is only online counts as near when that was asked."""
        near = asked.wish.near
        if near is None:
            return self.index.everything
        index, far, online = self.index, asked.near_miles * times, asked.wish.online
        return index.remembered(
            ("reach", near.lat, near.lon, far, online),
            lambda: (
                index.within(near.lat, near.lon, far)
                | (index.unplaced if online else index.unplaced ^ index.online_only)
            ),
        )

    def _near(self, asked: _Asked, walk: Walk) -> list[Candidate]:
        """Near enough: first those that meet everything, then those that miss or may miss little."""
        reach = self._reach(asked)
        found = walk.best([tier for tier in asked.fitting if tier.sure], reach)
        if len(found) < walk.count:
            found += walk.best([tier for tier in asked.fitting if tier.exact and not tier.sure], reach)
        if len(found) < walk.count:
            found += walk.best([t for t in asked.fitting if not t.exact and t.lacking <= MOST_LACKING], reach)
        return found

    def _called(self, asked: _Asked, walk: Walk) -> list[Candidate]:
        """What was called by its title."""
        if not asked.wish.titles:
            return []
        tier = Tier(self._titled(asked), (("called", CALLED),), met=("called",), worth=CALLED)
        return walk.best([tier], self.index.everything)

    def _titled(self, asked: _Asked) -> int:
        return called(self.index, self.vocabulary, asked.wish, self._reach(asked))

    def _exact(self, asked: _Asked) -> int:
        """All entries that are just what was asked for."""
        found = 0
        for tier in asked.fitting:
            found |= tier.bits if tier.exact else 0
        return found & self._reach(asked) | self._titled(asked)

    def _wider(self, asked: _Asked, walk: Walk) -> list[Candidate]:
        """A little further, and online."""
        if asked.wish.near is None or asked.wish.within is not None:
            return []
        close = [tier for tier in asked.fitting if tier.lacking <= MOST_LACKING]
        return walk.best(close, self._reach(asked, FURTHER) | self.index.online_only)

    def _relaxed(self, asked: _Asked, walk: Walk) -> tuple[list[Candidate], tuple[Reason, ...]]:
        """What is nearest however far, or else something like it near by; nothing when there is neither."""
        further = walk.best(asked.fitting, self.index.everything) if asked.wish.near else []
        further = [c for c in further if c.distance is None or c.distance <= HOPELESS]
        least = min((c.distance for c in further if c.distance is not None), default=None)
        alike = walk.best(_something_like(asked, MOST_LACKING), self._reach(asked, FURTHER))
        if least is not None and (least <= TOO_FAR or not alike):
            kept = [c for c in further if c.distance is None or c.distance <= least + ROUND_THE_NEAREST]
            kept = kept[: MOST_FAR if least <= FAR else 1]
            values: dict[str, str | float] = {
                "miles": asked.near_miles,
                "place": _place_name(asked),
                "nearest": round(least, 1),
            }
            return _joined(kept, alike), (Reason("relaxed_distance", values),)
        return alike, (Reason("relaxed_activity"),) if alike else ()

    def _diverse(self, best: list[Candidate], count: int, exact: set[int]) -> list[Candidate]:
        """The best, but no provider takes every third place while another fits as exactly."""
        picked: list[Candidate] = []
        waiting = list(best)
        while waiting and len(picked) < count:
            choice = waiting[0]
            providers = {self._provider(c) for c in picked[-2:]}
            if len(picked) % 3 == 2 and providers == {self._provider(choice)}:
                others = (c for c in waiting if self._provider(c) not in providers)
                choice = next((c for c in others if (c.number in exact) == (choice.number in exact)), choice)
            waiting.remove(choice)
            picked.append(choice)
        return picked

    def _provider(self, candidate: Candidate) -> str:
        return self.index.entries[candidate.number].provider

    def _match(self, walk: Walk, candidate: Candidate, *, exact: bool) -> Match:
        entry = self.index.entries[candidate.number]
        far = None if candidate.distance is None else round(candidate.distance, 1)
        points = (
            *((code, round(points, 1)) for code, points in candidate.tier.points),
            ("place", round(walk.place_points(candidate.distance, candidate.number), 1)),
            ("fresh and open", self.index.quality[candidate.number]),
            ("title", walk.title_points(candidate.number)),
        )
        because = reasons(self.vocabulary, walk.wish, entry, candidate.tier, far)
        return Match(entry, exact, round(sum(p for _, p in points), 1), far, because, points)

    def _nearest(self, asked: _Asked, best: list[Candidate]) -> float | None:
        """Miles to the nearest entry with what was named, whatever else it lacks."""
        near = asked.wish.near
        if near is None:
            return None
        least = min((c.distance for c in best if c.tier.exact and c.distance is not None), default=None)
        if least is not None:
            return round(least, 1)
        bits = 0
        for tier in asked.fitting:
            bits |= tier.bits
        return nearest_miles(self.index, bits, near.lat, near.lon)


def _joined(best: list[Candidate], more: list[Candidate]) -> list[Candidate]:
    known = {candidate.number for candidate in best}
    return best + [candidate for candidate in more if candidate.number not in known]


def _something_like(asked: _Asked, lacking: int) -> list[Tier]:
    """Tiers with something like what was asked, and at most so many other things lacking."""
    codes = {criterion.code for criterion in asked.wanted} & WHAT
    return [tier for tier in asked.alike if tier.lacking <= 1 + lacking and codes & set(tier.unsure)]


def _place_name(asked: _Asked) -> str:
    return asked.wish.near.name if asked.wish.near else ""
