"""The read API of Open Referral UK 3.0 over the list; knows the standard's addresses, filters and page object.

openapi.json of github.com/OpenReferralUK/uk-profile. A list holds whole services, which the standard allows. Its age
filters mean "open to somebody of that age": that is what a family asks, and the standard's own wording would leave out
a group for ages 5 to 18 when somebody asks for age 8.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar

from aiohttp import web

from bot.channels.web.answers import answered
from bot.channels.web.aside import Aside, Handler
from bot.channels.web.entries import base_address
from bot.channels.web.listing import Listing, ListParts, has_place
from bot.channels.web.oruk_filters import Refused, found_by, number_in
from bot.channels.web.oruk_terms import TAXONOMY_ID, taxonomy, terms

PROFILE = "https://docs.openreferraluk.org/en/latest/"
OPENAPI = "https://raw.githubusercontent.com/OpenReferralUK/uk-profile/main/schema/openapi.json"
USUAL_SIZE, MOST_SIZE = 50, 100
A_MINUTE = "public, max-age=60"
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
Record = Mapping[str, Any]
T = TypeVar("T")


def oruk_routes(parts: ListParts, aside: Aside) -> list[web.RouteDef]:
    """Everything under `/api/oruk`, open to every site."""
    feed = Feed(parts)
    addresses: dict[str, Callable[[web.Request], web.Response]] = {
        "": feed.about,
        "/": feed.about,
        "/services": feed.services,
        "/services/{id}": feed.service,
        "/service_at_locations": feed.at_locations,
        "/service_at_locations/{id}": feed.at_location,
        "/taxonomies": feed.taxonomies,
        "/taxonomies/{id}": feed.taxonomy,
        "/taxonomy_terms": feed.terms,
        "/taxonomy_terms/{id}": feed.term,
        "/{tail:.*}": feed.nothing,
    }
    return [
        route
        for address, handler in addresses.items()
        for route in (
            web.get(f"/api/oruk{address}", _told(aside.handler(handler))),
            web.options(f"/api/oruk{address}", _preflight),
        )
    ]


def _told(handler: Handler) -> Handler:
    """Open to every site, and with errors as JSON."""

    async def told(request: web.Request) -> web.StreamResponse:
        try:
            response = await handler(request)
        except Refused as why:
            response = _error(why.status, str(why))
        except web.HTTPTooManyRequests as why:
            response = _error(429, "That is too often. Please wait a few seconds.")
            response.headers["Retry-After"] = why.headers["Retry-After"]
        response.headers.update(OPEN)
        return response

    return told


async def _preflight(_request: web.Request) -> web.Response:
    allowed = {"Access-Control-Allow-Methods": "GET, HEAD, OPTIONS", "Access-Control-Allow-Headers": "*"}
    return web.Response(status=204, headers={**OPEN, **allowed, "Access-Control-Max-Age": "86400"})


def _error(status: int, detail: str) -> web.Response:
    """An error as RFC 9457 has it."""
    return web.Response(
        text=json.dumps({"status": status, "title": HTTPStatus(status).phrase, "detail": detail}),
        status=status,
        content_type="application/problem+json",
    )


@dataclass(frozen=True, slots=True)
class Feed:
    parts: ListParts

    def about(self, request: web.Request) -> web.Response:
        return _json(request, {"version": "HSDS-UK-3.0", "profile": PROFILE, "openapi_url": OPENAPI})

    def services(self, request: web.Request) -> web.Response:
        listing = self.parts.listing()
        numbers = found_by(listing, request.query)
        return _page(request, numbers, lambda number: self._record(request, listing, number))

    def service(self, request: web.Request) -> web.Response:
        listing = self.parts.listing()
        number = listing.by_uuid.get(request.match_info["id"])
        if number is None:
            raise Refused("There is no service with this id.", 404)
        return _json(request, self._record(request, listing, number))

    def at_locations(self, request: web.Request) -> web.Response:
        """Each service that has a place, at that place."""
        listing = self.parts.listing()
        entries = listing.catalogue.index.entries
        numbers = [n for n in found_by(listing, request.query, places=True) if has_place(entries[n])]
        return _page(request, numbers, lambda number: _at(self._record(request, listing, number)))

    def at_location(self, request: web.Request) -> web.Response:
        listing = self.parts.listing()
        number = listing.by_location.get(request.match_info["id"])
        if number is None:
            raise Refused("There is no service at a location with this id.", 404)
        return _json(request, _at(self._record(request, listing, number)))

    def taxonomies(self, request: web.Request) -> web.Response:
        return _page(request, [taxonomy(self.parts.listing())], dict)

    def taxonomy(self, request: web.Request) -> web.Response:
        if request.match_info["id"] != TAXONOMY_ID:
            raise Refused("There is no taxonomy with this id.", 404)
        return _json(request, taxonomy(self.parts.listing()))

    def terms(self, request: web.Request) -> web.Response:
        found = list(terms(self.parts.listing()).values())
        wanted = request.query.get("taxonomy_id", TAXONOMY_ID)
        return _page(request, found if wanted == TAXONOMY_ID else [], dict)

    def term(self, request: web.Request) -> web.Response:
        found = terms(self.parts.listing()).get(request.match_info["id"])
        if found is None:
            raise Refused("There is no taxonomy term with this id.", 404)
        return _json(request, found)

    def nothing(self, _request: web.Request) -> web.Response:
        raise Refused("There is nothing at this address. See /api/oruk/ for what there is.", 404)

    def _record(self, request: web.Request, listing: Listing, number: int) -> Record:
        """The service. Where the provider has no page it has ours."""
        return listing.service(number, base_address(self.parts, request))


def _at(service: Record) -> Record:
    """The service's location with what it is about, as a record of its own."""
    [at] = service["service_at_locations"]
    inner = {name: value for name, value in service.items() if name != "service_at_locations"}
    return {"service_id": service["id"], "location_id": at["location"]["id"], **at, "service": inner}


def _page(request: web.Request, found: Sequence[T], record: Callable[[T], Record]) -> web.Response:
    """One page of a list, as the standard has it. Past the last page it is empty."""
    size = min(number_in(request.query, "per_page", USUAL_SIZE), MOST_SIZE)
    page = number_in(request.query, "page", 1)
    pages = max(1, -(-len(found) // size))
    contents = [record(item) for item in found[(page - 1) * size : page * size]]
    return _json(
        request,
        {
            "total_items": len(found),
            "total_pages": pages,
            "page_number": page,
            "size": len(contents),
            "first_page": page == 1,
            "last_page": page >= pages,
            "empty": not contents,
            "contents": contents,
        },
    )


def _json(request: web.Request, record: Record) -> web.Response:
    return answered(request, json.dumps(record, ensure_ascii=False), "application/json", kept=A_MINUTE)
