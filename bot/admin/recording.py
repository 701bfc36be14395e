"""Writing down findings and decisions on the staff site, and telling those who answered; knows nobody who answered."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from aiohttp import web

from bot.admin.decisions import ALL, Decisions, Typed, again
from bot.admin.entrance import fields_of
from bot.admin.parts import AdminParts
from bot.admin.roles import Act
from bot.admin.rooms import Rooms
from bot.scenes.voice_now import Edition
from bot.scenes.voice_results import outcome
from bot.store import asked, influence, telling
from bot.store.influence import Decided
from bot.store.staff import Action, SignedIn
from bot.surveys.deciding import Draft, day_of, faults_in
from bot.surveys.influence import Decision
from bot.surveys.ladder import RUNGS


@dataclass(frozen=True, slots=True)
class Recording:
    pages: Decisions

    @property
    def parts(self) -> AdminParts:
        return self.pages.door.parts

    def today(self) -> date:
        return self.pages.house.today(self.parts.store.clock())

    async def add(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        """A new finding, perhaps with its decision; the same form posted twice adds one."""
        edition, draft = self.pages.closed(request), _draft(await fields_of(request))
        if wrong := faults_in(draft, self.today()):
            return await self.pages.page(request, who, Typed("", draft, wrong), 422)
        await asyncio.to_thread(self._add, edition.survey.slug, _decided(draft), who)
        raise web.HTTPSeeOther(f"{ALL}/{edition.survey.slug}#findings")

    async def change(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        edition, draft = self.pages.closed(request), _draft(await fields_of(request))
        key = request.match_info["key"]
        if wrong := faults_in(draft, self.today()):
            return await self.pages.page(request, who, Typed(key, draft, wrong), 422)
        await asyncio.to_thread(self._change, key, _decided(draft), who)
        raise web.HTTPSeeOther(f"{ALL}/{edition.survey.slug}#f-{key}")

    async def remove(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        edition = self.pages.closed(request)
        await asyncio.to_thread(self._remove, request.match_info["key"], who)
        raise web.HTTPSeeOther(f"{ALL}/{edition.survey.slug}#findings")

    async def tell(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        """“You said, we did”, once to everybody who answered."""
        edition = self.pages.closed(request)
        await asyncio.to_thread(self._tell, edition, who)
        self.parts.touched(())
        raise web.HTTPSeeOther(f"{ALL}/{edition.survey.slug}#tell")

    async def declare(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        edition, rung = self.pages.edition(request), (await fields_of(request)).get("rung", "")
        if rung and rung not in {str(each.number) for each in RUNGS}:
            raise web.HTTPBadRequest
        await asyncio.to_thread(self._declare, edition.survey.slug, int(rung) if rung else None, who)
        raise web.HTTPSeeOther(f"{ALL}/{edition.survey.slug}#rung")

    async def close(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        """Ends an edition before its last day, for good; once, whoever else presses it too."""
        edition = self.pages.edition(request)
        if not edition.closed:
            await asyncio.to_thread(self._close, edition.survey.slug, who)
        raise web.HTTPSeeOther(f"{ALL}/{edition.survey.slug}")

    def _close(self, slug: str, who: SignedIn) -> None:
        self.parts.store.close_edition(slug)
        self.pages.trace(Action.EDITION_CLOSED, slug, who)

    def _add(self, slug: str, decided: Decided, who: SignedIn) -> None:
        store = self.parts.store
        known = store.read(lambda c: influence.of_edition(c, slug))
        if any(_same(each, decided) for each in known):
            return
        key = store.write(lambda c: influence.add(c, slug, decided, store.clock()))
        self.pages.trace(Action.FINDING_ADDED, key, who)

    def _change(self, key: str, decided: Decided, who: SignedIn) -> None:
        if self.parts.store.write(lambda c: influence.change(c, key, decided)):
            self.pages.trace(Action.DECISION_RECORDED, key, who)

    def _remove(self, key: str, who: SignedIn) -> None:
        if self.parts.store.write(lambda c: influence.remove(c, key)):
            self.pages.trace(Action.FINDING_REMOVED, key, who)

    def _tell(self, edition: Edition, who: SignedIn) -> None:
        slug, store = edition.survey.slug, self.parts.store
        decisions = store.read(lambda c: influence.of_edition(c, slug))
        to_tell = influence.to_tell(decisions)
        if not to_tell:
            return
        say = outcome(self.pages.house, edition, to_tell, again(decisions))
        telling.tell(store, slug, to_tell, say, who.member.id, self.today())
        self.pages.trace(Action.OUTCOME_TOLD, slug, who)

    def _declare(self, slug: str, rung: int | None, who: SignedIn) -> None:
        self.parts.store.write(lambda c: asked.declare_rung(c, slug, rung))
        self.pages.trace(Action.RUNG_DECLARED, f"{slug} {rung or 'none'}", who)


def decision_routes(rooms: Rooms, decisions: Decisions) -> list[web.RouteDef]:
    """`/admin/decisions` and one page for each edition; governors and the council read what staff record."""
    recording = Recording(decisions)
    one = ALL + r"/{slug:[a-z0-9][a-z0-9-]*}"
    finding = one + r"/{key:[\w-]{22}}"
    record = Act.RECORD_DECISIONS
    return [
        web.get(ALL, rooms.behind(Act.SEE_VOICE, decisions.all)),
        web.get(one, rooms.behind(Act.SEE_VOICE, decisions.one)),
        web.get(one + r"/file/{name:[a-z]+\.[a-z]+}", rooms.behind(Act.SEE_VOICE, decisions.document)),
        web.post(f"{one}/add", rooms.behind(record, recording.add)),
        web.post(f"{one}/tell", rooms.behind(Act.SEND, recording.tell)),
        web.post(f"{one}/close", rooms.behind(Act.APPROVE, recording.close)),
        web.post(f"{one}/rung", rooms.behind(Act.DECLARE_RUNG, recording.declare)),
        web.post(f"{finding}/change", rooms.behind(record, recording.change)),
        web.post(f"{finding}/remove", rooms.behind(record, recording.remove)),
    ]


def _draft(given: Mapping[str, str]) -> Draft:
    values = {each.name: given.get(each.name, "").replace("\r\n", "\n").strip() for each in fields(Draft)}
    return Draft(**values)


def _decided(draft: Draft) -> Decided:
    """From a form without faults."""
    return Decided(
        draft.finding,
        draft.decision_maker,
        draft.verdict,  # type: ignore[arg-type]
        draft.reason,
        draft.action,
        day_of(draft.due_on),
        day_of(draft.done_on),
    )


def _same(decision: Decision, decided: Decided) -> bool:
    return all(getattr(decision, each.name) == getattr(decided, each.name) for each in fields(Decided))
