"""When to remind somebody of something that has a date; knows nothing of who, and sends nothing."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Reminder:
    """`of` is "opens" for the day from which one can sign up, "starts" for the day that it is on."""

    at: datetime
    of: str


def reminder(house: House, entry: Opportunity, now: datetime) -> Reminder | None:
    """The next thing about this entry to be reminded of: signing up comes first. None when no date is known."""
    opens = _opening_at(house, entry, now)
    if opens is not None:
        return Reminder(opens, "opens")
    starts = _starting_at(house, entry, now)
    return None if starts is None else Reminder(starts, "starts")


def _opening_at(house: House, entry: Opportunity, now: datetime) -> datetime | None:
    """The morning of the day on which one can sign up; None when that is not known or is past."""
    if entry.join.opens is None or entry.status == "ended":
        return None
    at = datetime.combine(entry.join.opens, MORNING, ZoneInfo(house.hub.time_zone)).astimezone(UTC)
    return at if now < at else None


def _starting_at(house: House, entry: Opportunity, now: datetime) -> datetime | None:
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
