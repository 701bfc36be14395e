"""A browser without a screen: it keeps cookies and reads the forms of the page it is on."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.web.pace import Limits
from web_talk import House, house


class Seen(HTMLParser):
    """What is on a page: the hidden fields of each form by its address, its messages and its buttons."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self.messages: list[tuple[str, str]] = []
        self.buttons: list[tuple[str, str]] = []
        self.notice = ""
        self._into: Callable[[str], None] | None = None
        self._form = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        have = {name: value or "" for name, value in attrs}
        classes = have.get("class", "").split()
        if tag == "form":
            self._form = have["action"]
            self.forms[self._form] = {}
        if tag == "input" and have.get("type") == "hidden":
            self.forms[self._form][have["name"]] = have["value"]
        if "msg" in classes:
            self.messages.append(("me" if "me" in classes else "bot", ""))
            self._into = None
        if "bubble" in classes:
            self._into = self._more_message
        if tag == "button" and have.get("name") == "token":
            self.buttons.append(("", have["value"]))
            self._into = self._more_button
        if have.get("id") == "notice":
            self._into = self._more_notice

    def handle_endtag(self, tag):
        if tag in ("div", "button", "p"):
            self._into = None

    def handle_data(self, data):
        if self._into:
            self._into(data)

    def _more_message(self, data):
        who, text = self.messages[-1]
        self.messages[-1] = (who, text + data)

    def _more_button(self, data):
        label, token = self.buttons[-1]
        self.buttons[-1] = (label + data, token)

    def _more_notice(self, data):
        self.notice += data


@dataclass
class Browser:
    client: TestClient
    page: Seen = field(default_factory=lambda: Seen(""))
    status: int = 0
    url: str = ""
    html: str = ""

    async def open(self, address: str = "/chat") -> Seen:
        return await self._read(await self.client.get(address))

    async def submit(self, action: str, **fields: str) -> Seen:
        """Sends the form of the page we are on, as a browser without JavaScript does."""
        data = {**self.page.forms.get(action, {}), **fields}
        return await self._read(await self.client.post(action, data=data, headers={"Accept": "text/html"}))

    async def script(self, action: str, key: str, **fields: str):
        """Posts as the page's script does; gives status and JSON."""
        data = {"csrf": self.page.forms["/chat/say"]["csrf"], "after": "0", **fields}
        headers = {"Accept": "application/json", "Idempotency-Key": key}
        async with self.client.post(action, data=data, headers=headers) as answer:
            return answer.status, await answer.json()

    def token(self, label: str) -> str:
        return dict(self.page.buttons)[label]

    async def _read(self, answer) -> Seen:
        async with answer:
            self.html = await answer.text()
            self.status, self.url = answer.status, answer.url.path
        self.page = Seen(self.html)
        return self.page


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
