"""The pages on which a council sorts answers in words under themes; knows nobody who answered.

Answers are read from ten people on, in an order that tells nothing, and never beside another answer of the same person.
"""

import asyncio
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import web

from bot.admin.door import Door
from bot.admin.entrance import fields_of
from bot.admin.pages import Pages
from bot.admin.roles import Act
from bot.admin.rooms import Rooms
from bot.store import Store, asked, editions, sorting, themes
from bot.store.staff import SignedIn
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
        listed = await asyncio.to_thread(_listed, self.door.parts.store)
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
        store, desk = self.door.parts.store, await asyncio.to_thread(self._own, request, who)
        count = await asyncio.to_thread(
            store.write, lambda c: sorting.sort_page(c, store.sealer, desk, on, was, named)
        )
        raise web.HTTPSeeOther(self._back(request, desk.question, saved=count))

    async def add(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        name = tidy((await fields_of(request)).get("name", ""))
        if not name:
            return await self._page(request, who, NAMELESS, 422)
        desk = await asyncio.to_thread(self._own, request, who)
        store = self.door.parts.store
        await asyncio.to_thread(store.write, lambda c: sorting.add_theme(c, desk, name))
        raise web.HTTPSeeOther(self._back(request, desk.question))

    async def change(self, request: web.Request, who: SignedIn) -> web.StreamResponse:
        """Renames a theme, puts its answers under another, or takes it away."""
        fields = await fields_of(request)
        if fields.get("do") == "rename" and not tidy(fields.get("name", "")):
            return await self._page(request, who, NAMELESS, 422)
        desk = await asyncio.to_thread(self._own, request, who)
        if not await asyncio.to_thread(self._change, desk, request.match_info["theme"], fields):
            return await self._page(request, who, GONE, 409)
        raise web.HTTPSeeOther(self._back(request, desk.question))

    def _change(self, desk: sorting.Desk, key: str, fields: Mapping[str, str]) -> bool:
        write = self.door.parts.store.write
        name, into = tidy(fields.get("name", "")), fields.get("into", "")
        match fields.get("do"):
            case "rename":
                return write(lambda c: sorting.rename_theme(c, desk, key, name))
            case "merge":
                return write(lambda c: sorting.merge_theme(c, desk, key, into))
            case "remove":
                return write(lambda c: sorting.remove_theme(c, desk, key))
            case _:
                raise web.HTTPBadRequest

    def _own(self, request: web.Request, who: SignedIn) -> sorting.Desk:
        slug, question = self._where(request)
        return sorting.Desk(who.member.id, self.door.parts.store.clock(), slug, question)

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


def _listed(store: Store) -> list[Listed]:
    """The editions with questions answered in words, the one opened last first."""
    found = []
    for edition in store.read(asked.every):
        survey = survey_from_definition(json.loads(edition.definition))
        questions = dict(in_own_words(survey))
        if questions:
            counts = _answered(store, edition.slug, questions)
            shown = [(name, text, counts[name] or None) for name, text in questions.items()]
            found.append(Listed(edition.slug, survey.title, edition.status != "open", shown))
    return found


def _answered(store: Store, slug: str, questions: Collection[str]) -> dict[str, int]:
    """How many answered each question, nought below ten."""
    counts = store.read(lambda c: themes.answered(c, slug, questions))
    return {name: count if count >= FEWEST else 0 for name, count in counts.items()}


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
