"""A survey for some people only, held in every lane: engine alone, database, Telegram, web."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from bot.app.editions import open_due_editions
from bot.store import Store, open_store
from bot.turns import Turns
from example_hub import TODAY
from example_survey import quota_hub
from lanes import DatabaseLane, EngineLane
from telegram_lane import telegram_lane
from transcript import START, Reply, Transcript, hold, read, rendered, written
from web_lane import web_lane

FILES = sorted((Path(__file__).parent / "surveys").glob("*.md"))
SECRET = b"a secret for tests, 32 bytes long"


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def transcript(request: pytest.FixtureRequest) -> Transcript:
    return read(request.param)


@pytest.fixture
async def talk_store(tmp_path: Path) -> AsyncIterator[Store]:
    store = open_store(f"sqlite:///{tmp_path / 'talk.db'}", SECRET, clock=lambda: START)
    open_due_editions(store, quota_hub().house.surveys.values(), TODAY)
    yield store
    store.close()


def compare(transcript: Transcript, replies: Sequence[Reply]) -> None:
    for exchange, reply in zip(transcript.exchanges, replies, strict=True):
        assert rendered(reply) == exchange.answer, f"after {exchange.raw!r} in {transcript.file.name}"


async def test_the_engine_alone_holds_it(transcript: Transcript, request: pytest.FixtureRequest) -> None:
    replies = await hold(transcript, EngineLane(quota_hub()))
    if request.config.getoption("--update-transcripts"):
        transcript.file.write_text(written(transcript, replies), encoding="utf-8")
        return
    compare(transcript, replies)


async def test_the_database_holds_it(transcript: Transcript, talk_store: Store) -> None:
    loaded = quota_hub()
    turns = Turns(
        talk_store, lambda: loaded.bot, lambda: loaded.house.words("apology"), lambda _touched: None
    )
    compare(transcript, await hold(transcript, DatabaseLane(loaded, talk_store, turns)))
    await turns.close()


async def test_telegram_holds_it(transcript: Transcript, talk_store: Store) -> None:
    async with telegram_lane(quota_hub(), talk_store) as lane:
        compare(transcript, await hold(transcript, lane))


async def test_the_web_chat_holds_it(transcript: Transcript, tmp_path: Path) -> None:
    async with web_lane(f"sqlite:///{tmp_path / 'web.db'}", quota_hub(), TODAY) as lane:
        compare(transcript, await hold(transcript, lane))
