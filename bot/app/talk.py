"""A talk without a server: events go through the same turns and the same store as everywhere else."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from bot.app.content import Loaded, as_written, with_voice
from bot.app.editions import close_due_editions, open_due_editions
from bot.app.voice_now import Reading, voice_now
from bot.store import Store
from bot.turns import Incoming, Receipt, Turns


def up_to_date(store: Store, loaded: Loaded, today: date) -> Loaded:
    """The content as this database has it: what is open is asked as it was frozen, what is due opens and closes."""
    snapshot, reading = loaded.snapshot, Reading()
    voice = voice_now(store, snapshot.surveys, snapshot.hub.time_zone, reading)
    surveys = as_written(loaded, voice).values()
    open_due_editions(store, surveys, today)
    close_due_editions(store, surveys, today)
    return with_voice(loaded, voice_now(store, snapshot.surveys, snapshot.hub.time_zone, reading))


@contextmanager
def talking(store: Store, loaded: Loaded) -> Iterator[Callable[[Incoming], Receipt]]:
    """A function that takes one event and comes back when it is committed."""
    turns = Turns(store, lambda: loaded.bot, lambda: loaded.house.words("apology"), lambda _touched: None)
    with asyncio.Runner() as runner:
        yield lambda incoming: runner.run(turns.take(incoming))
        runner.run(turns.close())
