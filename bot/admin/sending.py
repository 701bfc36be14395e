"""The page from which invitations are sent, paused and stopped, and what came of them; knows nobody who is invited."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.admin.door import Door
from bot.admin.pages import Pages
from bot.admin.roles import Act
from bot.admin.rooms import Rooms
from bot.courier import quiet_in
from bot.scenes.house import House
from bot.scenes.inviting import fits_of, invitation, remind_on
from bot.scenes.survey_said import who_it_is_for
from bot.store import broadcasts, invitations, staff
from bot.store.broadcasts import INVITATION, PAUSED, QUEUEING, RUNNING, UNDER_WAY, Progress, Round
from bot.store.invitations import Reach
from bot.store.sending import send
from bot.store.staff import Action, SignedIn
from bot.surveys.dispositions import Dispositions, dispositions
from bot.surveys.record import Survey

_ALL = "/admin/sending"
KINDS = {
    "invitation": "Invitations",
    "reminder": "The reminder",
    "outcome": "What came of it",
    "news": "New things near people",
}
_MOVES = {
    "pause": (broadcasts.pause, Action.ROUND_PAUSED),
    "go-on": (broadcasts.resume, Action.ROUND_RESUMED),
    "stop": (broadcasts.stop, Action.ROUND_STOPPED),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An open survey: for whom it is in words, how many would be reached, and what came of those invited so far."""

    survey: Survey
    whom: str
    reach: Reach
    came: Dispositions
    sending: bool


@dataclass(frozen=True, slots=True)
class Past:
    """A closed survey that people were invited to."""

    title: str
    came: Dispositions


@dataclass(frozen=True, slots=True)
class Desk:
    """All that the page shows."""

    entries: Sequence[Entry]
    rounds: Sequence[Progress]
    past: Sequence[Past]

    @property
    def moves(self) -> bool:
        """Whether the figures change while one looks."""
        return any(
            each.status in (QUEUEING, RUNNING) and (each.left or not each.total) for each in self.rounds
        )


@dataclass(frozen=True, slots=True)
class Sending:
    door: Door
    pages: Pages

    async def page(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        desk = await asyncio.to_thread(self._desk)
        house, store = self._house, self.door.parts.store
        return self.pages.page(
            "sending.html",
            member=who.member,
            csrf=who.csrf,
            desk=desk,
            kinds=KINDS,
            titles={slug: survey.title for slug, survey in house.surveys.items()},
            remind_on=remind_on,
            quiet_until=quiet_in(house.hub.time_zone)(store.clock()),
            nobody=request.query.get("nobody", ""),
        )

    async def send(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        """Invites everybody who may be. Posted twice, the second finds nobody left."""
        survey = self._open_survey(request.match_info["slug"])
        queued = await asyncio.to_thread(self._invite, survey, who)
        raise web.HTTPSeeOther(_ALL if queued else f"{_ALL}?nobody={survey.slug}")

    async def move(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        """Pauses, goes on with or stops one round."""
        await asyncio.to_thread(self._move, request.match_info["key"], request.match_info["how"], who)
        raise web.HTTPSeeOther(_ALL)

    @property
    def _house(self) -> House:
        return self.door.parts.house()

    def _open_survey(self, slug: str) -> Survey:
        known = {survey.slug: survey for survey in self._house.open_surveys(self.door.parts.store.clock())}
        if slug not in known:
            raise web.HTTPNotFound
        return known[slug]

    def _invite(self, survey: Survey, who: SignedIn) -> int:
        house, store = self._house, self.door.parts.store
        whom = invitations.to_invite(survey.slug, fits_of(house, survey))
        queued = send(store, Round(INVITATION, survey.slug, who.member.id), whom, invitation(house, survey))
        if queued:
            self._trace(Action.INVITATIONS_SENT, survey.slug, who)
        return queued

    def _move(self, key: str, how: str, who: SignedIn) -> None:
        store = self.door.parts.store
        move, action = _MOVES[how]
        known = {each.id: each for each in store.read(broadcasts.rounds)}
        if key not in known:
            raise web.HTTPNotFound
        if store.write(lambda connection: move(connection, key, store.clock())):
            self._trace(action, f"{known[key].kind} {known[key].edition}".strip(), who)
        open_now = {survey.slug: survey for survey in self._house.open_surveys(store.clock())}
        if how == "go-on" and known[key].kind == INVITATION and known[key].edition in open_now:
            self._invite(open_now[known[key].edition], who)

    def _trace(self, action: Action, subject: str, who: SignedIn) -> None:
        store = self.door.parts.store
        store.write(lambda c: staff.record(c, store.clock(), who.member.id, action, subject))

    def _desk(self) -> Desk:
        house, store = self._house, self.door.parts.store
        rounds = [each for each in store.read(broadcasts.rounds) if each.status in UNDER_WAY]
        busy = {each.edition for each in rounds if each.kind == INVITATION}
        entries = [self._entry(survey, survey.slug in busy) for survey in house.open_surveys(store.clock())]
        open_now = {entry.survey.slug for entry in entries}
        closed = [each.survey for slug, each in house.voice.editions.items() if slug not in open_now]
        past = [Past(survey.title, self._came(survey.slug)) for survey in closed]
        return Desk(
            entries,
            [r for r in rounds if r.left or r.status in (PAUSED, QUEUEING)],
            [p for p in past if p.came.invited],
        )

    def _entry(self, survey: Survey, sending: bool) -> Entry:
        house, store = self._house, self.door.parts.store
        fits = fits_of(house, survey)
        reach = store.read(lambda c: invitations.reach(c, survey.slug, fits, store.clock()))
        return Entry(survey, who_it_is_for(house, survey), reach, self._came(survey.slug), sending)

    def _came(self, slug: str) -> Dispositions:
        return dispositions(self.door.parts.store.read(lambda c: invitations.dispositions(c, slug)))


def sending_routes(rooms: Rooms, sending: Sending) -> list[web.RouteDef]:
    return [
        web.get(_ALL, rooms.behind(Act.SEND, sending.page)),
        web.post(rf"{_ALL}/{{slug:[a-z0-9-]+}}/send", rooms.behind(Act.SEND, sending.send)),
        web.post(
            rf"{_ALL}/rounds/{{key:[\w-]{{22}}}}/{{how:pause|go-on|stop}}",
            rooms.behind(Act.SEND, sending.move),
        ),
    ]
