"""The public page of an entry, its calendar file and its QR code; decides nothing about what is found."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from aiohttp import web
from markupsafe import Markup

from bot.catalogue.entry import Opportunity
from bot.channels.web.answers import answered
from bot.channels.web.facts import Facts, source_text
from bot.channels.web.listing import Listing, ListParts
from bot.channels.web.pages import Pages
from bot.channels.web.schema_org import thing_of
from bot.channels.web.view import safe_url
from bot.scenes.cards import checked_line

MOST_PAYLOAD = 64  # characters of a deep link into the chat
STREET, TOWN = 17, 13  # how close a map begins
_HOST = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_ESCAPED = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


@dataclass(frozen=True, slots=True)
class Entries:
    parts: ListParts
    pages: Pages

    def page(self, request: web.Request) -> web.Response:
        """The page of an entry. One that is over says so (410) and leads on; an unknown one is a friendly 404."""
        listing = self.parts.listing()
        entry = listing.catalogue.get(request.match_info["id"])
        if entry is None:
            return answered(request, self.pages.page("no_entry.html", entry=None, alike=()), status=404)
        if self._is_over(listing, entry):
            alike = listing.catalogue.similar(entry.id)
            return answered(request, self.pages.page("no_entry.html", entry=entry, alike=alike), status=410)
        return answered(request, self.pages.page("entry.html", **self._values(request, listing, entry)))

    def calendar(self, request: web.Request) -> web.Response:
        """The entry as an iCalendar file, when its days are known."""
        listing, today = self.parts.listing(), self.parts.today()
        entry = self._shown(listing, request)
        if not can_be_kept(entry, today):
            raise web.HTTPNotFound
        from bot.channels.web.ics import calendar_of  # takes a fifth of a second to read, and many never ask

        text = calendar_of(listing.house, entry, self._address(request, entry), today)
        response = answered(request, text, "text/calendar")
        response.headers["Content-Disposition"] = f'inline; filename="{entry.id}.ics"'
        return response

    def qr(self, request: web.Request) -> web.Response:
        """The address of the page as a QR code (SVG), dark on white with its quiet zone."""
        entry = self._shown(self.parts.listing(), request)
        return answered(request, qr_svg(self._address(request, entry)), "image/svg+xml")

    def _shown(self, listing: Listing, request: web.Request) -> Opportunity:
        """Raises HTTPNotFound for what is unknown or over."""
        entry = listing.catalogue.get(request.match_info["id"])
        if entry is None or self._is_over(listing, entry):
            raise web.HTTPNotFound
        return entry

    def _is_over(self, listing: Listing, entry: Opportunity) -> bool:
        return entry.id not in listing.numbers and entry.id not in listing.held

    def _address(self, request: web.Request, entry: Opportunity) -> str:
        return f"{base_address(self.parts, request)}/o/{entry.id}"

    def _values(self, request: web.Request, listing: Listing, entry: Opportunity) -> Mapping[str, object]:
        steps = [step for step in listing.catalogue.next_steps(entry.id) if step.id in listing.numbers]
        house, today, address = listing.house, self.parts.today(), self._address(request, entry)
        thing = json.dumps(thing_of(entry, address, house.hub.time_zone, today), ensure_ascii=False)
        return {
            "entry": entry,
            "address": address,
            "facts": Facts(house, today).of(entry),
            "checked": checked_line(house, entry, today),
            "held": entry.id in listing.held,
            "source_url": safe_url(entry.source.url),
            "source": source_text(house.words, entry),
            "join_url": safe_url(entry.join.url),
            "map": map_address(entry),
            "keeps": can_be_kept(entry, today),
            "chat": chat_address(entry),
            "steps": steps,
            "alike": [other for other in listing.catalogue.similar(entry.id) if other not in steps],
            # Inside a script element only these characters could end it or be read as markup.
            "thing": Markup(thing.translate(_ESCAPED)),
        }


def can_be_kept(entry: Opportunity, today: date) -> bool:
    """Whether enough is known for a calendar: a weekday with its time, or a day still to come."""
    weekly = bool(entry.when.days and entry.when.start)
    return entry.status != "paused" and (weekly or any(day >= today for day in entry.when.dates))


def base_address(parts: ListParts, request: web.Request) -> str:
    """Where this server is reached, without a slash at the end: as set, else as the browser called it.

    Raises HTTPBadRequest when what the browser called it can be no name of a server.
    """
    if parts.public_url:
        return parts.public_url.rstrip("/")
    if not _HOST.fullmatch(request.host):
        raise web.HTTPBadRequest
    return f"{request.scheme}://{request.host}"


def qr_svg(address: str) -> str:
    """The address as a QR code that still reads with an eighth of it worn off (level M)."""
    import segno  # slow to read, too

    drawn = BytesIO()
    segno.make_qr(address, error="m").save(
        drawn, kind="svg", border=4, light="#fff", xmldecl=False, omitsize=True
    )
    return drawn.getvalue().decode()


def map_address(entry: Opportunity) -> str:
    """OpenStreetMap at the entry's coordinates, closer when they are those of a venue; "" when there are none."""
    lat, lon = entry.where.lat, entry.where.lon
    if lat is None or lon is None:
        return ""
    zoom = STREET if entry.where.venue else TOWN
    return f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map={zoom}/{lat}/{lon}"


def chat_address(entry: Opportunity) -> str:
    """The chat, opened on this entry."""
    payload = f"about-{entry.id}"
    return f"/chat?start={payload}" if len(payload) <= MOST_PAYLOAD else "/chat"
