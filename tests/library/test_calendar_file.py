"""Calendars become dated events, with what recurs and what falls out."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from textwrap import dedent

import pytest

from bot.catalogue.entry import Join, Opportunity, When, Where
from bot.library.calendar_file import read_calendar
from bot.library.fault_in_file import ContentError

ZONE = """
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:STANDARD
DTSTART:19701025T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE"""


@pytest.fixture
def calendar(tmp_path: Path) -> Callable[[str], Path]:
    def write(events: str) -> Path:
        head = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//a//b//EN{ZONE}\n"
        text = f"{head}{dedent(events).strip()}\nEND:VCALENDAR\n"
        (tmp_path / "a.ics").write_text(text.replace("\n", "\r\n"), encoding="utf-8", newline="")
        return tmp_path / "a.ics"

    return write


Calendar = Callable[[str], Path]


def read(file: Path, today: date) -> list[Opportunity]:
    rows = [row.read for row in read_calendar(file, "Example provider", today).rows]
    assert not any(isinstance(each, list) for each in rows), rows
    return [each for each in rows if isinstance(each, Opportunity)]


def test_a_single_event_is_read(calendar: Calendar, today: date) -> None:
    file = calendar(
        """
        BEGIN:VEVENT
        UID:drums-1@example.org
        DTSTAMP:20260101T000000Z
        DTSTART:20270605T090000Z
        DTEND:20270605T110000Z
        SUMMARY:Drum day
        DESCRIPTION:Drums for all\\, all day
        LOCATION:Example hall\\, Weymouth
        GEO:50.61;-2.46
        URL:https://example.org/drums
        ORGANIZER;CN=Somebody:mailto:somebody@example.org
        END:VEVENT
        """
    )
    assert read(file, today) == [
        Opportunity(
            "drums-1-example-org",
            "Drum day",
            "Example provider",
            "event",
            summary="Drums for all, all day",
            where=Where(venue="Example hall, Weymouth", lat=50.61, lon=-2.46),
            when=When((), time(10), time(12), None, (date(2027, 6, 5),)),
            join=Join("https://example.org/drums"),
        )
    ]


def weekly(rule: str, more: str = "") -> str:
    return (
        "BEGIN:VEVENT\nUID:a\nDTSTAMP:20260101T000000Z\nDTSTART;TZID=Europe/London:20261121T100000\n"
        f"DTEND;TZID=Europe/London:20261121T120000\nRRULE:{rule}\n{more}SUMMARY:Band\nEND:VEVENT"
    )


def test_a_weekly_event_keeps_its_days_and_exceptions(calendar: Calendar, today: date) -> None:
    file = calendar(weekly("FREQ=WEEKLY;BYDAY=SA,SU", "EXDATE;TZID=Europe/London:20261226T100000\n"))
    assert [entry.when for entry in read(file, today)] == [
        When(("sat", "sun"), time(10), time(12), None, (), (date(2026, 12, 26),))
    ]


def test_a_weekly_event_without_days_falls_on_its_first_day(calendar: Calendar, today: date) -> None:
    assert [entry.when.days for entry in read(calendar(weekly("FREQ=WEEKLY")), today)] == [("sat",)]


def test_a_recurrence_that_ends_becomes_days_without_the_exceptions(calendar: Calendar, today: date) -> None:
    file = calendar(weekly("FREQ=WEEKLY;COUNT=4", "EXDATE;TZID=Europe/London:20261205T100000\n"))
    [entry] = read(file, today)
    assert (entry.when.dates, entry.when.exceptions) == (
        (date(2026, 11, 28), date(2026, 12, 12)),
        (date(2026, 12, 5),),
    )


def test_a_monthly_event_becomes_days(calendar: Calendar, today: date) -> None:
    [entry] = read(calendar(weekly("FREQ=MONTHLY;BYDAY=3SA;COUNT=3")), today)
    assert entry.when.dates == (date(2026, 12, 19), date(2027, 1, 16))


def test_a_moved_day_counts_where_it_was_moved_to(calendar: Calendar, today: date) -> None:
    moved = (
        "\nBEGIN:VEVENT\nUID:a\nDTSTAMP:20260101T000000Z\nRECURRENCE-ID;TZID=Europe/London:20261128T100000\n"
        "DTSTART;TZID=Europe/London:20261129T100000\nDTEND;TZID=Europe/London:20261129T120000\nSUMMARY:Band\nEND:VEVENT"
    )
    [entry] = read(calendar(weekly("FREQ=WEEKLY;COUNT=2") + moved), today)
    assert entry.when.dates == (date(2026, 11, 29),)


def test_an_event_that_is_over_keeps_its_day(calendar: Calendar, today: date) -> None:
    text = (
        "BEGIN:VEVENT\nUID:a\nDTSTAMP:20260101T000000Z\nDTSTART;VALUE=DATE:20250605\nSUMMARY:Fair\nEND:VEVENT"
    )
    assert [entry.when for entry in read(calendar(text), today)] == [When(dates=(date(2025, 6, 5),))]


def test_a_cancelled_event_has_ended(calendar: Calendar, today: date) -> None:
    text = "BEGIN:VEVENT\nUID:a\nDTSTART;VALUE=DATE:20270605\nSUMMARY:Fair\nSTATUS:CANCELLED\nEND:VEVENT"
    assert [entry.status for entry in read(calendar(text), today)] == ["ended"]


def test_a_broken_event_is_told_and_the_others_are_read(calendar: Calendar, today: date) -> None:
    file = calendar(
        "BEGIN:VEVENT\nUID:a\nDTSTART;VALUE=DATE:20270605\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:b\nSUMMARY:No day\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:c\nDTSTART;VALUE=DATE:20270605\nSUMMARY:Fair\nEND:VEVENT"
    )
    rows = list(read_calendar(file, "P", today).rows)
    told = [
        str(fault).removeprefix(f"{file}:")
        for row in rows
        if isinstance(row.read, list)
        for fault in row.read
    ]
    assert [each.split(";")[0].split(" (")[0] for each in told] == [
        "1: event 1, SUMMARY: `title` is missing",
        "2: event 2: this event cannot be read",
    ]
    assert [row.read.id for row in rows if isinstance(row.read, Opportunity)] == ["c"]


def test_what_is_no_calendar_is_told(tmp_path: Path, today: date) -> None:
    (tmp_path / "a.ics").write_text("hello")
    with pytest.raises(ContentError):
        read_calendar(tmp_path / "a.ics", "P", today)
