"""The list of everything, without a single script."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import time
from html import unescape

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.catalogue.entry import Ages, Cost, CostLine, Opportunity, When, Where
from web_list import house_with, list_site

WEYMOUTH = Where("Weymouth", "", "DT4", 50.6137, -2.4577)
DORCHESTER = Where("Dorchester", "", "DT1", 50.7112, -2.4412)
DRUMS = Opportunity(
    "drums",
    "Zebra drums",
    "P",
    "activity",
    instruments=("drums",),
    ages=Ages(8, 16),
    where=WEYMOUTH,
    when=When(("sat",), time(10)),
    cost=Cost(free=True),
    access=("step_free",),
)
CHOIR = Opportunity(
    "choir", "Abbey choir", "P", "ensemble", activities=("choir",), ages=Ages(7, 11), where=DORCHESTER
)
CELLO = Opportunity(
    "cello",
    "Cello lessons",
    "P",
    "lessons",
    summary="With Quillfeather books.",
    instruments=("cello",),
    where=Where(online=True),
    cost=Cost(lines=(CostLine(3000, "term"),)),
)
ENTRIES = (DRUMS, CHOIR, CELLO)
MANY = tuple(replace(CHOIR, id=f"choir-{n:03}", title=f"Choir {n:03}") for n in range(45))


class Reader:
    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.page, self.url, self.status = "", "", 0

    async def open(self, address: str) -> list[str]:
        async with self.client.get(address, headers={"Accept": "text/html"}) as answer:
            self.page, self.url, self.status = await answer.text(), str(answer.url.relative()), answer.status
        return self.ids

    @property
    def ids(self) -> list[str]:
        """The entries of the list, without those that only come close."""
        listed = self.page.partition("These come closest")[0]
        return re.findall(r'<h3><a href="/o/([^"]+)"', listed)

    @property
    def addresses(self) -> list[str]:
        return [unescape(address) for address in re.findall(r'href="(/browse[^"]*)"', self.page)]


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as opened:
        yield opened


async def reading(stack: AsyncExitStack, entries: tuple[Opportunity, ...]) -> Reader:
    app = stack.enter_context(list_site(house_with(entries)))
    return Reader(await stack.enter_async_context(TestClient(TestServer(app))))


@pytest.fixture
async def reader(stack) -> Reader:
    return await reading(stack, ENTRIES)


async def test_the_list_holds_everything_by_title(reader):
    assert await reader.open("/browse") == ["choir", "cello", "drums"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("what=drums", ["drums"]),
        ("what=singing", ["choir"]),
        ("what=drums&what=choir", ["choir", "drums"]),
        ("near=Weymouth", ["drums", "choir"]),
        ("near=weymoth&within=2", ["drums"]),
        ("near=DT1&within=5", ["choir"]),
        ("age=9", ["choir", "cello", "drums"]),
        ("age=14", ["cello", "drums"]),
        ("age=16-18", ["cello", "drums"]),
        ("day=sat", ["drums"]),
        ("day=sat&unsure=1", ["choir", "cello", "drums"]),
        ("free=1", ["drums"]),
        ("online=1", ["cello"]),
        ("kind=lessons", ["cello"]),
        ("access=step_free", ["drums"]),
        ("kind=nonsense", []),
        ("age=nonsense&day=never&within=-1&page=x", ["choir", "cello", "drums"]),
    ],
)
async def test_each_filter_leaves_what_fits(reader, query, found):
    assert await reader.open(f"/browse?{query}") == found


@pytest.mark.parametrize(
    ("typed", "address", "found"),
    [
        ("drums near weymoth", "/browse?what=drums&near=Weymouth", ["drums"]),
        ("free drums for a 9 year old", "/browse?what=drums&age=9&free=1", ["drums"]),
        ("quillfeather", "/browse?q=quillfeather", ["cello"]),
        ("zebra drums", "/browse?q=zebra%20drums", ["drums"]),
        ("drums qqqqq", "/browse?q=qqqqq&what=drums", ["drums"]),
    ],
)
async def test_words_become_filters(reader, typed, address, found):
    ids = await reader.open(f"/browse?q={typed}")
    assert (ids, reader.url.replace("+", "%20")) == (found, address)


async def test_what_is_for_a_whole_area_is_shown_to_those_who_live_there(stack):
    ours = replace(CHOIR, id="ours", title="Ours", where=Where(area=("Dorset Council",)))
    reader = await reading(stack, (DRUMS, ours))
    assert await reader.open("/browse?near=Weymouth") == ["drums", "ours"]
    assert await reader.open("/browse?near=Leeds") == []


async def test_words_that_say_nothing_are_owned_up_to(reader):
    await reader.open("/browse?q=qqqqq")
    assert "Nothing here says “qqqqq”, so we left that out." in reader.page


async def test_a_place_nobody_knows_is_owned_up_to(reader):
    await reader.open("/browse?near=Atlantisville")
    assert "We don&#39;t know where “Atlantisville” is" in reader.page


@pytest.mark.parametrize("query", ["near=DT4+7AA", "near=dt47aa", "q=drums+DT4+7AA"])
async def test_no_more_of_a_postcode_is_kept_than_its_first_half(reader, query):
    await reader.open(f"/browse?{query}")
    assert ("7AA" in reader.url.upper(), "7AA" in reader.page.upper()) == (False, False)
    assert "near=DT4" in reader.url


async def test_a_filter_can_be_taken_away(reader):
    await reader.open("/browse?what=drums&day=sat&free=1")
    for left in ("/browse?day=sat&free=1", "/browse?what=drums&free=1", "/browse?what=drums&day=sat"):
        assert (left, left in reader.addresses) == (left, True)


async def test_what_may_fit_is_counted_and_can_be_shown(reader):
    await reader.open("/browse?day=sat")
    assert "2 more may fit, but do not say enough to be sure." in reader.page
    assert "/browse?day=sat&unsure=1" in reader.addresses


async def test_choices_say_how_many_they_would_leave(reader):
    await reader.open("/browse?free=1")
    chosen = re.findall(r'<option value="(\w+)">[^(]+\((\d+)\)', reader.page)
    assert ("drums", "1") in chosen
    assert "cello" not in [value for value, _ in chosen]


async def test_an_empty_list_leads_to_what_is_closest_and_to_the_chat(reader):
    assert await reader.open("/browse?what=cello&near=Weymouth") == []
    assert "Nothing on the list fits all of that yet." in reader.page
    assert 'href="/chat?draft=cello+near+Weymouth"' in reader.page
    assert reader.page.count("<h3>") >= 1


async def test_pages_hold_twenty_and_lead_to_each_other(stack):
    reader = await reading(stack, MANY)
    assert await reader.open("/browse?what=choir") == [f"choir-{n:03}" for n in range(20)]
    assert "/browse?what=choir&page=2" in reader.addresses
    assert await reader.open("/browse?what=choir&page=3") == [f"choir-{n:03}" for n in range(40, 45)]
    assert await reader.open("/browse?what=choir&page=999999999999") == [f"choir-{n:03}" for n in range(20)]
    assert await reader.open("/browse?what=choir&page=77") == [f"choir-{n:03}" for n in range(40, 45)]


@pytest.mark.parametrize(
    "query",
    [
        "q=%3Cscript%3Ealert(1)%3C/script%3E&near=%22%3E%3Cimg%3E&what=%3Cb%3E&access=%3Cb%3E&kind=%3Cb%3E&level=%27",
        "q=%ff%fe%00&near=%f0%9f%8e%b8",
        "q=" + "drums+" * 1000,
        "&".join(f"what=x{n}" for n in range(500)),
        "page=-1&age=-5&within=1e9",
        "page=٣&age=٩",
    ],
)
async def test_whatever_is_asked_the_list_stays_a_list(reader, query):
    await reader.open(f"/browse?{query}")
    assert (reader.status, "<script" in reader.page, "<img" in reader.page, "<b>" in reader.page) == (
        200,
        False,
        False,
        False,
    )


async def test_the_hub_page_leads_to_the_list(reader):
    await reader.open("/")
    assert "/browse" in reader.addresses
