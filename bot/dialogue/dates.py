"""Days and postcodes as people type them; knows nothing of questions."""

import re
from datetime import date

POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*\d[a-z]{2}\b", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def without_full_postcode(text: str) -> str:
    """The text with every full postcode reduced to its outward code (DT4 7AB becomes DT4)."""
    return POSTCODE.sub(lambda found: found.group(1).upper(), text)


def date_meant(text: str) -> date | None:
    """A day typed as 2026-11-22, 22/11/2026, 22 November 2026 or 22nd Nov 26; None when it is no day at all."""
    iso = re.fullmatch(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*", text)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    numbers = re.fullmatch(r"\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})\s*", text)
    if numbers:
        return _day(_year(numbers[3]), int(numbers[2]), int(numbers[1]))
    named = re.fullmatch(
        r"\s*(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3})[a-z]*\.?,?\s+(\d{2}|\d{4})\s*", text.casefold()
    )
    if named and named[2] in MONTHS:
        return _day(_year(named[3]), MONTHS.index(named[2]) + 1, int(named[1]))
    return None


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
