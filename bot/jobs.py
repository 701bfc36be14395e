"""Knows what happens on the clock, and that each time it happens once however many processes there are; refuses to
know how any of it is done.

To add a job, give it a name, how often it runs and what it does, and put it into `standing_jobs`.
"""

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from bot.dialogue.events import FellSilent, Started
from bot.store import Store, Unavailable
from bot.turns import Incoming, NotStored, Receipt, Turns

if TYPE_CHECKING:
    from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

A_FEW = 200
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

log = structlog.get_logger("earshot.jobs")


@dataclass(frozen=True, slots=True)
class Job:
    """`run` gets the time and must be safe to repeat: what it left undone in one slot is done in the next."""

    name: str
    every: timedelta
    run: Callable[[datetime], Awaitable[None]]

    def slot(self, now: datetime) -> str:
        """The name of the stretch of time `now` is in; stretches begin at the same moments in every process."""
        return (EPOCH + (now - EPOCH) // self.every * self.every).isoformat()


def standing_jobs(store: Store, turns: Turns) -> tuple[Job, ...]:
    """Everything the house does by itself."""
    minute, hour = timedelta(minutes=1), timedelta(hours=1)

    async def silence(now: datetime) -> None:
        await end_silences(store, turns, now)

    async def reminders(now: datetime) -> None:
        await give_reminders(store, turns, now)

    async def prune(now: datetime) -> None:
        gone = await asyncio.to_thread(store.prune, now)
        log.info("pruned", rows=gone)

    return Job("silence", minute, silence), Job("reminders", minute, reminders), Job("prune", hour, prune)


class Timetable:
    """Starts jobs when they are due. A job that is still running is not started again."""

    def __init__(
        self, store: Store, jobs: Sequence[Job], clock: Callable[[], datetime] | None = None
    ) -> None:
        self._store = store
        self._jobs = jobs
        self._clock = clock or store.clock
        self._running: set[asyncio.Task[bool]] = set()
        self._scheduler: AsyncIOScheduler | None = None

    def start(self) -> None:
        """Runs every job now (unless its slot is taken) and from then on; needs a running event loop."""
        # Imported here, since it is not needed before the first page.
        from apscheduler.schedulers.asyncio import AsyncIOScheduler
        from apscheduler.triggers.interval import IntervalTrigger  # type: ignore[import-untyped]

        self._scheduler = AsyncIOScheduler(timezone=UTC)
        for job in self._jobs:
            self._scheduler.add_job(
                self._begin,
                IntervalTrigger(seconds=int(job.every.total_seconds()), timezone=UTC),
                args=[job],
                id=job.name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
                next_run_time=datetime.now(UTC),
            )
        self._scheduler.start()

    async def close(self) -> None:
        """Starts nothing more and waits for what runs."""
        if self._scheduler is not None:
            self._scheduler.pause()  # shutting it down first would cancel what runs
            await asyncio.gather(*self._running)
            self._scheduler.shutdown(wait=False)

    async def run(self, job: Job) -> bool:
        """Runs `job` if this process is the one to do so for the present slot; a job that fails is logged."""
        now = self._clock()
        try:
            if not await asyncio.to_thread(self._store.claim_slot, job.name, job.slot(now)):
                return False
            await job.run(now)
        except (NotStored, Unavailable) as fault:
            log.warning("job_put_off", job=job.name, fault=str(fault))
        except Exception as fault:  # noqa: BLE001 - logged; the next slot tries again
            where = [f"{f.filename}:{f.lineno}" for f in traceback.extract_tb(fault.__traceback__)]
            log.error("job_failed", job=job.name, fault=type(fault).__name__, where=where)
        return True

    async def _begin(self, job: Job) -> None:
        task = asyncio.ensure_future(self.run(job))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        await task


async def end_silences(store: Store, turns: Turns, now: datetime) -> None:
    """Lets every conversation whose unfinished data has expired forget it."""
    while silent := await asyncio.to_thread(store.silent, now, A_FEW):
        events = [Incoming(s.channel, s.key, s.address, FellSilent(now)) for s in silent]
        receipts = await _take(turns, events)
        if all(receipt.duplicate for receipt in receipts):
            return


async def give_reminders(store: Store, turns: Turns, now: datetime) -> None:
    """Begins the conversation anew for everybody whose reminder is due, once each."""
    while due := await asyncio.to_thread(store.due_reminders, now, A_FEW):
        await _take(
            turns, [Incoming(d.channel, f"reminder:{d.id}", d.address, Started(d.payload, now)) for d in due]
        )
        await asyncio.to_thread(store.reminded, [d.id for d in due])


async def _take(turns: Turns, events: Sequence[Incoming]) -> list[Receipt]:
    """Waits for all, then raises NotStored if any could not be stored."""
    results = await asyncio.gather(*(turns.take(event) for event in events), return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return [result for result in results if isinstance(result, Receipt)]
