"""What a search gives back, with its reasons; knows nothing of how it was found."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.catalogue.entry import Opportunity


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is shown, or what was given up; worded by `because.<code>` with these values."""

    code: str
    values: Mapping[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """One result. `exact` is false when it is only near to what was wished; distance in miles, None when not known."""

    entry: Opportunity
    exact: bool
    score: float
    distance_miles: float | None
    because: tuple[Reason, ...]
    points: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The results, what had to be given up for them, how many fit exactly, and how far the nearest is in miles."""

    results: tuple[Match, ...] = ()
    relaxed: tuple[Reason, ...] = ()
    total: int = 0
    nearest_miles: float | None = None


def explain(match: Match) -> str:
    """The arithmetic of a match in one line: "drum-club 71.4 = activity 40 + place 26.4 + space 5"."""
    sums = " + ".join(f"{name} {points:g}" for name, points in match.points if points)
    return f"{match.entry.id} {match.score:g} = {sums}" + ("" if match.exact else " (near, not exact)")
