"""The pages of what young people said and what came of it: results, findings, decisions; knows nobody who answered."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.admin.door import Door
from bot.admin.pages import Pages
from bot.admin.parts import CannotMake
from bot.scenes.house import House
from bot.scenes.overdue import Overdue, waits
from bot.scenes.voice_now import Edition
from bot.scenes.voice_results import outcome
from bot.store import asked, influence, staff, telling
from bot.store.staff import Action, SignedIn
from bot.store.tallied import tallied
from bot.surveys.deciding import Draft
from bot.surveys.influence import Decision
from bot.surveys.ladder import RUNGS
from bot.surveys.results import FEWEST, Results
from bot.surveys.shown import Shown, shown

ALL = "/admin/decisions"
TOO_EARLY = (
    "There is no such document yet: the survey is open, and two of them made while answers come in would tell what "
    "came in between. Take it when the survey has closed."
)
_TYPES = {"md": "text/markdown", "pdf": "application/pdf", "csv": "text/csv"}


@dataclass(frozen=True, slots=True)
class Row:
    """An edition in the list: `late` is what is owed too long."""

    edition: Edition
    decisions: Sequence[Decision]
    waits: bool
    late: Sequence[Overdue]


@dataclass(frozen=True, slots=True)
class Typed:
    """A form that was not taken: the finding it is for ("" for a new one), what stands in it, and what is wrong."""

    key: str
    draft: Draft
    faults: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Decisions:
    door: Door
    pages: Pages

    @property
    def house(self) -> House:
        return self.door.parts.house()

    async def all(self, _request: web.Request, who: SignedIn) -> web.StreamResponse:
        return self._list(who)

    def _list(self, who: SignedIn, fault: str = "", status: int = 200) -> web.Response:
        house, late = self.house, self.door.parts.late()
        rows = [self._row(house, edition, late) for edition in house.voice.editions.values()]
        return self.pages.page(
            "decisions.html",
            status,
            member=who.member,
            csrf=who.csrf,
            fault=fault,
            waiting=[row for row in rows if row.waits],
            decided=[row for row in rows if row.edition.closed and not row.waits],
            open=[row for row in rows if not row.edition.closed],
            coming=[s for slug, s in house.surveys.items() if slug not in house.voice.editions],
            within=house.hub.decide_within_days,
        )

    async def one(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        return await self.page(request, who)

    async def document(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        """Evidence, results or a poster as a file."""
        slug, name = request.match_info["slug"], request.match_info["name"]
        if slug not in {**self.house.surveys, **self.house.voice.editions}:
            raise web.HTTPNotFound
        if slug in self.open_now and name != "poster.pdf":
            return self._list(who, TOO_EARLY, 409)
        try:
            body = await asyncio.to_thread(self.door.parts.document, name, slug)
        except CannotMake as fault:
            return self._list(who, str(fault), 409)
        if body is None:
            raise web.HTTPNotFound
        if name.startswith("evidence"):
            await asyncio.to_thread(self.trace, Action.EVIDENCE_TAKEN, f"{slug} {name}", who)
        headers = {
            "Content-Disposition": f'attachment; filename="{slug}-{name}"',
            "Cache-Control": "no-store",
        }
        kind = _TYPES[name.rpartition(".")[2]]
        return web.Response(body=body, content_type=kind, headers=headers)

    @property
    def open_now(self) -> set[str]:
        return {slug for slug, edition in self.house.voice.editions.items() if not edition.closed}

    def edition(self, request: web.Request) -> Edition:
        edition = self.house.voice.editions.get(request.match_info["slug"])
        if edition is None:
            raise web.HTTPNotFound
        return edition

    def closed(self, request: web.Request) -> Edition:
        edition = self.edition(request)
        if not edition.closed:
            raise web.HTTPConflict
        return edition

    async def page(
        self,
        request: web.Request,
        who: SignedIn,
        typed: Typed | None = None,
        status: int = 200,
    ) -> web.Response:
        edition = self.edition(request)
        seen = await asyncio.to_thread(self._seen, edition)
        return self.pages.page(
            "decision.html",
            status,
            member=who.member,
            csrf=who.csrf,
            edition=edition,
            survey=edition.survey,
            typed=typed,
            fewest=FEWEST,
            rungs=RUNGS,
            empty=Draft(),
            form=_form,
            **seen,
        )

    def _seen(self, edition: Edition) -> dict[str, object]:
        """What the page shows of an edition."""
        house, slug, store = self.house, edition.survey.slug, self.door.parts.store
        row, decisions, reach = store.read(
            lambda c: (asked.one(c, slug), influence.of_edition(c, slug), telling.reachable(c, slug))
        )
        to_tell = influence.to_tell(decisions) if edition.closed else ()
        found = self._results(edition)
        return {
            "results": found,
            "questions": _questions(edition, found),
            "decisions": decisions,
            "to_tell": to_tell,
            "message": outcome(house, edition, to_tell, again(decisions)).text if to_tell else "",
            "again": again(decisions),
            "reach": reach,
            "rung": row.rung if row else None,
            "late": [each for each in self.door.parts.late() if each.slug == slug],
        }

    def _results(self, edition: Edition) -> Results | None:
        """What is shown of a closed edition to staff, even where its authors show it to nobody else."""
        slug = edition.survey.slug
        known = self.house.voice.results.get(slug)
        if known is not None or not edition.closed:
            return known
        return self.door.parts.store.read(lambda c: tallied(c, slug, edition.survey))

    def _row(self, house: House, edition: Edition, late: Sequence[Overdue]) -> Row:
        slug = edition.survey.slug
        mine = [each for each in late if each.slug == slug]
        return Row(edition, house.voice.decisions.get(slug, ()), waits(house, edition), mine)

    def trace(self, action: Action, subject: str, who: SignedIn) -> None:
        """Leaves a trace, and lets what was decided take effect at once."""
        store = self.door.parts.store
        store.write(lambda c: staff.record(c, store.clock(), who.member.id, action, subject))
        self.door.parts.changed()


def _form(decision: Decision) -> Draft:
    """What stands in the form of a finding."""
    days = [day.isoformat() if day else "" for day in (decision.due_on, decision.done_on)]
    return Draft(
        decision.finding, decision.decision_maker, decision.verdict, decision.reason, decision.action, *days
    )


def again(decisions: Sequence[Decision]) -> bool:
    """Whether those who answered had a message about this edition before."""
    return any(each.told is not None for each in decisions)


def _questions(edition: Edition, found: Results | None) -> tuple[Shown, ...]:
    return shown(edition.survey, found) if found else ()
