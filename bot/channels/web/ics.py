"""An entry as an iCalendar file, for "add to calendar"; adds no time that the entry does not say."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from bot.catalogue.entry import Opportunity
from bot.dialogue.bot import Words
from bot.scenes.cards import cost_line
from bot.scenes.house import House

CODES = {"mon": "MO", "tue": "TU", "wed": "WE", "thu": "TH", "fri": "FR", "sat": "SA", "sun": "SU"}
_DAYS = tuple(CODES)


def calendar_of(house: House, entry: Opportunity, address: str, today: date) -> str:
    """The calendar file. Times are the hub's; a weekly event has no end, since the entry knows none.

    RFC 5545: an exception only counts when it has the same time as what it takes away.
    """
    zone = ZoneInfo(house.hub.time_zone)
    calendar = Calendar()
    calendar.add("prodid", f"-//Earshot//{house.hub.id}//EN")
    calendar.add("version", "2.0")
    for event in _events(entry, zone, today):
        event.add("dtstamp", datetime.combine(today, time(), UTC))
        event.add("summary", entry.title)
        event.add("url", address)
        event.add("description", "\n".join(_description(house.words, entry, address)))
        _add_place(event, entry)
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical()).decode()


def _events(entry: Opportunity, zone: ZoneInfo, today: date) -> Iterator[Event]:
    if entry.when.days and entry.when.start:
        yield _weekly(entry, zone, today)
    for day in entry.when.dates:
        if day >= today and day not in entry.when.exceptions:
            event = Event()
            event.add("uid", f"{entry.id}-{day.isoformat()}@earshot")
            _add_times(event, entry, day, zone)
            yield event


def _weekly(entry: Opportunity, zone: ZoneInfo, today: date) -> Event:
    event, days = Event(), [_DAYS.index(day) for day in entry.when.days]
    first = next(day for day in map(today.__add__, map(timedelta, range(7))) if day.weekday() in days)
    event.add("uid", f"{entry.id}@earshot")
    _add_times(event, entry, first, zone)
    event.add("rrule", {"freq": "weekly", "byday": [CODES[_DAYS[day]] for day in sorted(days)]})
    start = entry.when.start or time()
    for day in entry.when.exceptions:
        if day >= first:
            event.add("exdate", datetime.combine(day, start, zone))
    return event


def _add_times(event: Event, entry: Opportunity, day: date, zone: ZoneInfo) -> None:
    start, end = entry.when.start, entry.when.end
    if start is None:
        event.add("dtstart", day)
        return
    event.add("dtstart", datetime.combine(day, start, zone))
    if end is not None:
        ends = day if end > start else day + timedelta(days=1)
        event.add("dtend", datetime.combine(ends, end, zone))


def _add_place(event: Event, entry: Opportunity) -> None:
    where = entry.where
    place = ", ".join(part for part in (where.venue, where.place, where.outcode) if part)
    if place:
        event.add("location", place)
    if where.lat is not None and where.lon is not None:
        event.add("geo", (where.lat, where.lon))


def _description(words: Words, entry: Opportunity, address: str) -> Iterator[str]:
    yield from filter(None, (entry.summary, cost_line(words, entry.cost)))
    if entry.when.term_time:
        yield words("pages.ics_term")
    yield words("pages.ics_check")
    yield address
