"""Brings outward codes from OS or ONS postcode products into a hub's places.yaml; keeps no postcode, only their mean.

A file of 2.7 million rows is gone through once; what is held in memory is a sum for each outward code. Only outward
codes of the hub's area are written: those of the letters asked for, or those among the places the hub has already.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.catalogue.areas import area_key
from bot.catalogue.fault import Fault
from bot.catalogue.places import places_from
from bot.library.council_names import names_in
from bot.library.fault_in_file import ContentError, FaultInFile
from bot.library.folders import Folders
from bot.library.lines import locate, read_record
from bot.library.places_file import by_letters_and_number, new_file, with_outcodes
from bot.library.postcode_files import parts_of
from bot.library.postcode_rows import Progress, rows_in, tables_in
from bot.library.postcodes import CODE_POINT, Layout, Row, position

SHARE = 0.99
"""The part of an outward code's postcodes that must be one council's for it to be called that council's.

What serves another council's area alone is not shown to somebody there, so a few households count.
"""
LICENCES = {
    CODE_POINT: "Contains OS data © Crown copyright and database right {year}.",
    "": "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
    "Contains OS data © Crown copyright and database right {year}.",
}
ROYAL_MAIL = "Contains Royal Mail data © Royal Mail copyright and database right {year}."
STATISTICS = "Contains National Statistics data © Crown copyright and database right {year}."
TERMS = "Open Government Licence v3.0: nationalarchives.gov.uk/doc/open-government-licence/version/3"
AROUND = 0.15
"""Degrees, about ten miles, around a hub's outward codes whose towns and villages are its neighbours."""
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class ImportedPlaces:
    """What an import did. `untouched` are outward codes of the file that the source does not have."""

    product: str
    rows: int
    added: tuple[str, ...]
    changed: int
    untouched: tuple[str, ...]
    councils: bool
    file: Path


@dataclass(slots=True)
class _Sum:
    """What is added up of one outward code; `first` and `second` as in a row."""

    count: int = 0
    first: float = 0.0
    second: float = 0.0
    councils: Counter[str] = field(default_factory=Counter)

    def add(self, row: Row) -> None:
        self.count += 1
        self.first += row.first
        self.second += row.second
        self.councils[row.council] += 1

    def mean(self, layout: Layout) -> tuple[float, float]:
        lat, lon = position(layout, self.first / self.count, self.second / self.count)
        return round(lat, 4), round(lon, 4)

    def council(self, names: Mapping[str, str]) -> str:
        """The council that has nearly all of it, or "" when it is shared or has no known name."""
        [(code, most)] = self.councils.most_common(1)
        return names.get(code, "") if most >= SHARE * self.count else ""


@dataclass(frozen=True, slots=True)
class Read:
    """Positions of outward codes in degrees, and of each the council, "" when it is shared or not known."""

    product: str
    rows: int
    means: Mapping[str, tuple[float, float]]
    councils: Mapping[str, str]
    named: bool


def import_places(
    source: Path,
    folders: Folders,
    year: int,
    areas: Collection[str] = (),
    progress: Progress = lambda _done, _size: None,
) -> ImportedPlaces:
    """Writes the outward codes of `source` into the hub's places.yaml; its other places stay, line by line.

    `areas` are letters such as DT; without them the hub's present places say where it lies. A folder of its own without
    a places.yaml gets one. Raises ContentError with every fault, and changes nothing.
    """
    file = folders.hub / "places.yaml"
    record = read_record(file) if file.is_file() else {}
    _must_be_places(file, record)
    present = {str(row["outcode"]): row for row in record.get("outcodes") or ()}
    wanted, box = frozenset(area.upper() for area in areas), box_of(_all_rows(record))
    if not wanted and box is None:
        raise _fault(file, "no places yet say where the hub lies", "say which postcodes with --areas DT,BH")
    read = read_source(source, wanted, progress)
    chosen = {code: at for code, at in read.means.items() if code in present or wanted or inside(at, box)}
    if not chosen:
        raise _fault(
            source, "none of its postcodes lies in the hub's area", "check --areas, or give another file"
        )
    if not record:
        record = {"places": settled_near(folders, box_of_points(chosen.values()))}
    rows = _rows(present, chosen, read, _counties(record))
    text = file.read_text(encoding="utf-8-sig") if file.is_file() else new_file(record["places"])
    _write(file, with_outcodes(text, rows, _comment(read.product, year), record))
    added = tuple(code for code in chosen if code not in present)
    untouched = tuple(code for code in present if code not in chosen)
    return ImportedPlaces(
        read.product, read.rows, added, len(chosen) - len(added), untouched, read.named, file
    )


def read_source(source: Path, areas: frozenset[str], progress: Progress) -> Read:
    """The outward codes of a file, folder or zip. Raises ContentError."""
    sums: dict[str, _Sum] = {}
    with parts_of(source) as parts:
        tables = tables_in(source, parts, areas)
        counted = rows_in(tables, areas, progress)
        for row in counted:
            sums.setdefault(row.outcode, _Sum()).add(row)
        names = names_in(part for part in parts if part not in [table.part for table in tables])
    layout = tables[0].layout
    means = {code: sums[code].mean(layout) for code in sorted(sums, key=by_letters_and_number)}
    councils = {code: sums[code].council(names) for code in means}
    return Read(layout.product, counted.read, means, councils, any(councils.values()))


def settled_near(folders: Folders, box: Box) -> list[dict[str, Any]]:
    """The towns and villages that a folder without places of its own knows already, in and around the box."""
    south, west, north, east = box
    wide = (south - AROUND, west - AROUND, north + AROUND, east + AROUND)
    rows = (row for file in folders.places for row in read_record(file).get("places") or ())
    return [row for row in rows if inside((row["lat"], row["lon"]), wide)]


def box_of(rows: Iterable[Mapping[str, Any]]) -> Box | None:
    """South, west, north, east in degrees of these places; None when there are none."""
    points = [(float(row["lat"]), float(row["lon"])) for row in rows]
    return box_of_points(points) if points else None


def box_of_points(points: Collection[tuple[float, float]]) -> Box:
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    return min(lats), min(lons), max(lats), max(lons)


def inside(at: tuple[float, float], box: Box | None) -> bool:
    return box is not None and box[0] <= at[0] <= box[2] and box[1] <= at[1] <= box[3]


def _rows(
    present: Mapping[str, Mapping[str, Any]],
    chosen: Mapping[str, tuple[float, float]],
    read: Read,
    counties: Mapping[str, str],
) -> list[dict[str, Any]]:
    """The outward codes there are, with what else is written of them, then the new ones."""
    rows = []
    for code in dict.fromkeys((*present, *chosen)):
        row = dict(present.get(code, {}))
        if code in chosen:
            county = _as_called(read.councils[code], counties) if read.named else row.get("county")
            for name in ("outcode", "lat", "lon", "county"):
                row.pop(name, None)
            lat, lon = chosen[code]
            row = {"outcode": code, "lat": lat, "lon": lon, **({"county": county} if county else {}), **row}
        rows.append(row)
    return rows


def _counties(record: Mapping[str, Any]) -> dict[str, str]:
    """What the file calls the councils of its places, by the key that areas are compared by."""
    return {area_key(row["county"]): row["county"] for row in _all_rows(record) if row.get("county")}


def _all_rows(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [*(record.get("places") or ()), *(record.get("outcodes") or ())]


def _as_called(council: str, counties: Mapping[str, str]) -> str:
    """The council as the file calls it already: Newcastle for Newcastle upon Tyne."""
    key = area_key(council)
    shorter = (known for known in counties if key.startswith(f"{known} "))
    return counties.get(key) or counties.get(next(shorter, ""), council)


def _comment(product: str, year: int) -> list[str]:
    first = f"{product}, each at the mean of its postcodes, imported in {year}."
    terms = (LICENCES.get(product, LICENCES[""]), ROYAL_MAIL, STATISTICS)
    return [first, *(line.format(year=year) for line in terms), TERMS]


def _must_be_places(file: Path, record: Mapping[str, Any]) -> None:
    read = places_from(record)
    if isinstance(read, list):
        raise ContentError(locate(file, read))


def _write(file: Path, text: str) -> None:
    """In one go, so that a bot that is running never reads half a file."""
    apart = file.with_name(f".{file.name}.new")
    apart.write_text(text, encoding="utf-8")
    apart.replace(file)


def _fault(file: Path, wrong: str, mend: str) -> ContentError:
    return ContentError([FaultInFile(file, 1, Fault((), wrong, mend))])
