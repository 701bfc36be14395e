"""The catalogue as sets of numbers; knows what entries say, and nothing of what anybody asks.

Entries are numbered by where they are, then by how good they are, and each thing an entry can be is one big integer
with a bit for each entry. So the cost of a search depends on the vocabulary and the neighbourhood, not on the catalogue.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from zlib import crc32

from bot.catalogue.entry import Opportunity
from bot.catalogue.features import OLDEST, Features
from bot.catalogue.places import miles

CELL = 0.05
CELL_RADIUS = 2.2


@dataclass(frozen=True, slots=True)
class Spot:
    """Entries `lo` to `hi` (exclusive), all at one point."""

    lat: float
    lon: float
    lo: int
    hi: int
    mask: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A square of the map a few miles across, and its entries `lo` to `hi` (exclusive)."""

    lat: float
    lon: float
    lo: int
    hi: int
    mask: int
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """`sets` holds the numbers of entries for each feature, e.g. ("day", "sat"); `words` those for each word."""

    entries: tuple[Opportunity, ...]
    features: tuple[Features, ...]
    everything: int
    sets: Mapping[tuple[str, str], int]
    ages: tuple[int, ...]
    words: "Mapping[str, array[int]]"
    cells: tuple[Cell, ...]
    unplaced: int
    online_only: int
    middle: tuple[float, float]
    best_quality: float
    by_distance: Callable[[float, float], tuple[tuple[float, Cell], ...]]
    within: Callable[[float, float, float], int]

    def having(self, kind: str, value: str) -> int:
        return self.sets.get((kind, value), 0)

    def any_of(self, kind: str, values: Iterable[str]) -> int:
        found = 0
        for value in values:
            found |= self.sets.get((kind, value), 0)
        return found

    def with_word(self, word: str) -> int:
        return bits(self.words.get(word, ()), len(self.entries))


def bits(numbers: Iterable[int], size: int) -> int:
    """The integer whose set bits are `numbers`."""
    packed = bytearray(size // 8 + 1)
    for number in numbers:
        packed[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(packed, "little")


def numbers(found: int) -> Iterator[int]:
    """The set bits of an integer, lowest first."""
    while found:
        low = found & -found
        yield low.bit_length() - 1
        found ^= low


def index(prepared: Iterable[tuple[Opportunity, Features]], today: date) -> Index:
    """Number and index entries. The order they come in makes no difference."""
    ordered = sorted(prepared, key=lambda pair: _order(pair[0], pair[1], today))
    entries = tuple(entry for entry, _ in ordered)
    features = tuple(feature for _, feature in ordered)
    size = len(entries)
    lists: dict[tuple[str, str], array[int]] = {}
    words: dict[str, array[int]] = {}
    for number, feature in enumerate(features):
        for key in feature.sets:
            lists.setdefault(key, array("I")).append(number)
        for word in feature.words:
            words.setdefault(word, array("I")).append(number)
    cells = tuple(_cells(features))
    sets = {key: bits(found, size) for key, found in lists.items()}
    placed = sum(1 for feature in features if feature.lat is not None)
    return Index(
        entries=entries,
        features=features,
        everything=(1 << size) - 1,
        sets=sets,
        ages=tuple(_age_sets(features)),
        words=words,
        cells=cells,
        unplaced=(unplaced := ((1 << size) - 1) ^ ((1 << placed) - 1)),
        online_only=unplaced & sets.get(("where", "online"), 0),
        middle=_middle(cells),
        best_quality=max((feature.quality for feature in features), default=0.0),
        by_distance=lru_cache(maxsize=256)(lambda lat, lon: _by_distance(cells, lat, lon)),
        within=lru_cache(maxsize=256)(lambda lat, lon, reach: _within(cells, size, lat, lon, reach)),
    )


def _order(entry: Opportunity, feature: Features, today: date) -> tuple[object, ...]:
    tie = crc32(f"{entry.id} {today.isoformat()}".encode())
    if feature.lat is None or feature.lon is None:
        return (1, 0, 0, 0.0, 0.0, -feature.quality, tie, entry.id)
    return (0, *_cell_of(feature.lat, feature.lon), feature.lat, feature.lon, -feature.quality, tie, entry.id)


def _cell_of(lat: float, lon: float) -> tuple[int, int]:
    return int(lat // CELL), int(lon // CELL)


def _cells(features: tuple[Features, ...]) -> Iterator[Cell]:
    lo, spots = 0, list[Spot]()
    for at, feature in enumerate(features):
        if feature.lat is None or feature.lon is None:
            break
        if spots and (spots[-1].lat, spots[-1].lon) == (feature.lat, feature.lon):
            spots[-1] = _spot(feature.lat, feature.lon, spots[-1].lo, at + 1)
            continue
        if spots and _cell_of(feature.lat, feature.lon) != _cell_of(spots[0].lat, spots[0].lon):
            yield _cell(lo, at, spots)
            lo, spots = at, []
        spots.append(_spot(feature.lat, feature.lon, at, at + 1))
    if spots:
        yield _cell(lo, spots[-1].hi, spots)


def _middle(cells: tuple[Cell, ...]) -> tuple[float, float]:
    """Where most of it is, for those who have not said where they are."""
    total = max(1, sum(cell.hi - cell.lo for cell in cells))
    lat = sum(cell.lat * (cell.hi - cell.lo) for cell in cells) / total
    return lat, sum(cell.lon * (cell.hi - cell.lo) for cell in cells) / total


def _spot(lat: float, lon: float, lo: int, hi: int) -> Spot:
    return Spot(lat, lon, lo, hi, (1 << (hi - lo)) - 1)


def _cell(lo: int, hi: int, spots: list[Spot]) -> Cell:
    north, east = _cell_of(spots[0].lat, spots[0].lon)
    return Cell((north + 0.5) * CELL, (east + 0.5) * CELL, lo, hi, (1 << (hi - lo)) - 1, tuple(spots))


def _age_sets(features: tuple[Features, ...]) -> Iterator[int]:
    for age in range(OLDEST + 1):
        yield bits(
            (n for n, f in enumerate(features) if f.low is not None and f.low <= age <= f.high), len(features)
        )


def _by_distance(cells: tuple[Cell, ...], lat: float, lon: float) -> tuple[tuple[float, Cell], ...]:
    far = [(max(0.0, miles(lat, lon, cell.lat, cell.lon) - CELL_RADIUS), cell) for cell in cells]
    return tuple(sorted(far, key=lambda pair: (pair[0], pair[1].lo)))


def _within(cells: tuple[Cell, ...], size: int, lat: float, lon: float, reach: float) -> int:
    found = 0
    for cell in cells:
        far = miles(lat, lon, cell.lat, cell.lon)
        if far - CELL_RADIUS > reach:
            continue
        if far + CELL_RADIUS <= reach:
            found |= cell.mask << cell.lo
            continue
        for spot in cell.spots:
            if miles(lat, lon, spot.lat, spot.lon) <= reach:
                found |= spot.mask << spot.lo
    return found
