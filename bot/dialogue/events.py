"""What can happen in a conversation; knows nothing of the channel it happened in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.dialogue.effects import Json


@dataclass(frozen=True, slots=True)
class Said:
    """The person typed something."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Chose:
    """The person pressed a button; `token` is opaque and may be old or forged."""

    token: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Started:
    """The person opened the chat, perhaps through a deep link carrying `payload`."""

    payload: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Located:
    """The person shared where they are; it arrives already reduced to the name of the nearest place."""

    place: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something arrived that the bot cannot read: `kind` is sticker, voice, photo, edited, other ..."""

    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FellSilent:
    """Nothing was heard for so long that what the scene kept has expired."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Recalled:
    """The answer to a `Recall` of the same `topic` and `key`: what was looked up, as counts and values by name."""

    record: Mapping[str, Json]
    at: datetime
    topic: str = "me"
    key: str = ""


Event = Said | Chose | Started | Located | Unreadable | FellSilent | Recalled
