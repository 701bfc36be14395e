"""Telegram's HTTP over aiohttp; knows how to ask and what went wrong on the way, not what is asked.

python-telegram-bot takes any `BaseRequest`. This one keeps one connection pool for the life of the process, opens it
with the first request (so that a bot can be built before there is an event loop) and lets no address into an error
message, because the address holds the bot's token.
"""

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

MOST_CONNECTIONS = 40
SECONDS_TO_CONNECT = 5.0
SECONDS_TO_ANSWER = 15.0

Seconds = Any
"""A number of seconds, None, or the library's private mark for "not given"."""


class SlowDown(TelegramError):
    """Telegram answered 429: too many requests. `after` is the number of seconds it wants us to wait."""

    def __init__(self, after: float) -> None:
        super().__init__(f"too many requests, wait {after:g} s")
        self.after = after


@dataclass(frozen=True, slots=True)
class _AsTheyAre:
    """Parameters that are plain JSON already, in the place of the library's `RequestData`."""

    parameters: dict[str, Any]
    contains_files: bool = False


class AiohttpRequest(BaseRequest):
    """Sends what `telegram.Bot` asks for. `answer_within` is in seconds."""

    __slots__ = ("_answer_within", "_session")

    def __init__(self, answer_within: float = SECONDS_TO_ANSWER) -> None:
        self._answer_within = answer_within
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return self._answer_within

    async def initialize(self) -> None:
        """Nothing to do: the first request opens the connections."""

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        write_timeout: Seconds = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - the library names them all
        connect_timeout: Seconds = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: Seconds = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """The status and body of the answer. Raises SlowDown on a 429 that says how long, TimedOut, NetworkError."""
        if request_data is not None and request_data.contains_files:
            raise TelegramError("this bot sends no files")
        within = read_timeout if isinstance(read_timeout, int | float) else self._answer_within
        parameters = request_data.parameters if request_data is not None else {}
        status, body = await self._exchange(url, method, parameters, within)
        if status == 429 and (after := wait_asked_for(body)) is not None:
            raise SlowDown(after)
        return status, body

    async def call(self, url: str, parameters: dict[str, Any], within: float) -> Any:
        """The untyped `result` of a method, for what the typed ones are too slow for.

        Raises what `telegram.Bot` raises.
        """
        return await self.post(url, _AsTheyAre(parameters), read_timeout=within)  # type: ignore[arg-type]

    async def _exchange(self, url: str, method: str, parameters: Any, within: float) -> tuple[int, bytes]:
        timeout = ClientTimeout(total=within + SECONDS_TO_CONNECT, sock_connect=SECONDS_TO_CONNECT)
        try:
            async with self._open().request(method, url, json=parameters, timeout=timeout) as response:
                return response.status, await response.read()
        except TimeoutError as late:
            raise TimedOut from late
        except (ClientError, OSError) as fault:
            raise NetworkError(type(fault).__name__) from None

    def _open(self) -> ClientSession:
        if self._session is None or self._session.closed:
            self._session = ClientSession(
                connector=TCPConnector(limit=MOST_CONNECTIONS),
                headers={"User-Agent": self.USER_AGENT},
            )
        return self._session


def wait_asked_for(body: bytes) -> float | None:
    """The seconds to wait that a 429 asks for (https://core.telegram.org/bots/api#responseparameters), or None."""
    try:
        answer = json.loads(body)
    except ValueError:
        return None
    match answer:
        case {"parameters": {"retry_after": int() | float() as after}} if (
            not isinstance(after, bool) and after > 0
        ):
            return float(after)
        case _:
            return None
