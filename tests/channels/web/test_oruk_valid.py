"""Every record of the open feed is valid by the schemas of Open Referral UK 3.0, of both hubs and of made-up lists."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app.content import read_content
from bot.catalogue.entry import Opportunity
from bot.channels.web.pace import Limits
from bot.library.oruk import read_oruk
from bot.scenes.house import House
from library.made_entries import opportunities
from library.oruk_schema import broken, broken_page
from web_list import house_with, list_site

PLENTY = Limits(network_burst=1_000_000, visitor_burst=1_000_000)
SCHEMAS = {
    "services": ("listed_service", "service"),
    "service_at_locations": ("service_at_location", "service_at_location"),
    "taxonomies": ("taxonomy", "taxonomy"),
    "taxonomy_terms": ("taxonomy_term", "taxonomy_term"),
}


@asynccontextmanager
async def feed(house: House) -> AsyncIterator[TestClient[Any, Any]]:
    with list_site(house, limits=PLENTY) as app:
        async with TestClient(TestServer(app)) as client:
            yield client


async def get(client: TestClient[Any, Any], address: str) -> Any:
    async with client.get(f"/api/oruk{address}") as answer:
        assert answer.status == 200
        return await answer.json()


async def faults_in(client: TestClient[Any, Any], name: str) -> tuple[int, list[str]]:
    """How many records a list has in all, and what is wrong with any of them, in the list or fetched alone."""
    listed, alone = SCHEMAS[name]
    found: list[str] = []
    number, last = 0, False
    while not last:
        number += 1
        page = await get(client, f"/{name}?per_page=100&page={number}")
        found += broken_page(listed, page)
        for record in page["contents"]:
            found += broken(alone, await get(client, f"/{name}/{record['id']}"))
        last = page["last_page"]
    return page["total_items"], found


@pytest.mark.parametrize("hub", ["dorset", "durham"])
async def test_every_record_of_a_shipped_hub_is_valid(hub: str) -> None:
    house = read_content(hub, date(2026, 11, 22), None, None, "").house
    async with feed(house) as client:
        assert broken("about", await get(client, "/")) == []
        counts = {name: await faults_in(client, name) for name in SCHEMAS}
    assert {name: faults for name, (_, faults) in counts.items() if faults} == {}
    assert counts["services"][0] == len(house.catalogue.index.entries)
    assert all(total > 0 for total, _ in counts.values())


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(entries=st.lists(opportunities(), min_size=5, max_size=25, unique_by=lambda entry: entry.id))
async def test_every_record_of_any_list_is_valid(entries: list[Opportunity]) -> None:
    async with feed(house_with(tuple(entries))) as client:
        counts = {name: await faults_in(client, name) for name in SCHEMAS}
    assert {name: faults for name, (_, faults) in counts.items() if faults} == {}


async def test_what_is_fetched_is_brought_in_again_without_loss(tmp_path: Path) -> None:
    house = read_content("dorset", date(2026, 11, 22), None, None, "").house
    async with feed(house) as client, client.get("/api/oruk/services?per_page=100") as answer:
        (tmp_path / "page.json").write_bytes(await answer.read())
    read = {row.read.id: row.read for row in read_oruk(tmp_path / "page.json").rows}
    shown = {entry.id: entry for entry in house.catalogue.index.entries}
    assert read == {id: shown[id] for id in read}
    assert len(read) == min(100, len(shown))
