"""The open feed, as a program of somebody else's reads it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import time
from uuid import UUID

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.catalogue.entry import Ages, Cost, CostLine, Opportunity, When, Where
from bot.channels.web.pace import Limits
from bot.library.oruk import cells_from
from web_list import house_with, list_site

DRUMS = Opportunity(
    "drums",
    "Drum club",
    "P",
    "activity",
    summary="Loud.",
    instruments=("drums",),
    ages=Ages(8, 16),
    where=Where("Weymouth", "Hall", "DT4", 50.6137, -2.4577),
    when=When(("sat",), time(10), time(11, 30)),
    cost=Cost(lines=(CostLine(500, "session"),)),
)
CHOIR = Opportunity("choir", "Choir", "P", "ensemble", activities=("choir",), ages=Ages(low=14))
BARE = Opportunity("bare", "Anything", "P", "lessons")
OVER = replace(CHOIR, id="over", status="ended")
BASE = "/api/oruk"


@pytest.fixture
async def client() -> AsyncIterator[TestClient]:
    async with AsyncExitStack() as stack:
        app = stack.enter_context(list_site(house_with((DRUMS, CHOIR, BARE, OVER))))
        yield await stack.enter_async_context(TestClient(TestServer(app)))


@pytest.fixture
def get(client) -> Callable[..., object]:
    async def fetch(address: str):
        async with client.get(f"{BASE}{address}") as answer:
            return answer.status, await answer.json(content_type=None)

    return fetch


async def names(get, address: str) -> list[str]:
    status, page = await get(address)
    assert status == 200
    return [each["name"] for each in page["contents"]]


@pytest.mark.parametrize("address", ["", "/"])
async def test_the_feed_says_which_standard_it_speaks(get, address):
    status, about = await get(address)
    assert (status, about["version"], sorted(about)) == (
        200,
        "HSDS-UK-3.0",
        ["openapi_url", "profile", "version"],
    )


async def test_a_list_is_the_standards_page(get):
    _, page = await get("/services?per_page=2&page=2")
    assert {name: value for name, value in page.items() if name != "contents"} == {
        "total_items": 3,
        "total_pages": 2,
        "page_number": 2,
        "size": 1,
        "first_page": False,
        "last_page": True,
        "empty": False,
    }
    assert [each["name"] for each in page["contents"]] == ["Drum club"]


async def test_a_page_past_the_last_is_empty(get):
    _, page = await get("/services?page=9")
    assert (page["contents"], page["empty"], page["last_page"]) == ([], True, True)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Anything", "Choir", "Drum club"]),
        ("minimum_age=9", ["Anything", "Drum club"]),
        ("maximum_age=9", ["Anything", "Drum club"]),
        ("minimum_age=15&maximum_age=16", ["Anything", "Choir", "Drum club"]),
        ("minimum_age=80", ["Anything", "Choir"]),
        ("search=loud+drum", ["Drum club"]),
        ("search=%F0%9F%99%82", ["Anything", "Choir", "Drum club"]),
        ("day=SA", ["Drum club"]),
        ("day=saturday", ["Drum club"]),
        ("day=MO", []),
        ("start_time=09:30", ["Drum club"]),
        ("start_time=10:30", []),
        ("end_time=11:30", ["Drum club"]),
        ("end_time=11:00", []),
        ("taxonomy_id=nonsense", []),
        ("taxonomy_term_id=nonsense", []),
    ],
)
async def test_the_standards_filters(get, query, found):
    assert await names(get, f"/services?{query}") == found


async def test_a_service_has_what_the_standard_asks_for(get):
    _, page = await get("/services")
    for service in page["contents"]:
        lacking = {"id", "name", "description", "status", "url", "organization"} - set(service)
        assert lacking <= {"description"}
        assert all("url" in option for option in service.get("cost_options", ()))
        assert UUID(service["id"])


async def test_a_service_without_a_page_of_its_own_has_ours(get):
    _, page = await get("/services?search=loud")
    assert page["contents"][0]["url"] == "https://music.example/o/drums"


async def test_a_service_is_found_by_its_id_and_reads_back(get):
    _, page = await get("/services?search=loud")
    status, service = await get(f"/services/{page['contents'][0]['id']}")
    assert (status, service) == (200, page["contents"][0])
    assert cells_from(service)["id"] == "drums"


async def test_every_term_finds_the_services_that_have_it(get):
    _, page = await get("/taxonomy_terms")
    found = {term["name"]: term["id"] for term in page["contents"]}
    assert sorted(found) == ["activity", "choir", "drums", "ensemble", "lessons", "young_person"]
    assert await names(get, f"/services?taxonomy_term_id={found['drums']}") == ["Drum club"]
    assert (await get(f"/taxonomy_terms/{found['drums']}"))[1]["name"] == "drums"


async def test_the_ids_of_terms_are_those_the_services_carry(get):
    _, page = await get("/taxonomy_terms")
    terms = {term["id"] for term in page["contents"]}
    _, services = await get("/services?search=loud")
    carried = [
        each["taxonomy_term_id"]
        for each in services["contents"][0]["attributes"]
        if each["link_type"] == "earshot:instruments"
    ]
    assert [id in terms for id in carried] == [True]


async def test_there_is_one_taxonomy(get):
    _, page = await get("/taxonomies")
    [taxonomy] = page["contents"]
    assert (await get(f"/taxonomies/{taxonomy['id']}"))[1] == taxonomy
    assert len(await names(get, f"/services?taxonomy_id={taxonomy['id']}")) == 3


async def test_places_are_those_of_services_that_have_one(get):
    _, page = await get("/service_at_locations")
    [at] = page["contents"]
    assert (at["service"]["name"], at["location"]["latitude"]) == ("Drum club", 50.6137)
    assert at["service_id"] == at["service"]["id"]
    assert (await get(f"/service_at_locations/{at['id']}"))[1] == at


@pytest.mark.parametrize(
    ("query", "count"),
    [("postcode=DT4&proximity=9000", 1), ("postcode=DT4+7AA", 1), ("postcode=DH1&proximity=9000", 0)],
)
async def test_places_near_a_postcode(get, query, count):
    _, page = await get(f"/service_at_locations?{query}")
    assert page["total_items"] == count


@pytest.mark.parametrize(
    "query",
    [
        "per_page=0",
        "per_page=-1",
        "per_page=1e9",
        "per_page=ten",
        "page=0",
        "page=٣",
        "minimum_age=old",
        "day=someday",
        "start_time=25:00",
        "page=" + "9" * 400,
    ],
)
async def test_a_wrong_request_is_told_what_is_wrong(get, query):
    status, error = await get(f"/services?{query}")
    assert (status, error["status"], query.partition("=")[0] in error["detail"]) == (400, 400, True)


async def test_a_greedy_request_gets_a_hundred_and_no_more():
    many = tuple(replace(BARE, id=f"bare-{n}") for n in range(101))
    with list_site(house_with(many)) as app:
        async with (
            TestClient(TestServer(app)) as client,
            client.get(f"{BASE}/services?per_page=1000000000") as answer,
        ):
            page = await answer.json()
    assert (page["size"], page["total_items"], page["total_pages"]) == (100, 101, 2)


@pytest.mark.parametrize(
    "address",
    [
        "/services/x",
        "/services/..%2f..%2fx",
        "/taxonomies/x",
        "/taxonomy_terms/x",
        "/organizations",
        "/a/b/c",
    ],
)
async def test_what_is_not_there_is_said_in_json(get, address):
    status, error = await get(address)
    assert (status, error["status"]) == (404, 404)


@pytest.mark.parametrize("address", ["/", "/services", "/services/x", "/nowhere", "/services?page=0"])
async def test_every_answer_is_open_to_every_site(client, address):
    async with client.get(f"{BASE}{address}") as answer:
        headers = answer.headers
    assert (headers["Access-Control-Allow-Origin"], headers["Cross-Origin-Resource-Policy"]) == (
        "*",
        "cross-origin",
    )


async def test_a_browsers_question_beforehand_is_answered(client):
    async with client.options(f"{BASE}/services") as answer:
        assert (answer.status, answer.headers["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")


async def test_a_program_that_has_the_page_is_told_so(client):
    async with client.get(f"{BASE}/services") as answer:
        mark, kept = answer.headers["ETag"], answer.headers["Cache-Control"]
    async with client.get(f"{BASE}/services", headers={"If-None-Match": mark}) as answer:
        assert (answer.status, kept) == (304, "public, max-age=60")


@pytest.mark.parametrize("address", [f"{BASE}/", "/browse"])
async def test_a_network_that_asks_too_fast_is_asked_to_wait(address):
    slow = Limits(network_burst=2, network_a_second=0.001)
    with list_site(house_with((DRUMS,)), limits=slow) as app:
        async with TestClient(TestServer(app)) as client:
            answers = [await client.get(address) for _ in range(3)]
    assert [answer.status for answer in answers] == [200, 200, 429]
    assert answers[2].headers["Retry-After"] == "5"


async def test_what_is_over_is_not_in_the_feed(get):
    assert (await get("/services?search=choir"))[1]["total_items"] == 1
