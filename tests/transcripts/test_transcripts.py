"""Every conversation four times: engine alone, database, Telegram, web. All but the first get every event twice."""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.app.editions import open_due_editions
from bot.store import Store, open_store
from bot.turns import Turns
from example_hub import TODAY, example_hub
from lanes import DatabaseLane, EngineLane
from telegram_lane import telegram_lane
from transcript import START, Lane, Reply, Transcript, hold, read, rendered, written
from web_lane import web_lane

FILES = sorted(path for path in Path(__file__).parent.glob("*.md") if path.name != "README.md")
SECRET = b"a secret for tests, 32 bytes long"


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def transcript(request: pytest.FixtureRequest) -> Transcript:
    return read(request.param)


def ticking() -> Callable[[], datetime]:
    """A clock that goes on a millisecond each time it is looked at."""
    ticks = count()
    return lambda: START + timedelta(milliseconds=next(ticks))


@pytest.fixture
async def talk_store(tmp_path: Path) -> AsyncIterator[Store]:
    store = open_store(f"sqlite:///{tmp_path / 'talk.db'}", SECRET, clock=ticking())
    open_due_editions(store, example_hub().house.surveys.values(), TODAY)
    yield store
    store.close()


@pytest.fixture
async def database_lane(talk_store: Store) -> AsyncIterator[Lane]:
    loaded = example_hub()
    turns = Turns(
        talk_store, lambda: loaded.bot, lambda: loaded.house.words("apology"), lambda _touched: None
    )
    yield DatabaseLane(loaded, talk_store, turns)
    await turns.close()


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


async def test_the_database_holds_it(transcript: Transcript, database_lane: Lane) -> None:
    compare(transcript, await hold(transcript, database_lane))


async def test_telegram_holds_it(transcript: Transcript, talk_store: Store) -> None:
    async with telegram_lane(example_hub(), talk_store) as lane:
        compare(transcript, await hold(transcript, lane))


async def test_the_web_chat_holds_it(transcript: Transcript, tmp_path: Path) -> None:
    async with web_lane(f"sqlite:///{tmp_path / 'web.db'}", example_hub(), TODAY) as lane:
        compare(transcript, await hold(transcript, lane))


def test_there_are_enough_conversations() -> None:
    assert len(FILES) >= 15
