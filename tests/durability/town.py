"""The people who talk to the servers in the durability test, and the servers themselves."""

import asyncio
import os
import random
import re
import signal
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp

from bot.store import Store

WEBHOOK_SECRET = "webhook-secret-for-tests"
SLUG = "durable"
RETRY_SECONDS = (0.05, 0.35)
START_SECONDS = 60
SENT_AGAIN = 0.2


class Broken(AssertionError):
    """Something was lost, doubled or never accepted."""


@dataclass
class House:
    """One server process. `command` starts it; the EARSHOT_* variables tell it everything else."""

    command: Sequence[str]
    environment: dict[str, str]
    port: int
    process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def log(self) -> Path:
        return Path(self.environment["EARSHOT_DATA_DIR"]) / f"{self.port}.log"

    async def start(self) -> None:
        environment = (
            os.environ | self.environment | {"EARSHOT_PORT": str(self.port), "EARSHOT_PUBLIC_URL": self.url}
        )
        with self.log().open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *self.command, env=environment, stdout=log, stderr=log
            )

    async def ready(self, session: aiohttp.ClientSession) -> None:
        async with asyncio.timeout(START_SECONDS):
            while True:
                if self.process is None or self.process.returncode is not None:
                    raise Broken(f"the server ended by itself: {self.log().read_text()[-2000:]}")
                try:
                    async with session.get(f"{self.url}/readyz") as response:
                        if response.status == 200:
                            return
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(0.01)

    async def end(self, number: signal.Signals) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.send_signal(number)
            await self.process.wait()


@dataclass
class Town:
    """The servers, the people who talk to them, and what was acknowledged."""

    houses: list[House]
    store: Store
    session: aiohttp.ClientSession
    chance: random.Random
    acknowledged: list[tuple[str, str, str]] = field(default_factory=list)
    sent: int = 0
    repeated: int = 0
    closing: bool = False

    async def deliver(self, post: Callable[[House], Awaitable[int]]) -> None:
        """Until a server says that it is stored; and now and then once more, as networks do."""
        while not await self._accepted(post):
            self.repeated += 1
            await asyncio.sleep(random.uniform(*RETRY_SECONDS))
        self.sent += 1
        if self.chance.random() < SENT_AGAIN:
            self.repeated += 1
            await self._accepted(post)

    async def _accepted(self, post: Callable[[House], Awaitable[int]]) -> bool:
        try:
            status = await post(self.chance.choice(self.houses))
        except (aiohttp.ClientError, TimeoutError):
            return False
        if status in (429, 503):
            return False
        if status not in (200, 303):
            raise Broken(f"a server answered {status}")
        return True

    async def first_button(self, channel: str, address: str) -> str:
        messages = await asyncio.to_thread(self.store.messages, channel, address)
        if not messages or not messages[-1].payload.get("options"):
            raise Broken(f"{channel} {address}: what was acknowledged left no answer")
        token: str = messages[-1].payload["options"][0]["token"]
        return token


class Telegram:
    """A person on Telegram: one more update number for each event."""

    channel = "telegram"
    updates = count(1)

    def __init__(self, town: Town, number: int) -> None:
        self.town = town
        self.address = str(number)

    async def begin(self) -> None:
        await self._message(f"/start {SLUG}")

    async def say(self, text: str) -> None:
        await self._message(text)

    async def press_first(self) -> None:
        token = await self.town.first_button(self.channel, self.address)
        message = {"message_id": 1, "date": int(time.time()), "chat": self._chat(), "text": "x"}
        query = {"id": f"q{self.address}", "from": self._sender(), "chat_instance": "1", "data": token}
        await self._update({"callback_query": query | {"message": message}})

    def _chat(self) -> dict[str, Any]:
        return {"id": int(self.address), "type": "private"}

    def _sender(self) -> dict[str, Any]:
        return {"id": int(self.address), "is_bot": False, "first_name": "x"}

    async def _message(self, text: str) -> None:
        message = {
            "message_id": 1,
            "date": int(time.time()),
            "chat": self._chat(),
            "from": self._sender(),
            "text": text,
        }
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        await self._update({"message": message})

    async def _update(self, content: dict[str, Any]) -> None:
        body = {"update_id": next(self.updates)} | content
        headers = {"X-Telegram-Bot-Api-Secret-Token": WEBHOOK_SECRET}

        async def post(house: House) -> int:
            async with self.town.session.post(
                f"{house.url}/telegram/webhook", json=body, headers=headers
            ) as response:
                return response.status

        await self.town.deliver(post)


class Visitor:
    """A person on the web page: a cookie, the page's own form, and a key for each post."""

    channel = "web"
    keys = count(1)

    def __init__(self, town: Town) -> None:
        self.town = town
        self.cookie = ""
        self.csrf = ""

    @property
    def address(self) -> str:
        return self.cookie.partition("=")[2].partition(".")[0]

    async def begin(self) -> None:
        await self.town.deliver(self._open)
        await self._post("start", payload=SLUG)

    async def say(self, text: str) -> None:
        await self._post("say", text=text)

    async def press_first(self) -> None:
        token = await self.town.first_button(self.channel, self.address)
        await self._post("choose", token=token)

    async def _open(self, house: House) -> int:
        headers = {"Cookie": self.cookie} if self.cookie else {}
        async with self.town.session.get(f"{house.url}/chat", headers=headers) as response:
            page = await response.text()
            found = re.search(r'name="csrf" value="([^"]+)"', page)
            if response.status == 200 and found and not self.cookie:
                self.csrf = found[1]
                self.cookie = response.headers["Set-Cookie"].partition(";")[0]
            return response.status

    async def _post(self, what: str, **fields: str) -> None:
        form = {"csrf": self.csrf, "key": f"key-{next(self.keys)}", **fields}

        async def post(house: House) -> int:
            headers = {"Cookie": self.cookie, "Origin": house.url}
            url = f"{house.url}/chat/{what}"
            async with self.town.session.post(
                url, data=form, headers=headers, allow_redirects=False
            ) as response:
                return response.status

        await self.town.deliver(post)


async def walk(town: Town, person: Telegram | Visitor, word: str) -> None:
    """One person takes the survey; when this returns, every event of theirs was acknowledged."""
    await person.begin()
    await person.press_first()
    await person.say(word)
    await person.press_first()
    town.acknowledged.append((person.channel, person.address, word))
