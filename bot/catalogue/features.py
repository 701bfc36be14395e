"""What can be asked of one entry, read off it once; knows nothing of other entries or of anybody's wish."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from bot.catalogue.entry import Opportunity
from bot.catalogue.places import Gazetteer, outcode_of
from bot.catalogue.text import singular, words
from bot.catalogue.vocabulary import Vocabulary

OLDEST = 99
CHEAP_SESSION = 600
CHEAP_TERM = 6000
FRESH, SPACE = 3.0, 5.0


@dataclass(frozen=True, slots=True)
class Features:
    """`sets` are the (kind, value) pairs that are true of the entry; `low` None means that ages are not known.

    `quality` is the points the entry has whatever is asked: checked lately, has space.
    """

    sets: frozenset[tuple[str, str]]
    words: frozenset[str]
    titled: frozenset[str]
    low: int | None
    high: int
    lat: float | None
    lon: float | None
    quality: float


@dataclass(frozen=True, slots=True)
class Features_of:  # noqa: N801
    """Reads entries with one vocabulary and one gazetteer."""

    vocabulary: Vocabulary
    gazetteer: Gazetteer
    today: date

    def __call__(self, entry: Opportunity) -> Features:
        lat, lon = self._position(entry)
        titled = frozenset(singular(word) for word in words(entry.title))
        known = entry.ages.low is not None or entry.ages.high is not None
        return Features(
            sets=frozenset(self._sets(entry)),
            words=titled | frozenset(singular(word) for word in self._said(entry)),
            titled=titled,
            low=(entry.ages.low or 0) if known else None,
            high=OLDEST if entry.ages.high is None else min(entry.ages.high, OLDEST),
            lat=lat,
            lon=lon,
            quality=self._quality(entry),
        )

    def _said(self, entry: Opportunity) -> tuple[str, ...]:
        tags = " ".join((*entry.activities, *entry.instruments, *entry.genres)).replace("_", " ")
        return words(f"{tags} {entry.summary} {entry.provider} {entry.where.venue}")

    def _position(self, entry: Opportunity) -> tuple[float | None, float | None]:
        where = entry.where
        if where.lat is not None and where.lon is not None:
            return where.lat, where.lon
        outcode = self.gazetteer.outcodes.get(outcode_of(where.outcode))
        named = self.gazetteer.called(where.place) if where.place else ()
        own = [place for place in named if place.hub] or list(named)
        place = own[0] if own else outcode
        return (place.lat, place.lon) if place else (None, None)

    def _sets(self, entry: Opportunity) -> Iterator[tuple[str, str]]:
        yield from (("kind", entry.kind), ("status", entry.status))
        yield from (("audience", audience) for audience in entry.audience)
        yield from self._what(entry)
        yield from (("day", day) for day in entry.when.days or ("?",))
        yield from (("time", time) for time in _times(entry))
        yield from (("cost", cost) for cost in _costs(entry))
        yield from (("level", level) for level in entry.level or ("?",))
        yield from (("access", self.vocabulary.way_of("access", access)) for access in entry.access or ("?",))
        yield from (("where", where) for where in _wheres(entry))
        if entry.ages.low is None and entry.ages.high is None:
            yield "ages", "?"

    def _what(self, entry: Opportunity) -> Iterator[tuple[str, str]]:
        tags = (*entry.instruments, *entry.activities, *entry.genres)
        direct = {term for tag in tags if (term := term_in(self.vocabulary, tag))}
        titled = terms_in(self.vocabulary, entry.title)
        full = (
            direct | titled if not direct else direct | (titled & _around(self.vocabulary, direct)) | titled
        )
        above = {wide for term in full for wide in self.vocabulary.wider[term]}
        yield from (("full", term) for term in full | above)
        below = {narrow for term in full for narrow in self.vocabulary.narrower[term]}
        beside = {near for term in full for near in self.vocabulary.terms[term].near}
        told = terms_in(self.vocabulary, entry.summary)
        yield from (("near", term) for term in (below | beside | told) - full - above)

    def _quality(self, entry: Opportunity) -> float:
        fresh = bool(entry.checked_on and entry.checked_on > self.today - timedelta(days=365))
        return (FRESH if fresh else 0.0) + (SPACE if entry.status == "open" else 0.0)


def _around(vocabulary: Vocabulary, terms: set[str]) -> set[str]:
    return {other for term in terms for other in (*vocabulary.narrower[term], *vocabulary.wider[term])}


def term_in(vocabulary: Vocabulary, tag: str) -> str | None:
    """The term that a tag means, or None for a tag outside the vocabulary."""
    return _term(vocabulary.term_of, tag)


@lru_cache(maxsize=4096)
def _term(term_of: object, tag: str) -> str | None:
    assert callable(term_of)
    found = term_of(tag)
    assert found is None or isinstance(found, str)
    return found


def terms_in(vocabulary: Vocabulary, text: str) -> set[str]:
    """The terms that stand in a text word for word, longest phrases first."""
    spoken = words(text)
    found: set[str] = set()
    at = 0
    while at < len(spoken):
        length = 1
        for phrase in (
            *vocabulary.starts.get(spoken[at], ()),
            *vocabulary.starts.get(singular(spoken[at]), ()),
        ):
            there = spoken[at : at + len(phrase)]
            if all(word in (said, singular(said)) for word, said in zip(phrase, there, strict=False)) and len(
                there
            ) == len(phrase):
                found.update(s.values[0] for s in vocabulary.phrases[phrase] if s.slot == "term")
                length = len(phrase)
                break
        at += length
    return found


def _times(entry: Opportunity) -> Iterator[str]:
    when = entry.when
    said = when.text.casefold()
    if when.start:
        yield "morning" if when.start.hour < 12 else "afternoon" if when.start.hour < 17 else "evening"
        if 15 <= when.start.hour < 19 and (not when.days or set(when.days) - {"sat", "sun"}):
            yield "after_school"
    if when.days:
        yield from {"weekend" if day in ("sat", "sun") else "weekday" for day in when.days}
    if when.term_time is False or "holiday" in said or "half term" in said or "summer" in said:
        yield "holidays"
    if not when.start:
        yield "?"


def _costs(entry: Opportunity) -> Iterator[str]:
    cost = entry.cost
    if cost.free:
        yield from ("free", "cheap")
    elif cost.free is None and not cost.lines:
        yield "?"
    elif any(line.pence <= (CHEAP_SESSION if line.unit == "session" else CHEAP_TERM) for line in cost.lines):
        yield "cheap"


def _wheres(entry: Opportunity) -> Iterator[str]:
    if entry.where.online or entry.kind == "online":
        yield "online"
    if entry.where.travels:
        yield "travels"
