"""Nobody is written to unasked between 20:00 and 08:00 by the clock on the wall, whatever the season does to it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.courier import quiet_in

LONDON = ZoneInfo("Europe/London")
until = quiet_in("Europe/London")


def here(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("moment", "ends"),
    [
        (here(2026, 11, 22, 19, 59), None),
        (here(2026, 11, 22, 20), here(2026, 11, 23, 8)),
        (here(2026, 11, 23, 0, 30), here(2026, 11, 23, 8)),
        (here(2026, 11, 23, 7, 59), here(2026, 11, 23, 8)),
        (here(2026, 11, 23, 8), None),
        (here(2026, 6, 1, 20), here(2026, 6, 2, 8)),
        # the night that is an hour longer, and the one that is an hour shorter
        (here(2026, 10, 24, 20), datetime(2026, 10, 25, 8, tzinfo=UTC)),
        (datetime(2026, 10, 25, 7, 59, tzinfo=UTC), datetime(2026, 10, 25, 8, tzinfo=UTC)),
        (datetime(2026, 10, 25, 7, 30, tzinfo=UTC), datetime(2026, 10, 25, 8, tzinfo=UTC)),
        (here(2027, 3, 27, 20), datetime(2027, 3, 28, 7, tzinfo=UTC)),
        (datetime(2027, 3, 28, 7, tzinfo=UTC), None),
        (datetime(2027, 3, 28, 19, tzinfo=UTC), datetime(2027, 3, 29, 7, tzinfo=UTC)),
    ],
)
def test_the_quiet_hours_follow_the_clock_on_the_wall(moment: datetime, ends: datetime | None) -> None:
    assert until(moment.astimezone(UTC)) == ends


@given(st.integers(0, 2 * 366 * 24 * 60))
def test_whenever_it_is_quiet_it_ends_at_eight_and_is_not_quiet_then(minutes: int) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ends = until(moment)
    local = moment.astimezone(LONDON)
    assert (ends is not None) == (local.hour >= 20 or local.hour < 8)
    if ends is not None:
        assert (ends.astimezone(LONDON).hour, ends.astimezone(LONDON).minute, until(ends)) == (8, 0, None)
        assert timedelta(0) < ends - moment <= timedelta(hours=13)
