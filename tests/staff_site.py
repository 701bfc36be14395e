"""A staff site on a real store, with quick password hashing, for the tests of the pages and of the browser."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web
from argon2 import PasswordHasher

from bot.admin.parts import AdminParts
from bot.admin.passwords import Passwords
from bot.admin.routes import admin_routes
from bot.channels.web.pace import network_of
from bot.dialogue.effects import Alert, AskPerson, Effect
from bot.dialogue.events import Said
from bot.dialogue.state import Turn
from bot.store import Arrival, Store, open_store, random_id
from web_talk import HUB, SECRET, words


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def later(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass(frozen=True, slots=True)
class Office:
    app: web.Application
    store: Store
    clock: Clock
    touched: list[tuple[str, str]]

    def worry(self, text: str) -> None:
        worry(self.store, text)


def worry(store: Store, text: str) -> None:
    """Somebody says something worrying in the chat."""
    turn(store, Alert("harm_at_home", "high", text))


def ask(store: Store, text: str, about: str = "", who: str = "a1", channel: str = "web") -> None:
    """Somebody asks a question that a person should answer."""
    turn(store, AskPerson(text, about), who=who, channel=channel)


def turn(store: Store, *effects: Effect, who: str = "a1", channel: str = "web") -> None:
    """One event of somebody's chat, with these effects."""
    arrival = Arrival(channel, random_id(), who, Said("words", store.clock()))
    [outcome] = store.queue(
        lambda: store.take([arrival], lambda state, _: Turn(state, effects), lambda: words("apology"))
    ).result()
    assert outcome.fault is None


def add_staff_site(
    app: web.Application,
    store: Store,
    public_url: str = "",
    touched: Callable[[Iterable[tuple[str, str]]], None] = lambda _chats: None,
    **more: Any,
) -> None:
    """The staff pages, with quick password hashing; `more` are further parts they are given to work with."""
    parts = AdminParts(
        store=store,
        hub=lambda: HUB,
        editions=lambda: [("autumn-2026", "Autumn 2026")],
        export_csv=lambda slug: f"edition,instrument\n{slug},drums\n",
        faults=lambda: ["content/example/opportunities/drums.yaml:4: the age 120 is too high; use 0 to 25"],
        due=lambda: ["Beginner drum club, last checked 1 March 2026"],
        network=network_of,
        public_url=public_url,
        secret=SECRET,
        words=lambda: words,
        title=lambda id: {"drum-club": "Beginner drum club"}.get(id, ""),
        touched=touched,
        **more,
    )
    quick = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    app.add_routes(admin_routes(parts, quick))


@contextmanager
def office(public_url: str = "", **more: Any) -> Iterator[Office]:
    clock, app, touched = Clock(), web.Application(), list[tuple[str, str]]()
    store = open_store("sqlite://", SECRET, clock)
    add_staff_site(app, store, public_url, touched.extend, **more)
    yield Office(app, store, clock, touched)
    store.close()
