"""Knows how a round of messages is queued a part at a time, so that it can be killed anywhere and nobody waits for it;
refuses to know what it says.

Each part is one transaction that first claims some people (`Whom`) and then queues a message for each. Whoever was
claimed has their message, whoever was not is found by the next run, in whatever process: nobody gets it twice.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from bot.dialogue.effects import Say
from bot.store import broadcasts
from bot.store.broadcasts import Round
from bot.store.store import MOST_AT_ONCE, Store

Whom = Callable[[Connection, int, datetime], Sequence[str]]
"""Claims at most so many people who have not had this round's message and returns their ids; none when all have it."""


def send(store: Store, what: Round, whom: Whom, say: Say) -> int:
    """Queues `say` for everybody `whom` claims, a thousand in a transaction so that nobody chatting waits.

    Goes on with a round of this kind and edition that was cut off; ends early when it is paused or stopped meanwhile.
    Returns for how many people it was queued now.
    """
    return send_each(store, what, [(whom, say)])


def send_each(store: Store, what: Round, messages: Iterable[tuple[Whom, Say]]) -> int:
    """One round in which different people get different messages; else as `send`."""
    key, total = store.read(lambda c: broadcasts.unfinished(c, what)), 0
    for whom, say in messages:
        work = partial(_part, store, what, whom, say)
        while (part := store.write(partial(work, key))) is not None:
            key, total = part.key, total + part.queued
    store.write(lambda connection: broadcasts.queued(connection, key, store.clock()))
    return total


@dataclass(frozen=True, slots=True)
class _Part:
    key: str
    queued: int


def _part(
    store: Store, what: Round, whom: Whom, say: Say, key: str | None, connection: Connection
) -> _Part | None:
    """One transaction of the round `key` (None: a new one); None when nobody is left or the round may not go on."""
    now = store.clock()
    if key is not None and not broadcasts.may_be_queued(connection, key):
        return None
    people = whom(connection, MOST_AT_ONCE, now)
    if not people:
        return None
    key = key or broadcasts.new(connection, what, broadcasts.QUEUEING, now)
    return _Part(key, broadcasts.queue(connection, store.sealer, key, people, say, now))
