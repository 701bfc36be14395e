"""All that the Telegram channel is made of, put together once; knows no update, no message and no person."""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import telegram

from bot.channels.telegram.messages import NearestPlace
from bot.channels.telegram.request import AiohttpRequest
from bot.dialogue.bot import Words
from bot.store import Store
from bot.turns import Turns

Mode = Literal["polling", "webhook"]
API_ROOT = "https://api.telegram.org"
WEBHOOK_PATH = "/telegram/webhook"
TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{10,}")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")

# At DEBUG the library writes addresses, which hold the token, and messages, which belong to a person.
logging.getLogger("telegram").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class TelegramParts:
    """What the channel works with. `count` is told in one fixed word of every update that led to no turn."""

    turns: Turns
    store: Store
    words: Words
    nearest_place: NearestPlace
    mode: Mode
    secret: str
    public_url: str
    bot: telegram.Bot
    request: AiohttpRequest
    clock: Callable[[], datetime]
    count: Callable[[str], None]

    def username(self) -> str:
        """The bot's name without @, or "" until Telegram has told us."""
        try:
            return self.bot.username
        except RuntimeError:
            return ""

    def deep_link(self, payload: str = "") -> str:
        """The address that opens the chat, with `payload` (at most 64 of A-Z a-z 0-9 _ -) for its first message."""
        return f"https://t.me/{self.username()}" + (f"?start={payload}" if payload else "")


def _real_now() -> datetime:
    return datetime.now(UTC)


def _not_counted(_kind: str) -> None:
    """Nobody asked for the count."""


def telegram_parts(
    *,
    turns: Turns,
    store: Store,
    words: Words,
    nearest_place: NearestPlace,
    token: str,
    mode: Mode = "polling",
    secret: str = "",
    public_url: str = "",
    api_root: str = API_ROOT,
    clock: Callable[[], datetime] = _real_now,
    count: Callable[[str], None] = _not_counted,
) -> TelegramParts:
    """Builds the channel; touches no network. Raises ValueError saying which setting is wrong and how to mend it."""
    _check(token, mode, secret, public_url, api_root)
    request = AiohttpRequest()
    bot = telegram.Bot(
        token,
        base_url=f"{api_root.rstrip('/')}/bot",
        base_file_url=f"{api_root.rstrip('/')}/file/bot",
        request=request,
        get_updates_request=request,
    )
    return TelegramParts(
        turns, store, words, nearest_place, mode, secret, public_url.rstrip("/"), bot, request, clock, count
    )


def _check(token: str, mode: str, secret: str, public_url: str, api_root: str) -> None:
    if not TOKEN.fullmatch(token):
        raise ValueError(
            "EARSHOT_TELEGRAM_TOKEN does not look like a bot's token; copy it whole from @BotFather, e.g. 123456:ABC…"
        )
    if not api_root.startswith(("http://", "https://")):
        raise ValueError(f"EARSHOT_TELEGRAM_API_ROOT is {api_root!r}; it must start with http:// or https://")
    if mode not in ("polling", "webhook"):
        raise ValueError(f"EARSHOT_TELEGRAM_MODE is {mode!r}; use polling or webhook")
    if mode == "webhook" and not SECRET.fullmatch(secret):
        raise ValueError(
            "EARSHOT_TELEGRAM_WEBHOOK_SECRET is empty or has other signs than A-Z a-z 0-9 _ -; "
            "choose up to 256 of these by chance"
        )
    if mode == "webhook" and not public_url.startswith(("https://", "http://")):
        raise ValueError("EARSHOT_PUBLIC_URL is not set; in webhook mode Telegram needs the https:// address")
