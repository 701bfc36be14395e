"""Knows when the next message may go; refuses to read a clock or to wait."""

from collections import deque
from dataclasses import dataclass

WINDOW_SECONDS = 1.0
MANY_CHATS = 3
MOST_CHATS = 20_000

Chat = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Pace:
    """What a platform allows, by default what Telegram's FAQ for bots says.

    `chat_seconds` between messages to one chat, of which replies may spend `burst` at once ("we may allow short
    bursts"); `overall` messages in any second to all chats together, broadcasts spread evenly over it.
    https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
    """

    chat_seconds: float = 1.0
    burst: int = 3
    overall: int = 30


class Pacing:
    """Times are seconds on any clock that does not go back; channels do not slow each other."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._chat_free: dict[Chat, float] = {}
        self._chat_held: dict[Chat, float] = {}
        self._held: dict[tuple[str, bool], float] = {}
        self._recent: dict[str, deque[float]] = {}
        self._broadcast_free: dict[str, float] = {}
        self._told_to_slow: dict[str, deque[tuple[float, str]]] = {}

    def wait(self, channel: str, address: str, broadcast: bool, now: float) -> float:
        """Seconds until this may go, nought or less when it may go now."""
        chat = (channel, address)
        burst = 1 if broadcast else self._pace.burst
        free = self._chat_free.get(chat, 0.0) - (burst - 1) * self._pace.chat_seconds
        return max(free - now, self._chat_held.get(chat, 0.0) - now, self.shut(channel, broadcast, now))

    def shut(self, channel: str, broadcast: bool, now: float) -> float:
        """Seconds until anything of this kind may go, whatever chat it is for; nought or less when it may."""
        free = max(self._held.get((channel, broadcast), 0.0), self._window_free(channel))
        return (max(free, self._broadcast_free.get(channel, 0.0)) if broadcast else free) - now

    def sent(self, channel: str, address: str, broadcast: bool, now: float) -> None:
        """One message goes now."""
        chat = (channel, address)
        self._chat_free[chat] = max(now, self._chat_free.get(chat, 0.0)) + self._pace.chat_seconds
        self._recent.setdefault(channel, deque(maxlen=self._pace.overall)).append(now)
        if broadcast:
            gap = WINDOW_SECONDS / self._pace.overall
            due = self._broadcast_free.get(channel, 0.0)
            on_time = now - due < gap
            self._broadcast_free[channel] = (due if on_time else now) + gap
        if len(self._chat_free) > MOST_CHATS:
            self._forget(now)

    def slow(self, channel: str, address: str, broadcast: bool, now: float, seconds: float) -> None:
        """The platform said to slow down, without saying whom for.

        That chat is held; a broadcast that met it holds the other broadcasts; when several chats meet it within a
        second it cannot be about one of them, and the channel is held.
        """
        until = now + seconds
        chat = (channel, address)
        self._chat_held[chat] = max(self._chat_held.get(chat, 0.0), until)
        if broadcast:
            self._hold(channel, True, until)
        told = self._told_to_slow.setdefault(channel, deque(maxlen=MANY_CHATS))
        told.append((now, address))
        lately = {chat for at, chat in told if now - at <= WINDOW_SECONDS}
        if len(lately) >= MANY_CHATS:
            self._hold(channel, True, until)
            self._hold(channel, False, until)

    def _hold(self, channel: str, broadcast: bool, until: float) -> None:
        kind = (channel, broadcast)
        self._held[kind] = max(self._held.get(kind, 0.0), until)

    def _window_free(self, channel: str) -> float:
        recent = self._recent.get(channel)
        if recent is None or len(recent) < self._pace.overall:
            return 0.0
        return recent[0] + WINDOW_SECONDS

    def _forget(self, now: float) -> None:
        for times in (self._chat_free, self._chat_held):
            for chat in [chat for chat, until in times.items() if until <= now]:
                del times[chat]
