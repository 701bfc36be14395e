"""A raw update from Telegram becomes an event; knows the shape of updates, keeps nothing and never fails.

Updates come from outside, so nothing is taken on trust: every field is looked at before it is used, and whatever does
not look like an update is `Ignored`. The dictionary is read as it is because building the library's typed `Update`
costs several times the rest of a turn.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.channels.telegram.messages import COMMAND, NearestPlace, event_of, sane_date
from bot.channels.typed import storable
from bot.dialogue.events import Chose, Event, Unreadable
from bot.turns import Incoming

CHANNEL = "telegram"
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
LARGEST_ID = 2**52
"""Telegram's chat ids have at most 52 significant bits."""

ANOTHER_KIND = frozenset(
    (
        "channel_post",
        "edited_channel_post",
        "inline_query",
        "chosen_inline_result",
        "shipping_query",
        "pre_checkout_query",
        "poll",
        "poll_answer",
        "chat_member",
        "chat_join_request",
        "message_reaction",
        "message_reaction_count",
        "chat_boost",
        "removed_chat_boost",
        "business_message",
    )
)


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing to do. `kind` is one of few fixed words, fit for a metric's label."""

    kind: str


@dataclass(frozen=True, slots=True)
class GroupPointer:
    """Something was said in a group: the bot says where to find it in private, and nothing is kept.

    `asked` is false when the words were not meant for the bot: it then speaks up once, not every time.
    """

    chat: int
    message: int | None = None
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person blocked the bot."""

    chat: int


@dataclass(frozen=True, slots=True)
class Unblocked:
    """The person let the bot in again."""

    chat: int


Read = Incoming | Ignored | GroupPointer | Blocked | Unblocked


def read(update: object, now: datetime, nearest_place: NearestPlace, username: str = "") -> Read:
    """What `update` means. `now` is used where the update has no sane date; `username` is the bot's, without @."""
    number = number_of(update)
    if number is None or not isinstance(update, dict):
        return Ignored("malformed")
    return _read(str(number), update, now, nearest_place, username)


def press_of(update: object) -> str | None:
    """The id under which Telegram waits for an answer to a button press (at most 150 s), or None."""
    match update:
        case {"callback_query": {"id": str() as query}} if query:
            return query
        case _:
            return None


def number_of(update: object) -> int | None:
    """The update's own number, or None when it has none."""
    match update:
        case {"update_id": int() as number} if not isinstance(number, bool) and number >= 0:
            return number
        case _:
            return None


def chat_of(update: object) -> int | None:
    """The chat an update belongs to, for keeping its updates in order; None when it belongs to none."""
    match update:
        case (
            {"message": {"chat": {"id": int() as chat}}}
            | {"edited_message": {"chat": {"id": int() as chat}}}
            | {"callback_query": {"message": {"chat": {"id": int() as chat}}}}
            | {"my_chat_member": {"chat": {"id": int() as chat}}}
        ):
            return chat
        case _:
            return None


def _read(
    number: str, update: Mapping[str, Any], now: datetime, nearest: NearestPlace, username: str
) -> Read:
    match update:
        case {"message": {"chat": {"id": int() as chat, "type": str() as where}} as message} if _is_id(chat):
            if where != "private":
                return _in_group(message, chat, username)
            return _incoming(number, chat, message, event_of(message, now, nearest))
        case {"callback_query": {"message": {"chat": {"id": int() as chat, "type": "private"}}} as press} if (
            _is_id(chat)
        ):
            return _press(number, chat, press, now)
        case {"edited_message": {"chat": {"id": int() as chat, "type": "private"}} as message} if _is_id(
            chat
        ):
            return _edited(number, chat, message, now)
        case {"my_chat_member": {"chat": {"id": int() as chat, "type": str() as where}} as change} if _is_id(
            chat
        ):
            return _membership(change, chat, where)
        case {"edited_message": {"chat": {"type": "group" | "supergroup"}}} | {
            "callback_query": {"message": {"chat": {"type": "group" | "supergroup"}}}
        }:
            return Ignored("group")
        case _:
            return Ignored(_kind(update))


def _kind(update: Mapping[str, Any]) -> str:
    if any(kind in update for kind in ALLOWED_UPDATES):
        return "malformed"
    return "another_kind" if not ANOTHER_KIND.isdisjoint(update) else "unknown_kind"


def _is_id(chat: int) -> bool:
    return not isinstance(chat, bool) and 0 < abs(chat) < LARGEST_ID


def _incoming(number: str, chat: int, message: Mapping[str, Any], event: Event | None) -> Incoming | Ignored:
    """An album arrives as one update a picture; all but the first count as the same update, so it is answered once."""
    if event is None:
        return Ignored("service")
    album = message.get("media_group_id")
    if isinstance(event, Unreadable) and isinstance(album, str) and album:
        number = storable(f"album:{album[:64]}")
    return Incoming(CHANNEL, number, str(chat), event)


def _press(number: str, chat: int, press: Mapping[str, Any], now: datetime) -> Incoming | Ignored:
    """The date that comes with a press is that of the message under the finger, so the time is `now`."""
    token = press.get("data")
    if not isinstance(token, str):
        return Ignored("press_without_token")
    return Incoming(CHANNEL, number, str(chat), Chose(storable(token), now))


def _edited(number: str, chat: int, message: Mapping[str, Any], now: datetime) -> Incoming | Ignored:
    """A live location edits its message every few seconds: that is no edit a person made."""
    if "location" in message:
        return Ignored("live_location")
    return Incoming(
        CHANNEL, number, str(chat), Unreadable("edited", sane_date(message.get("edit_date"), now))
    )


def _membership(change: Mapping[str, Any], chat: int, where: str) -> Read:
    match change:
        case {"new_chat_member": {"status": "kicked"}} if where == "private":
            return Blocked(chat)
        case {"new_chat_member": {"status": "member"}} if where == "private":
            return Unblocked(chat)
        case {"new_chat_member": {"status": "member"}, "old_chat_member": {"status": "left" | "kicked"}} if (
            where != "channel"
        ):
            return GroupPointer(chat)
        case _:
            return Ignored("membership")


def _in_group(message: Mapping[str, Any], chat: int, username: str) -> GroupPointer | Ignored:
    number = message.get("message_id")
    if not isinstance(message.get("text"), str) or not isinstance(number, int) or isinstance(number, bool):
        return Ignored("group")
    return GroupPointer(chat, number, asked=_turns_to_bot(message, username))


def _turns_to_bot(message: Mapping[str, Any], username: str) -> bool:
    name = username.casefold()
    match message:
        case {"reply_to_message": {"from": {"username": str() as author}}} if (
            name and author.casefold() == name
        ):
            return True
        case {"text": str() as text}:
            command = COMMAND.match(text)
            if command is not None:
                return command[2] is None or command[2].casefold() == name
            return bool(name) and f"@{name}" in text.casefold()
        case _:
            return False
