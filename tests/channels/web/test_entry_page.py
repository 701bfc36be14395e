"""The public page of an entry, its calendar file and its QR code."""

import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date, time
from html import unescape

import pytest
import recurring_ical_events
from aiohttp.test_utils import TestClient, TestServer
from icalendar import Calendar

from bot.catalogue.entry import Ages, Cost, CostLine, Join, Opportunity, Source, When, Where
from bot.channels.web.entries import qr_svg
from web_list import house_with, list_site

DRUMS = Opportunity(
    "drums",
    "Drum <b>club</b>",
    "Example & Sons",
    "activity",
    summary="Play </script><script>alert(1)</script> drums. See https://example.org/x",
    instruments=("drums",),
    level=("beginner",),
    ages=Ages(8, 16),
    where=Where("Weymouth", "Example Hall", "DT4", 50.6137, -2.4577),
    when=When(("sat",), time(10), time(11, 30), exceptions=(date(2026, 12, 26),)),
    cost=Cost(lines=(CostLine(450, "session"),)),
    join=Join("javascript:alert(1)", "drums@example.org", "01305 000000", ways=("drop_in",)),
    next_steps=("samba",),
    source=Source("https://example.org/drums", "2026-09-01"),
    checked_on=date(2026, 9, 5),
)
BARE = Opportunity("bare", "Something", "Somebody", "ensemble", next_steps=("past", "over"))
SAMBA = replace(DRUMS, id="samba", title="Samba band", next_steps=(), join=Join())
FAIR = Opportunity("fair", "Fair", "P", "event", when=When(dates=(date(2026, 10, 1), date(2026, 12, 5))))
PAST = replace(FAIR, id="past", when=When(dates=(date(2026, 10, 1),)))
OVER = replace(SAMBA, id="over", title="Old samba", status="ended")
PAUSED = replace(SAMBA, id="paused", status="paused")
STALE = replace(BARE, id="stale", checked_on=date(2020, 1, 1))
ENTRIES = (DRUMS, BARE, SAMBA, FAIR, PAST, OVER, PAUSED, STALE)

Get = Callable[..., "object"]


@pytest.fixture
async def get() -> AsyncIterator[Get]:
    async with AsyncExitStack() as stack:
        app = stack.enter_context(list_site(house_with(ENTRIES)))
        client = await stack.enter_async_context(TestClient(TestServer(app)))

        async def fetch(address: str, **headers: str):
            async with client.get(address, headers=headers) as answer:
                return answer.status, await answer.text(), answer.headers

        yield fetch


def facts_of(page: str) -> dict[str, str]:
    found = re.findall(r"<dt>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", page, re.DOTALL)
    return {label: unescape(re.sub("<[^>]+>", "", text)).strip() for label, text in found}


async def test_a_page_says_all_that_is_known(get):
    status, page, _ = await get("/o/drums")
    assert (status, facts_of(page)) == (
        200,
        {
            "What": "drums",
            "Where": "Example Hall, Weymouth (DT4)",
            "When": "Saturdays, 10:00 to 11:30",
            "Ages": "8 to 16",
            "Cost": "£4.50 a session",
            "Not on": "26 December 2026",
            "For": "young people",
            "Level": "beginners",
            "Access": "not known, please ask",
            "How to join": "just turn up",
            "Run by": "Example & Sons",
        },
    )


async def test_what_is_not_known_is_said_to_be_not_known(get):
    _, page, _ = await get("/o/bare")
    unknown = [label for label, text in facts_of(page).items() if text == "not known, please ask"]
    assert unknown == ["What", "Where", "When", "Ages", "Cost", "Level", "Audition", "Access", "How to join"]


async def test_content_cannot_become_markup_or_script(get):
    _, page, _ = await get("/o/drums")
    assert (page.count("<script"), "<b>club</b>" in page, "javascript:" in page) == (1, False, False)


async def test_machines_read_the_same_as_people(get):
    _, page, _ = await get("/o/drums")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    thing = json.loads(found[1])
    schedule = thing["eventSchedule"]
    assert (thing["@type"], thing["name"], thing["description"]) == ("Event", DRUMS.title, DRUMS.summary)
    assert (thing["@id"], thing["typicalAgeRange"]) == ("https://music.example/o/drums", "8-16")
    assert thing["offers"][0]["price"] == "4.50"
    assert thing["location"]["geo"] == {"@type": "GeoCoordinates", "latitude": 50.6137, "longitude": -2.4577}
    assert (schedule["byDay"], schedule["exceptDate"]) == (["https://schema.org/Saturday"], ["2026-12-26"])


async def test_of_several_days_machines_are_told_the_next(get):
    _, page, _ = await get("/o/fair")
    assert '"startDate": "2026-12-05"' in page


async def test_a_step_that_is_over_is_no_step(get):
    _, page, _ = await get("/o/bare")
    assert "What could come next" not in page


async def test_a_page_leads_to_the_map_the_chat_and_what_comes_next(get):
    _, page, _ = await get("/o/drums")
    addresses = [unescape(address) for address in re.findall(r'<a [^>]*href="([^"]+)"', page)]
    for wanted in (
        "https://www.openstreetmap.org/?mlat=50.6137&mlon=-2.4577#map=17/50.6137/-2.4577",
        "/chat?start=about-drums",
        "/o/drums.ics",
        "/o/samba",
        "mailto:drums@example.org",
        "tel:01305000000",
    ):
        assert (wanted, wanted in addresses) == (wanted, True)


async def test_the_next_step_is_not_listed_again_as_something_alike(get):
    _, page, _ = await get("/o/drums")
    assert page.count('href="/o/samba"') == 1


async def test_an_entry_that_is_over_says_so_and_leads_on(get):
    status, page, _ = await get("/o/over")
    assert (status, "This is not on our list" in page, "Old samba" in page) == (410, False, True)
    assert 'href="/o/samba"' in page


@pytest.mark.parametrize("address", ["/o/nowhere", "/o/" + "x" * 3000])
async def test_an_unknown_entry_is_a_friendly_page(get, address):
    status, page, _ = await get(address)
    assert (status, "This is not on our list" in page, 'href="/browse"' in page) == (404, True, True)


@pytest.mark.parametrize("address", ["/o/..%2f..%2fetc%2fpasswd", "/o/%00", "/o/🎸", "/o/", "/o/a/b"])
async def test_an_odd_address_is_not_found(get, address):
    status, _, _ = await get(address, Accept="text/html")
    assert status == 404


async def test_an_entry_long_unchecked_says_so_and_is_kept_from_search_engines(get):
    status, page, _ = await get("/o/stale")
    assert (status, 'content="noindex"' in page, "Nobody has checked this" in page) == (200, True, True)


async def test_a_browser_that_has_the_page_is_told_so(get):
    _, _, headers = await get("/o/drums")
    status, body, _ = await get("/o/drums", **{"If-None-Match": headers["ETag"]})
    assert (status, body) == (304, "")


async def test_a_weekly_club_comes_every_week_but_not_on_the_days_it_is_off(get):
    status, text, headers = await get("/o/drums.ics")
    calendar = Calendar.from_ical(text)
    found = recurring_ical_events.of(calendar).between(date(2026, 12, 11), date(2027, 1, 8))
    starts = [(event.start.date(), event.start.strftime("%H:%M %Z")) for event in found]
    assert (status, headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert starts == [
        (date(2026, 12, 12), "10:00 GMT"),
        (date(2026, 12, 19), "10:00 GMT"),
        (date(2027, 1, 2), "10:00 GMT"),
    ]


async def test_a_weekly_club_keeps_its_time_through_the_summer(get):
    _, text, _ = await get("/o/drums.ics")
    found = recurring_ical_events.of(Calendar.from_ical(text)).between(date(2027, 7, 3), date(2027, 7, 4))
    assert [event.start.strftime("%H:%M %Z") for event in found] == ["10:00 BST"]


async def test_single_days_are_those_to_come_and_have_no_time_that_nobody_said(get):
    _, text, _ = await get("/o/fair.ics")
    [event] = Calendar.from_ical(text).walk("VEVENT")
    assert (event["DTSTART"].dt, "DTEND" in event, str(event["URL"])) == (
        date(2026, 12, 5),
        False,
        "https://music.example/o/fair",
    )


@pytest.mark.parametrize("id", ["bare", "paused", "over", "nowhere"])
async def test_there_is_no_calendar_for_what_has_no_days_or_does_not_run(get, id):
    status, _, _ = await get(f"/o/{id}.ics")
    assert status == 404


async def test_the_page_offers_the_calendar_only_when_there_is_one(get):
    _, page, _ = await get("/o/bare")
    assert "bare.ics" not in page


async def test_the_qr_code_is_that_of_the_pages_own_address(get):
    status, drawn, headers = await get("/o/drums/qr.svg")
    assert (status, headers["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    assert (drawn, drawn.count("<script")) == (qr_svg("https://music.example/o/drums"), 0)


@pytest.mark.parametrize(
    ("host", "status"),
    [("music.example:8080", 200), ("[::1]:80", 200), ("][", 400), ('"><script>', 400), ("a b", 400)],
)
async def test_without_a_public_address_only_the_name_of_a_server_is_repeated(host, status):
    with list_site(house_with(ENTRIES), public_url="") as app:
        async with (
            TestClient(TestServer(app)) as client,
            client.get("/o/drums", headers={"Host": host}) as answer,
        ):
            page = await answer.text()
    assert (answer.status, f'href="http://{host}/o/drums"' in page) == (status, status == 200)
