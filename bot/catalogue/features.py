"""What can be asked of one entry, read off it once; knows nothing of other entries or of anybody's wish."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

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


@dataclass(frozen=True, slots=True)
class Describer:
    """Reads entries with one vocabulary and one gazetteer; remembers what it has read before."""

    vocabulary: Vocabulary
    gazetteer: Gazetteer
    today: date
    _read_tags: dict[str, frozenset[str]] = field(default_factory=dict)
    _around: dict[frozenset[str], frozenset[Key]] = field(default_factory=dict)

    def position(self, entry: Opportunity) -> tuple[float | None, float | None]:
        """Where it is in degrees: as written, else its place or outward code; (None, None) when on no map."""
        where = entry.where
        if where.lat is not None and where.lon is not None:
            return where.lat, where.lon
        outcode = self.gazetteer.outcodes.get(outcode_of(where.outcode)) if where.outcode else None
        named = self.gazetteer.called(where.place) if where.place else ()
        place = next((place for place in named if place.hub), outcode or (named[0] if named else None))
        return (place.lat, place.lon) if place else (None, None)

    def quality(self, entry: Opportunity) -> float:
        """The points an entry has whatever is asked: checked lately, has space."""
        fresh = entry.checked_on is not None and entry.checked_on > self.today - timedelta(days=FRESH_DAYS)
        return (FRESH if fresh else 0.0) + (SPACE if entry.status == "open" else 0.0)

    def keys(self, entry: Opportunity) -> set[Key]:
        """The (kind, value) pairs that are true of the entry; the value is "?" where it is not known."""
        terms = frozenset(term for tag in _tags(entry) for term in self._terms(tag))
        found = set(self._what(entry, terms))
        when, where = entry.when, entry.where
        found.update((("kind", entry.kind), ("status", entry.status)))
        if self._is_general(entry, found):
            found.add(("general", "?"))
        found.update([("audience", audience) for audience in entry.audience])
        found.update([("day", day) for day in when.days or ("?",)])
        found.update([("time", time) for time in _times(when)])
        found.update([("cost", cost) for cost in _costs(entry.cost)])
        found.update([("level", level) for level in entry.level or ("?",)])
        made_for = {need for term in terms for need in self.vocabulary.terms[term].access}
        found.update([("made_for", need) for need in made_for])
        found.update([("access", need) for need in self._access(entry, made_for)])
        if where.online or entry.kind == "online":
            found.add(("where", "online"))
        if where.travels:
            found.add(("where", "travels"))
        if entry.audition:
            found.add(("auditions", "yes"))
        if entry.ages.low is None and entry.ages.high is None:
            found.add(("ages", "?"))
        if is_for_adults(entry):
            found.add(("ages", "adults"))
        if entry.ages.high is not None and entry.ages.high <= SMALL:
            found.add(("ages", "small"))
        if where.area and self.position(entry) == (None, None):
            found.update([("area", area_key(area)) for area in where.area])
            found.update([("reach", reach_of(area, self.gazetteer.councils)) for area in where.area])
        return found

    def _is_general(self, entry: Opportunity, found: set[Key]) -> bool:
        """Whether it may be for any instrument: a music service's lessons, groups or hire that name none.

        What is shown only to those who ask for its kind may say for which activity and still be for any instrument.
        """
        own = [self.vocabulary.terms[term].facet for kind, term in found if kind == "own"]
        names = "instrument" in own if entry.kind in ONLY_WHEN_ASKED else bool(own)
        return entry.kind in GENERAL_KINDS and not names and not self.strange(entry) - self.vocabulary.known

    def words(self, entry: Opportunity) -> set[str]:
        """Every word it says, in the singular."""
        tags = " ".join(_tags(entry)).replace("_", " ")
        said = words(f"{entry.title} {tags} {entry.summary} {entry.provider} {entry.where.venue}")
        return {singular(word) for word in said}

    def strange(self, entry: Opportunity) -> set[str]:
        """The words of its tags that are outside the vocabulary."""
        tags = [tag for tag in _tags(entry) if not self._terms(tag)]
        return {word for tag in tags for word in words(tag.replace("_", " "))} - self.vocabulary.plain

    def _terms(self, tag: str) -> frozenset[str]:
        """The term a tag is, or else those that stand in it ("guitar lessons"); empty outside the vocabulary."""
        if tag not in self._read_tags:
            term = self.vocabulary.term_of(tag)
            spoken = tag.replace("_", " ")
            found = terms_in(self.vocabulary, spoken, self.vocabulary.spoken)
            self._read_tags[tag] = frozenset((term,)) if term else found
        return self._read_tags[tag]

    def _what(self, entry: Opportunity, tagged: frozenset[str]) -> frozenset[Key]:
        own = tagged or terms_in(self.vocabulary, entry.title, self.vocabulary.spoken)
        told = terms_in(self.vocabulary, f"{entry.title} . {entry.summary}", self.vocabulary.names)
        return self._spread(own) | {("told", term) for term in told - own}

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


def _tags(entry: Opportunity) -> list[str]:
    """Its tags one by one, also where staff wrote several in one ("Drums; percussion")."""
    written = (*entry.instruments, *entry.activities, *entry.genres)
    return [tag.strip() for several in written for tag in _BETWEEN.split(several) if tag.strip()]


def terms_in(vocabulary: Vocabulary, text: str, starts: Starts) -> frozenset[str]:
    """The terms whose phrases stand in a text word for word, the longest first."""
    spoken = words(text)
    found: set[str] = set()
    at = 0
    while at < len(spoken):
        phrase = longest_at(spoken, at, starts)
        if phrase:
            found.update(
                sense.values[0] for sense in vocabulary.phrases.get(phrase, ()) if sense.slot == "term"
            )
        at += len(phrase) or 1
    return frozenset(found)


def _times(when: When) -> Iterator[str]:
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
