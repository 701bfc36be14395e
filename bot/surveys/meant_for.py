"""Whether a survey is meant for somebody, as far as they have told us; knows nothing of how they are asked.

What is not known is not guessed: the answer is then None.
"""

import re
from dataclasses import dataclass

from bot.surveys.record import Audience

ADULT_ENOUGH = 16
"""Years: a survey for nobody younger is not shown to somebody whose age is not known."""
_OUTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody told us of themselves; "" when they did not. `age_band` as "11-13" or "19+"."""

    role: str = ""
    age_band: str = ""
    outcode: str = ""


def is_for_anybody(audience: Audience) -> bool:
    return not (audience.roles or audience.age_bands or audience.areas)


def meant_for(audience: Audience, told: Told) -> bool | None:
    """Whether it is meant for them; None when that cannot be known from what they told."""
    parts = (_role(audience, told.role), _age(audience, told.age_band), _area(audience, told.outcode))
    if False in parts:
        return False
    return None if None in parts else True


def is_for_older(audience: Audience) -> bool:
    """Whether it is only for people of 16 or over."""
    return bool(audience.age_bands) and merged_bands(audience)[0][0] >= ADULT_ENOUGH


def merged_bands(audience: Audience) -> list[tuple[int, int | None]]:
    """The ages it is for as few stretches, youngest first: 11-13 and 14-18 are 11 to 18."""
    merged: list[tuple[int, int | None]] = []
    for low, high in sorted((_bounds(band) for band in audience.age_bands), key=lambda bounds: bounds[0]):
        before = merged[-1][1] if merged else -2
        if merged and (before is None or low <= before + 1):
            longest = None if before is None or high is None else max(before, high)
            merged[-1] = (merged[-1][0], longest)
        else:
            merged.append((low, high))
    return merged


def _role(audience: Audience, role: str) -> bool | None:
    if not audience.roles:
        return True
    return role in audience.roles if role else None


def _age(audience: Audience, band: str) -> bool | None:
    """A band that lies partly inside tells nothing."""
    if not audience.age_bands:
        return True
    if not band or not re.fullmatch(r"\d+(-\d+|\+)", band):
        return None
    low, high = _bounds(band)
    inside = [_within(low, high, *_bounds(each)) for each in audience.age_bands]
    return True if True in inside else None if None in inside else False


def _within(low: int, high: int | None, least: int, most: int | None) -> bool | None:
    if (most is not None and low > most) or (high is not None and high < least):
        return False
    return True if low >= least and (most is None or (high is not None and high <= most)) else None


def _area(audience: Audience, outcode: str) -> bool | None:
    """A council's name says nothing of an outward code, so where it is for councils, they have to be asked."""
    if not audience.areas:
        return True
    if not outcode:
        return None
    if outcode in audience.areas:
        return True
    return False if all(map(_OUTCODE.fullmatch, audience.areas)) else None


def _bounds(band: str) -> tuple[int, int | None]:
    low, _, high = band.rstrip("+").partition("-")
    return int(low), int(high) if high else None if band.endswith("+") else int(low)
