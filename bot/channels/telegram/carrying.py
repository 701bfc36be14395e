"""Carries one update to where it belongs and says what may be answered at once; knows nothing of how it came.

Webhook and polling share this. A `Reply` is a call of the Bot API that may get lost without harm: it ends the waiting
sign on a button or points from a group to the private chat.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, assert_never

from bot.channels.telegram.parts import TelegramParts
from bot.channels.telegram.updates import CHANNEL, Blocked, GroupPointer, Ignored, Unblocked, press_of, read
from bot.turns import Incoming, NotStored

MOST_GROUPS = 1000
WHY_BLOCKED = "blocked by the person"


@dataclass(frozen=True, slots=True)
class Reply:
    """A method of the Bot API and its parameters."""

    method: str
    parameters: dict[str, Any]


class Pointed:
    """The groups that were told lately where to find the bot; kept in memory only, never by name."""

    def __init__(self) -> None:
        self._groups: dict[int, None] = {}

    def first_time(self, group: int) -> bool:
        """Whether this group hears it for the first time since the process began."""
        if group in self._groups:
            return False
        self._groups[group] = None
        while len(self._groups) > MOST_GROUPS:
            del self._groups[next(iter(self._groups))]
        return True


async def carry(parts: TelegramParts, pointed: Pointed, update: object) -> Reply | None:
    """Stores what the update means, then gives the reply that may be sent at once.

    Raises NotStored when nothing was stored and the update must come again.
    """
    meaning = read(update, parts.clock(), parts.nearest_place, parts.username())
    match meaning:
        case Incoming():
            await parts.turns.take(meaning)
        case Blocked(chat):
            await _write(lambda: parts.store.block(CHANNEL, str(chat), WHY_BLOCKED))
        case Unblocked(chat):
            await _write(lambda: parts.store.unblock(CHANNEL, str(chat)))
        case GroupPointer(chat, message, asked):
            return _pointer(parts, chat, message) if asked or pointed.first_time(chat) else None
        case Ignored(kind):
            parts.count(kind)
        case _:
            assert_never(meaning)
    press = press_of(update)
    return None if press is None else Reply("answerCallbackQuery", {"callback_query_id": press})


async def _write(write: Callable[[], None]) -> None:
    try:
        await asyncio.to_thread(write)
    except Exception as fault:
        raise NotStored("whether the person lets us write could not be stored") from fault


def _pointer(parts: TelegramParts, chat: int, message: int | None) -> Reply | None:
    """Nothing until Telegram has told us our name: a pointer without it would lead nowhere."""
    if not parts.username():
        return None
    parameters: dict[str, Any] = {
        "chat_id": chat,
        "text": parts.words("telegram.group_pointer", link=parts.deep_link()),
        "link_preview_options": {"is_disabled": True},
    }
    if message is not None:
        parameters["reply_parameters"] = {"message_id": message, "allow_sending_without_reply": True}
    return Reply("sendMessage", parameters)
