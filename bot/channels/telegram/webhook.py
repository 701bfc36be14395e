"""The route Telegram posts updates to: nothing is acknowledged before it is stored; knows no meaning of an update.

A reply goes back in the body of the answer (https://core.telegram.org/bots/api#making-requests-when-getting-updates),
so it costs no request of its own and delays nothing.
"""

import hmac
import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.channels.telegram.carrying import Pointed, Reply, carry
from bot.channels.telegram.parts import WEBHOOK_PATH, TelegramParts
from bot.turns import NotStored

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
MOST_BYTES = 1_000_000
SECONDS_TO_COME_BACK = "5"


def telegram_routes(parts: TelegramParts) -> list[web.RouteDef]:
    """The channel's routes: the webhook, also in polling mode, where it refuses everything without the secret."""
    return [web.post(WEBHOOK_PATH, _receiver(parts))]


def _receiver(parts: TelegramParts) -> Callable[[web.Request], Awaitable[web.Response]]:
    expected, pointed = parts.secret.encode(), Pointed()

    async def receive(request: web.Request) -> web.Response:
        if not _knows(request, expected):
            return _refusal(403, "This address is for Telegram only.")
        body = await _body(request)
        if body is None:
            return _refusal(413, f"An update has at most {MOST_BYTES} bytes.")
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            return web.Response(status=400, text="This is not JSON. Send one update as Telegram does.")
        try:
            return _answer(await carry(parts, pointed, update))
        except NotStored:
            return web.Response(
                status=503,
                text="Not stored, please send it again.",
                headers={"Retry-After": SECONDS_TO_COME_BACK},
            )

    return receive


def _knows(request: web.Request, expected: bytes) -> bool:
    given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
    return hmac.compare_digest(given, expected) and bool(expected)


async def _body(request: web.Request) -> bytes | None:
    """The body, or None when there is more of it than an update ever has."""
    if (request.content_length or 0) > MOST_BYTES:
        return None
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)


def _refusal(status: int, text: str) -> web.Response:
    """An answer after which the connection is closed, so that the rest of the body is never read."""
    response = web.Response(status=status, text=text)
    response.force_close()
    return response


def _answer(reply: Reply | None) -> web.Response:
    if reply is None:
        return web.Response()
    return web.json_response({"method": reply.method, **reply.parameters})
