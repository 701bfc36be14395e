"""Every conversation in tests/transcripts, held through the web chat."""

from pathlib import Path

import pytest

from example_hub import TODAY, example_hub
from transcript import hold, read, rendered
from web_lane import web_lane

FILES = sorted(
    path for path in Path(__file__).parents[2].glob("transcripts/*.md") if path.name != "README.md"
)


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
async def test_plain_forms_hold_the_conversation(file, tmp_path):
    transcript = read(file)
    async with web_lane(f"sqlite:///{tmp_path / 'talk.db'}", example_hub(), TODAY) as lane:
        replies = await hold(transcript, lane)
    for exchange, reply in zip(transcript.exchanges, replies, strict=True):
        assert rendered(reply) == exchange.answer, f"after {exchange.raw!r} in {file.name}"


def test_there_are_conversations_to_hold():
    assert len(FILES) >= 15
