"""What a wish asks of an entry, as sets of entries with points; knows nothing of distance.

Points say what matters most. Activity and place outweigh all else; the rest tells apart what is equally near.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.catalogue.index import OLDEST, Index
from bot.catalogue.text import singular
from bot.catalogue.vocabulary import Vocabulary
from bot.catalogue.wish import Wish

ACTIVITY, SECOND, NAMED = 40.0, 12.0, 20.0
AGE, DAY, TIME, COST, LEVEL, ACCESS, KIND = 8.0, 8.0, 4.0, 8.0, 6.0, 8.0, 6.0
PLACE = 30.0
NOT_KNOWN = 0.35
MOST_TIERS = 24
ONLY_WHEN_ASKED = ("hire", "training", "youth_voice")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing asked for: the entries of which it is true, those of which it is not known, and what it is worth."""

    code: str
    value: str
    yes: int
    unsure: int
    points: float


@dataclass(frozen=True, slots=True)
class Tier:
    """Entries that meet and miss the same things."""

    bits: int
    points: tuple[tuple[str, float], ...] = ()
    unsure: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()

    @property
    def worth(self) -> float:
        return sum(points for _, points in self.points)

    @property
    def exact(self) -> bool:
        return not self.unsure and not self.missed


def allowed(index: Index, wish: Wish) -> int:
    """The hard limits: whom it is for, how old they are, and kinds that are only shown to those who ask."""
    found = index.everything
    for kind in ONLY_WHEN_ASKED:
        if kind not in wish.kinds and not (kind == "training" and _is_educator(wish)):
            found &= ~index.having("kind", kind)
    wanted = [kind for kind in ONLY_WHEN_ASKED if kind in wish.kinds]
    if wanted:
        found &= _any(index, "kind", wanted)
    if not _is_educator(wish) and not wanted:
        found &= index.having("audience", "young_person") | index.having("audience", "parent")
    if wish.low is not None or wish.high is not None:
        found &= of_age(index, wish) | index.having("ages", "?")
    if wish.online:
        found &= index.having("where", "online")
    return found


def _is_educator(wish: Wish) -> bool:
    return bool({"educator", "school"} & set(wish.audience))


def of_age(index: Index, wish: Wish) -> int:
    """Entries known to take somebody of one of the ages wished for."""
    low = wish.low if wish.low is not None else 0
    high = wish.high if wish.high is not None else OLDEST
    found = 0
    for age in range(low, min(high, OLDEST) + 1):
        found |= index.ages[age]
    return found


def _any(index: Index, kind: str, values: "tuple[str, ...] | list[str]") -> int:
    found = 0
    for value in values:
        found |= index.having(kind, value)
    return found


def groups(vocabulary: Vocabulary, wish: Wish) -> list[tuple[str, ...]]:
    """What was asked for, in the order in which it is given up last: instruments, activities, genres."""
    by_facet: dict[str, list[str]] = {}
    for term in wish.activities:
        if term in vocabulary.terms:
            by_facet.setdefault(vocabulary.terms[term].facet, []).append(term)
    found = [tuple(by_facet[facet]) for facet in ("instrument", "activity", "genre") if facet in by_facet]
    hints = tuple(hint for hint in wish.hints if hint in vocabulary.terms)
    return found or ([hints] if hints else [])


def whats(index: Index, vocabulary: Vocabulary, wish: Wish) -> list[Criterion]:
    """One criterion for each facet that was asked for, the first being the one never given up."""
    found = []
    for at, group in enumerate(groups(vocabulary, wish)):
        full = _any(index, "full", group)
        near = _any(index, "near", group) & ~full
        found.append(
            Criterion(
                "activity" if at == 0 else "style", group[0], full, near, ACTIVITY if at == 0 else SECOND
            )
        )
    for name in wish.names:
        word = index.with_word(singular(name)) | index.with_word(name)
        found.append(Criterion("named", name, word, 0, NAMED))
    return found


def criteria(index: Index, wish: Wish) -> Iterator[Criterion]:
    """The soft wishes in the order in which they matter least last."""
    if wish.low is not None or wish.high is not None:
        yield Criterion("age", "", of_age(index, wish), index.having("ages", "?"), AGE)
    kinds = [kind for kind in wish.kinds if kind not in ONLY_WHEN_ASKED]
    if kinds:
        yield Criterion("kind", kinds[0], _any(index, "kind", kinds), 0, KIND)
    for need in wish.access:
        yield Criterion("access", need, index.having("access", need), index.having("access", "?"), ACCESS)
    if wish.days:
        yield Criterion("day", wish.days[0], _any(index, "day", wish.days), index.having("day", "?"), DAY)
    if wish.free or wish.cheap:
        cost = "free" if wish.free else "cheap"
        yield Criterion("cost", cost, index.having("cost", cost), index.having("cost", "?"), COST)
    if wish.levels:
        levels = _any(index, "level", (*wish.levels, "any"))
        yield Criterion("level", wish.levels[0], levels, index.having("level", "?"), LEVEL)
    if wish.times:
        yield Criterion(
            "time", wish.times[0], _any(index, "time", wish.times), index.having("time", "?"), TIME
        )


def tiers(start: int, wanted: "list[Criterion]") -> list[Tier]:
    """Split entries by what they meet; at most `MOST_TIERS`, the best first."""
    found = [Tier(start)]
    for criterion in wanted:
        split = [part for tier in found for part in _split(tier, criterion)]
        found = sorted(split, key=lambda tier: (len(tier.missed), len(tier.unsure), -tier.worth))[:MOST_TIERS]
    return found


def _split(tier: Tier, criterion: Criterion) -> Iterator[Tier]:
    yes = tier.bits & criterion.yes
    unsure = tier.bits & criterion.unsure
    unsure ^= unsure & yes
    code = criterion.code
    if yes:
        yield replace(tier, bits=yes, points=(*tier.points, (code, criterion.points)))
    if unsure:
        partly = (*tier.points, (code, round(criterion.points * NOT_KNOWN, 1)))
        lacking = tier.unsure if code == "age" else (*tier.unsure, code)
        yield replace(tier, bits=unsure, points=partly, unsure=lacking)
    rest = tier.bits ^ yes ^ unsure
    if rest:
        yield replace(tier, bits=rest, missed=(*tier.missed, code))
