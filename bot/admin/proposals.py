"""The page of polls and drafts: reading what waits just as people would see it, approving it or sending it back.

It also makes the links that let young people write polls in the chat, and ends what these gave.
"""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from aiohttp import web

from bot.admin.door import Door
from bot.admin.entrance import fields_of
from bot.admin.pages import Pages
from bot.admin.poll_list import Shelf, shelf_of
from bot.admin.roles import Act
from bot.admin.rooms import Rooms
from bot.dialogue.effects import Option, Say
from bot.dialogue.step import link
from bot.scenes.cards import day_text
from bot.scenes.house import House
from bot.scenes.menu import says
from bot.store import council, deciding, proposals
from bot.store.deciding import Decided, Decision, Ending
from bot.store.plain import plain
from bot.store.staff import SignedIn
from bot.surveys.definition import definition, survey_from_definition
from bot.surveys.record import Survey

ALL = "/admin/polls"
MOST_REASON = 500
TOKEN_BYTES = 12

NO_REASON = (
    "Nothing was sent back: its author needs a reason. Write one or two sentences that they can act on."
)
LONG_REASON = "Nothing was sent back: the reason has {length} characters; shorten it to {most} at most."
NO_DAY = "Nothing was approved: it needs a last day. Choose one from tomorrow on."
ENDINGS = {
    Ending.WITHDRAWN: "Nothing was changed: its author has taken it back.",
    Ending.CHANGED: "Nothing was changed: it is not what you read any more. Please read it again as it is now.",
    Ending.UNKNOWN: "Nothing was changed: there is no such poll or draft.",
}
DECIDED = {
    proposals.APPROVED: "Nothing was changed: it was approved already.",
    proposals.REFUSED: "Nothing was changed: it was sent back to its author already.",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """What was not done and why, the poll it is about, and what stands in its form."""

    text: str
    slug: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Links:
    """A link that was just made, for the chat on the web and, when it is on, on Telegram."""

    web: str
    telegram: str


@dataclass(frozen=True, slots=True)
class Polls:
    door: Door
    pages: Pages

    async def page(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        return await self._page(who, just=request.query.get("just", ""))

    async def invite(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        """Makes a link that lets one chat write polls; it is shown only now."""
        parts, token = self.door.parts, secrets.token_urlsafe(TOKEN_BYTES)
        store, payload = parts.store, f"council-{token}"
        await asyncio.to_thread(store.write, lambda c: council.invite(c, token, who.member.id, store.clock()))
        base = parts.public_url or str(request.url.origin())
        made = Links(f"{base.rstrip('/')}/chat?start={payload}", parts.telegram_link(payload))
        return await self._page(who, links=made)

    async def end(self, _request: web.Request, who: SignedIn) -> web.StreamResponse:
        store = self.door.parts.store
        await asyncio.to_thread(store.write, lambda c: council.end(c, who.member.id, store.clock()))
        raise web.HTTPSeeOther(f"{ALL}#council")

    async def approve(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        """Opens the poll from today, once, just as it was read."""
        slug, fields = request.match_info["slug"], await fields_of(request)
        today, closes = self._today(), _day(fields.get("closes", ""))
        if closes is None or closes <= today:
            return await self._page(who, Notice(NO_DAY, slug), 422)
        decided = await asyncio.to_thread(self._approve, who, slug, fields.get("seal", ""), closes)
        return await self._answer(who, slug, decided)

    async def send_back(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        """Tells the author why it is not asked so, once."""
        slug, fields = request.match_info["slug"], await fields_of(request)
        reason = plain(fields.get("reason", "").replace("\r\n", "\n")).strip()
        if not reason or len(reason) > MOST_REASON:
            wrong = LONG_REASON.format(length=len(reason), most=MOST_REASON) if reason else NO_REASON
            return await self._page(who, Notice(wrong, slug, reason), 422)
        decided = await asyncio.to_thread(self._send_back, who, slug, fields.get("seal", ""), reason)
        return await self._answer(who, slug, decided, reason)

    async def approve_file(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        """Approves a draft that lies in a file, as long as the file is what was read."""
        slug, seal = request.match_info["slug"], (await fields_of(request)).get("seal", "")
        ending = await asyncio.to_thread(self._approve_file, who, slug, seal)
        status = proposals.APPROVED if ending is Ending.DECIDED else ""
        return await self._answer(who, slug, Decided(ending, status))

    def _approve(self, who: SignedIn, slug: str, seal: str, closes: date) -> Decided:
        parts, store = self.door.parts, self.door.parts.store
        waiting = store.read(lambda c: deciding.find(c, slug))
        if waiting is None:
            return Decided(Ending.UNKNOWN)
        survey = replace(survey_from_definition(waiting.definition), opens=self._today(), closes=closes)
        say = told_approved(parts.house(), survey, parts.public_url)
        decision = Decision(slug, seal, who.member.id, say, definition(survey))
        return store.write(lambda c: deciding.approve(c, store.sealer, decision, store.clock()))

    def _send_back(self, who: SignedIn, slug: str, seal: str, reason: str) -> Decided:
        parts, store = self.door.parts, self.door.parts.store
        waiting = store.read(lambda c: deciding.find(c, slug))
        if waiting is None:
            return Decided(Ending.UNKNOWN)
        say = told_sent_back(parts.house(), survey_from_definition(waiting.definition), reason)
        decision = Decision(slug, seal, who.member.id, say, reason=reason)
        return store.write(lambda c: deciding.refuse(c, store.sealer, decision, store.clock()))

    def _approve_file(self, who: SignedIn, slug: str, seal: str) -> Ending:
        store = self.door.parts.store
        file = next((each for each in self.door.parts.files() if each.slug == slug and each.draft), None)
        if file is None:
            return Ending.UNKNOWN
        made = definition(replace(file, draft=False))
        if deciding.seal_of(made) != seal:
            return Ending.CHANGED
        return store.write(lambda c: deciding.approve_file(c, slug, made, who.member.id, store.clock()))

    async def _answer(
        self, who: SignedIn, slug: str, decided: Decided, reason: str = ""
    ) -> web.StreamResponse:
        parts = self.door.parts
        if decided.ending is not Ending.DONE:
            known = DECIDED.get(decided.status, ENDINGS[Ending.UNKNOWN])
            return await self._page(who, Notice(ENDINGS.get(decided.ending, known), slug, reason), 409)
        if decided.channel:
            parts.touched([(decided.channel, decided.address)])
        await asyncio.to_thread(parts.changed)
        raise web.HTTPSeeOther(f"{ALL}?just={slug}")

    async def _page(
        self,
        who: SignedIn,
        notice: Notice | None = None,
        status: int = 200,
        links: Links | None = None,
        just: str = "",
    ) -> web.Response:
        shelf, members = await asyncio.to_thread(self._shelf)
        return self.pages.page(
            "polls.html",
            status,
            member=who.member,
            csrf=who.csrf,
            shelf=shelf,
            members=members,
            notice=notice or Notice(""),
            links=links,
            most=MOST_REASON,
            today=self._today(),
            just=next((row for row in shelf.rows if row.survey.slug == just), None),
        )

    def _shelf(self) -> tuple[Shelf, int]:
        parts = self.door.parts
        every = parts.store.read(deciding.every)
        return shelf_of(parts.house(), self._today(), parts.files(), every), parts.store.read(council.members)

    def _today(self) -> date:
        return self.door.parts.house().today(self.door.parts.store.clock())


def told_approved(house: House, survey: Survey, public_url: str) -> Say:
    """What the author of a poll hears when it was approved, with the way to it."""
    words = house.words
    day = day_text(words, survey.closes) if survey.closes else ""
    address = f"{public_url.rstrip('/')}/chat?start={survey.slug}" if public_url else ""
    text = says(
        words("authoring.approved", title=survey.title, day=day),
        words("authoring.approved_link", link=address) if address else "",
    )
    return Say(text, (Option(words("authoring.open_it"), token=link(survey.slug)),))


def told_sent_back(house: House, survey: Survey, reason: str) -> Say:
    """What the author of a poll hears when it was sent back: why, and that nothing is lost."""
    words = house.words
    text = words("authoring.sent_back", title=survey.title, reason=reason)
    return Say(text, (Option(words("authoring.redo"), token=link(f"redo-{survey.slug}")),))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def poll_routes(rooms: Rooms, polls: Polls) -> Sequence[web.RouteDef]:
    one = r"/admin/polls/{slug:[a-z0-9][a-z0-9-]{0,57}}"
    return [
        web.get(ALL, rooms.behind(Act.APPROVE, polls.page)),
        web.post("/admin/polls/invite", rooms.behind(Act.INVITE, polls.invite)),
        web.post("/admin/polls/council/end", rooms.behind(Act.INVITE, polls.end)),
        web.post(f"{one}/approve", rooms.behind(Act.APPROVE, polls.approve)),
        web.post(f"{one}/send-back", rooms.behind(Act.APPROVE, polls.send_back)),
        web.post(f"{one}/approve-file", rooms.behind(Act.APPROVE, polls.approve_file)),
    ]
