"""The shipped wording, and a small bot behind a real store, real turns and an emulated Telegram."""

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from ruamel.yaml import YAML

from bot.channels.telegram.connect import close
from bot.channels.telegram.parts import TelegramParts, telegram_parts
from bot.channels.telegram.webhook import telegram_routes
from bot.store import Store, open_store
from bot.turns import Turns
from small_talk import apology, small_bot, words
from telegram_emulator import TOKEN, Emulator

WORDING = Path(__file__).parents[3] / "content" / "wording" / "en"
SECRET = "the-secret_1"
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def wording():
    """Every shipped sentence by its key."""
    sentences = {}
    for file in sorted(WORDING.glob("*.yaml")):
        sentences |= YAML(typ="safe").load(file) or {}
    return sentences


@dataclass
class House:
    """Everything below the channel, and what the channel made of it."""

    store: Store
    turns: Turns
    telegram: Emulator
    counted: list[str] = field(default_factory=list)
    touched: list[tuple[str, str]] = field(default_factory=list)

    def parts(self, **changes) -> TelegramParts:
        settings = {
            "turns": self.turns,
            "store": self.store,
            "words": words,
            "nearest_place": lambda lat, lon: "Weymouth",
            "token": TOKEN,
            "api_root": self.telegram.root,
            "clock": lambda: NOW,
            "count": self.counted.append,
        }
        return telegram_parts(**{**settings, **changes})

    def texts(self, chat) -> list[str]:
        """What the bot has said in this chat, sent or not."""
        return [shown.payload["text"] for shown in self.store.messages("telegram", str(chat))]


@pytest.fixture
async def house():
    """No `store` fixture is asked for: that one runs every test on PostgreSQL too."""
    store = open_store("sqlite://", b"a secret of at least thirty-two bytes")
    async with Emulator() as telegram:
        built = House(store, None, telegram)
        built.turns = Turns(store, small_bot, apology, built.touched.extend)
        yield built
        await built.turns.close()
    store.close()


@pytest.fixture
async def parts(house):
    built = house.parts()
    yield built
    await close(built)


@pytest.fixture
async def served():
    """Serves the routes of these parts and gives a client."""
    async with AsyncExitStack() as stack:

        async def serve(parts):
            app = web.Application()
            app.add_routes(telegram_routes(parts))
            stack.push_async_callback(close, parts)
            return await stack.enter_async_context(TestClient(TestServer(app)))

        yield serve


@pytest.fixture
async def webhook(house, served):
    """A client of the server, in webhook mode, after Telegram has told the bot its name."""
    built = house.parts(mode="webhook", secret=SECRET, public_url="https://chat.example.org")
    await built.bot.get_me()
    return await served(built)
