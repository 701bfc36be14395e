"""Conversations held in every lane: engine alone, database, Telegram, web; but for the first, every event comes twice.

Everybody gets the statements in an order of their own, so which one it is stands as (a statement).
"""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from bot.app.editions import open_due_editions
from bot.store import Store, open_store
from bot.turns import Turns
from example_conversation import ADDED, conversation, conversation_hub
from example_hub import TODAY
from lanes import DatabaseLane, EngineLane
from telegram_lane import telegram_lane
from transcript import START, Reply, Transcript, hold, read, rendered, written
from web_lane import web_lane

FILES = sorted((Path(__file__).parent / "conversations").glob("*.md"))
SECRET = b"a secret for tests, 32 bytes long"
STATEMENTS = [each.text for each in (*conversation().statements, ADDED)]


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def transcript(request: pytest.FixtureRequest) -> Transcript:
    return read(request.param)


@pytest.fixture
async def talk_store(tmp_path: Path) -> AsyncIterator[Store]:
    store = open_store(f"sqlite:///{tmp_path / 'talk.db'}", SECRET, clock=lambda: START)
    open_due_editions(store, conversation_hub().house.surveys.values(), TODAY)
    yield store
    store.close()


def masked(text: str) -> str:
    for statement in STATEMENTS:
        text = text.replace(f"“{statement}”", "“(a statement)”")
    return text


def compare(transcript: Transcript, replies: Sequence[Reply]) -> None:
    for exchange, reply in zip(transcript.exchanges, replies, strict=True):
        assert masked(rendered(reply)) == exchange.answer, f"after {exchange.raw!r} in {transcript.file.name}"


async def test_the_engine_alone_holds_it(transcript: Transcript, request: pytest.FixtureRequest) -> None:
    replies = await hold(transcript, EngineLane(conversation_hub()))
    if request.config.getoption("--update-transcripts"):
        transcript.file.write_text(masked(written(transcript, replies)), encoding="utf-8")
        return
    compare(transcript, replies)


async def test_the_database_holds_it(transcript: Transcript, talk_store: Store) -> None:
    loaded = conversation_hub()
    turns = Turns(
        talk_store, lambda: loaded.bot, lambda: loaded.house.words("apology"), lambda _touched: None
    )
    compare(transcript, await hold(transcript, DatabaseLane(loaded, talk_store, turns)))
    await turns.close()


async def test_telegram_holds_it(transcript: Transcript, talk_store: Store) -> None:
    async with telegram_lane(conversation_hub(), talk_store) as lane:
        compare(transcript, await hold(transcript, lane))


async def test_the_web_chat_holds_it(transcript: Transcript, tmp_path: Path) -> None:
    async with web_lane(f"sqlite:///{tmp_path / 'web.db'}", conversation_hub(), TODAY) as lane:
        compare(transcript, await hold(transcript, lane))
