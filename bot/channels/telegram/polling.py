"""Asks Telegram for updates when it cannot come to us; knows that an update counts as seen only once it is stored."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import structlog
from telegram.error import TelegramError

from bot.channels.telegram.carrying import Pointed, Reply, carry
from bot.channels.telegram.parts import TelegramParts
from bot.channels.telegram.request import SlowDown
from bot.channels.telegram.updates import ALLOWED_UPDATES, chat_of, number_of
from bot.turns import NotStored

SECONDS_OF_PATIENCE = 25
"""How long Telegram may hold the answer while nothing happens."""

SECONDS_ON_TOP = 10.0
MOST_AT_ONCE = 100
MOST_TRIES = 5
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0

Sleep = Callable[[float], Awaitable[None]]
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Polling:
    """What lasts from one round to the next."""

    parts: TelegramParts
    replies: "Replies"
    pointed: Pointed = field(default_factory=Pointed)
    tries: Counter[int] = field(default_factory=Counter)


async def run_polling(parts: TelegramParts, sleep: Sleep = asyncio.sleep) -> None:
    """Takes updates until it is cancelled, however often Telegram or the database cannot be reached.

    Cancelled in the middle, it leaves updates that Telegram hands out again; those already stored are known by their
    number and do nothing.
    """
    offset, wait = 0, FIRST_WAIT
    async with Replies(parts) as replies:
        polling = _Polling(parts, replies)
        while True:
            try:
                updates = await _fetch(parts, offset)
            except SlowDown as told:
                await sleep(told.after)
                continue
            except TelegramError as fault:
                wait = await _pause(sleep, wait, fault.message)
                continue
            offset, complete = await _take(polling, updates, offset)
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


async def _take(polling: _Polling, updates: Sequence[Any], offset: int) -> tuple[int, bool]:
    """The next offset and whether all was stored. One person's updates go in order, different persons' together."""
    queues: dict[object, list[Any]] = {}
    for update in updates:
        if number_of(update) is not None:
            queues.setdefault(chat_of(update), []).append(update)
    missing = await asyncio.gather(*(_in_order(polling, queue) for queue in queues.values()))
    first_missing = min((number for number in missing if number is not None), default=None)
    if first_missing is not None:
        return first_missing, False
    numbers = [number for update in updates if (number := number_of(update)) is not None]
    return max(numbers, default=offset - 1) + 1, True


async def _in_order(polling: _Polling, queue: Iterable[Any]) -> int | None:
    """The number of the first update that could not be stored; those after it wait for it."""
    for update in queue:
        try:
            reply = await carry(polling.parts, polling.pointed, update)
        except NotStored:
            return number_of(update)
        except Exception as fault:  # noqa: BLE001 - logged; it must not end the loop
            if _worth_another_try(polling, number_of(update) or 0, fault):
                return number_of(update)
            continue
        if reply is not None:
            polling.replies.send(reply)
    return None


def _worth_another_try(polling: _Polling, number: int, fault: Exception) -> bool:
    """An update that our own code stumbles over must not keep everybody else's waiting for ever."""
    polling.tries[number] += 1
    again = polling.tries[number] < MOST_TRIES
    log.error("telegram.update_failed", update=number, fault=type(fault).__name__, again=again)
    if not again:
        del polling.tries[number]
        polling.parts.count("given_up")
    return again


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
