"""A Bot API server for tests, as strict as the real one; knows no bot and keeps everything it was sent.

It speaks HTTP, so the bot under test runs unchanged against it. Faults are queued with `fail`; updates are queued with
`says`, `presses` and the like, and fetched with getUpdates or delivered to the webhook that was set.
"""

import asyncio
import itertools
import json
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from telegram_api import BotApi, Message

TOKEN = "123456:TEST-TOKEN_for_the_emulator"
BLOCKED = (403, "Forbidden: bot was blocked by the user")
DEACTIVATED = (403, "Forbidden: user is deactivated")
CANNOT_START = (403, "Forbidden: bot can't initiate conversation with a user")
NO_SUCH_CHAT = (400, "Bad Request: chat not found")


@dataclass(frozen=True, slots=True)
class Call:
    """One request that arrived, and what it was answered."""

    method: str
    parameters: dict[str, Any]
    status: int
    result: Any


@dataclass(frozen=True, slots=True)
class Fault:
    """One answer that goes wrong. `status` 0 never answers."""

    status: int
    description: str = ""
    retry_after: float | None = None
    body: bytes | None = None


@dataclass
class Emulator:
    """The server: what it knows is in `api`, what it was asked in `calls`, what will go wrong next in `faults`."""

    token: str = TOKEN
    api: BotApi = field(default_factory=BotApi)
    calls: list[Call] = field(default_factory=list)
    faults: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    _update_ids: Iterator[int] = field(default_factory=lambda: itertools.count(1000))
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _server: TestServer | None = None
    _closing: asyncio.Event = field(default_factory=asyncio.Event)

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=10_000_000)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        self._server = TestServer(app)
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        assert self._server is not None
        await self._server.close()

    @property
    def root(self) -> str:
        """What EARSHOT_TELEGRAM_API_ROOT has to be."""
        assert self._server is not None
        return str(self._server.make_url("")).rstrip("/")

    # what a test does

    def fail(self, method: str, status: int, description: str = "", **more: Any) -> None:
        """The next call of `method` is answered with this."""
        self.faults[method].append(Fault(status, description, **more))

    def called(self, method: str, status: int = 200) -> list[dict[str, Any]]:
        """The parameters of every call of `method` that was answered with `status`."""
        return [call.parameters for call in self.calls if call.method == method and call.status == status]

    def in_chat(self, chat: int) -> list[Message]:
        return [message for message in self.api.messages.values() if message.chat == chat]

    def update(self, **what: Any) -> dict[str, Any]:
        """Queues an update of any kind and gives it back."""
        update = {"update_id": next(self._update_ids), **what}
        self.api.waiting.append(update)
        self._news.set()
        return update

    def says(self, chat: int, text: str, date: int = 0, **more: Any) -> dict[str, Any]:
        return self.sends(chat, date, text=text, **more)

    def sends(self, chat: int, date: int = 0, **content: Any) -> dict[str, Any]:
        return self.update(message=self._by_person(chat, date, **content))

    def edits(self, chat: int, text: str, date: int = 0) -> dict[str, Any]:
        return self.update(edited_message={**self._by_person(chat, date, text=text), "edit_date": date})

    def presses_button(self, chat: int, token: str) -> dict[str, Any]:
        query = f"query-{next(self.api.ids)}"
        self.api.presses[query] = False
        message = {"message_id": 1, "date": 0, "chat": {"id": chat, "type": "private"}}
        return self.update(
            callback_query={"id": query, "from": _person(chat), "message": message, "data": token}
        )

    def blocks(self, chat: int, status: str = "kicked") -> dict[str, Any]:
        old = "member" if status == "kicked" else "kicked"
        change = {"old_chat_member": {"status": old}, "new_chat_member": {"status": status}}
        return self.update(
            my_chat_member={"chat": {"id": chat, "type": "private"}, "from": _person(chat), **change}
        )

    async def deliver(self, session: ClientSession, url: str) -> list[int]:
        """Posts what waits to the webhook until it is taken with 2xx, as Telegram does; gives every status seen."""
        assert self.api.webhook is not None
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.api.webhook["secret_token"]}
        seen = []
        while self.api.waiting:
            async with session.post(url, json=self.api.waiting[0], headers=headers) as answer:
                seen.append(answer.status)
                if answer.status == 200:
                    self.api.waiting.pop(0)
                    self.take_reply(await answer.read())
        return seen

    def take_reply(self, body: bytes) -> None:
        """Does what a webhook's answer asks for."""
        if body:
            asked = json.loads(body)
            method = asked.pop("method")
            self._record(method, asked, *self.api.answer(method, asked))

    # what the server does

    async def _serve(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        parameters = await _parameters(request)
        if request.match_info["token"] != self.token:
            return self._reply(method, parameters, 401, "Unauthorized")
        if self.faults[method]:
            return await self._go_wrong(method, parameters, self.faults[method].popleft())
        if method == "getUpdates":
            await self._wait_for_news(parameters)
        status, result, more = self.api.answer(method, parameters)
        self._record(method, parameters, status, result, more)
        return _response(status, result, more)

    def _record(self, method: str, parameters: dict[str, Any], status: int, result: Any, _more: Any) -> None:
        self.calls.append(Call(method, parameters, status, result))

    def _reply(self, method: str, parameters: dict[str, Any], status: int, description: str) -> web.Response:
        self._record(method, parameters, status, description, {})
        return _response(status, description, {})

    async def _go_wrong(self, method: str, parameters: dict[str, Any], fault: Fault) -> web.Response:
        self._record(method, parameters, fault.status, fault.description, {})
        if fault.status == 0:
            await self._closing.wait()
        if fault.body is not None:
            return web.Response(status=fault.status, body=fault.body)
        more = {} if fault.retry_after is None else {"retry_after": fault.retry_after}
        return _response(fault.status or 500, fault.description or "Internal Server Error", more)

    async def _wait_for_news(self, parameters: dict[str, Any]) -> None:
        self._forget_before(int(parameters.get("offset", 0)))
        if not self.api.waiting and self.api.webhook is None:
            self._news.clear()
            waits = [asyncio.ensure_future(self._news.wait()), asyncio.ensure_future(self._closing.wait())]
            await asyncio.wait(
                waits,
                timeout=min(float(parameters.get("timeout", 0)), 5),
                return_when=asyncio.FIRST_COMPLETED,
            )
            for wait in waits:
                wait.cancel()

    def _forget_before(self, offset: int) -> None:
        self.api.waiting = [update for update in self.api.waiting if update["update_id"] >= offset]

    def _by_person(self, chat: int, date: int, **content: Any) -> dict[str, Any]:
        return {
            "message_id": next(self.api.ids),
            "from": _person(chat),
            "chat": {"id": chat, "type": "private", "first_name": "Someone"},
            "date": date,
            **content,
        }


def _person(chat: int) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": "Someone"}


async def _parameters(request: web.Request) -> dict[str, Any]:
    """Sent as JSON, as a form (whose structured values are JSON) or in the query."""
    if request.content_type == "application/json":
        given = await request.json()
        return given if isinstance(given, dict) else {}
    form = {**request.query, **(await request.post())}
    return {key: _from_form(value) for key, value in form.items()}


def _from_form(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in "[{":
        return json.loads(value)
    return {"true": True, "false": False}.get(value, value)


def _response(status: int, result: Any, parameters: dict[str, Any]) -> web.Response:
    if status == 200:
        return web.json_response({"ok": True, "result": result})
    body = {"ok": False, "error_code": status, "description": result}
    return web.json_response({**body, "parameters": parameters} if parameters else body, status=status)
