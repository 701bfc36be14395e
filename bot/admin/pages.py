"""Writes the staff pages from their templates; decides nothing about who may see them."""

from datetime import datetime
from importlib.resources import files
from zoneinfo import ZoneInfo

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.admin.parts import AdminParts
from bot.admin.roles import NAMES, Act, may


class Pages:
    def __init__(self, parts: AdminParts) -> None:
        self._parts = parts
        self._styles = files("bot.admin").joinpath("static/admin.css").read_text("utf-8")
        self._jinja = Environment(
            loader=PackageLoader("bot.admin"),
            autoescape=True,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self._jinja.filters["when"] = self._when
        self._jinja.filters["day"] = self._day
        self._jinja.filters["on"] = lambda day: f"{day.day} {day:%B %Y}"
        self._jinja.filters["role"] = lambda role: NAMES.get(role, role)
        self._jinja.globals.update(may=may, Act=Act)

    def page(self, name: str, status: int = 200, **values: object) -> web.Response:
        """A page that browsers and proxies must not keep."""
        text = self._jinja.get_template(name).render(hub=self._parts.hub(), **values)
        return web.Response(
            text=text, status=status, content_type="text/html", headers={"Cache-Control": "no-store"}
        )

    async def styles(self, _request: web.Request) -> web.Response:
        return web.Response(
            text=self._styles, content_type="text/css", headers={"Cache-Control": "max-age=3600"}
        )

    def _day(self, moment: datetime) -> str:
        local = moment.astimezone(ZoneInfo(self._parts.hub().time_zone))
        return f"{local.day} {local:%B %Y}"

    def _when(self, moment: datetime) -> str:
        local = moment.astimezone(ZoneInfo(self._parts.hub().time_zone))
        return f"{local.day} {local:%B %Y, %H:%M}"
