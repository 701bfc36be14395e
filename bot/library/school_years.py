"""How old children in English school years are; knows nothing of who writes them down.

Reception takes children who are 4 on 31 August before it starts, and each year after adds one
(www.gov.uk/national-curriculum), so in Year 7 children are 11, and 12 by its end.
"""

import re

from bot.library.outside import wrong

YOUNGEST_IN_RECEPTION = 4
_YEAR = re.compile(r"(?:year|yr|y)?\s*([0-9]{1,2})", re.IGNORECASE)
_NAMED = {"nursery": -1, "reception": 0, "r": 0, "sixth form": 12}
_STAGES = {"eyfs": (-1, 0), "ks1": (1, 2), "ks2": (3, 6), "ks3": (7, 9), "ks4": (10, 11), "ks5": (12, 13)}
_STAGES |= {"primary": (0, 6), "secondary": (7, 13)}


def first_year(text: str) -> int:
    """The school year, with Reception as 0 and nursery as -1; the first one of a key stage."""
    return _years(text)[0]


def last_year(text: str) -> int:
    """The school year, with Reception as 0 and nursery as -1; the last one of a key stage."""
    return _years(text)[1]


def youngest(year: int) -> int:
    """Age in whole years of the youngest child as the year begins."""
    return year + YOUNGEST_IN_RECEPTION


def oldest(year: int) -> int:
    """Age in whole years of the oldest child as the year ends."""
    return year + YOUNGEST_IN_RECEPTION + 1


def _years(text: str) -> tuple[int, int]:
    word = text.strip().lower()
    if word in _STAGES:
        return _STAGES[word]
    if word in _NAMED:
        return _NAMED[word], _NAMED[word]
    found = _YEAR.fullmatch(word)
    if not found or not 1 <= int(found[1]) <= 13:
        raise wrong(f"`{text}` is not a school year", "write Reception, a year from 1 to 13, or KS1 to KS5")
    return int(found[1]), int(found[1])
