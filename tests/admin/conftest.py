"""Members of staff with browsers, and the steps they all take."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest
from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer

from bot.admin.setup import setup_link
from staff_site import Office, office

PASSWORD = "purple accordion under rain"


class Desk:
    """One browser at the staff site."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.status, self.path, self.html = 0, "", ""

    async def open(self, path: str) -> str:
        return await self._read(await self.client.get(path))

    async def submit(self, action: str, /, **fields: str) -> str:
        """Posts the fields with the token of the page that is open."""
        return await self._read(await self.client.post(action, data={"csrf": self.csrf, **fields}))

    @property
    def csrf(self) -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', self.html)
        return found[1] if found else ""

    @property
    def fault(self) -> str:
        found = re.search(r'class="fault"[^>]*>([^<]*)<', self.html)
        return found[1].replace("&#39;", "'") if found else ""

    async def set_up(self, path: str, email: str = "office@hub.example", **changed: str) -> str:
        await self.open(path)
        fields = {"email": email, "title": "hub officer", "password": PASSWORD, "again": PASSWORD, **changed}
        return await self.submit(path, **fields)

    async def sign_in(self, email: str = "office@hub.example", password: str = PASSWORD) -> str:
        await self.open("/admin/sign-in")
        return await self.submit("/admin/sign-in", email=email, password=password)

    async def _read(self, answer) -> str:
        async with answer:
            self.html, self.status, self.path = await answer.text(), answer.status, answer.url.path
        return self.html


class Site:
    def __init__(self, stack: AsyncExitStack, built: Office, server: TestServer) -> None:
        self._stack, self.office, self.server = stack, built, server

    def desk(self) -> Desk:
        client = TestClient(self.server, cookie_jar=CookieJar(unsafe=True))
        self._stack.push_async_callback(client.session.close)
        return Desk(client)

    def first_link(self) -> str:
        link = setup_link(self.office.store, "http://hub.example")
        assert link is not None
        return link.removeprefix("http://hub.example")

    async def officer(self) -> Desk:
        """The first account, signed in."""
        desk = self.desk()
        await desk.set_up(self.first_link())
        return desk

    async def lead(self, officer: Desk) -> Desk:
        """A safeguarding lead whom the officer invited, signed in."""
        await officer.open("/admin")
        page = await officer.submit("/admin/invite", role="safeguarding_lead")
        link = re.search(r"/admin/set-up/[\w-]+", page)
        assert link is not None
        desk = self.desk()
        await desk.set_up(link[0], email="safe@hub.example", title="safeguarding lead")
        return desk


@pytest.fixture
async def opened() -> AsyncIterator[Callable[..., Awaitable[Site]]]:
    """Opens a staff site with further parts to work with."""
    async with AsyncExitStack() as stack:

        async def open_site(**more: Any) -> Site:
            built = stack.enter_context(office(**more))
            server = await stack.enter_async_context(TestServer(built.app))
            return Site(stack, built, server)

        yield open_site


@pytest.fixture
async def site(opened: Callable[..., Awaitable[Site]]) -> Site:
    return await opened()


@pytest.fixture
def desk_kind() -> type[Desk]:
    """For tests that build a site of their own."""
    return Desk
