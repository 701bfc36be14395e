"""Holding a conversation as Telegram updates: through the webhook, the store, the sender and an emulated Telegram."""

import html
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiohttp.test_utils import TestClient

from bot.courier import Outgoing, Sender
from bot.store import Store
from telegram_emulator import Emulator
from transcript import START, Buttons, Line, Reply

CHAT = 7
PATH = "/telegram/webhook"
SENT = {"sticker": {"sticker": {"file_id": "x"}}, "voice": {"voice": {"file_id": "x"}}}


class TelegramLane:
    """What the person does becomes an update; what arrives in the emulated chat must be what the store says."""

    def __init__(
        self, client: TestClient[Any, Any], secret: str, telegram: Emulator, store: Store, sender: Sender
    ) -> None:
        self._client = client
        self._secret = secret
        self._telegram = telegram
        self._store = store
        self._sender = sender
        self._buttons = Buttons()
        self._seen = 0
        self._remote: dict[str, str] = {}
        self.stored: list[str] = []
        self.now = START

    async def play(self, line: Line, at: datetime) -> Reply:
        self.stored.clear()
        self.now = at
        update = self._update(line, int(at.timestamp()))
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret}
        async with self._client.post(PATH, json=update, headers=headers) as response:
            assert response.status == 200, await response.text()
        messages = self._new()
        for number, payload in messages:
            await self._deliver(number, payload)
        payloads = [payload for _, payload in messages]
        self._buttons.saw(payloads)
        return Reply(payloads, list(self.stored))

    def _update(self, line: Line, date: int) -> dict[str, Any]:
        match line.kind:
            case "start":
                return self._telegram.says(CHAT, f"/start {line.text}".strip(), date)
            case "press" | "old":
                return self._telegram.presses_button(CHAT, self._buttons.token(line))
            case "send" if line.text == "edited":
                return self._telegram.edits(CHAT, "changed my mind", date)
            case "send":
                return self._telegram.sends(CHAT, date, **SENT[line.text])
            case _:
                return self._telegram.says(CHAT, line.text, date)

    def _new(self) -> list[tuple[int, Mapping[str, Any]]]:
        shown = self._store.messages("telegram", str(CHAT), self._seen)
        self._seen = max((each.id for each in shown), default=self._seen)
        return [(each.id, each.payload) for each in shown if not each.mine]

    async def _deliver(self, number: int, payload: Mapping[str, Any]) -> None:
        """Sends the message and holds what stands in the chat against it."""
        edits = self._remote.get(payload["question"]) if payload["replaces"] else None
        before = len(self._telegram.in_chat(CHAT))
        remote = await self._sender(Outgoing(number, "telegram", str(CHAT), dict(payload), edits))
        if payload["question"]:
            self._remote[payload["question"]] = remote
        there = self._telegram.in_chat(CHAT)
        news = there[before:] or [message for message in there if str(message.id) == remote.split(",")[-1]]
        text = plain("\n".join(message.text for message in news))
        assert plain(payload["text"]) in text
        for card in payload["cards"]:
            assert plain(card["title"]) in text
        labels = [label.removeprefix("✅ ") for row in news[-1].labels for label in row]
        assert labels[: len(payload["options"])] == [option["label"] for option in payload["options"]]


def plain(text: str) -> str:
    """Without HTML and without differences in white space."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\xa0", " ").split())
