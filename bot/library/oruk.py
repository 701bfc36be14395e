"""Reads Open Referral UK services (3.0, 1.0, and plain HSDS 3.0); knows its fields and nothing of where they came from.

The UK profile of HSDS 3.0: github.com/OpenReferralUK/uk-profile. What an entry has and a service lacks is carried in
`attributes` whose `link_type` is "earshot:<column of the flat sheet>", so that it comes back.
"""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from html import unescape
from pathlib import Path
from typing import Any

from bot.catalogue.fault import Fault
from bot.catalogue.places import outcode_of
from bot.library.catalogue_sheet import ReadRow, ReadSheet
from bot.library.columns import NAMED, column_of, joined, record_of
from bot.library.fault_in_file import ContentError, FaultInFile
from bot.library.opportunity import opportunity_from
from bot.library.sheet import text_of

OURS = "earshot:"
LISTS = ("contents", "content", "services", "items", "results", "data")
STATUS = {"active": "open", "inactive": "paused", "temporarily closed": "paused", "defunct": "ended"}
DAYS = {"MO": "mon", "TU": "tue", "WE": "wed", "TH": "thu", "FR": "fri", "SA": "sat", "SU": "sun"}
UNITS = {"term": "term", "month": "month", "year": "year", "annual": "year"} | dict.fromkeys(
    ("session", "lesson", "class", "hour", "week", "visit"), "session"
)
FIELDS = {"title": "name", "provider": "organization.name", "outcode": "postal_code", "lat": "latitude"}
FIELDS |= {"lon": "longitude", "join_url": "url", "join_email": "email", "join_phone": "phones.number"}
FIELDS |= {
    "age_min": "minimum_age",
    "age_max": "maximum_age",
    "checked_on": "assured_date",
    "cost": "cost_options",
}
_BREAK = re.compile(r"<(?:/?(?:p|div|li|ul|ol|h[1-6])|br)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
_CLOCK = re.compile(r"([0-9]{2}:[0-9]{2})(:[0-9.]+)?(Z|[+-][0-9:]+)?")
_SUMMARY = 280


def read_oruk(file: Path) -> ReadSheet:
    """The services of a file: one, a list, or a page. Raises ContentError when it holds no JSON or no services."""
    try:
        found = _services(json.loads(file.read_text(encoding="utf-8-sig")))
    except (ValueError, RecursionError) as error:
        fault = Fault((), f"this is no JSON that can be read ({error})", "save it again as UTF-8 JSON")
        raise ContentError([FaultInFile(file, 1, fault)]) from error
    if found is None:
        fault = Fault(
            (), "there are no services in this", "give one service, a list, or a page with `contents`"
        )
        raise ContentError([FaultInFile(file, 1, fault)])

    def told(number: int, fault: Fault) -> FaultInFile:
        column = column_of(fault.path)
        field = f", field `{FIELDS.get(column, column)}`" if column else ""
        return FaultInFile(file, number, fault, f"service {number}{field}")

    return ReadSheet(_rows(found, told), told)


def cells_from(service: Mapping[str, Any]) -> dict[str, str]:
    """What a service says, by the columns of the flat sheet; odd values stay as they are, to be judged later."""
    cells = {**_about(service), **_location(service), **_schedule(service), **_costs(service)}
    cells |= {"activities": joined(_terms(service))}
    cells |= _ours(service)
    return {column: text for column, text in cells.items() if text}


def _services(found: Any) -> list[Any] | None:
    if isinstance(found, Mapping):
        lists = (found[name] for name in LISTS if isinstance(found.get(name), list))
        return next(lists, [found] if "name" in found or "id" in found else None)
    return found if isinstance(found, list) else None


def _rows(services: list[Any], told: Any) -> Iterator[ReadRow]:
    for number, service in enumerate(services, 1):
        if not isinstance(service, Mapping):
            yield ReadRow(
                number, [told(number, Fault((), "this is no service", "give a group of names and values"))]
            )
            continue
        cells = cells_from(service)
        read = opportunity_from(record_of((NAMED[column], text) for column, text in cells.items()))
        yield ReadRow(number, [told(number, fault) for fault in read] if isinstance(read, list) else read)


def _about(service: Mapping[str, Any]) -> dict[str, str]:
    ages = next(iter(_all(service, "eligibilitys", "eligibility")), {})
    phones = [
        *_all(service, "phones"),
        *(each for one in _all(service, "contacts") for each in _all(one, "phones")),
    ]
    return {
        "id": re.sub(r"[^A-Za-z0-9_-]+", "-", _text(service.get("id"))).strip("-"),
        "title": _text(service.get("name")),
        "provider": _text(_one(service, "organization").get("name")),
        "kind": "activity",
        "summary": short(_text(service.get("description"))),
        "join_url": _text(service.get("url")),
        "join_email": _text(service.get("email")),
        "join_phone": _text(phones[0].get("number")) if phones else "",
        "join_how": _text(service.get("application_process")),
        "status": STATUS.get(_text(service.get("status")).lower(), _text(service.get("status"))),
        "age_min": _text(service.get("minimum_age", ages.get("minimum_age"))),
        "age_max": _text(service.get("maximum_age", ages.get("maximum_age"))),
        "area": joined(
            name
            for each in _all(service, "service_areas")
            if (name := _text(each.get("name") or each.get("service_area")))
        ),
        "checked_on": _text(service.get("assured_date"))[:10],
        "cost_note": _text(service.get("fees_description") or service.get("fees")),
    }


def _location(service: Mapping[str, Any]) -> dict[str, str]:
    location = _one(next(iter(_all(service, "service_at_locations")), {}), "location")
    address = next(iter(_all(location, "addresses", "physical_addresses")), {})
    postcode = _text(address.get("postal_code"))
    access = _all(location, "accessibility", "accessibility_for_disabilities")
    return {
        "place": _text(address.get("city")),
        "venue": _text(location.get("name")) or _text(address.get("address_1")),
        "outcode": outcode_of(postcode) or postcode,
        "lat": _text(location.get("latitude")),
        "lon": _text(location.get("longitude")),
        "access_note": " ".join(
            note for each in access if (note := _text(each.get("description") or each.get("accessibility")))
        ),
    }


def _schedule(service: Mapping[str, Any]) -> dict[str, str]:
    """Weekly days and the first times given; a schedule with a first day and no frequency is a single date."""
    given = _all(service, "schedules", "regular_schedules")
    regular = [each for each in given if each.get("byday") or each.get("freq")]
    days = [
        DAYS[code]
        for each in regular
        for code in re.findall(r"[A-Z]{2}", _text(each.get("byday")).upper())
        if code in DAYS
    ]
    texts = dict.fromkeys(_text(each.get("description")) for each in given)
    return {
        "days": joined(dict.fromkeys(days)),
        "start": next((clock for each in given if (clock := _clock(each.get("opens_at")))), ""),
        "end": next((clock for each in given if (clock := _clock(each.get("closes_at")))), ""),
        "dates": joined(
            _text(each.get("dtstart"))[:10] for each in given if each not in regular and each.get("dtstart")
        ),
        "when_text": " ".join(text for text in texts if text),
    }


def _costs(service: Mapping[str, Any]) -> dict[str, str]:
    """The first cost in its own columns, the others after it; nothing to pay and no more said means free."""
    options = [each for each in _all(service, "cost_options") if _text(each.get("amount"))]
    if not options:
        return {}
    first, *others = [
        (_amount(_text(each["amount"])), _unit(each), _text(each.get("option"))) for each in options
    ]
    if first[0] == "0" and not others and not first[2]:
        return {"free": "true"}
    return {
        "cost": first[0],
        "cost_unit": first[1],
        "cost_for": first[2],
        "more_costs": joined(" ".join(part for part in other if part) for other in others),
    }


def _amount(text: str) -> str:
    """Pounds as the sheet writes them; what is no amount stays as it is."""
    try:
        exact = Decimal(text).quantize(Decimal("0.01"))
        return str(exact).removesuffix(".00") if exact == Decimal(text) else text
    except InvalidOperation:
        return text


def _unit(option: Mapping[str, Any]) -> str:
    said = _text(option.get("amount_description")).lower()
    return next((unit for word, unit in UNITS.items() if word in said), "once")


def _terms(service: Mapping[str, Any]) -> Iterator[str]:
    for each in _all(service, "service_taxonomys"):
        if name := _text(_one(each, "taxonomy").get("name")):
            yield name
    for each in _all(service, "attributes"):
        name = _term(each)
        if name and not _text(each.get("link_type")).startswith(OURS):
            yield name


def _ours(service: Mapping[str, Any]) -> dict[str, str]:
    """The columns that an export of ours has put into attributes; an empty one takes away what the service says."""
    found: dict[str, list[str]] = {}
    for each in _all(service, "attributes"):
        column = _text(each.get("link_type")).removeprefix(OURS)
        if column in NAMED and _text(each.get("link_type")).startswith(OURS):
            found.setdefault(column, []).append(_term(each))
    return {
        column: joined(filter(None, texts)) if NAMED[column].many else texts[0]
        for column, texts in found.items()
    }


def _term(attribute: Mapping[str, Any]) -> str:
    """The word itself: `name` in HSDS, `term` in drafts of the UK profile."""
    term = _one(attribute, "taxonomy_term")
    return _text(term.get("name")) or _text(term.get("term"))


def _all(record: Mapping[str, Any], *names: str) -> list[Mapping[str, Any]]:
    """The records under the first of these names that holds any; a single one counts as a list."""
    for name in names:
        value = record.get(name)
        listed = value if isinstance(value, list) else [value]
        if found := [each for each in listed if isinstance(each, Mapping)]:
            return found
    return []


def _one(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return next(iter(_all(record, name)), {})


def _text(value: Any) -> str:
    return "" if isinstance(value, list | dict) else text_of(value).strip()


def _clock(value: Any) -> str:
    text = _text(value)
    found = _CLOCK.fullmatch(text)
    return found[1] if found else text


def short(text: str) -> str:
    """Plain words of a description, cut at a word's end when it is longer than a summary may be."""
    plain = " ".join(unescape(_TAG.sub("", _BREAK.sub(" ", text))).split())
    return plain if len(plain) <= _SUMMARY else plain[: _SUMMARY - 1].rsplit(" ", 1)[0] + "…"
