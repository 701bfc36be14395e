"""Reads a yearly income as people write it; takes nothing by the week or month, and guesses no unit."""

import re

NUMBER = r"£? ?(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.\d+)? ?(k|grand|thousand)?\b"
AMOUNT = re.compile(NUMBER)
BETWEEN = re.compile(rf"{NUMBER} ?(?:-|to|and) ?{NUMBER}")
UNDER = re.compile(rf"\b(?:under|below|less than|up to|not more than) (?:about )?{NUMBER}")
OVER = re.compile(rf"\b(?:over|above|more than|at least) (?:about )?{NUMBER}")
EARNS = re.compile(
    r"\b(?:earns?|earning|income|salary|wages?|bring(?:s|ing)? in|make)\b(?: \w+){0,3}? (?=(?:\w+ )?£? ?\d)"
)
NOT_A_YEAR = re.compile(
    r"\b(?:a|per|every|each) ?(?:week|month|hour|day)\b|\b(?:pcm|pw|weekly|monthly|hourly)\b|/(?:w|m|h)"
)
LEAST_LIKELY = 1000


def income_said(text: str) -> str | None:
    """The income that a text speaks of earning, or None: "we earn about 28k" is "28000"."""
    found = EARNS.search(text)
    return None if found is None else income_in(text[found.start() :])


def income_in(text: str) -> str | None:
    """An amount or a band in pounds a year ("28000", "20000-30000", "0-30000", "65000-"), or None for neither."""
    if NOT_A_YEAR.search(text):
        return None
    if both := BETWEEN.search(text):
        low, high = _pounds(both[1], both[2] or both[4]), _pounds(both[3], both[4])
        return f"{low}-{high}" if LEAST_LIKELY <= low < high else None
    for pattern, band in ((UNDER, "0-{}"), (OVER, "{}-"), (AMOUNT, "{}")):
        if found := pattern.search(text):
            pounds = _pounds(found[1], found[2])
            return band.format(pounds) if pounds >= LEAST_LIKELY else None
    return None


def _pounds(digits: str, thousands: str | None) -> int:
    number = int(digits.replace(",", ""))
    return number * 1000 if thousands and number < LEAST_LIKELY else number
