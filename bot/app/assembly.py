"""Puts the running server together from its settings; starts nothing."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry

from bot.app.metrics import measured
from bot.app.present import Content
from bot.app.rounds import round_jobs
from bot.app.voice_jobs import decisions_job, telling_job
from bot.channels.web.hardening import harden
from bot.channels.web.health import Ready, health_routes
from bot.channels.web.pages import Pages
from bot.channels.web.parts import WebParts
from bot.channels.web.routes import routes
from bot.channels.web.waker import Waker
from bot.channels.web.wing import Wing, add_wing
from bot.courier import Courier, Sender, quiet_in
from bot.jobs import Job, Timetable, standing_jobs
from bot.scenes.house import House
from bot.scenes.voice_now import Edition
from bot.settings import Settings, kept_secret
from bot.store import Store
from bot.surveys.shown import Shown
from bot.turns import Turns

if TYPE_CHECKING:
    from bot.admin.parts import AdminParts

    # the library behind it takes a tenth of the time to start, and many hubs do not use it
    from bot.channels.telegram.parts import TelegramParts

log = structlog.get_logger("earshot")
Touched = Callable[[Iterable[tuple[str, str]]], None]
WEBHOOK_SECRET_FILE = "webhook.key"


@dataclass(frozen=True, slots=True)
class Server:
    """All that runs, not yet running."""

    settings: Settings
    content: Content
    store: Store
    turns: Turns
    courier: Courier
    jobs: Timetable
    waker: Waker
    telegram: "TelegramParts | None"
    application: web.Application
    wings: tuple[Wing, ...]


def assemble(settings: Settings, content: Content, store: Store) -> Server:
    """Everything joined. Raises ValueError naming a Telegram setting that is wrong."""
    waker = Waker()
    couriers: list[Courier] = []

    def committed(touched: Iterable[tuple[str, str]]) -> None:
        waker.touched(touched)
        couriers[0].wake()

    turns = Turns(
        store, lambda: content.current.bot, lambda: content.current.house.words("apology"), committed
    )
    unanswered: Counter[str] = Counter()
    telegram = _telegram(settings, content, store, turns, lambda kind: unanswered.update([kind]))
    quiet = quiet_in(content.current.house.hub.time_zone)
    if telegram is not None:
        content.telegram = telegram.username
    couriers.append(Courier(store, _senders(telegram), quiet=quiet))
    voice_jobs = (decisions_job(content), telling_job(content, store))
    own_jobs = (cases_job(store), *round_jobs(store, lambda: content.current.house), *voice_jobs)
    jobs = Timetable(store, (*standing_jobs(store, turns), *own_jobs))
    shown = measured(store, waker, unanswered)
    application, pages = _application(settings, content, store, turns, waker, telegram, shown)
    wings = _wings(application, pages, settings, content, store, committed, telegram)
    return Server(settings, content, store, turns, couriers[0], jobs, waker, telegram, application, wings)


def cases_job(store: Store) -> Job:
    """Says in the log when there are more open safeguarding cases than before, so that a watcher can wake somebody."""
    known = 0

    async def run(_now: datetime) -> None:
        nonlocal known
        now_open = (await asyncio.to_thread(store.counts)).open_concerns
        if now_open > known:
            log.warning("safeguarding.cases_open", open=now_open, see="/admin/cases")
        known = now_open

    return Job("cases", timedelta(minutes=1), run)


def _senders(telegram: "TelegramParts | None") -> Mapping[str, Sender]:
    if telegram is None:
        return {}
    from bot.channels.telegram.sender import telegram_sender

    return {"telegram": telegram_sender(telegram)}


def _telegram(
    settings: Settings, content: Content, store: Store, turns: Turns, count: Callable[[str], None]
) -> "TelegramParts | None":
    token = settings.telegram_token.get_secret_value()
    if not token:
        return None
    from bot.channels.telegram.parts import telegram_parts

    return telegram_parts(
        turns=turns,
        store=store,
        words=lambda key, /, **values: content.current.house.words(key, **values),
        nearest_place=content.nearest,
        token=token,
        mode=settings.telegram_mode,
        secret=webhook_secret(settings),
        public_url=settings.public_url,
        api_root=settings.telegram_api_root,
        count=count,
    )


def webhook_secret(settings: Settings) -> str:
    """The one set, else one of our own kept beside the secret key."""
    given = settings.telegram_webhook_secret.get_secret_value()
    return given or kept_secret(Path(settings.data_dir) / WEBHOOK_SECRET_FILE).decode()


def _application(
    settings: Settings,
    content: Content,
    store: Store,
    turns: Turns,
    waker: Waker,
    telegram: "TelegramParts | None",
    shown: CollectorRegistry,
) -> tuple[web.Application, Pages]:
    parts = WebParts(
        turns=turns,
        store=store,
        hub=lambda: content.current.house.hub,
        words=lambda: content.current.house.words,
        open_surveys=content.open_surveys,
        nearest_place=content.nearest,
        waker=waker,
        public_url=settings.public_url,
        secret=settings.secret(),
    )
    application, pages = web.Application(), Pages(parts)
    harden(application, settings.public_url, pages.error)
    application.add_routes(routes(parts, pages))
    application.add_routes(health_routes(_readiness(store), shown))
    if telegram and settings.telegram_mode == "webhook":
        from bot.channels.telegram.webhook import telegram_routes

        application.add_routes(telegram_routes(telegram))
    return application, pages


def _wings(
    application: web.Application,
    pages: Pages,
    settings: Settings,
    content: Content,
    store: Store,
    touched: Touched,
    telegram: "TelegramParts | None",
) -> tuple[Wing, ...]:
    """The pages that the chat does not need: what they import takes a tenth of the time to start."""

    def lists() -> list[web.RouteDef]:
        from bot.channels.web.list_routes import list_routes
        from bot.channels.web.listing import ListParts

        parts = ListParts(lambda: content.current.house, lambda: content.today, settings.public_url)
        return list_routes(parts, pages)

    def voice() -> list[web.RouteDef]:
        from bot.channels.web.voice import VoiceParts, voice_routes

        return voice_routes(VoiceParts(lambda: content.current.house, _drawn), pages)

    def staff() -> list[web.RouteDef]:
        from bot.admin.routes import admin_routes

        return admin_routes(_admin(settings, content, store, touched, telegram))

    return (
        add_wing(application, ("/browse", "/o", "/api/oruk"), lists),
        add_wing(application, ("/voice",), voice),
        add_wing(application, ("/admin",), staff),
    )


def _readiness(store: Store) -> Ready:
    async def ready() -> str:
        return "" if await asyncio.to_thread(store.ready) else "the database does not answer"

    return ready


def _telegram_link(telegram: "TelegramParts | None") -> Callable[[str], str]:
    """The address that opens the chat on Telegram with a payload; "" while Telegram is off or has not said our name."""
    return lambda payload: telegram.deep_link(payload) if telegram and telegram.username() else ""


def _admin(
    settings: Settings,
    content: Content,
    store: Store,
    touched: Touched,
    telegram: "TelegramParts | None",
) -> "AdminParts":
    from bot.admin.parts import AdminParts
    from bot.app.heard import heard
    from bot.channels.web.pace import network_of
    from bot.reporting.responses import as_csv
    from bot.scenes.overdue import overdue

    def export(slug: str) -> str:
        edition = store.edition(slug)
        return as_csv(edition, store.responses(slug)) if edition else ""

    return AdminParts(
        store=store,
        hub=lambda: content.current.house.hub,
        editions=lambda: [
            (s.slug, s.title) for s in content.current.house.surveys.values() if store.edition(s.slug)
        ],
        export_csv=export,
        faults=lambda: [*content.faults, *content.refused(), *map(str, content.current.snapshot.warnings)],
        due=lambda: _due(content),
        network=network_of,
        public_url=settings.public_url,
        secret=settings.secret(),
        words=lambda: content.current.house.words,
        title=lambda id: entry.title if (entry := content.current.house.catalogue.get(id)) else "",
        touched=touched,
        house=lambda: content.current.house,
        changed=lambda: content.keep_up(store),
        late=lambda: overdue(content.current.house, content.today),
        document=lambda name, slug: _document(
            content, store, name, slug, telegram.username() if telegram else ""
        ),
        files=lambda: content.current.snapshot.surveys,
        heard=lambda miles: heard(store, content.current.house.catalogue, content.today, miles),
        telegram_link=_telegram_link(telegram),
    )


def _document(content: Content, store: Store, name: str, slug: str, telegram: str) -> bytes | None:
    from bot.app.voice_documents import document  # what draws is not waited for when the server starts

    return document(content, store, name, slug, telegram)


def _drawn(house: House, edition: Edition, question: Shown, kind: str) -> bytes | None:
    from bot.app.voice_pictures import drawn

    return drawn(house, edition, question, kind)


def _due(content: Content) -> list[str]:
    """A line for each of the hub's own entries whose check is due, the longest overdue first."""
    today = content.today
    own = (e for e in content.current.snapshot.opportunities if e.id in content.current.snapshot.own)
    late = sorted((e.review_after, e.title) for e in own if e.review_after and e.review_after < today)
    return [f"{title}: check was due on {day.isoformat()}" for day, title in late]
