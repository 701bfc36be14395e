"""The catalogue of one hub: understands what is asked and finds what fits; knows nothing of files or sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.catalogue.entry import Opportunity, Place
from bot.catalogue.features import Describer
from bot.catalogue.finding import Finder
from bot.catalogue.found import Found
from bot.catalogue.hub import Hub
from bot.catalogue.index import Index, index
from bot.catalogue.own_places import with_places_of, with_short_names
from bot.catalogue.phrases import starts_of
from bot.catalogue.places import Gazetteer, miles
from bot.catalogue.questions import facets, follow_up, likened
from bot.catalogue.reading import Reader, reader
from bot.catalogue.refining import refined
from bot.catalogue.text import singular
from bot.catalogue.vocabulary import Vocabulary
from bot.catalogue.wish import Wish
from bot.catalogue.wishing import wish_of

LONGEST_TITLE = 8
FURTHEST_OUTCODE = 15.0  # miles


@dataclass(frozen=True, slots=True, repr=False)
class Catalogue:
    """A snapshot. `quarantined` are entries too long unchecked to be shown, `over` the ids of those that have ended."""

    index: Index
    vocabulary: Vocabulary
    gazetteer: Gazetteer
    hub: Hub
    quarantined: tuple[Opportunity, ...]
    by_id: Mapping[str, Opportunity]
    over: frozenset[str]
    _reader: Reader
    _finder: Finder

    @classmethod
    def build(
        cls,
        opportunities: Iterable[Opportunity],
        vocabulary: Vocabulary,
        places: Iterable[Place],
        hub: Hub,
        today: date,
    ) -> "Catalogue":
        """Index the entries that may be shown on `today`; the order they come in makes no difference."""
        known = {entry.id: entry for entry in sorted(opportunities, key=lambda e: e.id)}
        over = frozenset(entry.id for entry in known.values() if _is_over(entry, today))
        alive = [entry for entry in known.values() if entry.id not in over]
        stale = tuple(entry for entry in alive if _is_stale(entry, hub, today))
        towns = with_short_names(with_places_of(alive, tuple(places)), vocabulary.known | vocabulary.plain)
        held = {entry.id for entry in stale}
        built = index((entry for entry in alive if entry.id not in held), Describer(vocabulary, towns, today))
        own_words = built.words
        read = reader(
            vocabulary,
            towns,
            lambda word: word in own_words or singular(word) in own_words,
            built.strange,
            starts_of(
                title for written in built.titled if 1 < len(title := tuple(written.split())) <= LONGEST_TITLE
            ),
        )
        return cls(built, vocabulary, towns, hub, stale, known, over, read, Finder(built, vocabulary, hub))

    def __repr__(self) -> str:
        return f"Catalogue({self.hub.id}, {len(self.index.entries)} entries)"

    def understand(self, text: str, before: Wish | None = None) -> Wish:
        """What a message asks for; with `before`, what it changes about that."""
        return refined(before, wish_of(self._reader.read(text)), text, self.vocabulary, self.hub.near_miles)

    def find(self, wish: Wish, limit: int = 3, skip: int = 0) -> Found:
        """The best matches for a wish, at most `limit`, after the first `skip`."""
        return self._finder.find(wish, limit, skip)

    def get(self, id: str) -> Opportunity | None:
        """The entry with this id, whatever its state, or None."""
        return self.by_id.get(id)

    def label(self, id: str) -> str:
        """What a vocabulary id is called ("double_bass" gives "double bass"); the id itself outside the vocabulary."""
        term = self.vocabulary.terms.get(id)
        return term.name if term else id.replace("_", " ")

    def similar(self, id: str, limit: int = 3) -> tuple[Opportunity, ...]:
        """Entries like this one: for the same things, near it, for the same ages."""
        entry = self.by_id.get(id)
        if entry is None:
            return ()
        found = self.find(likened(self.vocabulary, self.gazetteer, entry), limit + 1)
        return tuple(match.entry for match in found.results if match.entry.id != id)[:limit]

    def next_steps(self, id: str) -> tuple[Opportunity, ...]:
        """The entries that this one leads to, as its provider says, which are not over."""
        entry = self.by_id.get(id)
        steps = (self.by_id.get(step) for step in (entry.next_steps if entry else ()))
        return tuple(step for step in steps if step is not None and step.id not in self.over)

    def follow_up(self, wish: Wish) -> str | None:
        """The one thing to ask that would tell the results apart best: which_place, place, activity, age or None."""
        return follow_up(self._finder, wish)

    def facets(self) -> dict[str, dict[str, int]]:
        """How many entries there are of each term, kind, day and so on, for browsing."""
        return facets(self.index)

    def nearest_place(self, lat: float, lon: float) -> Place | None:
        """The settlement nearest to a point in degrees, for a shared location."""
        return self.gazetteer.nearest(lat, lon)

    def outcode_of(self, wish: Wish) -> str:
        """The outward code to note demand under, or "" when it is not known or none of the hub's is near."""
        if wish.outcode or wish.near is None:
            return wish.outcode
        if wish.near.outcode:
            return wish.near.outcode
        near = wish.near
        far, outcode = min(
            ((miles(near.lat, near.lon, p.lat, p.lon), p.outcode) for p in self.gazetteer.outcodes.values()),
            default=(0.0, ""),
        )
        return outcode if far <= FURTHEST_OUTCODE else ""


def _is_over(entry: Opportunity, today: date) -> bool:
    return entry.status == "ended" or bool(
        entry.when.dates and not entry.when.days and max(entry.when.dates) < today
    )


def _is_stale(entry: Opportunity, hub: Hub, today: date) -> bool:
    if entry.review_after:
        return entry.review_after + timedelta(days=hub.quarantine_days) < today
    due = timedelta(days=hub.review_days + hub.quarantine_days)
    return bool(entry.checked_on and entry.checked_on + due < today)
