"""The pages on which a council sorts answers in words under themes; knows nobody who answered.

Answers are read from ten people on, in an order that tells nothing, and never beside another answer of the same person.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from sqlalchemy import Connection

from bot.admin.door import Door
from bot.admin.entrance import fields_of
from bot.admin.pages import Pages
from bot.admin.roles import Act
from bot.admin.rooms import Rooms
from bot.store import asked, editions, staff, themes
from bot.store.staff import Action, SignedIn
from bot.store.themes import Answer, Tag, Theme
from bot.surveys.definition import survey_from_definition
from bot.surveys.record import Survey
from bot.surveys.results import FEWEST, Tally
from bot.surveys.themes import LONGEST_NAME, in_own_words, theme_results, tidy

ALL = "/admin/themes"
A_PAGE = 50
NAMELESS = "Nothing was changed: a theme needs a name, such as “cost”."
GONE = "Nothing was changed: that theme is not there any more."


@dataclass(frozen=True, slots=True)
class Listed:
    """An edition with questions answered in words; `answered` is None below ten."""

    slug: str
    title: str
    closed: bool
    questions: Sequence[tuple[str, str, int | None]]


@dataclass(frozen=True, slots=True)
class Desk:
    """One question of one edition, laid out for sorting; `answers` are those of this page, none below ten."""

    slug: str
    title: str
    closed: bool
    questions: Sequence[tuple[str, str]]
    question: str
    themes: Sequence[Theme]
    tallies: Sequence[Tally]
    answered: int | None
    answers: Sequence[Answer]
    page: int
    pages: int

    def at(self, page: int) -> str:
        """The address of another page of this question."""
        return f"{ALL}/{self.slug}?" + urlencode({"q": self.question, "page": page})


@dataclass(frozen=True, slots=True)
class Sorting:
    door: Door
    pages: Pages

    async def all(self, _request: web.Request, who: SignedIn) -> web.StreamResponse:
        listed = await asyncio.to_thread(self.door.parts.store.read, _listed)
        return self.pages.page("themes.html", member=who.member, csrf=who.csrf, listed=listed, fewest=FEWEST)

    async def one(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        return await self._page(request, who)

    async def sort(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        """Stores the ticks of one page: only what was changed there, so that two people can sort at the same time."""
        form = await request.post()
        on, was = ({_tag(value) for value in form.getall(name, [])} for name in ("on", "was"))
        named = {
            name.removeprefix("new."): tidy(value)
            for name, value in form.items()
            if name.startswith("new.") and isinstance(value, str) and tidy(value)
        }
        slug, question = await asyncio.to_thread(self._where, request)

        def work(connection: Connection) -> int:
            added = [(key, themes.add(connection, slug, question, name)) for key, name in named.items()]
            sealer = self.door.parts.store.sealer
            count = themes.sort(connection, sealer, slug, question, [*(on - was), *added], was - on)
            self._trace(connection, who, Action.ANSWERS_SORTED, slug, question)
            return count

        count = await asyncio.to_thread(self.door.parts.store.write, work)
        raise web.HTTPSeeOther(self._back(request, question, saved=count))

    async def add(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        slug, question = await asyncio.to_thread(self._where, request)
        name = tidy((await fields_of(request)).get("name", ""))
        if not name:
            return await self._page(request, who, NAMELESS, 422)
        return await self._change(request, who, question, lambda c: bool(themes.add(c, slug, question, name)))

    async def change(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        """Renames a theme, puts its answers under another, or takes it away."""
        slug, question = await asyncio.to_thread(self._where, request)
        fields, key = await fields_of(request), request.match_info["theme"]
        name, into = tidy(fields.get("name", "")), fields.get("into", "")
        match fields.get("do"):
            case "rename" if not name:
                return await self._page(request, who, NAMELESS, 422)
            case "rename":
                return await self._change(request, who, question, lambda c: themes.rename(c, slug, key, name))
            case "merge":
                return await self._change(request, who, question, lambda c: themes.merge(c, slug, key, into))
            case "remove":
                return await self._change(request, who, question, lambda c: themes.remove(c, slug, key))
            case _:
                raise web.HTTPBadRequest

    async def _change(
        self, request: web.Request, who: SignedIn, question: str, change: Any
    ) -> web.StreamResponse:
        def work(connection: Connection) -> bool:
            done = bool(change(connection))
            if done:
                self._trace(connection, who, Action.THEMES_CHANGED, request.match_info["slug"], question)
            return done

        if not await asyncio.to_thread(self.door.parts.store.write, work):
            return await self._page(request, who, GONE, 409)
        raise web.HTTPSeeOther(self._back(request, question))

    def _trace(self, connection: Connection, who: SignedIn, action: Action, slug: str, question: str) -> None:
        staff.record(connection, self.door.parts.store.clock(), who.member.id, action, f"{slug} {question}")

    def _where(self, request: web.Request) -> tuple[str, str]:
        """The edition and the question meant, which must be one that is answered in words."""
        slug = request.match_info["slug"]
        survey, _ = self._edition(slug)
        known = [name for name, _ in in_own_words(survey)]
        wanted = request.query.get("q", known[0] if known else "")
        if wanted not in known:
            raise web.HTTPNotFound
        return slug, wanted

    def _edition(self, slug: str) -> tuple[Survey, bool]:
        found = self.door.parts.store.read(lambda c: editions.find(c, slug))
        if found is None:
            raise web.HTTPNotFound
        return survey_from_definition(json.loads(found.definition)), found.status != "open"

    def _back(self, request: web.Request, question: str, saved: int | None = None) -> str:
        page = request.query.get("page", "1")
        more = {} if saved is None else {"saved": str(saved)}
        return f"{ALL}/{request.match_info['slug']}?" + urlencode({"q": question, "page": page, **more})

    async def _page(
        self, request: web.Request, who: SignedIn, fault: str = "", status: int = 200
    ) -> web.Response:
        desk = await asyncio.to_thread(self._desk, request)
        saved = request.query.get("saved", "")
        return self.pages.page(
            "theme_sort.html",
            status,
            member=who.member,
            csrf=who.csrf,
            desk=desk,
            fault=fault,
            saved=int(saved) if saved.isdecimal() else None,
            fewest=FEWEST,
            longest=LONGEST_NAME,
        )

    def _desk(self, request: web.Request) -> Desk:
        slug, question = self._where(request)
        survey, closed = self._edition(slug)
        store = self.door.parts.store
        every, named = store.read(
            lambda c: (
                themes.answers(c, store.sealer, slug, question),
                themes.themes(c, slug, question),
            )
        )
        enough = len(every) >= FEWEST
        pages = max(1, -(-len(every) // A_PAGE)) if enough else 1
        wanted = request.query.get("page", "1")
        page = min(max(1, int(wanted) if wanted.isdecimal() else 1), pages)
        return Desk(
            slug=slug,
            title=survey.title,
            closed=closed,
            questions=in_own_words(survey),
            question=question,
            themes=named,
            tallies=theme_results([(each.name, each.answers) for each in named], len(every)),
            answered=len(every) if enough else None,
            answers=every[(page - 1) * A_PAGE : page * A_PAGE] if enough else (),
            page=page,
            pages=pages,
        )


def _listed(connection: Connection) -> list[Listed]:
    """The editions with questions answered in words, the one opened last first."""
    found = []
    for edition in asked.every(connection):
        survey = survey_from_definition(json.loads(edition.definition))
        questions = in_own_words(survey)
        counts = themes.answered(connection, edition.slug, [name for name, _ in questions])
        if questions:
            shown = [
                (name, text, counts[name] if counts[name] >= FEWEST else None) for name, text in questions
            ]
            found.append(Listed(edition.slug, survey.title, edition.status != "open", shown))
    return found


def _tag(value: object) -> Tag:
    key, _, theme = str(value).partition(".")
    return key, theme


def theme_routes(rooms: Rooms, sorting: Sorting) -> list[web.RouteDef]:
    one = ALL + r"/{slug:[a-z0-9][a-z0-9-]{0,79}}"
    theme = one + r"/theme/{theme:[\w-]{22}}"
    return [
        web.get(ALL, rooms.behind(Act.SORT_ANSWERS, sorting.all)),
        web.get(one, rooms.behind(Act.SORT_ANSWERS, sorting.one)),
        web.post(f"{one}/sort", rooms.behind(Act.SORT_ANSWERS, sorting.sort)),
        web.post(f"{one}/theme", rooms.behind(Act.SORT_ANSWERS, sorting.add)),
        web.post(theme, rooms.behind(Act.SORT_ANSWERS, sorting.change)),
    ]
