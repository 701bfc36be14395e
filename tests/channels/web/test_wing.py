"""A part of the site that is built when somebody first comes to it."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.typedefs import Handler

from bot.channels.web.wing import Wing, add_wing


async def room(request: web.Request) -> web.Response:
    return web.Response(text=request.match_info["name"])


def site(built: list[str]) -> tuple[web.Application, Wing]:
    def routes() -> list[web.RouteDef]:
        built.append("wing")
        return [web.get("/rooms/{name}", room), web.get("/halls/{name}", room)]

    application = web.Application()
    return application, add_wing(application, ("/rooms", "/halls"), routes)


async def test_a_wing_is_built_once_when_somebody_first_comes() -> None:
    built: list[str] = []
    application, _ = site(built)
    async with TestClient(TestServer(application)) as client:
        assert built == []
        assert await (await client.get("/rooms/blue")).text() == "blue"
        assert await (await client.get("/halls/red")).text() == "red"
        assert built == ["wing"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/rooms", 404),
        ("GET", "/roomsy/blue", 404),
        ("POST", "/rooms/blue", 405),
        ("HEAD", "/rooms/blue", 200),
    ],
)
async def test_what_is_not_in_the_wing_is_answered_as_everywhere(method: str, path: str, status: int) -> None:
    application, _ = site([])
    async with TestClient(TestServer(application)) as client:
        answer = await client.request(method, path)
        assert answer.status == status
        assert answer.headers.get("Allow") == ("GET,HEAD" if status == 405 else None)


async def test_the_middlewares_of_the_site_work_in_a_wing() -> None:
    application, _ = site([])

    @web.middleware
    async def shouting(request: web.Request, handler: Handler) -> web.StreamResponse:
        answer = await handler(request)
        assert isinstance(answer, web.Response)
        return web.Response(text=(answer.text or "").upper())

    application.middlewares.append(shouting)
    async with TestClient(TestServer(application)) as client:
        assert await (await client.get("/rooms/blue")).text() == "BLUE"


def test_what_is_wrong_with_a_wing_is_raised_when_it_is_opened() -> None:
    def broken() -> list[web.RouteDef]:
        raise ImportError("no such page")

    wing = Wing(broken)
    with pytest.raises(ImportError, match=r"^no such page$"):
        wing.open()


def test_to_list_the_routes_of_the_site_builds_no_wing() -> None:
    built: list[str] = []
    application, _ = site(built)
    assert list(application.router.routes()) == []
    assert built == []
