"""A site with the list, the pages of entries and the open feed, over the example hub or over entries of a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

from aiohttp import web

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.entry import Opportunity
from bot.channels.web.hardening import harden
from bot.channels.web.list_routes import list_routes
from bot.channels.web.listing import ListParts
from bot.channels.web.pace import Limits
from bot.channels.web.pages import Pages
from bot.channels.web.routes import routes
from bot.scenes.house import House
from example_hub import TODAY, example_hub
from web_talk import house as talking


@cache
def house_with(entries: tuple[Opportunity, ...]) -> House:
    """The example hub with these entries and no others."""
    hub = example_hub()
    read = hub.snapshot
    catalogue = Catalogue.build(entries, read.vocabulary, read.places, read.hub, TODAY)
    return replace(hub.house, catalogue=catalogue)


@contextmanager
def list_site(
    house: House | None = None, public_url: str = "https://music.example", limits: Limits | None = None
) -> Iterator[web.Application]:
    said = house or example_hub().house
    with talking() as built:
        parts = replace(built.parts, hub=lambda: said.hub, words=lambda: said.words, public_url=public_url)
        app, pages = web.Application(), Pages(parts)
        harden(app, public_url, pages.error)
        app.add_routes(routes(parts, pages))
        app.add_routes(
            list_routes(ListParts(lambda: said, lambda: TODAY, public_url, limits or Limits()), pages)
        )
        yield app
