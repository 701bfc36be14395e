"""Runs the server from start to clean end, and tells in the terminal where everything is."""

import asyncio
import gc
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

import structlog
from aiohttp import web

from bot.admin.setup import setup_link
from bot.app.assembly import Server, assemble
from bot.app.logs import set_up_logs
from bot.app.present import Content, keeping_up
from bot.library.fault_in_file import ContentError
from bot.library.reload import Live, watch
from bot.settings import Settings
from bot.store import CannotOpen, Unavailable, WrongKey, open_store

if TYPE_CHECKING:
    from bot.channels.telegram.parts import TelegramParts

log = structlog.get_logger("earshot")
PATIENCE_SECONDS = 5.0
FIRST_PAGE_SECONDS = 1.0


class NotServed(Exception):
    """The server could not start; says why and what to do."""


async def serve_until_stopped(settings: Settings) -> None:
    """Serves until SIGINT or SIGTERM. Raises NotServed when it cannot start."""
    set_up_logs(settings.log_level)
    store = None
    try:
        content = Content.read(settings)
        store = open_store(settings.database(), settings.secret())
        await _serve(assemble(settings, content, store))
    except ContentError as error:
        raise NotServed(str(error)) from error
    except (CannotOpen, WrongKey, Unavailable, ValueError) as error:
        raise NotServed(str(error)) from error
    finally:
        if store is not None:
            store.close()


async def _serve(server: Server) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    server.content.keep_up(server.store)
    tasks: list[asyncio.Task[None]] = []
    runner = web.AppRunner(server.application, access_log=None, shutdown_timeout=PATIENCE_SECONDS)
    await runner.setup()
    try:
        port = await _listen(runner, server.settings)
        tasks = _tasks(server, stopped)
        gc.freeze()  # what was loaded stays: from here on only what conversations leave behind is looked through
        gc.enable()
        print(banner(server, port), flush=True)
        await stopped.wait()
    finally:
        print("\nStopping ...", flush=True)
        await _stop(server, runner, tasks)


async def _listen(runner: web.AppRunner, settings: Settings) -> int:
    """The port listened on. Raises NotServed when it is taken."""
    site = web.TCPSite(runner, settings.host, settings.port, backlog=1024)
    try:
        await site.start()
    except OSError as error:
        raise NotServed(
            f"cannot listen on {settings.host}:{settings.port} ({error.strerror}); set EARSHOT_PORT to another port"
        ) from error
    return int(runner.addresses[0][1])


def _tasks(server: Server, stopped: asyncio.Event) -> list[asyncio.Task[None]]:
    content = server.content

    def changed(seen: Live) -> None:
        content.swap(seen)
        content.keep_editions(server.store)
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        log.info("content.read_again", faults=len(content.faults))

    running = [
        _rest(server),
        server.courier.run(),
        watch(content.seen, content.load, changed),
        keeping_up(content, server.store),
    ]
    if server.telegram:
        running.append(_talk_on_telegram(server.telegram))
    tasks = [asyncio.create_task(each) for each in running]
    for task in tasks:
        task.add_done_callback(lambda done: _ended(done, stopped))
    return tasks


async def _rest(server: Server) -> None:
    """What nobody waits for: the first visitor has the machine alone for a second, then jobs and wings begin."""
    await asyncio.sleep(FIRST_PAGE_SECONDS)
    server.jobs.start()
    for wing in server.wings:
        wing.open()
        await asyncio.sleep(0)
    gc.freeze()


async def _talk_on_telegram(parts: "TelegramParts") -> None:
    """A token that Telegram does not know is told, and the web chat goes on."""
    from bot.channels.telegram import connect

    try:
        await connect.run(parts)
    except connect.NotConnected as error:
        log.error("telegram.off", why=str(error))


def _ended(task: asyncio.Task[None], stopped: asyncio.Event) -> None:
    """A part that ends by a fault takes the server down with it, so that whoever restarts it can know."""
    if not task.cancelled() and (fault := task.exception()):
        log.error("part.failed", fault=str(fault), kind=type(fault).__name__)
        stopped.set()


async def _stop(server: Server, runner: web.AppRunner, tasks: list[asyncio.Task[None]]) -> None:
    """Nothing new comes in, what is under way is stored, then everything lets go."""
    server.waker.close()
    await runner.cleanup()
    await server.jobs.close()
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError):
            await task
    await server.turns.close()
    await server.courier.close()
    if server.telegram:
        from bot.channels.telegram import connect

        await connect.close(server.telegram)


def banner(server: Server, port: int) -> str:
    """Where everything is, and the one setting that turns Telegram on."""
    settings = server.settings
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    url = settings.public_url or f"http://{host}:{port}"
    hub = server.content.current.house.hub
    telegram = "on" if server.telegram else "off; set EARSHOT_TELEGRAM_TOKEN to turn it on"
    lines = [
        f"Earshot for {hub.name}"
        + (" (sample content, to be confirmed by a hub officer)" if hub.sample else ""),
        f"  chat       {url}/chat",
        f"  hub page   {url}/",
        f"  staff      {url}/admin",
        f"  data       {settings.data_dir.absolute()}",
        f"  Telegram   {telegram}",
        "  Ctrl-C stops it; every conversation goes on when it is started again.",
    ]
    if not (hub.safeguarding.email or hub.safeguarding.phone):
        lines.append(
            "  Before young people use it: give hub.yaml a safeguarding contact, and invite the lead at /admin."
        )
    if link := setup_link(server.store, url):
        lines.append(
            f"\nFirst time here? Make the first staff account at\n  {link}\nThe link works once, for 24 hours."
        )
    return "\n".join(lines)
