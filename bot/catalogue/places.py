"""Where places are and what they are called; knows nothing of files, entries or spelling mistakes."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.catalogue.areas import area_key
from bot.catalogue.entry import Place
from bot.catalogue.fault import Fault
from bot.catalogue.phrases import Phrase, Starts, starts_of
from bot.catalogue.text import words

_OUTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")
MILES_NORTH, MILES_EAST = 69.09, 69.17  # in a degree of latitude, and of longitude at the equator
_SHORTENED = {"street": "st", "saint": "st"}
_JOINERS = {"upon", "on", "le", "in", "under", "by", "the", "next", "of", "with"}


def miles(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Distance as the crow flies in miles, flat-earth within Great Britain (under 1 % wrong at 100 miles)."""
    north = (lat - other_lat) * MILES_NORTH
    east = (lon - other_lon) * MILES_EAST * math.cos(math.radians((lat + other_lat) / 2))
    return math.hypot(north, east)


@lru_cache(maxsize=4096)
def outcode_of(written: str) -> str:
    """The outward code of "dt4", "DT4 7AA" or "dt47aa"; "" when it is none."""
    squashed = "".join(written.split()).upper()
    if len(squashed) > 4 and re.fullmatch(r"[0-9][A-Z]{2}", squashed[-3:]):
        squashed = squashed[:-3]
    return squashed if _OUTCODE.fullmatch(squashed) else ""


def places_from(record: object) -> tuple[Place, ...] | list[Fault]:
    """The places of a `places.yaml` (lists `places` and `outcodes`), else everything wrong with it."""
    if not isinstance(record, Mapping):
        return [Fault((), "this is no list of places", "Write 'places:' and a list.")]
    found: list[Place] = []
    faults: list[Fault] = []
    for part in ("places", "outcodes"):
        for at, row in enumerate(record.get(part) or ()):
            try:
                found.append(_place(row, part == "outcodes"))
            except (KeyError, TypeError, ValueError, AttributeError) as why:
                faults.append(
                    Fault((part, at), f"this place cannot be read ({why})", "Write name, lat and lon.")
                )
    return faults or tuple(found)


def towns_from(rows: Iterable[Mapping[str, str]]) -> tuple[Place, ...]:
    """British towns from rows with name, lat, lon, population and names (between semicolons); a fallback for hubs."""
    return tuple(
        Place(
            name=row["name"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            county=row.get("county") or "",
            population=int(row.get("population") or 0),
            names=tuple(name for name in (row.get("names") or "").split(";") if name),
        )
        for row in rows
    )


def _place(row: Mapping[str, Any], is_outcode: bool) -> Place:
    name = str(row["outcode"] if is_outcode else row["name"])
    lat, lon = float(row["lat"]), float(row["lon"])
    if not (49 <= lat <= 61 and -9 <= lon <= 2.5):
        raise ValueError(f"{lat}, {lon} is not in the British Isles")
    return Place(
        name=name,
        lat=lat,
        lon=lon,
        outcode=str(row.get("outcode") or ""),
        county=str(row.get("county") or ""),
        population=int(row.get("population") or 0),
        names=tuple(str(other) for other in row.get("names") or ()),
        hub=True,
    )


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by what people call them.

    `own` holds the words of the hub's own places, for spelling repair; `councils` the areas that these lie in, by the
    key that areas are compared by.
    """

    places: tuple[Place, ...]
    named: Mapping[Phrase, tuple[Place, ...]]
    starts: Starts
    outcodes: Mapping[str, Place]
    own: frozenset[str]
    councils: frozenset[str]

    def called(self, name: str) -> tuple[Place, ...]:
        """Places of this name or outward code, the hub's own and the largest first."""
        place = self.outcodes.get(outcode_of(name))
        return (place,) if place else self.named.get(words(name), ())

    def nearest(self, lat: float, lon: float) -> Place | None:
        """The nearest settlement, the hub's own first if it has any."""
        settled = [place for place in self.places if place.name != place.outcode]
        own = [place for place in settled if place.hub]
        return min(own or settled, key=lambda p: (miles(lat, lon, p.lat, p.lon), p.name), default=None)


def gazetteer(places: Iterable[Place]) -> Gazetteer:
    """Index places; of one place known twice the first stays."""
    kept = tuple(dict.fromkeys(sorted(places, key=_rank)))
    named: dict[Phrase, list[Place]] = {}
    outcodes: dict[str, Place] = {}
    for place in kept:
        if place.outcode and place.name == place.outcode:
            outcodes.setdefault(place.outcode, place)
            continue
        for phrase in dict.fromkeys(_called(place)):
            _add(named.setdefault(phrase, []), place)
    return Gazetteer(
        places=kept,
        named={phrase: tuple(group) for phrase, group in named.items()},
        starts=starts_of(named),
        outcodes=outcodes,
        own=frozenset(word for place in kept if place.hub for phrase in _called(place) for word in phrase),
        councils=frozenset(area_key(place.county) for place in kept if place.hub and place.county),
    )


def _rank(place: Place) -> tuple[bool, int, str, float]:
    return (not place.hub, -place.population, place.name, place.lat)


def _add(group: list[Place], place: Place) -> None:
    """Add a place unless it is one we have, listed twice within three miles."""
    if all(miles(place.lat, place.lon, other.lat, other.lon) > 3 for other in group):
        group.append(place)


def _called(place: Place) -> Iterator[Phrase]:
    for name in (place.name, *place.names):
        spoken = words(name)
        if not spoken:
            continue
        yield spoken
        short = tuple(_SHORTENED.get(word, word) for word in spoken)
        if short != spoken:
            yield short
        if (len(spoken) > 1 and "-" in name and spoken[1] in _JOINERS) or (
            len(spoken) > 2 and spoken[1] in _JOINERS
        ):
            yield spoken[:1]
