"""Works out a page in a thread of its own, so that a long list never holds up a chat; and no faster than is fair."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

from aiohttp import web

from bot.channels.web.pace import Limits, Pace, network_of

WAIT_SECONDS = 5
Worked = Callable[[web.Request], web.Response]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Aside:
    """One thread for all of them: lists are read now and then, and what is said in the chat comes first.

    A network may ask as often as it may post; a school has one address.
    """

    def __init__(self, limits: Limits) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="lists")
        self._networks = Pace(limits.network_burst, limits.network_a_second, monotonic)

    def handler(self, worked: Worked) -> Handler:
        """The handler for a route. Raises HTTPTooManyRequests for a network that is too fast."""

        async def aside(request: web.Request) -> web.StreamResponse:
            if not self._networks.allows(network_of(request)):
                raise web.HTTPTooManyRequests(headers={"Retry-After": str(WAIT_SECONDS)})
            return await asyncio.get_running_loop().run_in_executor(self._thread, worked, request)

        return aside
