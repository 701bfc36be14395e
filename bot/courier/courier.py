"""Knows how to get messages out: in order, at a pace, again when it fails; refuses to know any platform's words.

Of each message it knows only what the platform said about it: sent, come back later, never to this address, never
this message. What was not marked as sent when the process died is sent again, so a message can arrive twice but never
not at all.
"""

import asyncio
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog

from bot.courier.pacing import Pace, Pacing
from bot.courier.quiet import Quiet, never
from bot.store import (
    BROADCAST,
    Claimed,
    Contended,
    Delivery,
    Ended,
    Later,
    Sent,
    Store,
    Unavailable,
    Unreachable,
    random_id,
)

AT_ONCE = 30
BROADCASTS_AT_ONCE = 20
HELD = 60
HELD_BROADCASTS = 30
FEWEST_BROADCASTS = 15
POLL_SECONDS = 1.0
NOTE_SECONDS = 0.25
NOTE_AT_ONCE = 10
SENDING_SECONDS = 60.0
CLOSING_SECONDS = 10.0
LONG_WAIT_SECONDS = 10.0
SHORTEST_WAIT_SECONDS = 0.001
FIRST_RETRY_SECONDS = 1.0
LONGEST_RETRY_SECONDS = 300.0
GIVE_UP = timedelta(hours=24)

log = structlog.get_logger("earshot.courier")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to send; `edits` is the platform's number of a message to change instead, or None."""

    id: int
    channel: str
    address: str
    payload: dict[str, Any]
    edits: str | None


class Temporary(Exception):
    """It failed for now. `after` is how many seconds the platform asks us to wait, or None when it did not say."""

    def __init__(self, after: float | None = None) -> None:
        super().__init__(after)
        self.after = after


class Gone(Exception):
    """Nothing can ever be sent to this address again: blocked, deactivated, not found."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Refused(Exception):
    """The platform will never take this message, though it may take others."""


Sender = Callable[[Outgoing], Awaitable[str]]
Clock = Callable[[], datetime]
Sleep = Callable[[float], Awaitable[None]]


class Courier:
    """One a process; any number of processes share the outbox, each message held by one of them at a time."""

    def __init__(
        self,
        store: Store,
        senders: Mapping[str, Sender],
        clock: Clock | None = None,
        sleep: Sleep = asyncio.sleep,
        pace: Pace = Pace(),  # noqa: B008 - it is frozen
        quiet: Quiet = never,
    ) -> None:
        self._store = store
        self._senders = senders
        self._clock = clock or store.clock
        self._sleep = sleep
        self._pacing = Pacing(pace)
        self._quiet = quiet
        self._lease = random_id()
        self._held: list[Claimed] = []
        self._sending: dict[asyncio.Task[None], Claimed] = {}
        self._results: list[Delivery] = []
        self._awake = asyncio.Event()
        self._new = True
        self._exchanged = 0.0
        self._closing = False
        self._running: asyncio.Task[None] | None = None
        self.outcomes: Counter[str] = Counter()

    def wake(self) -> None:
        """There may be something new to send."""
        self._new = True
        self._awake.set()

    async def run(self) -> None:
        """Delivers until `close`; a database that is away for a while is waited for."""
        self._running = asyncio.current_task()
        await self._tried(self._store.reclaim)
        while not self._closing:
            self._awake.clear()
            if self._is_due():
                await self._exchange()
            await self._pause(self._launch())

    async def close(self) -> None:
        """Lets what is being sent arrive, notes it, and gives the rest back."""
        self._closing = True
        self.wake()
        if self._running is not None:
            await asyncio.wait({self._running})
        if self._sending:
            await asyncio.wait(self._sending, timeout=CLOSING_SECONDS)
        for task in self._sending:
            task.cancel()
        await self._tried(partial(self._store.hand_back, self._lease, self._results, self._clock()))

    def _is_due(self) -> bool:
        """Whether to go to the database: for something new, now and then, or with enough to note."""
        elapsed = self._clock().timestamp() - self._exchanged
        if self._new or elapsed >= POLL_SECONDS:
            return True
        enough = len(self._results) >= NOTE_AT_ONCE or elapsed >= NOTE_SECONDS or not self._held
        return bool(self._results) and enough

    async def _exchange(self) -> None:
        """Tells the store what became of messages and takes over the next ones, in one transaction."""
        self._new = False
        self._exchanged = self._clock().timestamp()
        results, self._results = self._results, []
        urgent, broadcasts = self._room()
        work = partial(
            self._store.deliver, self._lease, results, tuple(self._senders), urgent, broadcasts, self._clock()
        )
        claimed = await self._tried(work)
        if claimed is None:
            self._results = results + self._results
            return
        self._held = sorted(self._held + claimed, key=lambda c: (c.priority, c.id))

    async def _tried(self, work: Callable[[], Any]) -> Any:
        """What `work` returns, or None when the database cannot do it now; the next round tries again."""
        try:
            return await asyncio.to_thread(work)
        except (Contended, Unavailable) as fault:
            log.warning("outbox_unavailable", fault=str(fault))
            return None

    def _room(self) -> tuple[int, int]:
        mine = [*self._held, *self._sending.values()]
        broadcasts = sum(claimed.priority == BROADCAST for claimed in mine)
        room = 0 if self._quiet(self._clock()) else HELD_BROADCASTS - broadcasts
        if room < FEWEST_BROADCASTS:
            room = 0
        return HELD - (len(mine) - broadcasts), room

    def _launch(self) -> float:
        """Begins to send what may go now; returns the seconds until something else may."""
        now = self._clock().timestamp()
        morning = self._quiet(self._clock())
        soonest = NOTE_SECONDS if self._results or self._sending else POLL_SECONDS
        waiting: list[Claimed] = []
        shut: dict[tuple[str, bool], float] = {}
        for claimed in self._held:
            kind = claimed.channel, claimed.priority == BROADCAST
            if kind not in shut:
                shut[kind] = self._shut(*kind, now)
            wait = (
                shut[kind]
                if shut[kind] > 0
                else self._pacing.wait(claimed.channel, claimed.address, kind[1], now)
            )
            if morning is not None and kind[1]:
                self._later(claimed, morning.timestamp() - now, "quiet hours", tries=0)
            elif wait <= 0:
                self._begin(claimed, now)
                del shut[kind]
            elif wait >= LONG_WAIT_SECONDS:
                self._later(claimed, wait, "pace", tries=0)
            else:
                waiting.append(claimed)
                soonest = min(soonest, max(wait, SHORTEST_WAIT_SECONDS))
        self._held = waiting
        return soonest

    def _shut(self, channel: str, broadcast: bool, now: float) -> float:
        """Seconds until anything of this kind may go; when too many are under way, until one of them is done."""
        under_way = sum(c.priority == BROADCAST for c in self._sending.values()) if broadcast else 0
        if len(self._sending) >= AT_ONCE or under_way >= BROADCASTS_AT_ONCE:
            return POLL_SECONDS
        return self._pacing.shut(channel, broadcast, now)

    def _begin(self, claimed: Claimed, now: float) -> None:
        self._pacing.sent(claimed.channel, claimed.address, claimed.priority == BROADCAST, now)
        task = asyncio.create_task(self._send(claimed))
        self._sending[task] = claimed
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        """Wakes the loop only for what cannot wait: room for another message, or a chat whose next may be claimed."""
        full = len(self._sending) >= BROADCASTS_AT_ONCE
        del self._sending[task]
        if full or not self._held or len(self._results) >= NOTE_AT_ONCE:
            self._awake.set()

    async def _send(self, claimed: Claimed) -> None:
        outgoing = Outgoing(claimed.id, claimed.channel, claimed.address, claimed.payload, claimed.edits)
        try:
            async with asyncio.timeout(SENDING_SECONDS):
                remote = await self._senders[claimed.channel](outgoing)
        except Temporary as fault:
            self._temporary(claimed, fault.after)
        except Gone as fault:
            self._result("gone", Unreachable(claimed.id, fault.reason))
        except Refused as fault:
            log.error("message_refused", channel=claimed.channel, id=claimed.id, said=str(fault))
            self._result("refused", Ended(claimed.id, "refused", str(fault)))
        except Exception as fault:  # noqa: BLE001 - logged; whatever it was, the message is not lost
            where = [f"{f.filename}:{f.lineno}" for f in traceback.extract_tb(fault.__traceback__)]
            log.error("sending_failed", channel=claimed.channel, fault=type(fault).__name__, where=where)
            self._temporary(claimed, None)
        else:
            self._result("sent", Sent(claimed.id, remote))

    def _temporary(self, claimed: Claimed, after: float | None) -> None:
        now = self._clock()
        if after is None:
            wait = min(FIRST_RETRY_SECONDS * 2**claimed.attempts, LONGEST_RETRY_SECONDS)
        else:
            wait = after
            broadcast = claimed.priority == BROADCAST
            self._pacing.slow(claimed.channel, claimed.address, broadcast, now.timestamp(), after)
        if now + timedelta(seconds=wait) - claimed.created_at > GIVE_UP:
            self._result("late", Ended(claimed.id, "late", "given up after a day"))
        else:
            self._later(claimed, wait, "temporary" if after is None else "told to slow down", tries=1)

    def _later(self, claimed: Claimed, wait: float, fault: str, tries: int) -> None:
        self._result("later", Later(claimed.id, self._clock() + timedelta(seconds=wait), fault, tries))

    def _result(self, name: str, result: Delivery) -> None:
        self.outcomes[name] += 1
        self._results.append(result)

    async def _pause(self, seconds: float) -> None:
        """Until something is finished or new, or `seconds` have passed."""
        if self._awake.is_set():
            await asyncio.sleep(0)
            return
        woken = asyncio.ensure_future(self._awake.wait())
        slept = asyncio.ensure_future(self._sleep(seconds))
        await asyncio.wait({woken, slept}, return_when=asyncio.FIRST_COMPLETED)
        for task in (woken, slept):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
