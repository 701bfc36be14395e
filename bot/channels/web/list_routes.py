"""Which address leads to the list, the page of an entry and the open feed."""

from aiohttp import web

from bot.channels.web.aside import Aside
from bot.channels.web.browsing import Browsing
from bot.channels.web.entries import Entries
from bot.channels.web.listing import ListParts
from bot.channels.web.oruk_api import oruk_routes
from bot.channels.web.pages import Pages

_ID = "{id:[A-Za-z0-9_-]+}"


def list_routes(parts: ListParts, pages: Pages) -> list[web.RouteDef]:
    """`/browse`, `/o/<id>` with its calendar and QR code, and `/api/oruk/`."""
    entries, aside = Entries(parts, pages), Aside(parts.limits)
    return [
        web.get("/browse", aside.handler(Browsing(parts, pages).page)),
        web.get(f"/o/{_ID}", aside.handler(entries.page)),
        web.get(f"/o/{_ID}.ics", aside.handler(entries.calendar)),
        web.get(f"/o/{_ID}/qr.svg", aside.handler(entries.qr)),
        *oruk_routes(parts, aside),
    ]
