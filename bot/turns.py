"""Knows how events wait, are stored in groups and are then acknowledged; refuses to know channels and what is said."""

import asyncio
import traceback
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial

import structlog

from bot.dialogue.bot import Bot
from bot.dialogue.events import Event
from bot.dialogue.state import State, Turn
from bot.dialogue.step import step as dialogue_step
from bot.store import Arrival, Contended, Outcome, Step, Store, Unavailable

MOST_A_BATCH = 64
MOST_WAITING = 20_000
TRIES = 4

Incoming = Arrival
Key = tuple[str, str]
log = structlog.get_logger("earshot.turns")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is stored now. `duplicate`: seen before, nothing happened. `failed`: an apology is in the outbox."""

    duplicate: bool = False
    failed: bool = False
    stored: tuple[str, ...] = ()


class NotStored(Exception):
    """It could not be committed; the channel must not acknowledge it and may try again."""


Result = Outcome | NotStored


@dataclass(slots=True)
class _Waiting:
    incoming: Incoming
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Receipt]

    @property
    def key(self) -> Key:
        return self.incoming.channel, self.incoming.address


class Turns:
    """Takes events from any number of tasks of one event loop and stores them in groups.

    While one group is being committed the next one gathers, so the busier it is the larger the groups become. A group
    holds at most one event of a conversation; a conversation's other events wait their turn in the order they came.
    """

    def __init__(
        self,
        store: Store,
        bot: Callable[[], Bot],
        apology: Callable[[], str],
        on_commit: Callable[[Iterable[Key]], None],
        step: Callable[[Bot, State, Event], Turn] = dialogue_step,
    ) -> None:
        self._store = store
        self._bot = bot
        self._apology = apology
        self._on_commit = on_commit
        self._step = step
        self._lines: dict[Key, deque[_Waiting]] = {}
        self._ready: deque[Key] = deque()
        self._waiting = 0
        self._busy = False
        self._closed = False
        self._idle = asyncio.Event()
        self._idle.set()

    async def take(self, incoming: Incoming) -> Receipt:
        """Returns once the event and all it leads to are committed; raises NotStored when they could not be."""
        if self._closed:
            raise NotStored("The bot is closing down")
        if self._waiting >= MOST_WAITING:
            raise NotStored(f"{self._waiting} events are waiting to be stored")
        loop = asyncio.get_running_loop()
        waiting = _Waiting(incoming, loop, loop.create_future())
        self._queue(waiting)
        if not self._busy:
            loop.call_soon(self._pump)  # not at once: what else has just arrived goes with it
        return await waiting.future

    async def close(self) -> None:
        """Stores what is waiting, and takes nothing more."""
        self._closed = True
        await self._idle.wait()

    def _queue(self, waiting: _Waiting) -> None:
        self._waiting += 1
        self._idle.clear()
        if waiting.key in self._lines:
            self._lines[waiting.key].append(waiting)
        else:
            self._lines[waiting.key] = deque([waiting])
            self._ready.append(waiting.key)

    def _pump(self) -> None:
        """Sends the next group to the store unless one is on its way."""
        if self._busy or not self._ready:
            return
        self._busy = True
        keys = [self._ready.popleft() for _ in range(min(MOST_A_BATCH, len(self._ready)))]
        group = [self._lines[key].popleft() for key in keys]
        work = partial(_store_group, self._store, [w.incoming for w in group], self._next, self._apology)
        future = self._store.queue(work)
        future.add_done_callback(lambda done: group[0].loop.call_soon_threadsafe(self._finish, group, done))

    def _finish(self, group: list[_Waiting], done: Future[list[Result]]) -> None:
        self._busy = False
        for waiting in group:
            self._next_in_line(waiting.key)
        self._waiting -= len(group)
        self._pump()
        fault = done.exception()
        results = [_not_stored(fault)] * len(group) if fault else done.result()
        for waiting, result in zip(group, results, strict=True):
            _resolve(waiting, result)
        if not self._waiting:
            self._idle.set()
        self._on_commit({w.key for w, r in zip(group, results, strict=True) if isinstance(r, Outcome)})

    def _next(self, state: State, event: Event) -> Turn:
        return self._step(self._bot(), state, event)

    def _next_in_line(self, key: Key) -> None:
        if self._lines[key]:
            self._ready.append(key)
        else:
            del self._lines[key]


def _store_group(store: Store, group: list[Incoming], step: Step, apology: Callable[[], str]) -> list[Result]:
    """One transaction for all; if that cannot be written, one for each, so that no event suffers for another."""
    try:
        return list(store.take(group, step, apology))
    except Unavailable as fault:
        return [_not_stored(fault)] * len(group)
    except Exception as fault:  # noqa: BLE001 - each event is tried by itself and answers for its own fault
        log.warning("group_split", events=len(group), fault=type(fault).__name__, where=_where(fault))
    results: list[Result] = []
    for incoming in group:
        gone = next((r for r in results if isinstance(r, NotStored)), None)
        results.append(gone or _store_one(store, incoming, step, apology))
    return results


def _store_one(store: Store, incoming: Incoming, step: Step, apology: Callable[[], str]) -> Result:
    """An event whose effects cannot be written is stored as failed, else it would come back for ever."""
    try:
        return _patiently(store, incoming, step, apology)
    except Unavailable as fault:
        return _not_stored(fault)
    except Exception as fault:  # noqa: BLE001 - stored with the event below
        refused = fault
    try:
        return _patiently(store, incoming, partial(_raise, refused), apology)
    except Exception as fault:  # noqa: BLE001 - logged, and the channel is told
        log.error("failure_not_stored", fault=type(fault).__name__, where=_where(fault))
        return _not_stored(fault)


def _patiently(store: Store, incoming: Incoming, step: Step, apology: Callable[[], str]) -> Outcome:
    """Tries again when another process was in the way."""
    for _ in range(TRIES - 1):
        try:
            return store.take([incoming], step, apology)[0]
        except Contended:
            continue
    return store.take([incoming], step, apology)[0]


def _raise(fault: Exception, _state: State, _event: Event) -> Turn:
    raise fault


def _resolve(waiting: _Waiting, result: Result) -> None:
    if isinstance(result, Outcome) and result.fault:
        log.error("turn_failed", channel=waiting.incoming.channel, update_id=waiting.incoming.update_id,
                  fault=type(result.fault).__name__, where=_where(result.fault))  # fmt: skip
    if waiting.future.done():
        return
    if isinstance(result, NotStored):
        waiting.future.set_exception(result)
    else:
        receipt = Receipt(result.duplicate, result.fault is not None, result.stored)
        waiting.future.set_result(receipt)


def _not_stored(fault: BaseException) -> NotStored:
    log.error("not_stored", fault=type(fault).__name__, where=_where(fault))
    return NotStored(f"The database did not store it: {type(fault).__name__}")


def _where(fault: BaseException) -> list[str]:
    """The way to the fault, without its message, which may hold what the person wrote."""
    return [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(fault.__traceback__)]
