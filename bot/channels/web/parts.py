"""What the web channel is given to work with; makes none of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic

from bot.catalogue.hub import Hub
from bot.channels.web.pace import Limits
from bot.channels.web.waker import Waker
from bot.dialogue.bot import Words
from bot.store import Store
from bot.turns import Turns

CHANNEL = "web"


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class WebParts:
    """`open_surveys` gives (deep-link payload, title) of what can be answered now. `nearest_place` takes degrees
    (WGS 84) and gives the name of the nearest place we know, None when that is too far away to help.
    `public_url` decides about Secure cookies. `secret` signs cookies and forms; changing it starts every visitor anew.
    """

    turns: Turns
    store: Store
    hub: Callable[[], Hub]
    words: Callable[[], Words]
    open_surveys: Callable[[], Sequence[tuple[str, str]]]
    nearest_place: Callable[[float, float], str | None]
    waker: Waker
    public_url: str
    secret: bytes
    limits: Limits = field(default_factory=Limits)
    now: Callable[[], datetime] = _utc_now
    clock: Callable[[], float] = monotonic

    @property
    def secure(self) -> bool:
        return self.public_url.startswith("https://")
