"""The written conversations come out of Telegram just as out of the engine, every update delivered twice."""

from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest

from bot.app.editions import open_due_editions
from bot.store import open_store
from example_hub import TODAY, example_hub
from lanes import EngineLane
from telegram_lane import telegram_lane
from transcript import START, hold, read, rendered

FOLDER = Path(__file__).parents[2] / "transcripts"
FILES = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")


def ticking():
    """A clock that begins when the conversations do and then goes on as clocks do."""
    begun = monotonic()
    return lambda: START + timedelta(seconds=monotonic() - begun)


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
async def test_telegram_holds_the_conversation(file):
    loaded, transcript = example_hub(), read(file)
    store = open_store("sqlite://", b"a secret for tests, 32 bytes long", clock=ticking())
    open_due_editions(store, loaded.house.surveys.values(), TODAY)
    async with telegram_lane(loaded, store) as lane:
        replies = await hold(transcript, lane)
    store.close()
    alone = await hold(transcript, EngineLane(example_hub()))
    assert [rendered(reply) for reply in replies] == [rendered(reply) for reply in alone]
