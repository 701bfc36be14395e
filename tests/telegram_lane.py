"""Holds a conversation through Telegram requests: updates to the webhook, answers read where a person would see them.

Every update is delivered twice. What Telegram was sent must be what the outbox says, rendered: nothing is left out on
the way and nothing is refused.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.app.content import Loaded
from bot.channels.telegram.connect import close, start
from bot.channels.telegram.parts import TelegramParts, telegram_parts
from bot.channels.telegram.rendering import render
from bot.channels.telegram.sender import telegram_sender
from bot.channels.telegram.webhook import telegram_routes
from bot.courier import Courier, Pace
from bot.store import Store
from bot.turns import Incoming, Receipt, Turns
from staff_acts import Staff
from telegram_emulator import TOKEN, Emulator
from telegram_refusals import parsed_html
from transcript import START, Buttons, Line, Reply

CHAT = 7
PATH = "/telegram/webhook"
AT_ONCE = Pace(chat_seconds=0.0, overall=10_000)


class NotingTurns:
    """Turns that note every receipt, because a webhook answers nothing but "stored"."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self.receipts: list[Receipt] = []

    async def take(self, incoming: Incoming) -> Receipt:
        self.receipts.append(await self._turns.take(incoming))
        return self.receipts[-1]


class TelegramLane:
    """One person's private chat with the bot."""

    def __init__(
        self,
        telegram: Emulator,
        client: Any,
        store: Store,
        turns: NotingTurns,
        words: Any,
        others: "list[TelegramLane]",
        staff: Staff,
        wake: Callable[[], None],
    ) -> None:
        self.now = START
        self._others = others
        self._chat = CHAT + len(others)
        others.append(self)
        self._staff, self._wake = staff, wake
        self._telegram, self._client, self._store, self._turns, self._words = (
            telegram,
            client,
            store,
            turns,
            words,
        )
        self._buttons = Buttons()
        self._seen = 0
        self._said: list[Mapping[str, Any]] = []

    async def another(self) -> "TelegramLane":
        return TelegramLane(
            self._telegram,
            self._client,
            self._store,
            self._turns,
            self._words,
            self._others,
            self._staff,
            self._wake,
        )

    async def play(self, line: Line, at: datetime) -> Reply:
        self.now = at
        before = len(self._delivered())
        if line.kind == "staff":
            return await self._told(line, before)
        self._queue(line)
        self._telegram.api.waiting *= 2
        statuses = await self._telegram.deliver(self._client.session, self._client.make_url(PATH))
        assert statuses == [200, 200]
        first, again = self._turns.receipts[-2:]
        assert (first.duplicate, again.duplicate) == (False, True)
        messages, self._said = self._said, []
        await self._arrived(messages, before)
        self._buttons.saw(messages)
        return Reply(messages, first.stored)

    async def _told(self, line: Line, before: int) -> Reply:
        self._staff.do(line.text)
        self.committed()
        self._wake()
        messages, self._said = self._said, []
        await self._arrived(messages, before)
        self._buttons.saw(messages)
        return Reply(messages, [])

    def _queue(self, line: Line) -> None:
        date = int(self.now.timestamp())
        match line.kind:
            case "start":
                self._telegram.says(self._chat, f"/start {line.text}".strip(), date)
            case "press" | "old":
                self._telegram.presses_button(self._chat, self._buttons.token(line))
            case "send" if line.text == "edited":
                self._telegram.edits(self._chat, "something else", date)
            case "send":
                self._telegram.sends(self._chat, date, **{line.text: {"file_id": "x"}})
            case _:
                self._telegram.says(self._chat, line.text, date)

    def committed(self) -> None:
        """Notes what the turn said, before it can be sent: a goodbye is erased once it has arrived."""
        shown = self._store.messages("telegram", str(self._chat), self._seen)
        self._seen = max((each.id for each in shown), default=self._seen)
        self._said += [each.payload for each in shown if not each.mine]

    def _delivered(self) -> list[Mapping[str, Any]]:
        """The requests that changed the chat, in the order they came."""
        changes = ("sendMessage", "editMessageText")
        return [
            call.parameters for call in self._telegram.calls if call.method in changes and call.status == 200
        ]

    async def _arrived(self, messages: Sequence[Mapping[str, Any]], before: int) -> None:
        expected = [shown for payload in messages for shown in self._as_shown(payload)]
        async with asyncio.timeout(10):
            while len(self._delivered()) < before + len(expected):
                await asyncio.sleep(0.002)
        arrived = [as_seen(asked) for asked in self._delivered()[before:]]
        assert arrived == expected, f"{arrived} arrived instead of {expected}"

    def _as_shown(self, payload: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
        rendered = render(payload, self._words("telegram.card_link"))
        buttons = [button.label for row in rendered.keyboard for button in row]
        texts = [parsed_html(part) for part in rendered.parts]
        return [(text, buttons if number == len(texts) else []) for number, text in enumerate(texts, 1)]


def as_seen(asked: Mapping[str, Any]) -> tuple[str, list[str]]:
    """Text and button labels of one request, as a person sees them."""
    rows = (asked.get("reply_markup") or {"inline_keyboard": []})["inline_keyboard"]
    return parsed_html(asked["text"]), [button["text"] for row in rows for button in row]


@asynccontextmanager
async def telegram_lane(loaded: Loaded, store: Store) -> AsyncIterator[TelegramLane]:
    """The whole way: emulator, webhook, turns, store, courier, sender, emulator."""
    couriers: list[Courier] = []
    lanes: list[TelegramLane] = []
    words = loaded.house.words

    def committed(_touched: object) -> None:
        for lane in lanes:
            lane.committed()
        couriers[0].wake()

    turns = Turns(store, lambda: loaded.bot, lambda: words("apology"), committed)
    noting = NotingTurns(turns)
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(Emulator())
        parts = _parts(telegram, store, noting, loaded, lambda: max(lane.now for lane in lanes))
        stack.push_async_callback(close, parts)
        couriers.append(Courier(store, {"telegram": telegram_sender(parts)}, pace=AT_ONCE))
        running = asyncio.create_task(couriers[0].run())
        stack.push_async_callback(couriers[0].close)
        stack.push_async_callback(turns.close)
        app = web.Application()
        app.add_routes(telegram_routes(parts))
        client = await stack.enter_async_context(TestClient(TestServer(app)))
        await start(parts)
        staff = Staff(store, loaded.house)
        yield TelegramLane(telegram, client, store, noting, words, lanes, staff, couriers[0].wake)
    await running


def _parts(telegram: Emulator, store: Store, turns: Any, loaded: Loaded, clock: Any) -> TelegramParts:
    return telegram_parts(
        turns=turns,
        store=store,
        words=loaded.house.words,
        nearest_place=lambda lat, lon: None,
        token=TOKEN,
        mode="webhook",
        secret="the-secret",
        public_url="https://chat.example.org",
        api_root=telegram.root,
        clock=clock,
    )
