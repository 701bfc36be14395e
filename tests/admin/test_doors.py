"""Every page of the staff site is behind the door: who may open which is written down here, once for all."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from aiohttp import CookieJar, web
from aiohttp.test_utils import TestClient, TestServer

from bot.admin.roles import INVITED
from bot.admin.setup import setup_link
from youth_voice import POLL, VOTES, Voice, staff_pages, voice

STAFF, LEAD, COUNCIL, GOVERNOR = "staff", "safeguarding_lead", "council_member", "governor"
EVERYBODY = {STAFF, LEAD, COUNCIL, GOVERNOR}
VOICE, SORTERS = {STAFF, COUNCIL, GOVERNOR}, {STAFF, COUNCIL}
MAY = {
    "GET /admin": EVERYBODY,
    "GET /admin/cases": {LEAD},
    "POST /admin/cases/{case}/handled": {LEAD},
    "GET /admin/responses/{slug}.csv": {STAFF},
    "POST /admin/invite": {STAFF},
    "GET /admin/questions": {STAFF, LEAD},
    "POST /admin/questions/{key}/answer": {STAFF, LEAD},
    "POST /admin/questions/{key}/done": {STAFF, LEAD},
    "GET /admin/decisions": VOICE,
    "GET /admin/decisions/{slug}": VOICE,
    "GET /admin/decisions/{slug}/file/{name}": VOICE,
    "POST /admin/decisions/{slug}/add": {STAFF},
    "POST /admin/decisions/{slug}/close": {STAFF},
    "POST /admin/decisions/{slug}/tell": {STAFF},
    "POST /admin/decisions/{slug}/rung": SORTERS,
    "POST /admin/decisions/{slug}/{key}/change": {STAFF},
    "POST /admin/decisions/{slug}/{key}/remove": {STAFF},
    "GET /admin/polls": {STAFF},
    "POST /admin/polls/invite": {STAFF},
    "POST /admin/polls/council/end": {STAFF},
    "POST /admin/polls/{slug}/approve": {STAFF},
    "POST /admin/polls/{slug}/send-back": {STAFF},
    "POST /admin/polls/{slug}/approve-file": {STAFF},
    "GET /admin/sending": {STAFF},
    "POST /admin/sending/{slug}/send": {STAFF},
    "POST /admin/sending/rounds/{key}/{how}": {STAFF},
    "GET /admin/statements": {STAFF},
    "POST /admin/statements/{key}/approve": {STAFF},
    "POST /admin/statements/{key}/refuse": {STAFF},
    "GET /admin/heard": VOICE,
    "GET /admin/themes": SORTERS,
    "GET /admin/themes/{slug}": SORTERS,
    "POST /admin/themes/{slug}/sort": SORTERS,
    "POST /admin/themes/{slug}/theme": SORTERS,
    "POST /admin/themes/{slug}/theme/{theme}": SORTERS,
}
"""A new page is not there until somebody has written down here who may open it."""
OPEN = {
    "GET /admin/sign-in",
    "POST /admin/sign-in",
    "POST /admin/sign-out",
    "GET /admin/set-up/{token}",
    "POST /admin/set-up/{token}",
    "GET /admin/admin.css",
}
SAID = web.AppKey("said", Voice)
WHERE = {
    "slug": POLL,
    "key": "k" * 22,
    "theme": "t" * 22,
    "case": "c" * 22,
    "name": "results.csv",
    "how": "stop",
}


@pytest.fixture
async def server() -> AsyncIterator[TestServer]:
    with voice() as said:
        said.ask(POLL, VOTES)
        app = web.Application()
        app[SAID] = said
        app.add_routes(staff_pages(said))
        async with TestServer(app) as running:
            yield running


@pytest.fixture
async def desks(server, desk_kind) -> AsyncIterator[dict]:
    """A browser of each role, and one that is signed out."""
    async with AsyncExitStack() as stack:

        def desk():
            client = TestClient(server, cookie_jar=CookieJar(unsafe=True))
            stack.push_async_callback(client.session.close)
            return desk_kind(client)

        officer = desk()
        await officer.set_up(setup_link(server.app[SAID].store, "") or "")
        found = {STAFF: officer, "": desk()}
        for role in (LEAD, COUNCIL, GOVERNOR):
            await officer.open("/admin")
            link = re.search(r"/admin/set-up/[\w-]+", await officer.submit("/admin/invite", role=role))
            assert link is not None
            found[role] = desk()
            await found[role].set_up(link[0], email=f"{role}@hub.example", title=role)
        yield found


def known(app: web.Application) -> set[str]:
    """Method and address of each route as a person would write it down."""
    pairs = {(each.method, each.resource.canonical) for each in app.router.routes() if each.resource}
    return {f"{method} {path}" for method, path in pairs if method != "HEAD"}


def address(route: str) -> tuple[str, str]:
    method, _, path = route.partition(" ")
    return method, re.sub(r"\{(\w+)\}", lambda found: WHERE[found[1]], path)


async def asked(desk, route: str, **fields: str) -> tuple[int, str]:
    method, path = address(route)
    async with desk.client.request(method, path, data=fields or None, allow_redirects=False) as answer:
        return answer.status, answer.headers.get("Location", "")


async def test_it_is_written_down_of_every_page_who_may_open_it(server):
    assert known(server.app) == set(MAY) | OPEN
    assert set(INVITED) == EVERYBODY


async def test_who_is_signed_out_is_sent_to_the_door_from_every_page(desks):
    turned_away = {route for route in MAY if await asked(desks[""], route) == (303, "/admin/sign-in")}
    assert turned_away == set(MAY)


async def test_no_form_of_another_site_is_taken_from_anybody(desks):
    forms = {route for route in MAY if route.startswith("POST")}
    for role in EVERYBODY:
        assert {(await asked(desks[role], route, csrf="forged"))[0] for route in forms} == {403}
        assert {(await asked(desks[role], route))[0] for route in forms} == {403}


@pytest.mark.parametrize("role", sorted(EVERYBODY))
async def test_every_page_opens_for_those_who_may_and_for_nobody_else(desks, role):
    desk = desks[role]
    await desk.open("/admin")
    refused = set()
    for route in sorted(MAY):
        status, _ = await asked(desk, route, **({"csrf": desk.csrf} if route.startswith("POST") else {}))
        assert status < 500, route
        refused |= {route} if status == 403 else set()
    assert refused == {route for route, roles in MAY.items() if role not in roles}
