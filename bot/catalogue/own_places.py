"""Places that only the catalogue knows: venues' villages and outward codes; knows nothing of what is offered there."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from bot.catalogue.entry import Opportunity, Place
from bot.catalogue.places import Gazetteer, gazetteer, outcode_of
from bot.catalogue.text import words

Point = tuple[float, float]
SHORTEST = 5  # letters
# First words that many places share, or that nobody would call a town by.
_SHARED = frozenset(
    "north south east west upper lower great little saint castle market royal church abbey house water bridge stone "
    "white black green child burton newton sutton norton aston kings queens bishop temple stoke broad leicester "
    "chapel cross mount curry".split()
)


def with_places_of(entries: Iterable[Opportunity], places: tuple[Place, ...]) -> Gazetteer:
    """The places known, and those that entries name together with a position or a known outward code."""
    kept = list(entries)
    known = gazetteer((*places, *_outcodes(kept)))
    names: dict[str, list[Point]] = {}
    for entry in kept:
        where = entry.where
        point = _point(entry) or _outcode_point(known, where.outcode)
        if where.place and point and not any(place.hub for place in known.called(where.place)):
            names.setdefault(where.place, []).append(point)
    villages = [
        Place(name, *_middle(points), population=_people(known, name), hub=True)
        for name, points in sorted(names.items())
    ]
    return gazetteer((*known.places, *villages)) if villages else known


def with_short_names(known: Gazetteer, everyday: frozenset[str]) -> Gazetteer:
    """The same places, those of several words also by their first alone where that means nothing else ("Melton")."""
    names = {words(place.name) for place in known.places if place.hub}
    firsts = Counter(name[0] for name in names if name)
    kept = []
    for place in known.places:
        called = words(place.name)
        first = called[0] if len(called) > 1 and place.hub else ""
        if (
            len(first) >= SHORTEST
            and firsts[first] == 1
            and (first,) not in known.named
            and first not in _SHARED
            and first not in everyday
        ):
            place = replace(place, names=(*place.names, first))
        kept.append(place)
    return gazetteer(kept)


def _outcodes(entries: list[Opportunity]) -> list[Place]:
    found: dict[str, list[Point]] = {}
    for entry in entries:
        outcode, point = outcode_of(entry.where.outcode), _point(entry)
        if outcode and point:
            found.setdefault(outcode, []).append(point)
    return [Place(code, *_middle(points), outcode=code) for code, points in sorted(found.items())]


def _point(entry: Opportunity) -> Point | None:
    where = entry.where
    return (where.lat, where.lon) if where.lat is not None and where.lon is not None else None


def _outcode_point(known: Gazetteer, written: str) -> Point | None:
    place = known.outcodes.get(outcode_of(written))
    return (place.lat, place.lon) if place else None


def _people(known: Gazetteer, name: str) -> int:
    return max((place.population for place in known.called(name)), default=0)


def _middle(points: list[Point]) -> Point:
    return sum(lat for lat, _ in points) / len(points), sum(lon for _, lon in points) / len(points)
