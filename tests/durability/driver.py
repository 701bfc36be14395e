"""Feeds a real server with events, kills it at random moments, and looks whether anything was lost or doubled.

Every person takes one survey in four events. An event that was not acknowledged is sent again until it is, and one in
five that was acknowledged is sent again all the same. At the end each acknowledged answer must be stored exactly once
and each conversation must read as one that nothing disturbed.

    python tests/durability/driver.py --kills 500 --seed 7
"""

import argparse
import asyncio
import json
import random
import signal
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from town import SLUG, WEBHOOK_SECRET, Broken, House, Telegram, Town, Visitor, walk

from bot.store import open_store

KEY = "a secret key for tests, at least 32 characters"
SURVEY = """\
slug: durable
title: One word
why: To see that nothing is lost.
who_asks: The test
what_happens: It is counted.
opens: 2020-01-01
closes: 2099-12-31
results: after_close
questions:
  - id: word
    ask: Which word?
    type: text
    at_most: 200
"""


async def people(town: Town, numbers: "count[int]", on_the_web: bool) -> None:
    """One after the other until the town closes."""
    while not town.closing:
        number = next(numbers)
        person = Visitor(town) if on_the_web else Telegram(town, 1_000_000 + number)
        await walk(town, person, f"word-{number}")


async def kill(town: Town, kills: int) -> None:
    """Kills a server, at work or while it is starting, and starts it again."""
    for _ in range(kills):
        house = town.chance.choice(town.houses)
        if town.chance.random() < 0.8:
            await house.ready(town.session)
            await asyncio.sleep(town.chance.uniform(0.0, 0.5))
        else:
            await asyncio.sleep(town.chance.uniform(0.1, 1.0))
        await house.end(signal.SIGKILL)
        await house.start()


def check(town: Town) -> None:
    """Raises Broken with what was lost or doubled."""
    stored = Counter(str(response.answers["word"]) for response in town.store.responses(SLUG))
    given = Counter(word for _, _, word in town.acknowledged)
    if stored != given:
        raise Broken(f"lost {given - stored}, doubled or never acknowledged {stored - given}")
    reference: dict[str, list[tuple[bool, str]]] = {}
    for channel, address, word in town.acknowledged:
        messages = town.store.messages(channel, address)
        said = [(m.mine, m.payload["text"].replace(word, "WORD")) for m in messages]
        undisturbed = reference.setdefault(channel, said)
        if said != undisturbed:
            raise Broken(f"{channel}: {said} is not {undisturbed}")


async def bot_api() -> tuple[web.AppRunner, str]:
    """Just enough of Telegram for a server to talk to."""
    sent = count(1)

    async def answer(request: web.Request) -> web.Response:
        method = request.path.rpartition("/")[2].lower()
        result: Any = True
        if method == "getme":
            result = {"id": 1, "is_bot": True, "first_name": "x", "username": "test_bot"}
        elif method in ("sendmessage", "editmessagetext"):
            chat = {"id": 1, "type": "private"}
            result = {"message_id": next(sent), "date": int(time.time()), "chat": chat, "text": "x"}
        return web.json_response({"ok": True, "result": result})

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, database_url: str, api_root: str) -> dict[str, str]:
    surveys = folder / "surveys" / "dorset"
    surveys.mkdir(parents=True, exist_ok=True)
    (surveys / f"{SLUG}.yaml").write_text(SURVEY)
    return {
        "EARSHOT_HUB": "dorset",
        "EARSHOT_HOST": "127.0.0.1",
        "EARSHOT_DATA_DIR": str(folder),
        "EARSHOT_DATABASE_URL": database_url,
        "EARSHOT_SECRET_KEY": KEY,
        "EARSHOT_SURVEYS_DIR": str(folder / "surveys"),
        "EARSHOT_TELEGRAM_TOKEN": "123456:TEST-TOKEN_for_the_driver",
        "EARSHOT_TELEGRAM_MODE": "webhook",
        "EARSHOT_TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "EARSHOT_TELEGRAM_API_ROOT": api_root,
        "EARSHOT_LOG_LEVEL": "error",
    }


@dataclass(frozen=True)
class Plan:
    """How long and how hard: `houses` servers share the database."""

    command: Sequence[str]
    database_url: str
    kills: int = 25
    seed: int = 1
    houses: int = 1
    on_telegram: int = 10
    on_the_web: int = 4


async def drive(plan: Plan, folder: Path) -> Town:
    """Runs the whole thing. Raises Broken when anything was lost, doubled or never accepted."""
    api, api_root = await bot_api()
    values = environment(folder, plan.database_url, api_root)
    houses = [House(plan.command, values, free_port()) for _ in range(plan.houses)]
    timeout = aiohttp.ClientTimeout(total=15)
    async with aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=0)) as session:
        try:
            for house in houses:
                await house.start()
                await house.ready(session)
            store = open_store(plan.database_url, KEY.encode())
            town = Town(houses, store, session, random.Random(plan.seed))
            await _live(town, plan)
            check(town)
            store.close()
            return town
        finally:
            for house in houses:
                await house.end(signal.SIGKILL)
            await api.cleanup()


async def _live(town: Town, plan: Plan) -> None:
    numbers = count(1)
    await walk(town, Telegram(town, 1), "word-undisturbed")
    await walk(town, Visitor(town), "word-undisturbed-too")
    kinds = [False] * plan.on_telegram + [True] * plan.on_the_web
    walkers = [asyncio.create_task(people(town, numbers, on_the_web)) for on_the_web in kinds]
    killing = asyncio.create_task(kill(town, plan.kills))
    killing.add_done_callback(lambda _: setattr(town, "closing", True))
    await asyncio.gather(killing, *walkers)
    for house in town.houses:
        await house.end(signal.SIGTERM)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--houses", type=int, default=1, help="server processes; more than one needs PostgreSQL"
    )
    parser.add_argument("--database-url", default="", help="default: SQLite in a new folder")
    parser.add_argument("command", nargs="*", default=[sys.executable, "-m", "bot", "serve"])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="earshot-durability-") as name:
        url = given.database_url or f"sqlite:///{name}/earshot.db"
        plan = Plan(given.command, url, given.kills, given.seed, given.houses)
        began = time.monotonic()
        town = asyncio.run(drive(plan, Path(name)))
        seconds = time.monotonic() - began
    print(json.dumps(summary(town, plan) | {"seconds": round(seconds, 1)}))


def summary(town: Town, plan: Plan) -> dict[str, int]:
    return {
        "kills": plan.kills,
        "answers_once_each": len(town.acknowledged),
        "events_acknowledged": town.sent,
        "sent_again": town.repeated,
    }


if __name__ == "__main__":
    main()
