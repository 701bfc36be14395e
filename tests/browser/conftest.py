"""A real Chromium and the real pages, both on one event loop."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, async_playwright

from bot.channels.web.pace import Limits
from staff_site import add_staff_site
from web_talk import House, house

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_path() -> str | None:
    """Debian's Chromium, or the one named in EARSHOT_TEST_CHROMIUM; None means the one Playwright installed."""
    return os.environ.get("EARSHOT_TEST_CHROMIUM") or shutil.which("chromium")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        yield browser
        await browser.close()


class Street:
    """The site under test and windows on it. A script error or a refused resource fails the test."""

    def __init__(self, stack: AsyncExitStack, chromium: Browser, built: House, server: TestServer) -> None:
        self._stack, self._chromium = stack, chromium
        self.house, self.server = built, server
        self.complaints: list[str] = []

    def address(self, path: str) -> str:
        return str(self.server.make_url(path))

    async def window(self, width: int = 1000, height: int = 800, **options: object) -> Page:
        shape = {"width": width, "height": height}
        context = await self._chromium.new_context(viewport=shape, reduced_motion="reduce", **options)
        self._stack.push_async_callback(context.close)
        page = await context.new_page()
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        return page

    async def chat(self, path: str = "/chat", **options: object) -> Page:
        """A window on the chat page, after its greeting has come."""
        page = await self.window(**options)
        await page.goto(self.address(path))
        await page.locator(".msg.bot").first.wait_for()
        return page


@pytest_asyncio.fixture(loop_scope="session")
async def street(chromium: Browser) -> AsyncIterator[Street]:
    async with AsyncExitStack() as stack:
        built = stack.enter_context(house(limits=Limits(visitor_burst=200)))
        add_staff_site(built.app, built.store, touched=built.waker.touched)
        server = await stack.enter_async_context(TestServer(built.app))
        made = Street(stack, chromium, built, server)
        yield made
    assert made.complaints == []
