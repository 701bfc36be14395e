"""Holds a conversation through the web chat's plain forms, each posted twice; what is stored must be on the page."""

import itertools
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import date, datetime, timedelta
from typing import Any

from aiohttp import CookieJar, web
from aiohttp.test_utils import TestClient, TestServer

from bot.app.content import Loaded
from bot.app.editions import open_due_editions
from bot.channels.web.chat import FORGOTTEN
from bot.channels.web.pace import Limits
from bot.channels.web.pages import Pages
from bot.channels.web.parts import WebParts
from bot.channels.web.routes import routes
from bot.channels.web.waker import Waker
from bot.dialogue.events import Unreadable
from bot.scenes.house import House
from bot.store import Store, open_store
from bot.turns import Incoming, Receipt, Turns
from staff_acts import Staff
from transcript import START, Buttons, Line, Reply
from web_forms import Browser

SECRET = b"a secret for tests, 32 bytes long"


class Recording(Turns):
    """Turns that remember whose post came last and what it stored."""

    address = ""
    receipts: list[Receipt]

    async def take(self, incoming: Incoming) -> Receipt:
        receipt = await super().take(incoming)
        self.address = incoming.address
        self.receipts.append(receipt)
        return receipt


class WebLane:
    """One person's browser."""

    def __init__(
        self, browser: Browser, turns: Recording, store: Store, house: House, more: Callable[[], Any]
    ) -> None:
        self.now = START
        self.another = more
        self._browser, self._turns, self._store = browser, turns, store
        self._staff = Staff(store, house)
        self._buttons = Buttons()
        self._seen: dict[str, int] = {}
        self._numbers = itertools.count()

    async def play(self, line: Line, at: datetime) -> Reply:
        self.now = at
        self._turns.receipts = []
        if line.kind == "staff":
            return await self._told(line)
        if line.kind == "send":
            await self._send(line)
        else:
            await self._post(*self._form(line))
        messages = self._new()
        self._on_the_page(messages)
        self._buttons.saw(messages)
        return Reply(messages, self._turns.receipts[0].stored)

    async def _told(self, line: Line) -> Reply:
        """What staff did, and what of it stands on the page when it is opened again."""
        self._staff.do(line.text)
        await self._browser.open()
        messages = self._new()
        self._on_the_page(messages)
        self._buttons.saw(messages)
        return Reply(messages, [])

    def _form(self, line: Line) -> tuple[str, dict[str, str]]:
        match line.kind:
            case "start":
                return "/chat/start", {"payload": line.text}
            case "press" | "old":
                return "/chat/choose", {"token": self._buttons.token(line)}
            case _:
                return "/chat/say", {"text": line.text}

    async def _post(self, action: str, fields: dict[str, str]) -> None:
        """As a person without scripts does who presses the button twice."""
        browser = self._browser
        hidden = {**browser.page.forms["/chat/say"], **fields}
        await browser.submit(action, **hidden)
        if FORGOTTEN in self._turns.receipts[0].stored:
            return
        await browser.submit(action, **hidden)
        assert [receipt.duplicate for receipt in self._turns.receipts] == [False, True]

    async def _send(self, line: Line) -> None:
        """A page has no stickers or voice notes; the engine's answer to one is shown all the same."""
        event = Unreadable(line.text, self.now)
        jar = self._browser.client.session.cookie_jar
        address = next(cookie.value.partition(".")[0] for cookie in jar if cookie.key == "earshot")
        await self._turns.take(Incoming("web", f"sent {next(self._numbers)}", address, event))
        await self._browser.open()

    def _new(self) -> list[Mapping[str, Any]]:
        address = self._turns.address
        shown = self._store.messages("web", address, self._seen.get(address, 0))
        self._seen[address] = max((each.id for each in shown), default=self._seen.get(address, 0))
        return [each.payload for each in shown if not each.mine]

    def _on_the_page(self, messages: list[Mapping[str, Any]]) -> None:
        page = self._browser.page
        told = [plain(text) for who, text in page.messages if who == "bot"]
        for payload in messages:
            assert any(plain(payload["text"]).endswith(text) for text in told if text), (
                payload["text"],
                told,
            )
        tokens = [option["token"] for payload in messages for option in payload["options"] if option["token"]]
        assert [token for token in tokens if token not in [value for _, value in page.buttons]] == []


def plain(text: str) -> str:
    return " ".join(text.split())


@asynccontextmanager
async def web_lane(url: str, loaded: Loaded, today: date) -> AsyncIterator[WebLane]:
    """A whole web channel with one visitor who has just opened the chat page."""
    ticks = itertools.count()
    store = open_store(url, SECRET, clock=lambda: START + timedelta(milliseconds=next(ticks)))
    open_due_editions(store, loaded.house.surveys.values(), today)
    turns = Recording(store, lambda: loaded.bot, lambda: loaded.house.words("apology"), lambda _touched: None)
    async with AsyncExitStack() as stack:
        stack.callback(store.close)
        stack.push_async_callback(turns.close)
        lanes: list[WebLane] = []
        app = _application(loaded, store, turns, lanes)
        server = TestServer(app)

        async def another() -> WebLane:
            jar = CookieJar(unsafe=True)
            client = await stack.enter_async_context(TestClient(server, cookie_jar=jar))
            browser = Browser(client)
            lanes.append(WebLane(browser, turns, store, loaded.house, another))
            await browser.open()
            return lanes[-1]

        yield await another()


def _application(loaded: Loaded, store: Store, turns: Turns, lanes: list[WebLane]) -> web.Application:
    parts = WebParts(
        turns=turns,
        store=store,
        hub=lambda: loaded.house.hub,
        words=lambda: loaded.house.words,
        open_surveys=lambda: [],
        nearest_place=lambda _lat, _lon: "Weymouth",
        waker=Waker(),
        public_url="",
        secret=SECRET,
        limits=Limits(visitor_burst=1000),
        now=lambda: max(lane.now for lane in lanes),
    )
    app = web.Application()
    app.add_routes(routes(parts, Pages(parts)))
    return app
