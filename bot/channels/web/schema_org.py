"""An entry as schema.org JSON-LD, for search engines; says nothing that the entry does not."""

from datetime import date
from typing import Any

from bot.catalogue.entry import Opportunity
from bot.channels.web.view import safe_url

DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
TEACHING = ("lessons", "course", "training")


def thing_of(entry: Opportunity, address: str, zone: str, today: date) -> dict[str, Any]:
    """An Event when its days are known, else a Course or a Service. `address` is that of its page here.

    Of several days the next from `today` on is said.
    """
    return _known(
        {
            "@context": "https://schema.org",
            "@type": _type(entry),
            "@id": address,
            "url": address,
            "name": entry.title,
            "description": entry.summary,
            "sameAs": safe_url(entry.join.url),
            "isAccessibleForFree": entry.cost.free,
            "typicalAgeRange": _ages(entry),
            "offers": [_offer(line.pence, line.note) for line in entry.cost.lines],
            **_timed(entry, zone, today),
        }
    )


def _type(entry: Opportunity) -> str:
    if _is_event(entry):
        return "Event"
    return "Course" if entry.kind in TEACHING else "Service"


def _is_event(entry: Opportunity) -> bool:
    return bool(entry.when.dates or (entry.when.days and entry.when.start))


def _timed(entry: Opportunity, zone: str, today: date) -> dict[str, Any]:
    """What an Event says of itself, and what a Course or Service says instead."""
    provider = {"@type": "Organization", "name": entry.provider}
    if not _is_event(entry):
        return {"provider": provider, "areaServed": list(entry.where.area) or entry.where.place}
    when = entry.when
    first = min((day for day in when.dates if day >= today), default=None)
    start = first.isoformat() + (f"T{when.start.isoformat()}" if when.start else "") if first else None
    return {
        "organizer": provider,
        "location": _place(entry),
        "startDate": start,
        "eventSchedule": _schedule(entry, zone) if when.days and when.start else None,
        "eventAttendanceMode": _attendance(entry),
    }


def _attendance(entry: Opportunity) -> str | None:
    if entry.where.online and entry.where.place:
        return "https://schema.org/MixedEventAttendanceMode"
    if entry.where.online:
        return "https://schema.org/OnlineEventAttendanceMode"
    return "https://schema.org/OfflineEventAttendanceMode" if entry.where.place else None


def _schedule(entry: Opportunity, zone: str) -> dict[str, Any]:
    when = entry.when
    return _known(
        {
            "@type": "Schedule",
            "repeatFrequency": "P1W",
            "byDay": [f"https://schema.org/{DAYS[day]}" for day in when.days],
            "startTime": when.start.isoformat() if when.start else None,
            "endTime": when.end.isoformat() if when.end else None,
            "exceptDate": [day.isoformat() for day in when.exceptions],
            "scheduleTimezone": zone,
        }
    )


def _place(entry: Opportunity) -> dict[str, Any] | None:
    where = entry.where
    address = _known({"addressLocality": where.place, "postalCode": where.outcode})
    if not (where.venue or address):
        return None
    geo = {"@type": "GeoCoordinates", "latitude": where.lat, "longitude": where.lon}
    return _known(
        {
            "@type": "Place",
            "name": where.venue or where.place,
            "address": {"@type": "PostalAddress", "addressCountry": "GB", **address},
            "geo": geo if where.lat is not None and where.lon is not None else None,
        }
    )


def _offer(pence: int, note: str) -> dict[str, Any]:
    return _known(
        {
            "@type": "Offer",
            "price": f"{pence // 100}.{pence % 100:02d}",
            "priceCurrency": "GBP",
            "description": note,
        }
    )


def _ages(entry: Opportunity) -> str:
    low, high = entry.ages.low, entry.ages.high
    if low is None and high is None:
        return ""
    return f"{low or 0}-{'' if high is None else high}"


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None and value not in ("", [])}
