"""Whole numbers known only to lie between two ends; knows nothing of what they count."""

Range = tuple[int, int | None]


def within(value: Range | None, low: int | None, high: int | None) -> bool | None:
    """Whether the number surely lies from `low` to `high` (inclusive), surely does not, or None."""
    if value is None:
        return None
    least, most = value
    if (high is not None and least > high) or (low is not None and most is not None and most < low):
        return False
    fits_low = low is None or least >= low
    fits_high = high is None or (most is not None and most <= high)
    return True if fits_low and fits_high else None


def narrowed(one: Range | None, other: Range | None) -> Range | None:
    """What both say. Where they contradict each other, all that either allows, so that neither decides alone."""
    if one is None or other is None:
        return one or other
    ends = [end for end in (one[1], other[1]) if end is not None]
    low, high = max(one[0], other[0]), min(ends) if ends else None
    if high is None or low <= high:
        return low, high
    return min(one[0], other[0]), max(ends) if len(ends) == 2 else None
