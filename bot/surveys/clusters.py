"""Points into groups by k-means, always the same ones for the same points; knows nothing of what the points stand for.

Lloyd's algorithm, begun as k-means++ does (Arthur and Vassilvitskii 2007) with numbers that follow from a hash, some
times over. How well groups are apart is the simplified silhouette (Vendramin, Campello and Hruschka 2010), which looks
at distances to the middles of groups in place of those between all points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from operator import mul

Point = tuple[float, ...]
MOST_ROUNDS = 25


@dataclass(frozen=True, slots=True)
class Clusters:
    """`middles` of the groups, the `group` of each point, and how far the points lie from their middles (squared)."""

    middles: tuple[Point, ...]
    group: tuple[int, ...]
    spread: float


def chances(seed: str) -> Iterator[float]:
    """Numbers from 0 up to 1 that look like chance and are the same for the same seed."""
    number = 0
    while True:
        digest = blake2b(f"{seed} {number}".encode(), digest_size=8).digest()
        yield int.from_bytes(digest) / 2**64
        number += 1


def clusters(points: Sequence[Point], number: int, tries: int) -> Clusters:
    """The tightest of some tries at `number` groups."""
    return min((_try(points, number, f"{number} {each}") for each in range(tries)), key=lambda c: c.spread)


def nearest(point: Point, middles: Sequence[Point]) -> tuple[int, float]:
    """Which middle is nearest, the first of equals, and the squared distance to it."""
    return min(enumerate(_distances(point, middles)), key=lambda each: (each[1], each[0]))


def silhouette(points: Sequence[Point], found: Clusters) -> float:
    """From -1 to 1, the mean over all points of (next best - own) / the larger, as distances to middles."""
    total = 0.0
    for point, group in zip(points, found.group, strict=True):
        away = [max(0.0, each) ** 0.5 for each in _distances(point, found.middles)]
        own = away[group]
        other = min(each for index, each in enumerate(away) if index != group)
        total += (other - own) / max(other, own) if max(other, own) > 0 else 0.0
    return total / len(points)


def _distances(point: Point, middles: Sequence[Point]) -> list[float]:
    size = sum(map(mul, point, point))
    return [size - 2 * sum(map(mul, point, m)) + sum(map(mul, m, m)) for m in middles]


def _try(points: Sequence[Point], number: int, seed: str) -> Clusters:
    middles = _begun(points, number, chances(seed))
    group: tuple[int, ...] = ()
    for _ in range(MOST_ROUNDS):
        sizes = [sum(map(mul, m, m)) for m in middles]
        now = tuple(_closest(point, middles, sizes) for point in points)
        if now == group:
            break
        group = now
        middles = [_middle(points, group, index, middles[index]) for index in range(number)]
    spread = sum(nearest(point, middles)[1] for point in points)
    return Clusters(tuple(middles), group, spread)


def _closest(point: Point, middles: Sequence[Point], sizes: Sequence[float]) -> int:
    """The nearest middle: what a point's own size adds is the same for all."""
    away = [size - 2 * sum(map(mul, point, m)) for m, size in zip(middles, sizes, strict=True)]
    return away.index(min(away))


def _begun(points: Sequence[Point], number: int, chance: Iterator[float]) -> list[Point]:
    """Points far from each other, more likely the further."""
    middles = [points[int(next(chance) * len(points))]]
    while len(middles) < number:
        away = [max(0.0, nearest(point, middles)[1]) for point in points]
        left = next(chance) * sum(away)
        chosen = 0
        for chosen, far in enumerate(away):  # noqa: B007 - the last one looked at is the one chosen
            left -= far
            if left < 0:
                break
        middles.append(points[chosen])
    return middles


def _middle(points: Sequence[Point], group: Sequence[int], index: int, before: Point) -> Point:
    """The mean of a group; a group that nobody is in stays where it was."""
    inside = [point for point, number in zip(points, group, strict=True) if number == index]
    if not inside:
        return before
    return tuple(sum(column) / len(inside) for column in zip(*inside, strict=True))
