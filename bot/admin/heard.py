"""The page of what was asked for and is not there; knows no person, as what it is given holds none."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from bot.admin.door import Door
from bot.admin.pages import Pages
from bot.admin.roles import Act
from bot.admin.rooms import Rooms
from bot.store.staff import SignedIn
from bot.surveys.heard import NotFound
from bot.surveys.results import FEWEST

ALL = "/admin/heard"
NEAR = (5.0, 10.0, 20.0)
"""Miles that may count as near."""


@dataclass(frozen=True, slots=True)
class Line:
    """Something asked for and not there, with what it is called."""

    label: str
    found: NotFound

    @property
    def of_district(self) -> bool:
        """Whether it is told for one district, and not for the area around or the whole hub."""
        return any(map(str.isdigit, self.found.where))


@dataclass(frozen=True, slots=True)
class HeardPage:
    door: Door
    pages: Pages

    async def page(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        within = next((miles for miles in NEAR if f"{miles:g}" == request.query.get("within")), NEAR[1])
        label: Callable[[str], str] = self.door.parts.house().catalogue.label
        found = await asyncio.to_thread(self.door.parts.heard, within)
        return self.pages.page(
            "heard.html",
            member=who.member,
            csrf=who.csrf,
            lines=[Line(label(each.what), each) for each in found],
            within=within,
            near=NEAR,
            fewest=FEWEST,
        )


def heard_routes(rooms: Rooms, page: HeardPage) -> list[web.RouteDef]:
    return [web.get(ALL, rooms.behind(Act.SEE_VOICE, page.page))]
