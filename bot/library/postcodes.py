"""Where the rows of postcode products lie; lets no more of a postcode through than its outward code.

OS Code-Point Open: one csv file a postcode area and no header; ten columns, in the order of its
Code-Point_Open_Column_Headers.csv. ONS Postcode Directory and National Statistics Postcode Lookup: one csv file with a
header, whose names change with the years (`oslaua`, `laua`, `lad25cd`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.library.national_grid import degrees_at

CODE_POINT, ONS = "OS Code-Point Open", "ONS postcode directory"
_CODE_POINT_COLUMNS = 10
_POSTCODE = re.compile(r"(([A-Z]{1,2})[0-9][A-Z0-9]?) *[0-9][A-Z]{2}")
_NAMES = {
    "postcode": ("pcds", "pcd8", "pcd7", "pcd2", "pcd", "postcode"),
    "ended": ("doterm",),
    "large": ("usertype", "usrtypind"),
    "lat": ("lat", "latitude"),
    "lon": ("long", "lon", "longitude"),
    "east": ("oseast1m", "east1m", "eastings"),
    "north": ("osnrth1m", "north1m", "northings"),
    "council": ("oslaua", "laua", "lad[0-9]*cd", "admin_district_code"),
    "county": ("oscty", "cty([0-9]+cd)?", "admin_county_code"),
}
"""What the columns are called, the best first. Codes of areas carry the year since 2025, such as lad25cd."""
NO_POSITION = 99
"""Latitudes from here on are ONS's way of saying that there is none: it writes 99.999999."""
_BRITAIN = ((49.0, 61.0), (-9.0, 2.5))
_COUNTY_COUNCIL = "E10"


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column holds what, from 0; -1 for one that is not there. `header`: the first row names them."""

    product: str
    header: bool
    width: int
    postcode: int
    ended: int = -1
    large: int = -1
    lat: int = -1
    lon: int = -1
    east: int = -1
    north: int = -1
    council: int = -1
    county: int = -1

    @property
    def degrees(self) -> bool:
        return self.lat >= 0


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of a row: `first` and `second` are latitude and longitude, or northing and easting in metres."""

    outcode: str
    first: float
    second: float
    council: str


class Wrong(ValueError):
    """What is wrong with a row, and how to mend it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


def layout_of(first: Sequence[str]) -> Layout | None:
    """The layout that a file's first row speaks of, or None when these are no postcodes with positions."""
    if _is_code_point(first):
        return Layout(CODE_POINT, False, _CODE_POINT_COLUMNS, 0, east=2, north=3, county=7, council=8)
    names = [name.strip().lower() for name in first]
    found = {field: _column(patterns, names) for field, patterns in _NAMES.items()}
    has = {field for field, at in found.items() if at >= 0}
    if "postcode" not in has or not ({"lat", "lon"} <= has or {"east", "north"} <= has):
        return None
    if not {"lat", "lon"} <= has:
        found["lat"] = found["lon"] = -1
    return Layout(CODE_POINT if "eastings" in names else ONS, True, len(names), **found)


def row_of(cells: Sequence[str], layout: Layout, areas: frozenset[str] = frozenset()) -> Row | None:
    """What counts of a row, or None for one that does not: ended, of a large user, without a position, elsewhere.

    `areas` are letters such as DT; none means all. Raises Wrong.
    """
    if len(cells) < layout.width:
        raise Wrong(f"this row has {len(cells)} cells in place of {layout.width}", "download the file again")
    if layout.ended >= 0 and cells[layout.ended].strip():
        return None
    if layout.large >= 0 and cells[layout.large].strip() == "1":
        return None
    written = cells[layout.postcode].strip()
    parts = _POSTCODE.fullmatch(written)
    if parts is None:
        raise Wrong(f"`{written[:20]}` is not a postcode", "look whether columns have moved in this row")
    if areas and parts[2] not in areas:
        return None
    at = _degrees(cells, layout) if layout.degrees else _metres(cells, layout)
    return Row(parts[1], *at, _council(cells, layout)) if at else None


def position(layout: Layout, first: float, second: float) -> tuple[float, float]:
    """Latitude and longitude of a row's, or many rows' mean, `first` and `second`."""
    return (first, second) if layout.degrees else degrees_at(second, first)


def _is_code_point(first: Sequence[str]) -> bool:
    return (
        len(first) == _CODE_POINT_COLUMNS
        and _POSTCODE.fullmatch(first[0].strip()) is not None
        and first[2].strip().isdigit()
        and first[3].strip().isdigit()
    )


def _column(patterns: Sequence[str], names: Sequence[str]) -> int:
    """The column with the best of these names, or -1."""
    fitting = (at for pattern in patterns for at, name in enumerate(names) if re.fullmatch(pattern, name))
    return next(fitting, -1)


def _degrees(cells: Sequence[str], layout: Layout) -> tuple[float, float] | None:
    lat, lon = _number(cells[layout.lat], "latitude"), _number(cells[layout.lon], "longitude")
    if lat is None or lon is None or lat >= NO_POSITION:
        return None
    (south, north), (west, east) = _BRITAIN
    if not (south <= lat <= north and west <= lon <= east):
        raise Wrong(f"{lat}, {lon} lies outside the United Kingdom", "look whether lat and long are swapped")
    return lat, lon


def _metres(cells: Sequence[str], layout: Layout) -> tuple[float, float] | None:
    """Northing and easting; both 0, with quality 90, are Code-Point Open's way of saying that there are none."""
    east, north = _number(cells[layout.east], "easting"), _number(cells[layout.north], "northing")
    if not east or not north:
        return None
    if not (0 < east <= 700_000 and 0 < north <= 1_300_000):
        raise Wrong(f"{east:.0f}, {north:.0f} is not on the National Grid", "download the file again")
    return north, east


def _number(text: str, what: str) -> float | None:
    if not text.strip():
        return None
    try:
        return float(text)
    except ValueError:
        raise Wrong(f"`{text[:20]}` is not a {what}", "look whether columns have moved in this row") from None


def _council(cells: Sequence[str], layout: Layout) -> str:
    """The county council's code where there is one, else the district's, unitary authority's or borough's."""
    county = cells[layout.county].strip() if layout.county >= 0 else ""
    if county.startswith(_COUNTY_COUNCIL):
        return county
    return cells[layout.council].strip() if layout.council >= 0 else ""
