"""The page on which staff read what young people add to conversations before others vote on it; knows no author."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.admin.door import Door
from bot.admin.entrance import fields_of
from bot.admin.pages import Pages
from bot.admin.roles import Act
from bot.admin.rooms import Rooms
from bot.store import Store, asked, statements
from bot.store.plain import plain
from bot.store.staff import SignedIn
from bot.store.statements import APPROVED, REFUSED, Decided, Stored
from bot.surveys.conversation import like
from bot.surveys.definition import survey_from_definition
from bot.surveys.record import Survey

ALL = "/admin/statements"
MOST_REASON = 300
NO_REASON = "Nothing was refused: whoever wrote it will read your reason. Write one short, kind sentence."
LONG_REASON = "Nothing was refused: the reason has {length} characters; shorten it to {most} at most."
GONE = (
    "Nothing was changed: that statement is gone, was decided so already, or its conversation is closed. "
    "Here is how it stands now."
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement; `like` is what the conversation began with that says nearly the same, "" when nothing does."""

    stored: Stored
    like: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation with what waits and what was decided."""

    survey: Survey
    open: bool
    waiting: Sequence[Entry]
    decided: Sequence[Stored]


@dataclass(frozen=True, slots=True)
class Draft:
    """A reason that was not taken, and what is wrong with it."""

    key: str = ""
    reason: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Statements:
    door: Door
    pages: Pages

    async def page(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        return await self._page(who, just=request.query.get("just", ""))

    async def approve(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        """Others see it within seconds."""
        return await self._decide(request, who, APPROVED, "")

    async def refuse(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        """Nobody sees it but its author, with the reason."""
        fields, key = await fields_of(request), request.match_info["key"]
        reason = " ".join(plain(fields.get("reason", "")).split())
        if not reason or len(reason) > MOST_REASON:
            fault = LONG_REASON.format(length=len(reason), most=MOST_REASON) if reason else NO_REASON
            return await self._page(who, Draft(key, reason, fault), 422)
        return await self._decide(request, who, REFUSED, reason)

    async def _decide(
        self, request: web.Request, who: SignedIn, status: str, reason: str
    ) -> web.StreamResponse:
        parts, key = self.door.parts, request.match_info["key"]
        decided = Decided(status, reason, who.member.id, parts.store.clock())
        if not await asyncio.to_thread(parts.store.write, lambda c: statements.decide(c, key, decided)):
            return await self._page(who, Draft(fault=GONE), 409)
        await asyncio.to_thread(parts.changed)
        raise web.HTTPSeeOther(f"{ALL}?just={status}")

    async def _page(
        self, who: SignedIn, draft: Draft | None = None, status: int = 200, just: str = ""
    ) -> web.Response:
        talks = await asyncio.to_thread(_talks, self.door.parts.store)
        return self.pages.page(
            "statements.html",
            status,
            member=who.member,
            csrf=who.csrf,
            talks=talks,
            waiting=sum(len(talk.waiting) for talk in talks),
            draft=draft or Draft(),
            most=MOST_REASON,
            just=just if just in (APPROVED, REFUSED) else "",
        )


def _talks(store: Store) -> list[Talk]:
    """Open conversations first, the one opened last on top."""
    waiting, decided, editions = store.read(
        lambda c: (statements.waiting(c), statements.decided(c), asked.every(c))
    )
    talks = []
    for edition in editions:
        survey = survey_from_definition(json.loads(edition.definition))
        if survey.is_conversation:
            mine = [_entry(survey, each) for each in waiting if each.edition == edition.slug]
            done = [each for each in decided if each.edition == edition.slug]
            talks.append(Talk(survey, edition.status == "open", mine, done))
    return sorted(talks, key=lambda talk: not talk.open)


def _entry(survey: Survey, stored: Stored) -> Entry:
    known = like(stored.text, survey.statements)
    return Entry(stored, known.text if known else "")


def statement_routes(rooms: Rooms, page: Statements) -> list[web.RouteDef]:
    one = ALL + r"/{key:[\w-]{22}}"
    return [
        web.get(ALL, rooms.behind(Act.APPROVE, page.page)),
        web.post(f"{one}/approve", rooms.behind(Act.APPROVE, page.approve)),
        web.post(f"{one}/refuse", rooms.behind(Act.APPROVE, page.refuse)),
    ]
