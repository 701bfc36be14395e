"""The pages behind the door: counts, open cases, exports, invitations. Each asks first whether this role may."""

import asyncio
import hmac
import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.admin.door import Door
from bot.admin.entrance import fields_of
from bot.admin.pages import Pages
from bot.admin.roles import INVITED, NAMES, Act, Role, may
from bot.admin.setup import link
from bot.store import deciding, staff, statements, threads
from bot.store.staff import Action, SignedIn

Room = Callable[[web.Request, SignedIn], Awaitable[web.StreamResponse]]
Visit = Callable[[web.Request], Awaitable[web.StreamResponse]]
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


@dataclass(frozen=True, slots=True)
class Rooms:
    door: Door
    pages: Pages

    async def home(self, _request: web.Request, who: SignedIn) -> web.StreamResponse:
        return await self._home(who)

    async def cases(self, _request: web.Request, who: SignedIn) -> web.StreamResponse:
        cases = await asyncio.to_thread(self._read_cases, who)
        return self.pages.page("cases.html", member=who.member, csrf=who.csrf, cases=cases)

    async def close_case(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        store, case = self.door.parts.store, request.match_info["case"]
        await asyncio.to_thread(
            store.write, lambda c: staff.close_case(c, case, who.member.id, store.clock())
        )
        raise web.HTTPSeeOther("/admin/cases")

    async def export(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        slug = request.match_info["slug"]
        editions = await asyncio.to_thread(self.door.parts.editions)
        if not _SLUG.fullmatch(slug) or slug not in [known for known, _ in editions]:
            raise web.HTTPNotFound
        text = await asyncio.to_thread(self.door.parts.export_csv, slug)
        store = self.door.parts.store
        await asyncio.to_thread(
            store.write, lambda c: staff.record(c, store.clock(), who.member.id, Action.EXPORTED, slug)
        )
        headers = {"Content-Disposition": f'attachment; filename="{slug}.csv"', "Cache-Control": "no-store"}
        return web.Response(text=text, content_type="text/csv", charset="utf-8", headers=headers)

    async def invite(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        role = (await fields_of(request)).get("role", "")
        if role not in INVITED:
            raise web.HTTPBadRequest
        store, token = self.door.parts.store, secrets.token_urlsafe(24)
        await asyncio.to_thread(
            store.write, lambda c: staff.invite(c, token, role, who.member.id, store.clock())
        )
        base = self.door.parts.public_url or str(request.url.origin())
        return await self._home(who, invited=link(base, token), invited_role=NAMES[Role(role)])

    def behind(self, action: Act, room: Room) -> Visit:
        """Only for those who are signed in and may; a form must come from our own page."""

        async def visit(request: web.Request) -> web.StreamResponse:
            who = await self.door.member(request)
            if who is None:
                raise web.HTTPSeeOther("/admin/sign-in")
            if request.method == "POST" and not await _own(request, who):
                raise web.HTTPForbidden
            if not may(who.member.role, action):
                return self.pages.page("not_yours.html", 403, member=who.member, csrf=who.csrf)
            return await room(request, who)

        return visit

    async def _home(self, who: SignedIn, invited: str = "", invited_role: str = "") -> web.Response:
        figures = await asyncio.to_thread(self._figures)
        return self.pages.page(
            "home.html",
            member=who.member,
            csrf=who.csrf,
            **figures,
            roles=[(role.value, NAMES[role]) for role in INVITED],
            invited=invited,
            invited_role=invited_role,
        )

    def _figures(self) -> dict[str, Any]:
        parts = self.door.parts
        return {
            "counts": parts.store.counts(),
            "has_lead": parts.store.read(lambda c: staff.anybody(c, Role.SAFEGUARDING_LEAD)),
            "questions": parts.store.read(threads.count_open),
            "polls": parts.store.read(deciding.count_waiting),
            "statements": len(parts.store.read(statements.waiting)),
            "editions": parts.editions(),
            "faults": parts.faults(),
            "due": parts.due(),
            "late": parts.late(),
        }

    def _read_cases(self, who: SignedIn) -> list[staff.Case]:
        """Reading what a child said leaves a trace: when, by which account, which cases."""
        store = self.door.parts.store
        cases = list(store.read(lambda c: staff.open_cases(c, store.sealer)))
        read = " ".join(case.id for case in cases)
        store.write(lambda c: staff.record(c, store.clock(), who.member.id, Action.CASES_READ, read))
        return cases


async def _own(request: web.Request, who: SignedIn) -> bool:
    token = (await fields_of(request)).get("csrf", "")
    return hmac.compare_digest(token.encode(), who.csrf.encode())
