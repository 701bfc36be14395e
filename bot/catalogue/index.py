"""The catalogue as sets of numbers; knows what entries say, and nothing of what anybody asks.

Entries are numbered by where they are, then by how good they are, and each thing an entry can be is one big integer
with a bit for each entry. So a search costs by the vocabulary and the neighbourhood, not by the size of the catalogue.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from typing import NamedTuple
from zlib import crc32

from bot.catalogue.entry import Opportunity
from bot.catalogue.features import OLDEST, Describer
from bot.catalogue.places import miles

CELL, LEAF = 0.05, 0.01  # degrees
CELL_RADIUS = 2.2  # miles from its middle to a corner
LEAF_RADIUS = 0.45
REMEMBERED, REMEMBERED_LEAVES = 256, 2048
ENOUGH_OF_A_LEAF = 16


@dataclass(frozen=True, slots=True)
class Square:
    """A square of the map and its entries `lo` to `hi` (exclusive). `mask` has a bit set for each of them."""

    lat: float
    lon: float
    lo: int
    mask: int
    inner: tuple["Square", ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """`sets` holds the numbers of entries for each feature, e.g. ("day", "sat"); `words` those for each word,
    `titled` those of each title.

    `online_only` are entries on no map. `middle` is where most entries are, for people who have not said where they
    are. `by_distance` gives squares with the least miles to them, `leaves` the leaves of the square that begins at a
    number in the same way, `within` the entries inside a radius in miles.
    """

    entries: tuple[Opportunity, ...]
    lats: "array[float]"
    lons: "array[float]"
    quality: "array[float]"
    best_quality: float
    everything: int
    sets: Mapping[tuple[str, str], int]
    ages: tuple[int, ...]
    words: Mapping[str, "array[int]"]
    squares: tuple[Square, ...]
    unplaced: int
    online_only: int
    middle: tuple[float, float]
    strange: frozenset[str]
    titled: Mapping[str, "array[int]"]
    by_distance: Callable[[float, float], tuple[tuple[float, Square], ...]]
    leaves: Callable[[float, float, int], tuple[tuple[float, Square], ...]]
    within: Callable[[float, float, float], int]
    _sets_asked: dict[object, int]

    def having(self, kind: str, value: str) -> int:
        """Entries with this value."""
        return self.sets.get((kind, value), 0)

    def any_of(self, kind: str, values: Iterable[str]) -> int:
        """Entries with one of these values."""
        found = 0
        for value in values:
            found |= self.sets.get((kind, value), 0)
        return found

    def remembered(self, key: object, find: Callable[[], int]) -> int:
        """A set that is often asked for, found once; no more than `REMEMBERED` are kept."""
        found = self._sets_asked.get(key)
        if found is None:
            if len(self._sets_asked) >= REMEMBERED:
                self._sets_asked.clear()
            found = self._sets_asked[key] = find()
        return found

    def with_word(self, word: str) -> int:
        """Entries that say this word anywhere."""
        return bits(self.words.get(word, ()), len(self.entries))


def bits(found: Iterable[int], size: int) -> int:
    """The integer whose set bits are these numbers."""
    packed = bytearray(size // 8 + 1)
    for number in found:
        packed[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(packed, "little")


def numbers(found: int) -> Iterator[int]:
    """The set bits of an integer, lowest first."""
    while found:
        low = found & -found
        yield low.bit_length() - 1
        found ^= low


def index(entries: Iterable[Opportunity], describe: Describer) -> Index:
    """Number and index entries. The order they come in makes no difference."""
    rows = sorted(((_order(entry, describe), entry) for entry in entries), key=lambda row: row[0])
    placed = [(key[1], key[2]) for key, _ in rows if not key[0]]
    ordered = tuple(entry for _, entry in rows)
    points = [describe.position(entry) for entry in ordered[: len(placed)]]
    size = len(ordered)
    said = _postings(ordered, describe)
    sets = {key: bits(found, size) for key, found in said.keys.items()}
    squares = tuple(_squares(placed))
    by_lo = {square.lo: square for square in squares}
    everything = (1 << size) - 1
    unplaced = everything ^ ((1 << len(placed)) - 1)
    return Index(
        entries=ordered,
        lats=array("d", (lat for lat, _ in points if lat is not None)),
        lons=array("d", (lon for _, lon in points if lon is not None)),
        quality=(quality := array("d", (describe.quality(entry) for entry in ordered))),
        best_quality=max(quality, default=0.0),
        everything=everything,
        sets=sets,
        ages=_ages(ordered),
        words=said.words,
        squares=squares,
        unplaced=unplaced,
        online_only=unplaced & sets.get(("where", "online"), 0),
        middle=_middle(squares),
        strange=frozenset(said.strange),
        titled=said.titles,
        by_distance=lru_cache(maxsize=REMEMBERED)(lambda lat, lon: _by_distance(squares, lat, lon)),
        leaves=lru_cache(maxsize=REMEMBERED_LEAVES)(lambda lat, lon, lo: _leaves(by_lo[lo], lat, lon)),
        _sets_asked={},
        within=lru_cache(maxsize=REMEMBERED)(lambda lat, lon, reach: _within(squares, lat, lon, reach)),
    )


def _order(
    entry: Opportunity, describe: Describer
) -> tuple[bool, tuple[int, int], tuple[int, int], float, int, str]:
    lat, lon = describe.position(entry)
    last = (-describe.quality(entry), crc32(f"{entry.id} {describe.today}".encode()), entry.id)
    if lat is None or lon is None:
        return True, (0, 0), (0, 0), *last
    return False, (int(lat // CELL), int(lon // CELL)), (int(lat // LEAF), int(lon // LEAF)), *last


class _Postings(NamedTuple):
    """The numbers of entries for each key, word and title, and the words outside the vocabulary."""

    keys: dict[tuple[str, str], "array[int]"]
    words: dict[str, "array[int]"]
    titles: dict[str, "array[int]"]
    strange: set[str]


def _postings(entries: tuple[Opportunity, ...], describe: Describer) -> _Postings:
    keys: dict[tuple[str, str], array[int]] = defaultdict(_numbers)
    words: dict[str, array[int]] = defaultdict(_numbers)
    titles: dict[str, array[int]] = defaultdict(_numbers)
    strange: set[str] = set()
    for number, entry in enumerate(entries):
        said = describe.describe(entry)
        for key in said.keys:
            keys[key].append(number)
        for word in said.words:
            words[word].append(number)
        titles[said.title].append(number)
        strange |= said.strange
    return _Postings(dict(keys), dict(words), dict(titles), strange)


def _numbers() -> "array[int]":
    return array("I")


def _ages(entries: tuple[Opportunity, ...]) -> tuple[int, ...]:
    """For each age the entries known to welcome it."""
    spans: dict[tuple[int, int], array[int]] = {}
    for number, entry in enumerate(entries):
        ages = entry.ages
        if ages.low is not None or ages.high is not None:
            span = (max(0, ages.low or 0), OLDEST if ages.high is None else min(ages.high, OLDEST))
            spans.setdefault(span, array("I")).append(number)
    found = [0] * (OLDEST + 1)
    for (low, high), numbered in spans.items():
        welcome = bits(numbered, len(entries))
        for age in range(low, high + 1):
            found[age] |= welcome
    return tuple(found)


def _squares(placed: list[tuple[tuple[int, int], tuple[int, int]]]) -> Iterator[Square]:
    lo = 0
    for cell, cells in groupby(placed, key=lambda keys: keys[0]):
        at, inner = lo, []
        for leaf, leaves in groupby(cells, key=lambda keys: keys[1]):
            count = sum(1 for _ in leaves)
            inner.append(_square(leaf, LEAF, at, count))
            at += count
        yield _square(cell, CELL, lo, at - lo, tuple(inner))
        lo = at


def _square(key: tuple[int, int], side: float, lo: int, count: int, inner: tuple[Square, ...] = ()) -> Square:
    return Square((key[0] + 0.5) * side, (key[1] + 0.5) * side, lo, (1 << count) - 1, inner)


def _middle(squares: tuple[Square, ...]) -> tuple[float, float]:
    total = max(1, sum(square.mask.bit_length() for square in squares))
    lat = sum(square.lat * square.mask.bit_length() for square in squares) / total
    return lat, sum(square.lon * square.mask.bit_length() for square in squares) / total


def _by_distance(squares: tuple[Square, ...], lat: float, lon: float) -> tuple[tuple[float, Square], ...]:
    far = ((max(0.0, miles(lat, lon, square.lat, square.lon) - CELL_RADIUS), square) for square in squares)
    return tuple(sorted(far, key=lambda pair: (pair[0], pair[1].lo)))


def _leaves(square: Square, lat: float, lon: float) -> tuple[tuple[float, Square], ...]:
    """The leaves of a square with the least miles to them, the nearest first."""
    far = ((max(0.0, miles(lat, lon, leaf.lat, leaf.lon) - LEAF_RADIUS), leaf) for leaf in square.inner)
    return tuple(sorted(far, key=lambda pair: (pair[0], pair[1].lo)))


def _within(squares: tuple[Square, ...], lat: float, lon: float, reach: float) -> int:
    """The entries of every leaf whose middle is inside the radius."""
    found = 0
    for square in squares:
        far = miles(lat, lon, square.lat, square.lon)
        if far + CELL_RADIUS <= reach:
            found |= square.mask << square.lo
        elif far - CELL_RADIUS <= reach:
            for leaf in square.inner:
                if miles(lat, lon, leaf.lat, leaf.lon) <= reach:
                    found |= leaf.mask << leaf.lo
    return found


def nearest_miles(index: Index, found: int, lat: float, lon: float) -> float | None:
    """Miles to the nearest of these entries to a tenth, None when none of them is on the map."""
    best: float | None = None
    for least, square in index.by_distance(lat, lon):
        if best is not None and least > best:
            break
        for leaf in square.inner if (found >> square.lo) & square.mask else ():
            for bit in islice(numbers((found >> leaf.lo) & leaf.mask), ENOUGH_OF_A_LEAF):
                far = miles(lat, lon, index.lats[leaf.lo + bit], index.lons[leaf.lo + bit])
                best = far if best is None else min(best, far)
    return None if best is None else round(best, 1)
