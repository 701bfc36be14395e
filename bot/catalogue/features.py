"""What can be asked of one entry, read off it once; knows nothing of other entries or of anybody's wish."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import repeat
from typing import NamedTuple

from bot.catalogue.areas import area_key, reach_of
from bot.catalogue.entry import Cost, Opportunity, When
from bot.catalogue.phrases import Starts, longest_at
from bot.catalogue.places import Gazetteer, outcode_of
from bot.catalogue.text import singular, words
from bot.catalogue.vocabulary import Vocabulary

OLDEST = 99
GROWN, YOUNGEST_LATEST, SMALL = 18, 25, 6  # years
ONLY_WHEN_ASKED = ("hire", "training", "youth_voice")
CHEAP_SESSION, CHEAP_TERM = 600, 6000  # pence
FRESH, SPACE = 3.0, 5.0
FRESH_DAYS = 365
_BETWEEN = re.compile(r"[;,/|]")
GENERAL_KINDS = ("lessons", "ensemble", *ONLY_WHEN_ASKED)
WEEKEND = frozenset(("sat", "sun"))

Key = tuple[str, str]
Tags = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
Point = tuple[float | None, float | None]


class Tagged(NamedTuple):
    """The terms that tags are, their words outside the vocabulary, and all their words in the singular."""

    terms: frozenset[str]
    strange: frozenset[str]
    said: frozenset[str]


class Described(NamedTuple):
    """What can be asked of an entry: the (kind, value) pairs that are true of it, "?" where it is not known; every word
    it says in the singular; the words of its tags that are outside the vocabulary; and its title in plain words."""

    keys: set[Key]
    words: set[str]
    strange: frozenset[str]
    title: str


@dataclass(frozen=True, slots=True)
class Describer:
    """Reads entries with one vocabulary and one gazetteer; remembers what it has read before."""

    vocabulary: Vocabulary
    gazetteer: Gazetteer
    today: date
    _tags_read: dict[Tags, Tagged] = field(default_factory=dict)
    _around: dict[frozenset[str], frozenset[Key]] = field(default_factory=dict)
    _spoken: dict[str, frozenset[str]] = field(default_factory=dict)
    _positions: dict[tuple[str, str], Point] = field(default_factory=dict)

    def position(self, entry: Opportunity) -> Point:
        """Where it is in degrees: as written, else its place or outward code; (None, None) when on no map."""
        where = entry.where
        if where.lat is not None and where.lon is not None:
            return where.lat, where.lon
        key = (where.place, where.outcode)
        if key not in self._positions:
            self._positions[key] = self._position(*key)
        return self._positions[key]

    def _position(self, name: str, written: str) -> Point:
        outcode = self.gazetteer.outcodes.get(outcode_of(written)) if written else None
        named = self.gazetteer.called(name) if name else ()
        place = next((place for place in named if place.hub), outcode or (named[0] if named else None))
        return (place.lat, place.lon) if place else (None, None)

    def quality(self, entry: Opportunity) -> float:
        """The points an entry has whatever is asked: checked lately, has space."""
        fresh = entry.checked_on is not None and entry.checked_on > self.today - timedelta(days=FRESH_DAYS)
        return (FRESH if fresh else 0.0) + (SPACE if entry.status == "open" else 0.0)

    def describe(self, entry: Opportunity) -> Described:
        """All that can be asked of an entry."""
        tagged = self._tagged(entry)
        title, summary = words(entry.title), words(entry.summary)
        own = tagged.terms or terms_in(self.vocabulary, title, self.vocabulary.spoken)
        told = terms_in(self.vocabulary, (*title, "", *summary), self.vocabulary.names)
        keys = {*self._spread(own), *(("told", term) for term in told - own)}
        if self._is_general(entry.kind, own, tagged.strange):
            keys.add(("general", "?"))
        keys.update(self._ways(entry, tagged.terms))
        said = {*map(singular, title), *map(singular, summary), *tagged.said}
        said |= self._said(entry.provider) | self._said(entry.where.venue)
        return Described(keys, said, tagged.strange, " ".join(title))

    def _ways(self, entry: Opportunity, terms: frozenset[str]) -> Iterator[Key]:
        """How, when, where and for whom it is."""
        when = entry.when
        yield "kind", entry.kind
        yield "status", entry.status
        yield from zip(repeat("audience"), entry.audience, strict=False)
        yield from zip(repeat("day"), when.days or ("?",), strict=False)
        yield from zip(repeat("time"), times_of(when), strict=False)
        yield from zip(repeat("cost"), _costs(entry.cost), strict=False)
        yield from zip(repeat("level"), entry.level or ("?",), strict=False)
        if entry.audition:
            yield "auditions", "yes"
        yield from zip(repeat("ages"), _ages(entry), strict=False)
        made_for = {need for term in terms for need in self.vocabulary.terms[term].access}
        yield from zip(repeat("made_for"), made_for, strict=False)
        yield from zip(repeat("access"), self._access(entry, made_for), strict=False)
        yield from self._whereabouts(entry)

    def _whereabouts(self, entry: Opportunity) -> Iterator[Key]:
        where = entry.where
        if where.online or entry.kind == "online":
            yield "where", "online"
        if where.travels:
            yield "where", "travels"
        if where.area and self.position(entry) == (None, None):
            yield from (("area", area_key(area)) for area in where.area)
            yield from (("reach", reach_of(area, self.gazetteer.councils)) for area in where.area)

    def _is_general(self, kind: str, own: frozenset[str], strange: frozenset[str]) -> bool:
        """Whether it may be for any instrument: a music service's lessons, groups or hire that name none.

        What is shown only to those who ask for its kind may say for which activity and still be for any instrument.
        """
        if kind not in GENERAL_KINDS or strange - self.vocabulary.known:
            return False
        if kind in ONLY_WHEN_ASKED:
            return all(self.vocabulary.terms[term].facet != "instrument" for term in own)
        return not own

    def _said(self, text: str) -> frozenset[str]:
        """The words of a name that many entries share, in the singular."""
        if text not in self._spoken:
            self._spoken[text] = frozenset(map(singular, words(text)))
        return self._spoken[text]

    def _tagged(self, entry: Opportunity) -> Tagged:
        """What its tags say; tags outside the vocabulary are found by their words."""
        written = (entry.instruments, entry.activities, entry.genres)
        if written not in self._tags_read:
            tags = [tag.strip().replace("_", " ") for tag in _one_by_one(written)]
            meant = [self._terms(tag) for tag in tags]
            said = {word for tag in tags for word in words(tag)}
            strange = {word for tag, term in zip(tags, meant, strict=True) if not term for word in words(tag)}
            self._tags_read[written] = Tagged(
                frozenset().union(*meant),
                frozenset(strange - self.vocabulary.plain),
                frozenset(map(singular, said)),
            )
        return self._tags_read[written]

    def _terms(self, tag: str) -> frozenset[str]:
        """The term a tag is, or else those that stand in it ("guitar lessons"); empty outside the vocabulary."""
        term = self.vocabulary.term_of(tag)
        return frozenset((term,)) if term else terms_in(self.vocabulary, words(tag), self.vocabulary.spoken)

    def _spread(self, own: frozenset[str]) -> frozenset[Key]:
        """The entry's own terms, the wider they belong to, the instruments of its families, and what is like them."""
        if own not in self._around:
            above = {wide for term in own for wide in self.vocabulary.wider[term]} - own
            below = {narrow for term in self._whole(own) for narrow in self.vocabulary.children[term]}
            beside = {other for term in self._whole(own) for other in self.vocabulary.nearby[term]}
            family = self._family(own) - own - above
            spread = {("own", term) for term in own} | {("part", term) for term in above}
            spread |= {("family", term) for term in family}
            self._around[own] = frozenset(
                spread | {("near", term) for term in (below | beside) - own - above - family}
            )
        return self._around[own]

    def _family(self, own: frozenset[str]) -> set[str]:
        """The instruments of families named, unless the entry says which of the family (a samba band's percussion)."""
        return {member for term in self._whole(own) for member in self.vocabulary.members(term)}

    def _whole(self, own: frozenset[str]) -> list[str]:
        """Its terms of which it names no narrower: "banjo, folk" is about the banjo."""
        return [term for term in own if own.isdisjoint(self.vocabulary.narrower[term])]

    def _access(self, entry: Opportunity, made_for: set[str]) -> set[str]:
        """The needs that are met: those written down, and those that its activities are made for."""
        return made_for | {self.vocabulary.way_of("access", access) for access in entry.access} or {"?"}


def is_for_adults(entry: Opportunity) -> bool:
    """Whether only grown-ups may come; what ends at 25 is still for the young."""
    low, high = entry.ages.low, entry.ages.high
    return low is not None and low >= GROWN and (high is None or high > YOUNGEST_LATEST)


def _ages(entry: Opportunity) -> Iterator[str]:
    if entry.ages.low is None and entry.ages.high is None:
        yield "?"
    if is_for_adults(entry):
        yield "adults"
    if entry.ages.high is not None and entry.ages.high <= SMALL:
        yield "small"


def _one_by_one(written: Tags) -> Iterator[str]:
    """Tags one by one, also where staff wrote several in one ("Drums; percussion")."""
    return (tag for field in written for several in field for tag in _BETWEEN.split(several) if tag.strip())


def terms_in(vocabulary: Vocabulary, spoken: Sequence[str], starts: Starts) -> frozenset[str]:
    """The terms whose phrases stand in a row of words, the longest first."""
    found: set[str] = set()
    at = 0
    while at < len(spoken):
        word = spoken[at]
        phrase = longest_at(spoken, at, starts) if word in starts or singular(word) in starts else ()
        if phrase:
            senses = vocabulary.phrases.get(phrase, ())
            found.update(sense.values[0] for sense in senses if sense.slot == "term")
        at += len(phrase) or 1
    return frozenset(found)


def times_of(when: When) -> Iterator[str]:
    """The times of day and of the year at which it happens, "?" when it tells no hour."""
    said = when.text.casefold()
    if when.start:
        yield "morning" if when.start.hour < 12 else "afternoon" if when.start.hour < 17 else "evening"
        if 15 <= when.start.hour < 19 and (not when.days or not WEEKEND.issuperset(when.days)):
            yield "after_school"
    else:
        yield "?"
    if when.days:
        yield "weekend" if not WEEKEND.isdisjoint(when.days) else "weekday"
    if when.term_time is False or "holiday" in said or "half term" in said or "summer" in said:
        yield "holidays"


def _costs(cost: Cost) -> tuple[str, ...]:
    if cost.free:
        return ("free", "cheap")
    if cost.free is None and not cost.lines:
        return ("?",)
    cheap = any(
        line.pence <= (CHEAP_SESSION if line.unit == "session" else CHEAP_TERM) for line in cost.lines
    )
    return ("cheap",) if cheap else ()
