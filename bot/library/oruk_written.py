"""Writes entries as Open Referral UK 3.0 services; what has no field there goes into attributes and comes back."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from textwrap import indent
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit
from uuid import NAMESPACE_URL, uuid5

from bot.catalogue.entry import Opportunity
from bot.library.columns import NAMED, cells_of, parted
from bot.library.oruk import DAYS, OURS, cells_from
from bot.library.written import pounds

TAXONOMY = "Earshot"
STATUS = {"open": "active", "full": "active", "paused": "temporarily closed", "ended": "defunct"}
_HOST = re.compile(r"[A-Za-z0-9.-]+(?::[0-9]{1,5})?")
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")
_CODES = {day: code for code, day in DAYS.items()}


def write_oruk(
    file: Path, entries: Sequence[Opportunity], hub: str, page: Callable[[Opportunity], str] = lambda _: ""
) -> int:
    """Writes one page of services and returns how many; `hub` keeps the ids of different hubs apart.

    `page` is the address of an entry that has none of its own. One service at a time is held in memory.
    """
    head = {
        "total_items": len(entries),
        "total_pages": 1,
        "page_number": 1,
        "size": len(entries),
        "first_page": True,
        "last_page": True,
        "empty": not entries,
    }
    with file.open("w", encoding="utf-8") as out:
        out.write(json.dumps(head, indent=2).removesuffix("\n}") + ',\n  "contents": [')
        for number, entry in enumerate(entries):
            service = json.dumps(service_from(entry, hub, page(entry)), ensure_ascii=False, indent=2)
            out.write(("," if number else "") + indent(f"\n{service}", "    "))
        out.write("\n  ]\n}\n")
    return len(entries)


def service_from(entry: Opportunity, hub: str, page: str = "") -> dict[str, Any]:
    """The entry as a service, with attributes for whatever reading it back would otherwise lose or change.

    The standard wants an address of each service in a list and, in its edition of 2024, of each cost: `page` is given
    where the entry has none.
    """
    service = _plain(entry, hub, as_uri(entry.join.url or entry.source.url) or as_uri(page))
    read, meant = cells_from(service), cells_of(entry)
    lost = [column for column in NAMED if read.get(column, "") != meant.get(column, "")]
    attributes = [each for column in lost for each in _attributes(column, meant.get(column, ""), entry, hub)]
    return {**service, "attributes": attributes}


def id_of(hub: str, *parts: str) -> str:
    """The same UUID for the same thing every time."""
    return str(uuid5(NAMESPACE_URL, "/".join(("earshot", hub, *parts))))


def as_uri(url: str) -> str:
    """A web address with whatever RFC 3986 does not allow written as % codes, or "" when it cannot be one."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.encode("idna").decode("ascii") if not parts.netloc.isascii() else parts.netloc
    except (ValueError, UnicodeError):
        return ""
    if not _HOST.fullmatch(host):
        return ""
    path, query, fragment = (_allowed(part) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, host, path, query, fragment))


def _allowed(part: str) -> str:
    """Letters, digits and what an address may hold besides; a % stays only before two hexadecimal digits."""
    return quote(_STRAY.sub("%25", part), safe="%/?:@!$&'()*+,;=-._~")


def _plain(entry: Opportunity, hub: str, url: str) -> dict[str, Any]:
    provider = {
        "id": id_of(hub, "provider", entry.provider),
        "name": entry.provider,
        "description": entry.provider,
    }
    return _known(
        id=id_of(hub, entry.id),
        name=entry.title,
        description=entry.summary,
        url=url,
        email=entry.join.email,
        status=STATUS[entry.status],
        minimum_age=entry.ages.low,
        maximum_age=entry.ages.high,
        assured_date=entry.checked_on.isoformat() if entry.checked_on else "",
        organization=provider,
        schedules=list(_schedules(entry, hub)),
        service_areas=[
            {"id": id_of(hub, entry.id, "area", str(number)), "name": name}
            for number, name in enumerate(entry.where.area)
        ],
        service_at_locations=list(_locations(entry, hub)),
        cost_options=list(_costs(entry, hub, url)),
    )


def _schedules(entry: Opportunity, hub: str) -> Iterator[dict[str, Any]]:
    when = entry.when
    times = _known(
        opens_at=when.start.isoformat() if when.start else "",
        closes_at=when.end.isoformat() if when.end else "",
    )
    if when.days or (times and not when.dates) or when.text:
        days = {"freq": "WEEKLY", "byday": ",".join(_CODES[day] for day in when.days)} if when.days else {}
        yield _known(id=id_of(hub, entry.id, "weekly"), **days, **times, description=when.text)
    for number, day in enumerate(when.dates):
        yield {"id": id_of(hub, entry.id, "date", str(number)), "dtstart": day.isoformat(), **times}


def _locations(entry: Opportunity, hub: str) -> Iterator[dict[str, Any]]:
    where = entry.where
    if not (where.place or where.venue or where.outcode) and where.lat is None:
        return
    address = {
        "id": id_of(hub, entry.id, "address"),
        "address_1": where.venue,
        "city": where.place,
        "state_province": "",
        "postal_code": where.outcode,
        "country": "GB",
        "address_type": "physical",
    }
    location = _known(
        id=id_of(hub, entry.id, "location"),
        location_type="physical",
        name=where.venue,
        latitude=where.lat,
        longitude=where.lon,
        addresses=[address],
    )
    yield {"id": id_of(hub, entry.id, "at"), "location": location}


def _costs(entry: Opportunity, hub: str, url: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(entry.cost.lines):
        yield _known(
            id=id_of(hub, entry.id, "cost", str(number)),
            amount=float(pounds(line.pence)),
            amount_description=line.unit,
            option=line.note,
            url=url,
        )


def _attributes(column: str, text: str, entry: Opportunity, hub: str) -> Iterator[dict[str, Any]]:
    items = (parted(text) or [""]) if NAMED[column].many else [text]
    for number, item in enumerate(items):
        term = id_of("", column, item)
        yield {
            "id": id_of(hub, entry.id, column, str(number)),
            "link_id": id_of(hub, entry.id),
            "link_type": f"{OURS}{column}",
            "taxonomy_term_id": term,
            "taxonomy_term": {
                "id": term,
                "name": item,
                "term": item,
                "description": f"{column} of an entry",
                "taxonomy": TAXONOMY,
            },
        }


def _known(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None and value not in ("", [])}
