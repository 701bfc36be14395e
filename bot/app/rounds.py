"""What is sent by itself: invitations that were cut off, the one reminder, news; knows no page and no platform."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

import structlog

from bot.dialogue.effects import Say
from bot.jobs import Job
from bot.scenes.house import House
from bot.scenes.inviting import fits_of, invitation, remind_on, reminder
from bot.scenes.new_entries import current, fitting
from bot.scenes.new_entries import news as message
from bot.store import Store, broadcasts, invitations, news
from bot.store.broadcasts import INVITATION, NEWS, REMINDER, STOPPED, Round
from bot.store.sending import Whom, send, send_each
from bot.surveys.record import Survey

log = structlog.get_logger("earshot")


def round_jobs(store: Store, house: Callable[[], House]) -> tuple[Job, ...]:
    """Each is safe to repeat and to be cut off: whoever was claimed has their message, nobody is claimed twice."""

    async def rounds(now: datetime) -> None:
        await asyncio.to_thread(go_on, store, house(), now)

    async def reminders(now: datetime) -> None:
        await asyncio.to_thread(remind, store, house(), now)

    async def new_things(now: datetime) -> None:
        await asyncio.to_thread(tell_news, store, house(), now)

    return (
        Job("rounds", timedelta(minutes=1), rounds),
        Job("survey reminders", timedelta(hours=1), reminders),
        Job("news", timedelta(days=1), new_things),
    )


def go_on(store: Store, house: House, now: datetime) -> None:
    """Goes on with invitations that were not queued to their end, and marks as done what has all been sent."""
    surveys = {survey.slug: survey for survey in house.open_surveys(now)}
    for each in store.read(broadcasts.cut_off):
        if each.kind == INVITATION and each.edition in surveys:
            invite(store, house, surveys[each.edition], None)
    store.write(lambda connection: broadcasts.finish(connection, store.clock()))


def invite(store: Store, house: House, survey: Survey, by: str | None) -> int:
    """Invites everybody who may be; how many were queued now."""
    whom = invitations.to_invite(survey.slug, fits_of(house, survey))
    return send(store, Round(INVITATION, survey.slug, by), whom, invitation(house, survey))


def remind(store: Store, house: House, now: datetime) -> int:
    """Reminds, once, whoever was invited to a survey that closes soon and has neither answered nor declined; how many.

    Not when staff stopped the invitations to it.
    """
    queued = 0
    for survey in house.open_surveys(now):
        day = remind_on(survey)
        if day is None or house.today(now) < day or _was_stopped(store, survey.slug):
            continue
        whom = invitations.to_remind(survey.slug)
        queued += send(store, Round(REMINDER, survey.slug), whom, reminder(house, survey))
    if queued:
        log.info("survey.reminded", people=queued)
    return queued


def tell_news(store: Store, house: House, now: datetime) -> int:
    """Tells everybody who asked what is new for them since they were last told; how many people."""
    today = house.today(now)
    store.write(lambda connection: news.learn(connection, current(house), today))
    since = store.read(lambda connection: news.new_entries(connection, today))
    groups = store.read(lambda connection: news.listeners(connection, now)) if since else []
    return send_each(store, Round(NEWS), _messages(house, groups, since, today))


def _messages(
    house: House, groups: Iterable[news.Listeners], since: Mapping[str, date], today: date
) -> Iterator[tuple[Whom, Say]]:
    """Whom to tell, and what; nothing for those whom nothing new is for."""
    for group in groups:
        new = {entry for entry, day in since.items() if day > group.since}
        if entries := fitting(house, group.what, group.outcode, new):
            yield news.to_tell(group), message(house, group.outcode, entries, today)


def _was_stopped(store: Store, slug: str) -> bool:
    """Whether the last round of invitations was stopped, or a reminder was."""
    past = store.read(lambda connection: broadcasts.rounds(connection, slug))
    last = next((each for each in past if each.kind in (INVITATION, REMINDER)), None)
    return last is not None and last.status == STOPPED
