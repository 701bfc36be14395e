"""Wakes the pages that wait for a next message; knows which conversations are watched, not what is said."""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

Place = tuple[str, str]


class Waker:
    """`touched` may be called from any thread, after a commit; waiting is done on the event loop."""

    def __init__(self) -> None:
        self._waiting: dict[Place, set[asyncio.Event]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False

    @property
    def closed(self) -> bool:
        return self._closed

    def watchers(self, place: Place) -> int:
        return len(self._waiting.get(place, ()))

    def all_watchers(self) -> int:
        return sum(map(len, self._waiting.values()))

    @contextmanager
    def subscribe(self, channel: str, address: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever something was stored for this address. Clear it before you read."""
        self._loop = asyncio.get_running_loop()
        place, event = (channel, address), asyncio.Event()
        self._waiting.setdefault(place, set()).add(event)
        try:
            yield event
        finally:
            self._waiting[place].discard(event)
            if not self._waiting[place]:
                del self._waiting[place]

    def touched(self, places: Iterable[Place]) -> None:
        """Tell everybody who watches one of `places`. Nobody watching means nothing to do."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._wake, tuple(places))

    def close(self) -> None:
        """Ends every wait, so that open pages let go and the server can stop at once."""
        self._closed = True
        self._wake(tuple(self._waiting))

    def _wake(self, places: tuple[Place, ...]) -> None:
        for place in places:
            for event in self._waiting.get(place, ()):
                event.set()
