"""A talk without a server: events go through the same turns and the same store as everywhere else."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.app.content import Loaded
from bot.store import Store
from bot.turns import Incoming, Receipt, Turns


@contextmanager
def talking(store: Store, loaded: Loaded) -> Iterator[Callable[[Incoming], Receipt]]:
    """A function that takes one event and comes back when it is committed."""
    turns = Turns(store, lambda: loaded.bot, lambda: loaded.house.words("apology"), lambda _touched: None)
    with asyncio.Runner() as runner:
        yield lambda incoming: runner.run(turns.take(incoming))
        runner.run(turns.close())
