"""Web channels to visit, and browsers to visit them with."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.web.pace import Limits
from web_forms import Browser
from web_talk import House, house


class Town:
    """Opens web channels and browsers, and closes them all at the end."""

    def __init__(self, stack: AsyncExitStack) -> None:
        self._stack = stack

    async def serve(self, limits: Limits | None = None, public_url: str = "") -> tuple[House, TestServer]:
        built = self._stack.enter_context(house(limits=limits, public_url=public_url))
        server = await self._stack.enter_async_context(TestServer(built.app))
        return built, server

    async def browser(self, server: TestServer) -> Browser:
        jar = CookieJar(unsafe=True)  # cookies for an IP address
        # The client must not stop the server, which others may still be using.
        client = TestClient(server, cookie_jar=jar)
        self._stack.push_async_callback(client.session.close)
        return Browser(client)


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with AsyncExitStack() as stack:
        yield Town(stack)


@pytest.fixture
async def browser(town: Town) -> Browser:
    _, server = await town.serve()
    return await town.browser(server)
