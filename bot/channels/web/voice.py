"""The public page of what was asked, what people said and what came of it; knows nobody who answered.

Every number comes from the talk's present results, in which small numbers were kept back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from aiohttp import web

from bot.channels.web.answers import answered
from bot.channels.web.aside import Aside
from bot.channels.web.pace import Limits
from bot.channels.web.pages import Pages
from bot.scenes.cards import day_text
from bot.scenes.house import House
from bot.scenes.opinions import opinions
from bot.scenes.voice import label
from bot.scenes.voice_now import Edition
from bot.scenes.voice_results import names
from bot.surveys.influence import Decision
from bot.surveys.results import FEWEST, Results
from bot.surveys.shown import Shown, shown

Picture = Callable[[House, Edition, Shown, str], bytes | None]
"""A question's result of an edition as a picture, "svg" or "png"; None for "png" where only "svg" can be drawn."""
TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@dataclass(frozen=True, slots=True)
class VoiceParts:
    """`house` is what is being said at present, `picture` draws a result."""

    house: Callable[[], House]
    picture: Picture
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Seen:
    """An edition as the page shows it: `state` says where it stands, `waits` since when nobody decides."""

    slug: str
    title: str
    edition: Edition
    state: str
    results: Results | None
    questions: tuple[Shown, ...]
    decisions: tuple[Decision, ...]
    waits: str
    opinions: tuple[str, ...] = ()

    @property
    def live(self) -> bool:
        return not self.edition.closed and self.results is not None


@dataclass(frozen=True, slots=True)
class VoicePages:
    parts: VoiceParts
    pages: Pages

    def all(self, request: web.Request) -> web.Response:
        """Every edition, the latest first; of a long survey the first question that is shown."""
        house = self.parts.house()
        editions = [seen(house, edition) for edition in house.voice.editions.values()]
        return answered(request, self._page(house, editions, alone=False))

    def one(self, request: web.Request) -> web.Response:
        house = self.parts.house()
        return answered(request, self._page(house, [seen(house, self._edition(house, request))], alone=True))

    def picture(self, request: web.Request) -> web.Response:
        """A question's result as SVG or PNG; 404 when nothing of it may be shown."""
        house, kind = self.parts.house(), request.match_info["kind"]
        edition = self._edition(house, request)
        wanted = request.match_info["question"]
        question = next((q for q in seen(house, edition).questions if q.id == wanted), None)
        if question is None or not has_picture(question):
            raise web.HTTPNotFound
        body = self.parts.picture(house, edition, question, kind)
        if body is None:
            raise web.HTTPFound(f"/voice/{edition.survey.slug}/{question.id}.svg")
        headers = {"Cache-Control": "no-cache"}
        return web.Response(body=body, content_type=TYPES[kind], headers=headers)

    def _edition(self, house: House, request: web.Request) -> Edition:
        edition = house.voice.editions.get(request.match_info["slug"])
        if edition is None:
            raise web.HTTPNotFound
        return edition

    def _page(self, house: House, editions: list[Seen], alone: bool) -> str:
        def on(day: date) -> str:
            return day_text(house.words, day)

        values: Mapping[str, object] = {"on": on, "fewest": FEWEST, "has_picture": has_picture}
        return self.pages.page("voice.html", editions=editions, alone=alone, **values)


def voice_routes(parts: VoiceParts, pages: Pages) -> list[web.RouteDef]:
    """`/voice`, `/voice/<edition>` and a picture of each question's result."""
    voice, aside = VoicePages(parts, pages), Aside(parts.limits)
    one = "/voice/{slug:[a-z0-9][a-z0-9-]*}"
    return [
        web.get("/voice", aside.handler(voice.all)),
        web.get(one, aside.handler(voice.one)),
        web.get(one + r"/{question:[\w.-]+}.{kind:svg|png}", aside.handler(voice.picture)),
    ]


def has_picture(question: Shown) -> bool:
    """Whether there is anything to draw."""
    return question.split or bool(question.places)


def seen(house: House, edition: Edition) -> Seen:
    """What may be seen of an edition now."""
    survey, words = edition.survey, house.words
    found = house.voice.results.get(survey.slug)
    decisions = house.voice.decisions.get(survey.slug, ())
    since = edition.closed_on or edition.opened_on
    return Seen(
        slug=survey.slug,
        title=label(house, survey),
        edition=edition,
        state=_state(house, edition),
        results=found,
        questions=shown(survey, found, names(words)) if found else (),
        decisions=decisions,
        waits=words("came.waits", day=day_text(words, since)) if edition.closed and not decisions else "",
        opinions=tuple(opinions(words, survey, house.voice.opinions.get(survey.slug))) if found else (),
    )


def _state(house: House, edition: Edition) -> str:
    words, closes = house.words, edition.survey.closes
    if edition.closed and edition.closed_on:
        return words("came.page_closed_on", day=day_text(words, edition.closed_on))
    if closes:
        return words("came.page_open_until", day=day_text(words, closes))
    return words("came.page_open")
