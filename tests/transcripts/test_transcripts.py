from collections.abc import AsyncIterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.app.editions import open_due_editions
from bot.channels.telegram.connect import close
from bot.channels.telegram.parts import telegram_parts
from bot.channels.telegram.sender import telegram_sender
from bot.channels.telegram.webhook import telegram_routes
from bot.store import open_store
from bot.turns import Incoming, Receipt, Turns
from example_hub import TODAY, example_hub
from lane_telegram import TelegramLane
from lanes import DatabaseLane, EngineLane
from telegram_emulator import TOKEN, Emulator
from transcript import START, Lane, Reply, Transcript, hold, read, rendered, written

FILES = sorted(path for path in Path(__file__).parent.glob("*.md") if path.name != "README.md")
SECRET = b"a secret for tests, 32 bytes long"


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def transcript(request: pytest.FixtureRequest) -> Transcript:
    return read(request.param)


@pytest.fixture
async def turns_lane(tmp_path: Path) -> AsyncIterator[Lane]:
    loaded = example_hub()
    store = open_store(f"sqlite:///{tmp_path / 'talk.db'}", SECRET, clock=lambda: START)
    open_due_editions(store, loaded.house.surveys.values(), TODAY)
    turns = Turns(store, lambda: loaded.bot, lambda: loaded.house.words("apology"), lambda _touched: None)
    yield DatabaseLane(loaded, store, turns)
    await turns.close()
    store.close()


@pytest.fixture
async def telegram_lane(tmp_path: Path) -> AsyncIterator[Lane]:
    loaded, secret = example_hub(), "a-secret"
    store = open_store(f"sqlite:///{tmp_path / 'talk.db'}", SECRET, clock=lambda: START)
    open_due_editions(store, loaded.house.surveys.values(), TODAY)
    turns = Recording(store, lambda: loaded.bot, lambda: loaded.house.words("apology"), lambda _touched: None)
    async with Emulator() as telegram:
        parts = telegram_parts(
            turns=turns,
            store=store,
            words=loaded.house.words,
            nearest_place=lambda _lat, _lon: "Weymouth",
            token=TOKEN,
            mode="webhook",
            secret=secret,
            public_url="https://chat.example.org",
            api_root=telegram.root,
            clock=lambda: turns.lane.now,
        )
        app = web.Application()
        app.add_routes(telegram_routes(parts))
        async with TestClient(TestServer(app)) as client:
            lane = TelegramLane(client, secret, telegram, store, telegram_sender(parts))
            turns.lane = lane
            yield lane
        await close(parts)
    await turns.close()
    store.close()


class Recording(Turns):
    """Turns that show the lane what was stored."""

    lane: TelegramLane

    async def take(self, incoming: Incoming) -> Receipt:
        receipt = await super().take(incoming)
        self.lane.stored.extend(receipt.stored)
        return receipt


def compare(transcript: Transcript, replies: Sequence[Reply]) -> None:
    for exchange, reply in zip(transcript.exchanges, replies, strict=True):
        assert rendered(reply) == exchange.answer, f"after {exchange.raw!r} in {transcript.file.name}"


async def test_the_engine_alone_holds_the_conversation(
    transcript: Transcript, request: pytest.FixtureRequest
) -> None:
    replies = await hold(transcript, EngineLane(example_hub()))
    if request.config.getoption("--update-transcripts"):
        transcript.file.write_text(written(transcript, replies), encoding="utf-8")
        return
    compare(transcript, replies)


async def test_the_database_holds_it_with_every_event_delivered_twice(
    transcript: Transcript, turns_lane: Lane
) -> None:
    compare(transcript, await hold(transcript, turns_lane))


async def test_telegram_holds_it(transcript: Transcript, telegram_lane: TelegramLane) -> None:
    compare(transcript, await hold(transcript, telegram_lane))


def test_there_are_enough_conversations() -> None:
    assert len(FILES) >= 15


def test_the_hub_they_are_held_with_has_its_surveys_open() -> None:
    assert {s.slug for s in example_hub().house.surveys.values() if s.open_on(date(2026, 11, 22))} == {
        "survey-example",
        "poll-example",
    }
