"""Knows the one way into the database for everybody else; refuses to hold any statement itself."""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from bot.dialogue.effects import Say
from bot.store import counting, editions, history, outbox, people, unknown_words, upkeep
from bot.store.batch import Arrival, Batch, Outcome, Step
from bot.store.dialect import Contended, Unavailable, explain
from bot.store.opening import engines, in_memory, prepare, wipe_log
from bot.store.sealing import Sealer
from bot.store.writer import Writer

Result = TypeVar("Result")
TRIES = 4
MOST_AT_ONCE = 1000


def utc_now() -> datetime:
    return datetime.now(UTC)


def open_store(url: str, secret: bytes, clock: Callable[[], datetime] = utc_now) -> "Store":
    """Opens (and if need be makes or updates) the database at `url`.

    `sqlite:///FILE`, `sqlite://` in memory, or `postgresql://...`. Raises CannotOpen and WrongKey with what to do.
    """
    sealer = Sealer(secret)
    writing, reading = engines(url)
    try:
        prepare(writing, sealer)
    except BaseException:
        writing.dispose()
        reading.dispose()
        raise
    return Store(writing, reading, sealer, clock)


class Store:
    """Synchronous. Reads may be called from any thread, best with asyncio.to_thread; writes queue for one thread."""

    def __init__(
        self, writing: Engine, reading: Engine, sealer: Sealer, clock: Callable[[], datetime]
    ) -> None:
        self._writing = writing
        self._reading = reading
        self._reads_in_writer = in_memory(writing)
        self._writer = Writer("store")
        self.sealer = sealer
        self.clock = clock

    def close(self) -> None:
        """Ends after what is queued is written."""
        self._writer.close()
        self._writing.dispose()
        self._reading.dispose()

    def queue(self, job: Callable[[], Result]) -> Future[Result]:
        """Runs `job` on the writing thread, after what is already waiting there."""
        return self._writer.submit(job)

    def transaction(self, work: Callable[[Connection], Result]) -> Result:
        """Does `work` in one transaction; only for a job that runs on the writing thread."""
        try:
            with self._writing.begin() as connection:
                return work(connection)
        except DBAPIError as fault:
            raise explain(fault) from fault
        except NoConnection as fault:
            raise Unavailable("no connection to the database was free") from fault

    def take(self, arrivals: Sequence[Arrival], step: Step, apology: Callable[[], str]) -> list[Outcome]:
        """One transaction for all of `arrivals`; only for a job that runs on the writing thread.

        Raises Unavailable or Contended, or whatever fault a statement met; then nothing of it is stored.
        """
        batch = Batch(self.sealer, step, apology, self.clock())
        outcomes = self.transaction(lambda connection: batch.take(connection, arrivals))
        if batch.erased:
            self._wipe_log()
        return outcomes

    def _wipe_log(self) -> None:
        """SQLite's log still holds what was just erased, until it is written back and begun anew."""
        if self._writing.dialect.name == "sqlite" and not self._reads_in_writer:
            with self._writing.connect() as connection:
                wipe_log(connection)

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """Does `work` in one transaction and returns when it is committed; `work` may be done again if contended."""
        return self.queue(lambda: self._patiently(work)).result()

    def _patiently(self, work: Callable[[Connection], Result]) -> Result:
        for _ in range(TRIES - 1):
            try:
                return self.transaction(work)
            except Contended:
                continue
        return self.transaction(work)

    def read(self, work: Callable[[Connection], Result]) -> Result:
        """Does `work`, which only reads, on a connection of its own."""
        if self._reads_in_writer:
            return self.write(work)
        try:
            with self._reading.connect() as connection:
                return work(connection)
        except DBAPIError as fault:
            raise explain(fault) from fault
        except NoConnection as fault:
            raise Unavailable("no connection to the database was free") from fault

    def ready(self) -> bool:
        """Whether the database answers."""
        try:
            return self.read(lambda connection: connection.scalar(select(1))) == 1
        except Unavailable:
            return False

    def counts(self) -> counting.Counts:
        return self.read(counting.counts)

    def messages(self, channel: str, address: str, after: int = 0) -> list[history.Shown]:
        """What was said on both sides after the message `after`, as long as it is kept (24 hours)."""
        return self.read(lambda c: history.messages(c, self.sealer, channel, address, after))

    def person_record(self, channel: str, address: str) -> dict[str, Any]:
        """All that is kept about whoever talks at this address; see people.person_record."""
        return self.read(lambda c: people.person_record(c, self.sealer.address_id(channel, address)))

    def block(self, channel: str, address: str, why: str) -> None:
        """The person blocked the bot, or the address is gone: nothing more is sent there until they are heard again."""
        self.write(lambda c: people.block(c, self.sealer, channel, address, why, self.clock()))

    def unblock(self, channel: str, address: str) -> None:
        """The address can be reached again."""
        self.write(lambda c: people.unblock(c, self.sealer, channel, address))

    def open_edition(
        self, slug: str, definition: str, hash: str, author: str = "", reviewer: str = ""
    ) -> editions.Edition:
        """Lets answers in, freezing the definition (JSON text); safe to repeat. A closed edition stays closed."""
        self.write(lambda c: editions.open_edition(c, slug, definition, hash, author, reviewer, self.clock()))
        found = self.edition(slug)
        assert found is not None
        return found

    def close_edition(self, slug: str) -> None:
        """Lets no more answers in; from now on nobody can tell whose they are. Safe to repeat."""
        self.write(lambda c: editions.close_edition(c, slug, self.clock()))
        self.queue(self._wipe_log).result()

    def edition(self, slug: str) -> editions.Edition | None:
        return self.read(lambda c: editions.find(c, slug))

    def responses(self, slug: str) -> list[editions.Response]:
        """Every response to an edition, in an order that tells nothing."""
        return self.read(lambda c: list(editions.responses(c, slug)))

    def unknown_words(self) -> list[tuple[str, int]]:
        """Words that searches did not know and how many people typed each, the commonest first; at least five did."""
        return self.read(unknown_words.readable)

    def post(self, to: Sequence[str], say: Say, priority: int) -> int:
        """Queues a message for these address ids (not those that are gone); how many it was queued for.

        A thousand in a transaction, so that nobody who is chatting waits for the rest.
        """

        def some(part: Sequence[str]) -> int:
            return self.write(lambda c: outbox.post(c, self.sealer, part, say, priority, self.clock()))

        return sum(some(to[start : start + MOST_AT_ONCE]) for start in range(0, len(to), MOST_AT_ONCE))

    def deliver(
        self,
        lease: str,
        results: Sequence[outbox.Delivery],
        channels: Collection[str],
        urgent: int,
        broadcasts: int,
        now: datetime,
    ) -> list[outbox.Claimed]:
        """In one transaction: writes down what became of messages held under `lease`, and claims the next.

        At most `urgent` replies and concerns, and at most `broadcasts`, for `channels`.
        """

        def work(connection: Connection) -> list[outbox.Claimed]:
            outbox.settle(connection, lease, results, now)
            wanted = outbox.Wanted(lease, tuple(channels), urgent, broadcasts)
            return outbox.claim(connection, self.sealer, wanted, now)

        return self.write(work)

    def hand_back(self, lease: str, results: Sequence[outbox.Delivery], now: datetime) -> None:
        """Writes down what became of messages held under `lease`, and gives back those not sent."""

        def work(connection: Connection) -> None:
            outbox.settle(connection, lease, results, now)
            outbox.release(connection, lease)

        self.write(work)

    def reclaim(self) -> None:
        """When a sender starts: an embedded database has no other, so what is held was held by a dead process."""
        if self._writing.dialect.name == "sqlite":
            self.write(outbox.release_all)

    def claim_slot(self, job: str, slot: str) -> bool:
        """Whether this caller, of all in any process, is the one to run `job` for `slot`."""
        return self.write(lambda c: upkeep.claim_slot(c, job, slot, self.clock()))

    def silent(self, now: datetime, limit: int = 200) -> list[upkeep.Silent]:
        """Conversations whose unfinished data has expired."""
        return self.read(lambda c: upkeep.silent(c, self.sealer, now, limit))

    def due_reminders(self, now: datetime, limit: int = 200) -> list[upkeep.Due]:
        return self.read(lambda c: upkeep.due_reminders(c, self.sealer, now, limit))

    def reminded(self, ids: Sequence[str]) -> None:
        """These reminders were given and are forgotten."""
        self.write(lambda c: upkeep.reminded(c, ids))

    def prune(self, now: datetime) -> int:
        """Forgets what is past its time, a little in each transaction; returns how many rows went or were emptied."""
        total = 0
        while done := self.write(lambda c: upkeep.prune(c, now)):
            total += done
        self.queue(self._wipe_log).result()
        return total
