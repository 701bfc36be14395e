"""Introduces the bot to Telegram when the program starts; knows the menu's commands, not what they do."""

import asyncio

import structlog
from telegram import BotCommand
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram.parts import WEBHOOK_PATH, TelegramParts
from bot.channels.telegram.polling import Sleep, run_polling
from bot.channels.telegram.request import SlowDown
from bot.channels.telegram.updates import ALLOWED_UPDATES

COMMANDS = ("find", "cost", "voice", "person", "mydata", "delete", "stop", "help")
"""The menu, in its order; each has the wording `telegram.command_<name>`."""

MOST_CONNECTIONS = 40
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
log = structlog.get_logger()


class NotConnected(Exception):
    """Telegram does not know this token; says how to mend it."""


async def run(parts: TelegramParts, sleep: Sleep = asyncio.sleep) -> None:
    """All the channel does besides its route and its sender. Ends in webhook mode; polls until cancelled.

    Raises NotConnected.
    """
    await start(parts, sleep)
    if parts.mode == "polling":
        await run_polling(parts, sleep)


async def start(parts: TelegramParts, sleep: Sleep = asyncio.sleep) -> None:
    """Introduces the bot, however long Telegram cannot be reached. Raises NotConnected."""
    wait = FIRST_WAIT
    while True:
        try:
            await _introduce(parts)
        except InvalidToken:
            raise NotConnected(
                "Telegram does not know EARSHOT_TELEGRAM_TOKEN; ask @BotFather for it with /mybots, API Token"
            ) from None
        except TelegramError as fault:
            pause = fault.after if isinstance(fault, SlowDown) else wait
            log.warning("telegram.not_reached", seconds=pause, why=fault.message)
            await sleep(pause)
            wait = min(wait * 2, LONGEST_WAIT)
        else:
            log.info("telegram.connected", bot=parts.username(), mode=parts.mode)
            return


async def close(parts: TelegramParts) -> None:
    """Closes the connections. The webhook stays: Telegram keeps what arrives until the program is back."""
    await parts.request.shutdown()


async def _introduce(parts: TelegramParts) -> None:
    bot, words = parts.bot, parts.words
    await bot.get_me()
    if parts.mode == "webhook":
        await bot.set_webhook(
            parts.public_url + WEBHOOK_PATH,
            secret_token=parts.secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=MOST_CONNECTIONS,
        )
    else:
        await bot.delete_webhook()
    await bot.set_my_commands([BotCommand(name, words(f"telegram.command_{name}")) for name in COMMANDS])
    await bot.set_my_description(words("telegram.description"))
    await bot.set_my_short_description(words("telegram.short_description"))
