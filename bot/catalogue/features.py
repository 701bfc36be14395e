"""What can be asked of one entry, read off it once; knows nothing of other entries or of anybody's wish."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.catalogue.entry import Opportunity
from bot.catalogue.phrases import longest_at
from bot.catalogue.places import Gazetteer, outcode_of
from bot.catalogue.text import singular, words
from bot.catalogue.vocabulary import Vocabulary

OLDEST = 99
CHEAP_SESSION, CHEAP_TERM = 600, 6000  # pence
FRESH, SPACE = 3.0, 5.0
FRESH_DAYS = 365

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Features:
    """`sets` are the (kind, value) pairs that are true of the entry; `low` None means that ages are not known.

    `quality` is the points the entry has whatever is asked: checked lately, has space. `strange` are the words of its
    tags that are outside the vocabulary.
    """

    sets: frozenset[Key]
    words: frozenset[str]
    titled: frozenset[str]
    strange: frozenset[str]
    low: int | None
    high: int
    lat: float | None
    lon: float | None
    quality: float


@dataclass(frozen=True, slots=True)
class Describer:
    """Reads entries with one vocabulary and one gazetteer; remembers what it has read before."""

    vocabulary: Vocabulary
    gazetteer: Gazetteer
    today: date
    _tags: dict[str, str | None] = field(default_factory=dict)
    _texts: dict[tuple[str, bool], frozenset[str]] = field(default_factory=dict)
    _around: dict[frozenset[str], frozenset[Key]] = field(default_factory=dict)

    def __call__(self, entry: Opportunity) -> Features:
        lat, lon = self._position(entry)
        tags = dict.fromkeys((*entry.instruments, *entry.activities, *entry.genres))
        terms = {tag: self._term(tag) for tag in tags}
        strange = [
            word for tag, term in terms.items() if term is None for word in words(tag.replace("_", " "))
        ]
        titled = frozenset(singular(word) for word in words(entry.title))
        told = words(
            f"{' '.join(tags)} {entry.summary} {entry.provider} {entry.where.venue}".replace("_", " ")
        )
        known = entry.ages.low is not None or entry.ages.high is not None
        return Features(
            sets=frozenset(
                (*self._what(entry, frozenset(t for t in terms.values() if t)), *self._ways(entry))
            ),
            words=titled | frozenset(singular(word) for word in told),
            titled=titled,
            strange=frozenset(strange) - self.vocabulary.plain,
            low=(entry.ages.low or 0) if known else None,
            high=OLDEST if entry.ages.high is None else min(entry.ages.high, OLDEST),
            lat=lat,
            lon=lon,
            quality=self._quality(entry),
        )

    def _term(self, tag: str) -> str | None:
        if tag not in self._tags:
            self._tags[tag] = self.vocabulary.term_of(tag)
        return self._tags[tag]

    def _position(self, entry: Opportunity) -> tuple[float | None, float | None]:
        where = entry.where
        if where.lat is not None and where.lon is not None:
            return where.lat, where.lon
        outcode = self.gazetteer.outcodes.get(outcode_of(where.outcode))
        named = self.gazetteer.called(where.place) if where.place else ()
        place = next((place for place in named if place.hub), outcode or (named[0] if named else None))
        return (place.lat, place.lon) if place else (None, None)

    def _what(self, entry: Opportunity, tagged: frozenset[str]) -> frozenset[Key]:
        own = tagged or self._terms_in(entry.title, by_name_only=False)
        told = {t for t in self._terms_in(entry.title) | self._terms_in(entry.summary) if self._is_instrument(t)}
        return self._spread(own) | {("told", term) for term in told - own}

    def _is_instrument(self, term: str) -> bool:
        return self.vocabulary.terms[term].facet == "instrument"

    def _spread(self, own: frozenset[str]) -> frozenset[Key]:
        """The entry's own terms, the wider terms it belongs to, and those it could do instead of."""
        if own not in self._around:
            terms = self.vocabulary.terms
            above = {wide for term in own for wide in self.vocabulary.wider[term]} - own
            below = {narrow for term in own for narrow in self.vocabulary.narrower[term]}
            beside = {near for term in own for near in terms[term].near}
            beside |= {other for term in own for other in self.vocabulary.nearby.get(term, ())}
            spread = {("own", term) for term in own} | {("part", term) for term in above}
            self._around[own] = frozenset(
                spread | {("near", term) for term in (below | beside) - own - above}
            )
        return self._around[own]

    def _terms_in(self, text: str, *, by_name_only: bool = True) -> frozenset[str]:
        """Terms in a text; by name only where a loose word ("beats", "studio") may be there for its sound."""
        key = (text, by_name_only)
        if key not in self._texts:
            self._texts[key] = terms_in(self.vocabulary, text, by_name_only=by_name_only)
        return self._texts[key]

    def _ways(self, entry: Opportunity) -> Iterator[Key]:
        yield from (("kind", entry.kind), ("status", entry.status))
        yield from (("audience", audience) for audience in entry.audience)
        yield from (("day", day) for day in entry.when.days or ("?",))
        yield from (("time", time) for time in _times(entry))
        yield from (("cost", cost) for cost in _costs(entry))
        yield from (("level", level) for level in entry.level or ("?",))
        yield from (("access", need) for need in self._access(entry))
        if entry.where.online or entry.kind == "online":
            yield "where", "online"
        if entry.where.travels:
            yield "where", "travels"
        if entry.ages.low is None and entry.ages.high is None:
            yield "ages", "?"

    def _access(self, entry: Opportunity) -> set[str]:
        """The needs that are met: those written down, and those that its activities are made for."""
        terms = (self._term(tag) for tag in (*entry.activities, *entry.instruments, *entry.genres))
        made_for = {need for term in terms if term for need in self.vocabulary.terms[term].access}
        return made_for | {self.vocabulary.way_of("access", access) for access in entry.access} or {"?"}

    def _quality(self, entry: Opportunity) -> float:
        fresh = entry.checked_on is not None and entry.checked_on > self.today - timedelta(days=FRESH_DAYS)
        return (FRESH if fresh else 0.0) + (SPACE if entry.status == "open" else 0.0)


def terms_in(vocabulary: Vocabulary, text: str, *, by_name_only: bool) -> frozenset[str]:
    """The terms that stand in a text word for word, the longest phrases first."""
    spoken = words(text)
    found: set[str] = set()
    at = 0
    while at < len(spoken):
        phrase = longest_at(spoken, at, vocabulary.starts)
        if not by_name_only or phrase in vocabulary.names:
            found.update(sense.values[0] for sense in vocabulary.phrases.get(phrase, ()) if sense.slot == "term")
        at += len(phrase) or 1
    return frozenset(found)


def _times(entry: Opportunity) -> Iterator[str]:
    when = entry.when
    said = when.text.casefold()
    if when.start:
        yield "morning" if when.start.hour < 12 else "afternoon" if when.start.hour < 17 else "evening"
        if 15 <= when.start.hour < 19 and (not when.days or set(when.days) - {"sat", "sun"}):
            yield "after_school"
    else:
        yield "?"
    if when.days:
        yield from sorted({"weekend" if day in ("sat", "sun") else "weekday" for day in when.days})
    if when.term_time is False or "holiday" in said or "half term" in said or "summer" in said:
        yield "holidays"


def _costs(entry: Opportunity) -> Iterator[str]:
    cost = entry.cost
    if cost.free:
        yield from ("free", "cheap")
    elif cost.free is None and not cost.lines:
        yield "?"
    elif any(line.pence <= (CHEAP_SESSION if line.unit == "session" else CHEAP_TERM) for line in cost.lines):
        yield "cheap"
