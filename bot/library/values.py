"""The kinds of single value people write in content: words, dates, times, money, links; knows no record."""

import re
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from bot.library.outside import wrong

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_URL = re.compile(r"https?://[^\s/?#]+\.[^\s/?#]+[^\s]*", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s;,<>]+@[^@\s;,<>]+\.[^@\s;,<>]+")
_PHONE = re.compile(r"\+?[0-9 ()-]{7,20}")
_OUTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?[0-9][A-Z]{2}")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_BRITISH_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_TIME = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})(:00)?")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
BRITAIN = ((49.8, 60.9), (-8.7, 1.8))
"""Latitudes and longitudes, in degrees, that hold the United Kingdom from Scilly to Shetland and Lowestoft."""


def _seen(text: str) -> str:
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n")
    if _UNSEEN.search(text):
        raise wrong("this holds a character that cannot be seen", "write it again by hand, without copying")
    return text


def _on_one_line(text: str) -> str:
    return text if text.isprintable() and "  " not in text else " ".join(_seen(text).split())


def _shaped(pattern: re.Pattern[str], what: str, mend: str) -> AfterValidator:
    def check(text: str) -> str:
        if text and not pattern.fullmatch(text):
            raise wrong(f"`{text[:60]}` is not {what}", mend)
        return text

    return AfterValidator(check)


def _listed(value: Any) -> Any:
    """One word may stand without its brackets."""
    return (value,) if isinstance(value, str) else value


def _not_empty(value: Any) -> Any:
    if isinstance(value, list | tuple) and not value:
        raise wrong("there is nothing in this list", "add at least one")
    return value


def _word(value: Any) -> Any:
    """A word to be chosen from a list may be written with capitals and spaces: "First go"."""
    return value.strip().lower().replace(" ", "_").replace("-", "_") if isinstance(value, str) else value


def _words(value: Any) -> Any:
    listed = _listed(value)
    return tuple(_word(each) for each in listed) if isinstance(listed, list | tuple) else listed


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    text = str(value).strip()
    iso, british = _ISO_DATE.fullmatch(text), _BRITISH_DATE.fullmatch(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if british:
            return date(int(british[3]), int(british[2]), int(british[1]))
    except ValueError:
        pass
    raise wrong(f"`{value}` is not a date", "write year-month-day, such as 2026-10-25")


def _clock(value: Any) -> time:
    if isinstance(value, time):
        return value
    parts = _TIME.fullmatch(str(value).strip())
    try:
        return time(int(parts[1]), int(parts[2])) if parts else time(99)
    except ValueError:
        raise wrong(f"`{value}` is not a time", 'write hours and minutes, such as "16:30"') from None


def _month_day(text: str) -> str:
    try:
        date.fromisoformat(f"2024-{text}")
    except ValueError:
        raise wrong(
            f"`{text}` is not a day of the year", 'write month-day in quotes, such as "08-31"'
        ) from None
    return text


def _pence(value: Any) -> int:
    """Pounds as people write them (30, 7.5, "£12.50") to pence."""
    try:
        pounds = Decimal(str(value).strip().removeprefix("£"))
        pence = pounds * 100
        if pence == pence.to_integral_value() and 0 <= pence <= 10_000_000:
            return int(pence)
    except InvalidOperation:
        pass
    raise wrong(f"`{value}` is not an amount in pounds", "write pounds and pence, such as 30 or 7.50")


def _outward(text: str) -> str:
    code = text.upper()
    if full := _POSTCODE.fullmatch(code):
        raise wrong(f"`{text}` is a whole postcode", f"write its first part only: {full[1]}")
    if code and not _OUTCODE.fullmatch(code):
        raise wrong(f"`{text}` is not the first part of a postcode", "write it as in DT4 or DH1")
    return code


def _within(bounds: tuple[float, float], what: str) -> AfterValidator:
    def check(degrees: float) -> float:
        if not bounds[0] <= degrees <= bounds[1]:
            raise wrong(
                f"{what} {degrees} lies outside the United Kingdom",
                "check it, and that `lat` and `lon` are not swapped",
            )
        return degrees

    return AfterValidator(check)


Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(_on_one_line)]
Paragraph = Annotated[str, StringConstraints(max_length=1000), AfterValidator(_seen)]
Summary = Annotated[str, StringConstraints(max_length=280), AfterValidator(_on_one_line)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_on_one_line)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=80), AfterValidator(_on_one_line)]
Words = Annotated[tuple[Word, ...], BeforeValidator(_listed)]
NotEmpty = BeforeValidator(_not_empty)
Chosen = BeforeValidator(_word)
AllChosen = BeforeValidator(_words)
Id = Annotated[
    str, _shaped(_ID, "an id", "use letters, digits, - and _ only, at most 64, such as weymouth-drum-club")
]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_listed)]
Url = Annotated[
    str,
    StringConstraints(max_length=500),
    _shaped(_URL, "a web address", "write it in full, starting with https://"),
]
Email = Annotated[str, _shaped(_EMAIL, "an email address", "write it as in music@example.org")]
Phone = Annotated[str, _shaped(_PHONE, "a telephone number", "write digits and spaces, in quotes")]
Outcode = Annotated[str, AfterValidator(_outward)]
Day = Annotated[date, BeforeValidator(_day)]
Days = Annotated[
    tuple[Day, ...], BeforeValidator(lambda value: [value] if isinstance(value, str | date) else value)
]
Clock = Annotated[time, BeforeValidator(_clock)]
MonthDay = Annotated[str, AfterValidator(_month_day)]
Pence = Annotated[int, BeforeValidator(_pence)]
Latitude = Annotated[float, _within(BRITAIN[0], "latitude")]
Longitude = Annotated[float, _within(BRITAIN[1], "longitude")]
PrintedDate = Annotated[
    str,
    BeforeValidator(lambda value: value.isoformat() if isinstance(value, date) else value),
    StringConstraints(max_length=60),
]
