"""Delivers one outbox row to Telegram and says what became of it; knows no order, no pace and no retries."""

from collections.abc import Awaitable, Callable
from typing import NoReturn

import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.channels.telegram.parts import TelegramParts
from bot.channels.telegram.rendering import Keyboard, Rendered, has_links, render, without_links
from bot.channels.telegram.request import SlowDown
from bot.courier import Gone, Outgoing, Refused, Sender, Temporary

GONE = ("bot was blocked by the user", "user is deactivated", "chat not found")
"""What Telegram says when no message will ever arrive there again."""

UNCHANGED = "message is not modified"
SECONDS_WHILE_TOKEN_IS_BAD = 60.0
MOST_HALF_TOLD = 1000
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def telegram_sender(parts: TelegramParts) -> Sender:
    """A sender for the courier. It returns the id of the message that carries the buttons.

    A text too long for one message goes out in several. How many have gone is remembered while the process lives, so
    that a retry goes on where it stopped. A message refused is tried once more with its addresses written out, because
    one address that Telegram does not like would cost all the rest.
    """
    told: dict[int, int] = {}

    async def send(outgoing: Outgoing) -> str:
        link_label = parts.words("telegram.card_link")
        try:
            return await _put(parts.bot, outgoing, render(outgoing.payload, link_label), told)
        except Refused:
            told.pop(outgoing.id, None)
            if not has_links(outgoing.payload):
                raise
            plain = render(without_links(outgoing.payload), link_label)
            return await _put(parts.bot, outgoing, plain, told)

    return send


async def _put(bot: telegram.Bot, outgoing: Outgoing, rendered: Rendered, told: dict[int, int]) -> str:
    if outgoing.edits and outgoing.payload.get("replaces") and len(rendered.parts) == 1:
        edited = await _tried(lambda: _edit(bot, outgoing, rendered))
        if edited:
            return edited
    return await _tell(bot, outgoing, rendered, told)


async def _tell(bot: telegram.Bot, outgoing: Outgoing, rendered: Rendered, told: dict[int, int]) -> str:
    *first, last = rendered.parts or ("",)
    for number, text in enumerate(first):
        if number >= told.get(outgoing.id, 0):
            await _tried(lambda text=text: _send(bot, outgoing.address, text, None))  # type: ignore[misc]
            _remember(told, outgoing.id, number + 1)
    remote = await _tried(lambda: _send(bot, outgoing.address, last, _markup(rendered.keyboard)))
    told.pop(outgoing.id, None)
    return remote


def _remember(told: dict[int, int], row: int, parts_told: int) -> None:
    told[row] = parts_told
    while len(told) > MOST_HALF_TOLD:
        del told[next(iter(told))]


async def _send(bot: telegram.Bot, chat: str, text: str, markup: InlineKeyboardMarkup | None) -> str:
    message = await bot.send_message(
        chat, text, parse_mode=ParseMode.HTML, reply_markup=markup, link_preview_options=NO_PREVIEW
    )
    return str(message.message_id)


async def _edit(bot: telegram.Bot, outgoing: Outgoing, rendered: Rendered) -> str:
    """The id of the edited message, or "" when Telegram will not change it and it has to be said anew."""
    remote = outgoing.edits or ""
    try:
        await bot.edit_message_text(
            rendered.parts[0],
            chat_id=outgoing.address,
            message_id=int(remote),
            parse_mode=ParseMode.HTML,
            reply_markup=_markup(rendered.keyboard),
            link_preview_options=NO_PREVIEW,
        )
    except BadRequest as refusal:
        said = refusal.message.casefold()
        if any(reason in said for reason in GONE):
            raise
        return remote if UNCHANGED in said else ""
    return remote


def _markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    if not keyboard:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(b.label, url=b.url or None, callback_data=b.token or None) for b in row]
            for row in keyboard
        ]
    )


async def _tried(send: Callable[[], Awaitable[str]]) -> str:
    try:
        return await send()
    except TelegramError as fault:
        _sort(fault)


def _sort(fault: TelegramError) -> NoReturn:
    """Raises what the courier understands: come back later, never to this address again, or not this message."""
    said = fault.message.casefold()
    match fault:
        case SlowDown():
            raise Temporary(fault.after) from None
        case Forbidden() | BadRequest() if any(reason in said for reason in GONE):
            raise Gone(fault.message) from None
        case Forbidden() | BadRequest():
            raise Refused(fault.message) from None
        case InvalidToken():
            raise Temporary(SECONDS_WHILE_TOKEN_IS_BAD) from None
        case _:
            raise Temporary(None) from fault
