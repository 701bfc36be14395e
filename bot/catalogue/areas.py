"""What the areas are called that councils and hubs serve; knows no map of them."""

from collections.abc import Iterable

from bot.catalogue.text import words

NATION = ("england", "britain", "great britain", "united kingdom", "uk")
WHOLE, PART, OWN = "nation", "region", "council"
_SAID_OF_COUNCILS = frozenset(
    ("council", "county", "city", "borough", "metropolitan", "the", "area", "of", "and", "or")
)


def area_key(name: str) -> str:
    """What an area is compared by: "Durham County Council" and "County Durham" are the same."""
    return " ".join(word for word in words(name) if word not in _SAID_OF_COUNCILS)


def reach_of(area: str, councils: Iterable[str]) -> str:
    """Whether an area as written is the nation, one council's (known by its key), or a region of several."""
    if " ".join(words(area)) in NATION:
        return WHOLE
    return OWN if area_key(area) in councils else PART
