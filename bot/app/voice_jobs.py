"""Says in the log when the hub owes young people more; goes on with telling them where that was cut off."""

import asyncio
from datetime import datetime, timedelta

import structlog

from bot.app.present import Content
from bot.jobs import Job
from bot.scenes.overdue import overdue
from bot.scenes.voice_results import outcome
from bot.store import Store, influence, telling

log = structlog.get_logger("earshot")


def decisions_job(content: Content) -> Job:
    """Every hour: says in the log when more editions wait too long for a decision, or more actions are late."""
    known: frozenset[tuple[str, str, str]] = frozenset()

    async def run(_now: datetime) -> None:
        nonlocal known
        late = overdue(content.current.house, content.today)
        now_late = frozenset((each.slug, each.what, each.text) for each in late)
        if now_late - known:
            decisions, actions = (sum(each.what == what for each in late) for what in ("decision", "action"))
            log.warning("voice.overdue", decisions=decisions, actions=actions, see="/admin/decisions")
        known = now_late

    return Job("decisions", timedelta(hours=1), run)


def telling_job(content: Content, store: Store) -> Job:
    """Every minute: goes on with messages about what came of an edition that were not queued to their end."""

    async def run(_now: datetime) -> None:
        for slug in await asyncio.to_thread(store.read, telling.cut_off):
            await asyncio.to_thread(finish_telling, content, store, slug)

    return Job("telling", timedelta(minutes=1), run)


def finish_telling(content: Content, store: Store, slug: str) -> None:
    """Tells those who were not told yet; whoever was is left alone."""
    house = content.current.house
    edition = house.voice.editions.get(slug)
    decisions = store.read(lambda c: influence.of_edition(c, slug))
    to_tell = influence.to_tell(decisions)
    if edition is not None and to_tell:
        again = any(each.told is not None for each in decisions)
        telling.tell(store, slug, to_tell, outcome(house, edition, to_tell, again), None, content.today)
