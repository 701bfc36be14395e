"""What was asked for and is not there, as lines and as a table; small numbers were kept back before they come here."""

from collections.abc import Callable, Iterable, Iterator

from bot.reporting.responses import csv_text
from bot.surveys.heard import NotFound

HEAD = ("what", "where", "asked", "nearest_miles", "within_miles")
NOTHING = "Nothing was asked for ten times or more that is not there."


def lines(found: Iterable[NotFound], label: Callable[[str], str], within: float) -> Iterator[str]:
    """Such as "Asked for 32 times: drums in DT4, nothing within 10 miles (the nearest is 14.2 miles away)."."""
    for each in found:
        near = "none anywhere" if each.nearest is None else f"the nearest is {each.nearest:g} miles away"
        yield (
            f"Asked for {each.asked} times: {label(each.what)} {where(each)}, nothing within {within:g} miles ({near})."
            if each.where
            else f"Asked for {each.asked} times: {label(each.what)} {where(each)} ({near})."
        )


def where(each: NotFound) -> str:
    """Where, as far as it may be said."""
    if not each.where:
        return "in the hub's area, too few to say where"
    return (
        f"in {each.where}"
        if any(map(str.isdigit, each.where))
        else f"in {each.where}, too few to say which district"
    )


def as_csv(found: Iterable[NotFound], label: Callable[[str], str], within: float) -> str:
    rows = [
        (
            label(each.what),
            each.where or "hub",
            str(each.asked),
            "" if each.nearest is None else f"{each.nearest:g}",
            f"{within:g}",
        )
        for each in found
    ]
    return csv_text([HEAD, *rows])
