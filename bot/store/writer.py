"""Knows how to let one thread do all the writing, in order of arrival; refuses to know what is written."""

from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")


class Closed(Exception):
    """The store was closed; nothing more is written."""


class Writer:
    """Runs jobs one at a time on its own thread.

    SQLite takes one writer at a time and lets the others poll, so waiting in a queue of our own is both quicker and
    fair: a busy webhook cannot starve the courier or the staff site.
    """

    def __init__(self, name: str) -> None:
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._closed = False
        self._thread = Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def submit(self, job: Callable[[], Result]) -> Future[Result]:
        """Queues `job`; what it returns or raises is in the future, and Closed when it is too late."""
        future: Future[Result] = Future()
        if self._closed:
            future.set_exception(Closed("the store is closed"))
            return future

        def run() -> None:
            try:
                future.set_result(job())
            except BaseException as fault:  # noqa: BLE001 - it is the caller's, who gets it with the future
                future.set_exception(fault)

        self._jobs.put(run)
        return future

    def close(self) -> None:
        """Finishes what is queued, then ends the thread."""
        if not self._closed:
            self._closed = True
            self._jobs.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
