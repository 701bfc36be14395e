"""A small bot behind real turns and a real store in memory, driven from plain code."""

import asyncio
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from bot.store import open_store
from bot.turns import Turns
from small_talk import apology, small_bot

SECRET = b"a secret of at least thirty-two bytes"
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@contextmanager
def opened(url):
    """`take` and `messages` as the terminal channel wants them."""
    store = open_store(url, SECRET)
    try:
        with asyncio.Runner() as runner:
            turns = Turns(store, small_bot, apology, lambda touched: None)
            yield lambda incoming: runner.run(turns.take(incoming)), store.messages
            runner.run(turns.close())
    finally:
        store.close()


@pytest.fixture
def house():
    with opened("sqlite://") as parts:
        yield parts


@pytest.fixture
def reopened(tmp_path):
    """Opens the same database as often as it is called."""
    return lambda: opened(f"sqlite:///{tmp_path}/talk.db")
