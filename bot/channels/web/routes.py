"""Which address leads to which page of the web channel; makes the parts that live as long as the server."""

from aiohttp import web

from bot.channels.web.chat import Chat
from bot.channels.web.pages import Asset, Pages
from bot.channels.web.parts import WebParts
from bot.channels.web.session import Sessions
from bot.channels.web.stream import Stream

_FOR_EVER = "public, max-age=31536000, immutable"
_AN_HOUR = "public, max-age=3600"


def routes(parts: WebParts, pages: Pages) -> list[web.RouteDef]:
    """The public pages: `/`, `/chat`, what they post to, their stream and their files.

    `pages` is made once by the caller (`Pages(parts)`), who also gives `pages.error` to `harden`.
    """
    chat = Chat(parts, pages, Sessions(parts.secret, parts.secure))
    return [*_page_routes(pages), *_chat_routes(chat)]


def _chat_routes(chat: Chat) -> list[web.RouteDef]:
    return [
        web.get("/chat", chat.page),
        web.post("/chat/start", chat.start),
        web.post("/chat/say", chat.say),
        web.post("/chat/choose", chat.choose),
        web.post("/chat/place", chat.place),
        web.get("/chat/events", Stream(chat).events, allow_head=False),
    ]


def _page_routes(pages: Pages) -> list[web.RouteDef]:
    async def front(_request: web.Request) -> web.Response:
        return web.Response(
            text=pages.front(), content_type="text/html", headers={"Cache-Control": "no-cache"}
        )

    async def colours(_request: web.Request) -> web.Response:
        return web.Response(
            text=pages.colours(), content_type="text/css", headers={"Cache-Control": _AN_HOUR}
        )

    async def static(request: web.Request) -> web.Response:
        asset = pages.assets.get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        return _file(asset, request)

    async def icon(_request: web.Request) -> web.Response:
        raise web.HTTPFound(pages.icon())

    return [
        web.get("/", front),
        web.get("/hub.css", colours),
        web.get("/static/{name}", static),
        web.get("/favicon.ico", icon),
    ]


def _file(asset: Asset, request: web.Request) -> web.Response:
    kept = _FOR_EVER if request.query.get("v") == asset.version else _AN_HOUR
    headers = {"Cache-Control": kept, "Vary": "Accept-Encoding"}
    body = asset.body
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        headers["Content-Encoding"], body = "gzip", asset.zipped
    return web.Response(body=body, content_type=asset.type, charset="utf-8", headers=headers)
