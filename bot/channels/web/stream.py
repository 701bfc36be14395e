"""Sends new messages to an open page as server-sent events; knows ids and HTML, not what is talked about."""

import asyncio
import json
from dataclasses import dataclass

from aiohttp import web

from bot.channels.web.chat import Chat
from bot.channels.web.hardening import log_fault
from bot.channels.web.parts import CHANNEL
from bot.channels.web.session import Session

HEARTBEAT_SECONDS = 15.0
"""Also how long a message stored by another server process may take to appear."""
RECONNECT_MILLISECONDS = 1500


@dataclass(frozen=True, slots=True)
class Stream:
    chat: Chat
    heartbeat: float = HEARTBEAT_SECONDS

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Everything after Last-Event-ID (or `?after=`), then whatever is stored while the page stays open."""
        session = self.chat.sessions.read(request)
        if session.fresh or self._too_many(session):
            # 204 is how a server tells EventSource to stop coming back; posting still brings the answers.
            return web.Response(status=204)
        response = web.StreamResponse(
            headers={
                "Content-Type": "text/event-stream",
                "Cache-Control": "no-store",
                "X-Accel-Buffering": "no",
            }
        )
        try:
            await response.prepare(request)
            await response.write(f"retry: {RECONNECT_MILLISECONDS}\n\n".encode())
            await self._follow(response, session, _last_seen(request))
        except ConnectionResetError:
            pass  # the page was closed
        except Exception as fault:  # noqa: BLE001 - logged; the browser comes back and asks for what it missed
            log_fault(request, fault)
        return response

    async def _follow(self, response: web.StreamResponse, session: Session, after: int) -> None:
        waker = self.chat.parts.waker
        with waker.subscribe(CHANNEL, session.id) as touched:
            while not waker.closed:
                touched.clear()
                stored = await self.chat.stored(session, after)
                for message in self.chat.as_json(self.chat.fresh(stored)):
                    data = json.dumps(message, ensure_ascii=False)
                    await response.write(f"id: {message['id']}\ndata: {data}\n\n".encode())
                after = max([after, *(message.id for message in stored)])
                await self._wait(response, touched)

    async def _wait(self, response: web.StreamResponse, touched: asyncio.Event) -> None:
        try:
            await asyncio.wait_for(touched.wait(), self.heartbeat)
        except TimeoutError:
            await response.write(b": still here\n\n")

    def _too_many(self, session: Session) -> bool:
        waker, limits = self.chat.parts.waker, self.chat.parts.limits
        mine = waker.watchers((CHANNEL, session.id))
        return mine >= limits.streams_a_visitor or waker.all_watchers() >= limits.streams


def _last_seen(request: web.Request) -> int:
    seen = request.headers.get("Last-Event-ID") or request.query.get("after", "")
    return int(seen) if seen.isdecimal() and len(seen) < 19 else 0
