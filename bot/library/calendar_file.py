"""Reads iCalendar files as dated events; knows recurrence and exceptions, and nothing of where a file came from.

A weekly event keeps its weekdays; any other recurrence becomes the days it falls on within a year. What has no day
left keeps its first one, so that the catalogue knows it is over. Organisers are not read: they are often persons.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.catalogue.fault import Fault
from bot.library.catalogue_sheet import ReadRow, ReadSheet
from bot.library.columns import column_of
from bot.library.fault_in_file import ContentError, FaultInFile
from bot.library.opportunity import opportunity_from
from bot.library.oruk import short

AHEAD = timedelta(days=366)
FIELDS = {"id": "UID", "title": "SUMMARY", "join_url": "URL", "lat": "GEO", "lon": "GEO", "start": "DTSTART"}
DAYS = {"MO": "mon", "TU": "tue", "WE": "wed", "TH": "thu", "FR": "fri", "SA": "sat", "SU": "sun"}
_WEEKDAYS = tuple(DAYS.values())


def read_calendar(file: Path, provider: str, today: date, zone: str = "Europe/London") -> ReadSheet:
    """The events of a calendar of one provider. Raises ContentError when the file is no calendar.

    Times are those of `zone`; days from `today` on for a year are looked at.
    """
    import recurring_ical_events  # type: ignore[import-untyped]
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(file.read_bytes())
        events = _first_of_each(calendar)
        calendar.subcomponents = [part for part in calendar.subcomponents if _has_a_day(part)]
        found = recurring_ical_events.of(calendar, skip_bad_series=True).between(today, today + AHEAD)
    except (ValueError, TypeError, KeyError) as error:
        fault = Fault(
            (), f"this is no calendar that can be read ({error})", "export it again as iCalendar (.ics)"
        )
        raise ContentError([FaultInFile(file, 1, fault)]) from error

    def told(number: int, fault: Fault) -> FaultInFile:
        column = column_of(fault.path)
        field = f", {FIELDS.get(column, column)}" if column else ""
        return FaultInFile(file, number, fault, f"event {number}{field}")

    falls: dict[str, list[date]] = {}
    for event in found:
        falls.setdefault(str(event.get("UID")), []).append(_local(event.start, zone).date())
    return ReadSheet(_rows(events, falls, provider, zone, told), told)


def _first_of_each(calendar: Any) -> list[Any]:
    """The events themselves, without the changed single days of recurring ones."""
    return [event for event in calendar.walk("VEVENT") if event.get("RECURRENCE-ID") is None]


def _has_a_day(part: Any) -> bool:
    return part.name != "VEVENT" or part.get("DTSTART") is not None


def _rows(
    events: list[Any], falls: Mapping[str, list[date]], provider: str, zone: str, told: Any
) -> Iterator[ReadRow]:
    for number, event in enumerate(events, 1):
        try:
            record = _record(event, sorted(set(falls.get(str(event.get("UID")), ()))), provider, zone)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            fault = Fault((), f"this event cannot be read ({error})", "mend it where the calendar is kept")
            yield ReadRow(number, [told(number, fault)])
            continue
        read = opportunity_from(record)
        yield ReadRow(number, [told(number, fault) for fault in read] if isinstance(read, list) else read)


def _record(event: Any, days: list[date], provider: str, zone: str) -> dict[str, Any]:
    geo = event.get("GEO")
    return {
        "id": re.sub(r"[^A-Za-z0-9_-]+", "-", str(event.get("UID") or "")).strip("-")[:64],
        "title": str(event.get("SUMMARY") or "") or None,
        "provider": provider,
        "kind": "event",
        "summary": short(str(event.get("DESCRIPTION") or "")),
        "where": {
            "venue": " ".join(str(event.get("LOCATION") or "").split())[:200],
            **({"lat": geo.latitude, "lon": geo.longitude} if geo else {}),
        },
        "when": _when(event, days, zone),
        "join": {"url": str(event.get("URL") or "")},
        "status": "ended" if str(event.get("STATUS")) == "CANCELLED" else "open",
    }


def _when(event: Any, days: list[date], zone: str) -> dict[str, Any]:
    rule = event.get("RRULE") or {}
    weekly = (
        rule.get("FREQ") == ["WEEKLY"]
        and rule.get("INTERVAL", [1]) == [1]
        and not {"COUNT", "UNTIL"} & set(rule)
    )
    begins, ends = event.start, event.end
    when: dict[str, Any] = {"exceptions": _exceptions(event, zone)}
    if isinstance(begins, datetime):
        start, end = _local(begins, zone), _local(ends, zone)
        when["start"] = start.time()
        when["end"] = end.time() if end.date() == start.date() and end > start else None
    if weekly:
        own = _WEEKDAYS[_local(begins, zone).weekday()]
        return {**when, "days": [DAYS[str(day)[-2:]] for day in rule.get("BYDAY", ())] or [own]}
    return {**when, "dates": days or [_local(begins, zone).date()]}


def _exceptions(event: Any, zone: str) -> list[date]:
    given = event.get("EXDATE") or []
    lists = given if isinstance(given, list) else [given]
    return sorted({_local(each.dt, zone).date() for some in lists for each in some.dts})


def _local(moment: date, zone: str) -> datetime:
    """The local time; a whole day begins at midnight, and a time without a zone is local already."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), ZoneInfo(zone))
    return (
        moment.replace(tzinfo=ZoneInfo(zone)) if moment.tzinfo is None else moment.astimezone(ZoneInfo(zone))
    )
