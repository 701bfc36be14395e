"""Delivers one outbox row to Telegram and says what became of it; knows no order, no pace and no retries.

Messages are sent as plain JSON: building the library's typed keyboard and reading its typed answer costs as much as all
the rest of sending. What went wrong comes as the library's own errors all the same.
"""

from collections.abc import Awaitable, Callable
from typing import Any, NoReturn

from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.channels.telegram.parts import TelegramParts
from bot.channels.telegram.rendering import Button, Keyboard, Rendered, has_links, render, without_links
from bot.channels.telegram.request import SECONDS_TO_ANSWER, SlowDown
from bot.courier import Gone, Outgoing, Refused, Sender, Temporary

GONE = ("bot was blocked by the user", "user is deactivated", "chat not found")
"""What Telegram says when no message will ever arrive there again."""

UNCHANGED = "message is not modified"
SECONDS_WHILE_TOKEN_IS_BAD = 60.0
MOST_HALF_TOLD = 1000
AS_WE_WRITE = {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


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
            return await _put(parts, outgoing, render(outgoing.payload, link_label), told)
        except Refused:
            told.pop(outgoing.id, None)
            if not has_links(outgoing.payload):
                raise
            plain = render(without_links(outgoing.payload), link_label)
            return await _put(parts, outgoing, plain, told)

    return send


async def _put(parts: TelegramParts, outgoing: Outgoing, rendered: Rendered, told: dict[int, int]) -> str:
    if outgoing.edits and outgoing.payload.get("replaces") and len(rendered.parts) == 1:
        edited = await _tried(lambda: _edit(parts, outgoing, rendered))
        if edited:
            return edited
    return await _tell(parts, outgoing, rendered, told)


async def _tell(parts: TelegramParts, outgoing: Outgoing, rendered: Rendered, told: dict[int, int]) -> str:
    *first, last = rendered.parts or ("",)
    for number, text in enumerate(first):
        if number >= told.get(outgoing.id, 0):
            await _tried(lambda text=text: _send(parts, outgoing.address, text, ()))  # type: ignore[misc]
            _remember(told, outgoing.id, number + 1)
    remote = await _tried(lambda: _send(parts, outgoing.address, last, rendered.keyboard))
    told.pop(outgoing.id, None)
    return remote


def _remember(told: dict[int, int], row: int, parts_told: int) -> None:
    told[row] = parts_told
    while len(told) > MOST_HALF_TOLD:
        del told[next(iter(told))]


async def _send(parts: TelegramParts, chat: str, text: str, markup: Keyboard) -> str:
    said = {"chat_id": chat, "text": text, **AS_WE_WRITE, **_markup(markup)}
    match await _call(parts, "sendMessage", said):
        case {"message_id": int() as number}:
            return str(number)
        case _:
            raise TelegramError("the answer is no message")


async def _edit(parts: TelegramParts, outgoing: Outgoing, rendered: Rendered) -> str:
    """The id of the edited message, or "" when Telegram will not change it and it has to be said anew."""
    remote = outgoing.edits or ""
    which = {"chat_id": outgoing.address, "message_id": int(remote)}
    said = {"text": rendered.parts[0], **AS_WE_WRITE, **_markup(rendered.keyboard)}
    try:
        await _call(parts, "editMessageText", {**which, **said})
    except BadRequest as refusal:
        why = refusal.message.casefold()
        if any(reason in why for reason in GONE):
            raise
        return remote if UNCHANGED in why else ""
    return remote


async def _call(parts: TelegramParts, method: str, asked: dict[str, Any]) -> Any:
    return await parts.request.call(f"{parts.bot.base_url}/{method}", asked, within=SECONDS_TO_ANSWER)


def _markup(keyboard: Keyboard) -> dict[str, Any]:
    if not keyboard:
        return {}
    rows = [[_key(button) for button in row] for row in keyboard]
    return {"reply_markup": {"inline_keyboard": rows}}


def _key(button: Button) -> dict[str, str]:
    return {"text": button.label} | ({"url": button.url} if button.url else {"callback_data": button.token})


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
