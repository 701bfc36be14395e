"""What a wish asks of an entry, as sets of entries with points; knows nothing of distance.

Points say what matters most. Activity and place outweigh all else; the rest tells apart what is equally near.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bot.catalogue.features import OLDEST, ONLY_WHEN_ASKED
from bot.catalogue.index import Index
from bot.catalogue.limits import of_age
from bot.catalogue.text import singular
from bot.catalogue.vocabulary import Vocabulary
from bot.catalogue.wish import Wish

OWN, PART, FAMILY, LIKELY, TOLD, GENERAL, ALIKE = 40.0, 31.0, 26.0, 28.0, 22.0, 16.0, 14.0
SECOND, HINT, NAMED = 0.8, 8.0, 20.0
AGE, DAY, TIME, COST, LEVEL, ACCESS, KIND = 14.0, 10.0, 4.0, 10.0, 6.0, 10.0, 8.0
MADE_FOR = 6.0
PLACE = 30.0
NOT_KNOWN = 0.35
MOST_TIERS = 24
COMMON, FEW = 0.1, 3
SCHOOL_AGE, STILL_YOUNG = (
    5,
    25,
)  # years; an entry that tells no ages is for young people, but not for the smallest
WIDE = 8  # years; a wish for so many ages ("under 18s") is no one person's
NOT_ALWAYS_KNOWN = frozenset({"level", "day", "time"})
WHAT = frozenset({"activity", "second", "named"})


class Criterion(NamedTuple):
    """One thing asked for. `levels` are sets of entries with points and whether that is meeting it; the best first.

    An entry in none of them has missed it, unless the criterion is only a `bonus`.
    """

    code: str
    levels: tuple[tuple[int, float, bool], ...]
    bonus: bool = False


class Tier(NamedTuple):
    """Entries that meet, perhaps meet and miss the same things."""

    bits: int
    points: tuple[tuple[str, float], ...] = ()
    met: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    worth: float = 0.0

    @property
    def sure(self) -> bool:
        """Whether everything that was asked for is known to be so."""
        return not self.unsure and not self.missed

    @property
    def exact(self) -> bool:
        """Whether it is what was asked for; what was named is, though its level, day or time is not known."""
        if self.missed or not NOT_ALWAYS_KNOWN.issuperset(self.unsure):
            return False
        return not self.unsure or not WHAT.isdisjoint(self.met)

    @property
    def lacking(self) -> int:
        return len(self.unsure) + len(self.missed)


def whats(index: Index, vocabulary: Vocabulary, wish: Wish) -> list[Criterion]:
    """What was asked for: a criterion for each facet, and for what was hinted at or named as written."""
    found = [
        _what(
            "activity" if at == 0 else "second", index, g, at, not set(ONLY_WHEN_ASKED).isdisjoint(wish.kinds)
        )
        for at, g in enumerate(_groups(vocabulary, wish))
    ]
    hints = tuple(hint for hint in wish.hints if hint in vocabulary.terms)
    if hints:
        own = index.any_of("own", hints)
        found.append(Criterion("hint", ((own, HINT, True),), bonus=True) if found else _hinted(index, hints))
    for name in wish.names:
        entries = index.with_word(singular(name)) | index.with_word(name)
        common = entries.bit_count() > max(FEW, COMMON * len(index.entries))
        found.append(Criterion("named", ((entries, NAMED, True),), bonus=bool(wish.what) or common))
    return found


def _groups(vocabulary: Vocabulary, wish: Wish) -> list[tuple[str, ...]]:
    """What was named, by facet: instruments, then activities, then genres."""
    facets: dict[str, list[str]] = {"instrument": [], "activity": [], "genre": []}
    for term in wish.activities:
        if term in vocabulary.terms:
            facets[vocabulary.terms[term].facet].append(term)
    facets["activity"] = _without_vaguer(vocabulary, facets["activity"])
    return [tuple(terms) for terms in facets.values() if terms]


def _without_vaguer(vocabulary: Vocabulary, terms: list[str]) -> list[str]:
    """Without what another says more of in its name: who names a brass band means no other when they say band."""
    said = {term: set(vocabulary.terms[term].name.split()) for term in terms}
    return [term for term in terms if not any(said[term] < other for other in said.values())]


def _what(code: str, index: Index, terms: tuple[str, ...], at: int, asked_kind: bool) -> Criterion:
    """One facet. What names no instrument (a music service) may have it; asked by its kind, such as hire, it does."""
    share = 1.0 if at == 0 else SECOND
    kinds = (("own", OWN, True), ("part", PART, True), ("family", FAMILY, True), ("told", TOLD, False))
    levels = [(index.any_of(kind, terms), points * share, met) for kind, points, met in kinds]
    general = (index.having("general", "?"), GENERAL * share, asked_kind)
    return Criterion(code, (*levels, general, (index.any_of("near", terms), ALIKE * share, False)))


def _hinted(index: Index, hints: tuple[str, ...]) -> Criterion:
    """What was hinted at, the likeliest first."""
    first, rest = hints[:1], hints[1:]
    kinds = (
        (first, "own", OWN),
        (first, "part", PART),
        (rest, "own", LIKELY),
        (rest, "part", LIKELY),
        (hints, "told", TOLD),
    )
    levels = tuple((index.any_of(kind, terms), points, kind != "told") for terms, kind, points in kinds)
    return Criterion("activity", (*levels, (index.any_of("near", hints), ALIKE, False)))


def _age(index: Index, wish: Wish) -> Criterion:
    """Best when all ages asked for are welcome, or at least the middle one; no ages told will do for the young.

    Of somebody in a school year we know two ages, and who takes only the other one may not take them.
    """
    low = min(wish.low if wish.low is not None else 0, OLDEST)
    high = min(wish.high if wish.high is not None else OLDEST, OLDEST)
    whole = index.ages[low] & index.ages[high]
    small = index.having("ages", "small") if high < SCHOOL_AGE else 0
    middle = index.ages[(low + high + 1) // 2] if high - low > 1 else 0
    some = ((whole & small, AGE + 2, True), (whole, AGE, True), (middle, AGE - 1, True))
    part = (of_age(index, wish), AGE * NOT_KNOWN, high - low >= WIDE)
    untold = (index.having("ages", "?"), AGE * NOT_KNOWN, SCHOOL_AGE <= low <= STILL_YOUNG)
    return Criterion("age", (*some, part, untold))


def criteria(index: Index, wish: Wish) -> Iterator[Criterion]:
    """The soft wishes, what matters most first. Whether what has no place serves strangers to the hub is not known."""
    if wish.near and not wish.near.hub:
        sure = index.everything & ~index.unplaced | index.having("where", "online")
        yield Criterion("area", ((sure, 0.0, True), (index.unplaced, 0.0, False)))
    if wish.low is not None or wish.high is not None:
        yield _age(index, wish)
    for need in wish.access:
        yield _access(index, need)
    if wish.days:
        yield _soft(index, "day", wish.days, DAY)
    if wish.free or wish.cheap:
        yield _soft(index, "cost", ("free" if wish.free else "cheap",), COST)
    kinds = tuple(kind for kind in wish.kinds if kind not in ONLY_WHEN_ASKED)
    if kinds and len(kinds) == len(wish.kinds):
        yield Criterion("kind", ((index.any_of("kind", kinds), KIND, True),))
    if wish.levels:
        yield _soft(index, "level", (*wish.levels, "any"), LEVEL)
    if wish.times:
        yield _soft(index, "time", wish.times, TIME)


def _access(index: Index, need: str) -> Criterion:
    """A need: what is made for it, what meets it, and what does not say."""
    made_for, met, unsure = (
        index.having(*key) for key in (("made_for", need), ("access", need), ("access", "?"))
    )
    levels = ((made_for, ACCESS + MADE_FOR, True), (met, ACCESS, True), (unsure, ACCESS * NOT_KNOWN, False))
    return Criterion("access", levels)


def _soft(index: Index, code: str, values: tuple[str, ...], points: float) -> Criterion:
    unsure = index.having(code, "?")
    return Criterion(code, ((index.any_of(code, values), points, True), (unsure, points * NOT_KNOWN, False)))


def tiers(start: int, wanted: list[Criterion], others: Iterable[Criterion]) -> list[Tier]:
    """Split entries by what they meet, first of what is `wanted`; at most `MOST_TIERS`, those that lack least first.

    What has nothing of what is wanted, and nothing like it, is left out.
    """
    found = _split_by([Tier(start)] if start else [], wanted)
    codes = {criterion.code for criterion in wanted if not criterion.bonus} & WHAT
    if codes:
        found = [tier for tier in found if not codes.issubset(tier.missed)]
    return sorted(_split_by(found, others), key=_lacking_least)


def _split_by(found: list[Tier], wanted: Iterable[Criterion]) -> list[Tier]:
    for criterion in wanted:
        found = [part for tier in found for part in _split(tier, criterion)]
        if len(found) > MOST_TIERS:
            found = sorted(found, key=_lacking_least)[:MOST_TIERS]
    return found


def _lacking_least(tier: Tier) -> tuple[int, float]:
    return tier.lacking, -tier.worth


def _split(tier: Tier, criterion: Criterion) -> Iterator[Tier]:
    rest, had, has, unsure, missed, worth = tier
    code = criterion.code
    for entries, points, met in criterion.levels:
        part = entries and rest & entries
        if part:
            rest ^= part
            said = (*had, (code, points))
            if met:
                yield Tier(part, said, (*has, code), unsure, missed, worth + points)
            else:
                yield Tier(part, said, has, (*unsure, code), missed, worth + points)
    if rest:
        yield Tier(rest, had, has, unsure, missed if criterion.bonus else (*missed, code), worth)


def named(found: list[Tier], wanted: list[Criterion]) -> list[Tier]:
    """Tiers that have something of what was asked for itself, not merely something like it."""
    asked = {criterion.code for criterion in wanted if not criterion.bonus} & WHAT
    return [
        tier
        for tier in found
        if not asked or asked & {code for code, points in tier.points if points > ALIKE}
    ]
