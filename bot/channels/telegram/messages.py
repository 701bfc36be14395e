"""A message sent in private becomes an event; knows the kinds of messages, not who sent one nor what became of it."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.typed import storable
from bot.dialogue.events import Event, Located, Said, Started, Unreadable

DEEP_LINK = re.compile(r"[A-Za-z0-9_-]{0,64}")
COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?=\s|$)")
OLDEST = timedelta(hours=48)
"""Telegram keeps what it could not deliver for 24 hours; an older date is a mistake."""

PICTURES_AND_SUCH = {
    "sticker": "sticker",
    "voice": "voice",
    "audio": "voice",
    "photo": "photo",
    "video": "video",
    "video_note": "video",
    "animation": "video",
    "document": "document",
    "contact": "contact",
}
"""What can be sent besides text, and the kind of `Unreadable` it becomes."""

UNREADABLE_KINDS = (*dict.fromkeys(PICTURES_AND_SUCH.values()), "location", "edited", "other")
"""Every kind that a wording `unreadable.<kind>` is needed for."""

SERVICE = frozenset(
    (
        "pinned_message",
        "message_auto_delete_timer_changed",
        "write_access_allowed",
        "chat_background_set",
        "boost_added",
        "connected_website",
        "new_chat_title",
        "new_chat_photo",
        "delete_chat_photo",
        "proximity_alert_triggered",
    )
)
"""Notes that Telegram itself puts into a private chat: nobody said anything."""

NearestPlace = Callable[[float, float], str | None]


def event_of(message: Mapping[str, Any], now: datetime, nearest: NearestPlace) -> Event | None:
    """What the person did, or None when the message is only a note by Telegram itself.

    The words under a picture are heard like any others: somebody in trouble may write them there. Where somebody is
    goes no further than `nearest`, and a contact or a file is not looked into.
    """
    at = sane_date(message.get("date"), now)
    match message:
        case {"text": str() as text}:
            return _text(text, at)
        case {"location": spot} | {"venue": {"location": spot}}:
            return _location(spot, at, nearest)
        case {"caption": str() as words} if words.strip():
            return Said(storable(words), at)
    kind = next((kind for name, kind in PICTURES_AND_SUCH.items() if name in message), None)
    if kind is None and not SERVICE.isdisjoint(message):
        return None
    return Unreadable(kind or "other", at)


def _text(text: str, at: datetime) -> Event:
    command = COMMAND.match(text)
    if command is None:
        return Said(storable(text), at)
    rest = text[command.end() :]
    if command[1].lower() == "start":
        return Started(rest.strip() if DEEP_LINK.fullmatch(rest.strip()) else "", at)
    return Said(storable(f"/{command[1]}{rest}"), at)


def _location(spot: object, at: datetime, nearest: NearestPlace) -> Event:
    match spot:
        case {"latitude": float() | int() as lat, "longitude": float() | int() as lon} if _on_earth(lat, lon):
            place = nearest(float(lat), float(lon))
            return Located(place, at) if place else Unreadable("location", at)
        case _:
            return Unreadable("location", at)


def _on_earth(lat: float, lon: float) -> bool:
    if isinstance(lat, bool) or isinstance(lon, bool):
        return False
    return abs(lat) <= 90 and abs(lon) <= 180


def sane_date(seconds: object, now: datetime) -> datetime:
    """Telegram's date in UTC when it lies in the last two days, else `now`."""
    if not isinstance(seconds, int) or isinstance(seconds, bool):
        return now
    if not (now - OLDEST).timestamp() <= seconds <= now.timestamp():
        return now
    return datetime.fromtimestamp(seconds, UTC)
