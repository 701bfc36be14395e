"""When to remind somebody of something that has a date; knows nothing of who, and sends nothing."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.catalogue.entry import Opportunity
from bot.scenes.house import House

EVENING = time(17, 0)
MORNING = time(8, 0)


def next_date(entry: Opportunity, today: date) -> date | None:
    """The first day from today on that it happens, of those that are dates; None when it has none."""
    left = (day for day in entry.when.dates if day >= today and day not in entry.when.exceptions)
    return min(left, default=None)


def is_over(entry: Opportunity, today: date) -> bool:
    """Whether it has ended, or was only ever on days that are past."""
    dated = bool(entry.when.dates) and not entry.when.days
    return entry.status == "ended" or (dated and next_date(entry, today) is None)


def reminding_at(house: House, entry: Opportunity, now: datetime) -> datetime | None:
    """The evening before, or the same morning if that is past; None when it has no date or it is too late for both."""
    day = next_date(entry, house.today(now))
    if day is None or entry.status in ("ended", "paused"):
        return None
    zone = ZoneInfo(house.hub.time_zone)
    times = (
        datetime.combine(day - timedelta(days=1), EVENING, zone),
        datetime.combine(day, MORNING, zone),
    )
    starts = datetime.combine(day, entry.when.start or time.max, zone)
    return next((at.astimezone(UTC) for at in times if now < at < starts), None)
