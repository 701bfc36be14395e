"""Knows the hours in which nobody is written to unasked; refuses to read a clock."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

BEGINS, ENDS = time(20, 0), time(8, 0)
"""By the clock on the wall, whatever the season."""

Quiet = Callable[[datetime], datetime | None]
"""Until when it is quiet at this moment; None when it is not."""


def quiet_in(zone: str) -> Quiet:
    """The quiet hours of a time zone (an IANA name)."""
    local = ZoneInfo(zone)

    def until(now: datetime) -> datetime | None:
        here = now.astimezone(local)
        if ENDS <= here.time() < BEGINS:
            return None
        day = here.date() if here.time() < ENDS else here.date() + timedelta(days=1)
        return datetime.combine(day, ENDS, local).astimezone(UTC)

    return until


def never(_now: datetime) -> None:
    """No quiet hours."""
