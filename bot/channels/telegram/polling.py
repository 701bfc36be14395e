"""Asks Telegram for updates when it cannot come to us; knows that an update counts as seen only once it is stored."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, Self

import structlog
from telegram.error import TelegramError

from bot.channels.telegram.carrying import Pointed, Reply, carry
from bot.channels.telegram.parts import TelegramParts
from bot.channels.telegram.request import SlowDown
from bot.channels.telegram.updates import ALLOWED_UPDATES, chat_of, number_of

SECONDS_OF_PATIENCE = 25
"""How long Telegram may hold the answer while nothing happens."""

SECONDS_ON_TOP = 10.0
MOST_AT_ONCE = 100
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0

Sleep = Callable[[float], Awaitable[None]]
log = structlog.get_logger()


async def run_polling(parts: TelegramParts, sleep: Sleep = asyncio.sleep) -> None:
    """Takes updates until it is cancelled, however often Telegram or the database cannot be reached.

    Cancelled in the middle, it leaves updates that Telegram hands out again; those already stored are known by their
    number and do nothing.
    """
    offset, wait, pointed = 0, FIRST_WAIT, Pointed()
    async with Replies(parts) as replies:
        while True:
            try:
                updates = await _fetch(parts, offset)
            except SlowDown as told:
                await sleep(told.after)
                continue
            except TelegramError as fault:
                wait = await _pause(sleep, wait, fault.message)
                continue
            offset, complete = await _take(parts, pointed, replies, updates, offset)
            wait = FIRST_WAIT if complete else await _pause(sleep, wait, "an update could not be stored")


async def _pause(sleep: Sleep, wait: float, why: str) -> float:
    """Waits and gives the next, longer wait."""
    log.warning("telegram.polling_waits", seconds=wait, why=why)
    await sleep(wait)
    return min(wait * 2, LONGEST_WAIT)


async def _fetch(parts: TelegramParts, offset: int) -> Sequence[Any]:
    asked = {
        "offset": offset,
        "timeout": SECONDS_OF_PATIENCE,
        "limit": MOST_AT_ONCE,
        "allowed_updates": list(ALLOWED_UPDATES),
    }
    url = f"{parts.bot.base_url}/getUpdates"
    updates = await parts.request.call(url, asked, within=SECONDS_OF_PATIENCE + SECONDS_ON_TOP)
    if not isinstance(updates, list):
        raise TelegramError("the answer is no list of updates")
    return updates


async def _take(
    parts: TelegramParts, pointed: Pointed, replies: "Replies", updates: Sequence[Any], offset: int
) -> tuple[int, bool]:
    """The next offset and whether all was stored. One person's updates go in order, different persons' together."""
    queues: dict[object, list[Any]] = {}
    for update in updates:
        if number_of(update) is not None:
            queues.setdefault(chat_of(update), []).append(update)
    missing = await asyncio.gather(*(_in_order(parts, pointed, replies, queue) for queue in queues.values()))
    first_missing = min((number for number in missing if number is not None), default=None)
    if first_missing is not None:
        return first_missing, False
    return max(
        (number + 1 for update in updates if (number := number_of(update)) is not None), default=offset
    ), True


async def _in_order(
    parts: TelegramParts, pointed: Pointed, replies: "Replies", queue: Iterable[Any]
) -> int | None:
    """The number of the first update that could not be stored; those after it wait for it."""
    for update in queue:
        try:
            reply = await carry(parts, pointed, update)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the update must come again and the loop go on
            log.error("telegram.not_stored", fault=type(fault).__name__)
            return number_of(update)
        if reply is not None:
            replies.send(reply)
    return None


class Replies:
    """Sends replies beside the loop. One that fails is only noted: nothing is lost with it."""

    def __init__(self, parts: TelegramParts) -> None:
        self._parts = parts
        self._under_way: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    def send(self, reply: Reply) -> None:
        task = asyncio.create_task(self._send(reply))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _send(self, reply: Reply) -> None:
        try:
            await self._parts.request.call(
                f"{self._parts.bot.base_url}/{reply.method}", reply.parameters, within=SECONDS_ON_TOP
            )
        except TelegramError as fault:
            self._parts.count("reply_failed")
            log.info("telegram.reply_failed", method=reply.method, why=fault.message)
