"""The page of what was asked for and is not there."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
from aiohttp.test_utils import TestServer

from bot.surveys.heard import NotFound
from example_hub import example_hub
from staff_site import office

PAGE = "/admin/heard"
FOUND = (NotFound("drums", "DT4", 32, 14.2), NotFound("harp", "DT", 11, None), NotFound("cello", "", 10, 3.0))


@pytest.fixture
async def heard_site(site: Any) -> AsyncIterator[Any]:
    """The usual site with something heard; `miles` are those it was asked for."""
    async with AsyncExitStack() as stack:
        miles: list[float] = []

        def heard(within: float) -> tuple[NotFound, ...]:
            miles.append(within)
            return FOUND

        built = stack.enter_context(office(house=lambda: example_hub().house, heard=heard))
        server = await stack.enter_async_context(TestServer(built.app))
        made = type(site)(stack, built, server)
        yield made, miles


def rows(desk: Any) -> list[str]:
    body = desk.html.partition("<tbody>")[2].partition("</tbody>")[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in body.split("</tr>") if "<th" in row]


async def test_what_is_not_there_stands_in_rows(heard_site: Any) -> None:
    site, miles = heard_site
    desk = await site.officer()
    await desk.open(PAGE)
    assert rows(desk) == [
        "drums DT4 32 times 14.2 miles",
        "harp DT too few to say which district 11 times none anywhere",
        "cello too few to say where 10 times 3 miles",
    ]
    await desk.open(f"{PAGE}?within=20")
    await desk.open(f"{PAGE}?within=junk")
    assert miles == [10.0, 20.0, 10.0]


async def test_a_governor_may_see_it_and_the_safeguarding_lead_has_no_need(heard_site: Any) -> None:
    site, _ = heard_site
    desk = await site.officer()
    lead = await site.lead(desk)
    await lead.open(PAGE)
    assert lead.status == 403
    await desk.open("/admin")
    page = await desk.submit("/admin/invite", role="governor")
    governor = site.desk()
    await governor.set_up(re.search(r"/admin/set-up/[\w-]+", page)[0], email="governor@hub.example")
    await governor.open(PAGE)
    assert (governor.status, len(rows(governor))) == (200, 3)
