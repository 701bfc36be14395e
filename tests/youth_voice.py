"""The example hub with people who answered its poll and its survey, on a real store."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from aiohttp import web
from argon2 import PasswordHasher

from bot.admin.parts import AdminParts, CannotMake
from bot.admin.passwords import Passwords
from bot.admin.routes import admin_routes
from bot.app.editions import open_edition
from bot.app.voice_now import Reading, voice_now
from bot.app.voice_pictures import drawn
from bot.channels.web.hardening import harden
from bot.channels.web.pace import Limits, network_of
from bot.channels.web.pages import Pages
from bot.channels.web.routes import routes
from bot.channels.web.voice import VoiceParts, voice_routes
from bot.dialogue.effects import Submit
from bot.dialogue.events import Said
from bot.dialogue.forms import Answers
from bot.dialogue.state import Turn
from bot.scenes.house import House
from bot.scenes.overdue import overdue
from bot.store import Arrival, Store, influence, open_store
from bot.store.influence import Decided
from bot.surveys.definition import hash_of
from bot.surveys.record import Survey
from example_hub import example_hub
from staff_site import Clock
from web_talk import SECRET
from web_talk import house as talking

POLL, SURVEY = "poll-example", "survey-example"
VOTES = [{"workshop": "djing"}] * 24 + [{"workshop": "songwriting"}] * 13 + [{"workshop": "samba"}] * 4
YES = Decided(
    "Most of you want DJing.", "hub board", "yes", "There is a teacher for it.", "A workshop in spring"
)


@dataclass(slots=True)
class Voice:
    """A store with editions, and the house as it is said of them now."""

    store: Store
    clock: Clock
    house: House = field(default_factory=lambda: example_hub().house)
    reading: Reading = field(default_factory=Reading)
    touched: list[tuple[str, str]] = field(default_factory=list)

    def read(self) -> House:
        voice = voice_now(self.store, (), self.house.hub.time_zone, self.reading)
        self.house = replace(self.house, voice=voice)
        return self.house

    def ask(
        self, slug: str, answers: Sequence[Answers], survey: Survey | None = None, close: bool = True
    ) -> None:
        """Opens an edition, lets as many people answer, and closes it."""
        asked = survey or self.house.surveys[slug]
        open_edition(self.store, asked)
        for number, each in enumerate(answers):
            answer(self.store, asked, f"{slug} {number}", each)
        if close:
            self.store.close_edition(slug)
        self.read()

    def find(self, decided: Decided = YES, slug: str = POLL) -> str:
        key = self.store.write(lambda c: influence.add(c, slug, decided, self.clock()))
        self.read()
        return key

    def chat(self, slug: str, number: int) -> list[str]:
        """What the person with this number was told."""
        said = self.store.messages("web", f"{slug} {number}")
        return [each.payload["text"] for each in said]


def answer(store: Store, survey: Survey, who: str, answers: Answers, channel: str = "web") -> None:
    submit = Submit(survey.slug, hash_of(survey), answers)
    arrival = Arrival(channel, who, who, Said("send", store.clock()))
    [outcome] = store.queue(
        lambda: store.take([arrival], lambda state, _: Turn(state, (submit,)), lambda: "sorry")
    ).result()
    assert outcome.fault is None, outcome.fault


@contextmanager
def voice(url: str = "sqlite://") -> Iterator[Voice]:
    clock = Clock()
    store = open_store(url, SECRET, clock)
    yield Voice(store, clock)
    store.close()


def staff_pages(said: Voice) -> list[web.RouteDef]:
    """The staff site over these editions, with quick password hashing."""

    def document(name: str, slug: str) -> bytes | None:
        if name == "poster.pdf":
            raise CannotMake("Set EARSHOT_PUBLIC_URL first.")
        return f"{name} of {slug}".encode() if name == "evidence.md" else None

    parts = AdminParts(
        store=said.store,
        hub=lambda: said.house.hub,
        editions=lambda: [],
        export_csv=lambda _slug: "",
        faults=lambda: [],
        due=lambda: [],
        network=network_of,
        public_url="",
        secret=SECRET,
        touched=said.touched.extend,
        house=lambda: said.house,
        changed=said.read,
        late=lambda: overdue(said.house, said.house.today(said.clock())),
        document=document,
    )
    quick = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    return admin_routes(parts, quick)


def public_pages(said: Voice) -> web.Application:
    """The public pages, and the staff site, of these editions."""
    with talking() as built:
        parts = replace(built.parts, words=lambda: said.house.words, hub=lambda: said.house.hub)
    app, pages = web.Application(), Pages(parts)
    harden(app, "", pages.error)
    app.add_routes(routes(parts, pages))
    limits = Limits(network_burst=10_000)
    app.add_routes(voice_routes(VoiceParts(lambda: said.house, drawn, limits), pages))
    app.add_routes(staff_pages(said))
    return app


def at(day: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, 10, tzinfo=UTC)
