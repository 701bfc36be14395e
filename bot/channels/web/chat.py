"""The chat page and what it posts: request -> event, stored messages -> page; nothing of what the talk is about."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from aiohttp import web

from bot.channels.web.pace import Pace, network_of
from bot.channels.web.pages import Form, Pages
from bot.channels.web.parts import CHANNEL, WebParts
from bot.channels.web.posts import Post, Unwelcome, message_in, position_in, read_post
from bot.channels.web.session import Session, Sessions, new_session, update_id
from bot.channels.web.view import Bubble, Stored, Ways, conversation, fresh, label_of
from bot.dialogue.effects import Forget, stored_line
from bot.dialogue.events import Chose, Event, Located, Said, Started
from bot.turns import Incoming, NotStored, Receipt

FORGOTTEN = stored_line(Forget())
MOST_PAYLOAD = 64
MOST_DRAFT = 300
WAIT_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Heard:
    """An event and the person's own words for it, as their history will show them."""

    event: Event
    echo: str
    content: str


Build = Callable[[Session, Post], Awaitable[Heard]]


@dataclass(slots=True)
class Chat:
    parts: WebParts
    pages: Pages
    sessions: Sessions
    _visitors: Pace = field(init=False)
    _networks: Pace = field(init=False)

    def __post_init__(self) -> None:
        limits, clock = self.parts.limits, self.parts.clock
        self._visitors = Pace(limits.visitor_burst, limits.visitor_a_second, clock)
        self._networks = Pace(limits.network_burst, limits.network_a_second, clock)

    async def page(self, request: web.Request) -> web.StreamResponse:
        """The conversation so far. Opening it changes nothing: crawlers and link previews open pages too."""
        session = self.sessions.read(request)
        start = request.query.get("start", "")[:MOST_PAYLOAD]
        draft = request.query.get("draft", "")[:MOST_DRAFT]
        return self._html(session, await self._history(session), start=start, draft=draft)

    async def start(self, request: web.Request) -> web.StreamResponse:
        return await self._take(request, self._started)

    async def say(self, request: web.Request) -> web.StreamResponse:
        return await self._take(request, self._said)

    async def choose(self, request: web.Request) -> web.StreamResponse:
        return await self._take(request, self._chose)

    async def place(self, request: web.Request) -> web.StreamResponse:
        return await self._take(request, self._located)

    async def stored(self, session: Session, after: int = 0) -> Sequence[Stored]:
        return await asyncio.to_thread(self.parts.store.messages, CHANNEL, session.id, after)

    async def _take(self, request: web.Request, build: Build) -> web.StreamResponse:
        session, post = self.sessions.read(request), Post({}, "")
        try:
            self._check_pace(request, session)
            post = await read_post(request)
            self._check_form(session, post)
            receipt = await self._turn(session, post, await build(session, post))
        except Unwelcome as why:
            return await self._refused(request, session, post, why)
        except NotStored:
            return await self._refused(request, session, post, Unwelcome("web.not_stored", 503, WAIT_SECONDS))
        return await self._answered(request, session, post, receipt)

    async def _turn(self, session: Session, post: Post, heard: Heard) -> Receipt:
        update = update_id(session, post.key, heard.content)
        return await self.parts.turns.take(Incoming(CHANNEL, update, session.id, heard.event, heard.echo))

    def _check_pace(self, request: web.Request, session: Session) -> None:
        visitor = session.id if not session.fresh else ""
        if not self._networks.allows(network_of(request)) or (visitor and not self._visitors.allows(visitor)):
            raise Unwelcome("web.too_fast", 429, WAIT_SECONDS)

    def _check_form(self, session: Session, post: Post) -> None:
        if session.fresh or not self.sessions.own_form(session, post["csrf"]):
            raise Unwelcome("web.old_page", 403)

    async def _started(self, _session: Session, post: Post) -> Heard:
        payload = post["payload"][:MOST_PAYLOAD]
        return Heard(Started(payload, self.parts.now()), "", f"start {payload}")

    async def _said(self, _session: Session, post: Post) -> Heard:
        text = message_in(post)
        return Heard(Said(text, self.parts.now()), text, f"say {text}")

    async def _chose(self, session: Session, post: Post) -> Heard:
        token = post["token"][:MOST_PAYLOAD]
        label = label_of(token, await self.stored(session))
        return Heard(Chose(token, self.parts.now()), label, f"choose {token}")

    async def _located(self, _session: Session, post: Post) -> Heard:
        place = self.parts.nearest_place(*position_in(post))
        if place is None:
            raise Unwelcome("web.far_away", 422)
        echo = self.parts.words()("web.i_am_near", place=place)
        return Heard(Located(place, self.parts.now()), echo, f"near {place}")

    async def _answered(
        self, request: web.Request, session: Session, post: Post, receipt: Receipt
    ) -> web.StreamResponse:
        if FORGOTTEN in receipt.stored:
            return await self._forgotten(request, session)
        if wants_json(request):
            after = int(post["after"]) if post["after"].isdecimal() else 0
            return web.json_response(
                {"messages": self.as_json(self.fresh(await self.stored(session, after)))}
            )
        raise web.HTTPSeeOther("/chat#latest")

    async def _forgotten(self, request: web.Request, session: Session) -> web.StreamResponse:
        """The farewell, shown once, and a new cookie: nothing sent from here on joins up with what was erased."""
        farewell, anew = await self._history(session), new_session()
        if not wants_json(request):
            return self._html(anew, farewell)
        response = web.json_response(
            {"forgotten": True, "csrf": self.sessions.csrf(anew), "messages": self.as_json(farewell)}
        )
        self.sessions.write(response, anew)
        return response

    async def _refused(
        self, request: web.Request, session: Session, post: Post, why: Unwelcome
    ) -> web.StreamResponse:
        notice = self.parts.words()(why.says)
        if wants_json(request):
            response: web.Response = web.json_response({"error": notice}, status=why.status)
        else:
            bubbles = await self._history(session)
            response = self._html(session, bubbles, draft=post["text"], notice=notice, start=post["payload"])
            response.set_status(why.status)
        if why.wait:
            response.headers["Retry-After"] = str(why.wait)
        return response

    async def _history(self, session: Session) -> list[Bubble]:
        return [] if session.fresh else conversation(await self.stored(session), Ways.of(self.parts.words()))

    def _html(self, session: Session, bubbles: list[Bubble], **values: str) -> web.Response:
        form = Form(self.sessions.csrf(session), secrets.token_urlsafe(12), **values)
        response = web.Response(text=self.pages.chat(bubbles, form), content_type="text/html")
        response.headers["Cache-Control"] = "no-store"
        # Written every time, so that the ninety days count from the last visit.
        self.sessions.write(response, session)
        return response

    def fresh(self, stored: Sequence[Stored]) -> list[Bubble]:
        return fresh(stored, Ways.of(self.parts.words()))

    def as_json(self, bubbles: Sequence[Bubble]) -> list[dict[str, object]]:
        return list(map(partial(message_json, self.pages), bubbles))


def message_json(pages: Pages, bubble: Bubble) -> dict[str, object]:
    """One message for the page's script: finished HTML, and what it takes to put it in the right place."""
    return {
        "id": bubble.id,
        "mine": bubble.mine,
        "text": bubble.text if bubble.mine else "",
        "question": bubble.question,
        "replaces": bubble.replaces,
        "html": pages.bubble(bubble),
    }


def wants_json(request: web.Request) -> bool:
    return "application/json" in request.headers.get("Accept", "")
