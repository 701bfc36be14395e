"""A small bot on real turns and a real store behind the web pages, for the tests of the web channel and the browser.

"drums" finds two cards; "survey" starts a question with boxes to tick; "forget me" erases; "broken" fails; any other
text is repeated.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from aiohttp import web
from ruamel.yaml import YAML

from bot.catalogue.hub import Contact, Hub
from bot.channels.web.hardening import harden
from bot.channels.web.pace import Limits
from bot.channels.web.pages import Pages
from bot.channels.web.parts import WebParts
from bot.channels.web.routes import routes
from bot.channels.web.waker import Waker
from bot.dialogue.bot import Bot, Moment, Scene
from bot.dialogue.effects import Card, Forget, Noted, Option, Say
from bot.dialogue.state import Turn
from bot.dialogue.step import go
from bot.store import Store, open_store
from bot.turns import Turns

SECRET = b"a secret for tests, 32 bytes long"
WORDING = Path(__file__).parents[1] / "content" / "wording" / "en"
OWN = {
    "test.hello": "Hello, I'm a small bot.",
    "test.menu": "What would you like?",
    "test.gone": "Done. Everything is gone.",
    "test.found": "Here's what I found near Weymouth.",
}
INSTRUMENTS = ("Guitar", "Drums", "Singing", "Making beats")
HUB = Hub(
    "example",
    "Example Music Hub",
    "Example",
    area="the example county",
    contact=Contact(email="hub@example.org", url="https://example.org/"),
    sample=True,
)
CARDS = (
    Card(
        "example-drum-club",
        "Beginner drum club",
        ("Weymouth · Saturdays 10:00 to 11:30 in term time", "Ages 8 to 14 · £4 a session"),
        ("It's drums", "You said you are 12"),
        1.2,
        "https://example.org/drums",
    ),
    Card(
        "example-samba",
        "Samba band for everyone",
        ("Dorchester · free",),
        ("Drumming together",),
        8.0,
        "",
        exact=False,
    ),
)


def sentences() -> dict[str, str]:
    found = dict(OWN)
    for name in ("asking", "core", "person", "web"):
        found |= YAML(typ="safe").load(WORDING / f"{name}.yaml")
    return found


_SENTENCES = sentences()


def words(key: str, /, **values: object) -> str:
    return _SENTENCES[key].format(**values)


def _welcome(moment: Moment, arg: str) -> Turn:
    menu = (Option("Find drums", go("find")), Option("Have your say", go("survey")))
    hello = () if arg == "hello" else (Say(words("test.menu"), menu),)
    return Turn(replace(moment.state, scene="welcome"), (Say(words("test.hello")), *hello))


def _find(moment: Moment, arg: str) -> Turn:
    helpline = Option("Call a helpline", url="tel:08001111")
    say = Say(words("test.found"), (Option("Something else", go("welcome")), helpline), CARDS)
    return Turn(replace(moment.state, scene="find"), (say, Noted("drums", "DT4", "", 2)))


def _ask(moment: Moment, ticked: tuple[str, ...], again: bool) -> Turn:
    boxes = [Option(name, f"+{name}", chosen=name in ticked) for name in INSTRUMENTS]
    done = [Option(words("asking.done"), "done")] if ticked else []
    text = f"2 of 6\nWhich would you like to try?\n{words('asking.many')}"
    ways = [Option(words("asking.skip"), "skip"), Option(words("asking.back"), "back")]
    state = replace(moment.state, scene="survey", data={"ticked": list(ticked)})
    return Turn(state, (Say(text, (*boxes, *done, *ways), question="instruments", replaces=again),))


def _ticked(moment: Moment) -> tuple[str, ...]:
    kept = moment.state.data.get("ticked", [])
    return tuple(str(name) for name in kept) if isinstance(kept, list) else ()


def _picked(moment: Moment, value: str) -> Turn:
    if not value.startswith("+"):
        return Turn(moment.state, (Say(f"You chose {', '.join(_ticked(moment)) or value}."),))
    name, ticked = value[1:], _ticked(moment)
    now = tuple(t for t in ticked if t != name) if name in ticked else (*ticked, name)
    return _ask(moment, now, again=True)


def _heard(moment: Moment, text: str) -> Turn:
    if text == "broken":
        raise RuntimeError("the scene is broken")
    if text == "forget me":
        return Turn(moment.state, (Forget(), Say(words("test.gone"))))
    return Turn(moment.state, (Say(f"You said {text}"),))


def _again(moment: Moment) -> Turn:
    return Turn(moment.state, (Say(words("test.menu")),))


def small_bot() -> Bot:
    scenes = {
        "welcome": Scene("welcome", _welcome, _heard, _picked, _again),
        "find": Scene("find", _find, _heard, _picked, _again),
        "survey": Scene("survey", lambda m, _arg: _ask(m, (), again=False), _heard, _picked, _again),
    }
    commands = {"drums": ("find", ""), "survey": ("survey", "")}
    return Bot(
        scenes=scenes,
        words=words,
        worries=lambda text: None,
        command=lambda text: commands.get(text.strip().lower()),
        start=lambda payload: ("survey", "") if payload.startswith("survey") else ("welcome", payload),
        recalled=lambda moment, _event: _again(moment),
        care="welcome",
    )


@dataclass(frozen=True, slots=True)
class House:
    """A web channel with everything below it."""

    parts: WebParts
    app: web.Application
    store: Store
    waker: Waker


@contextmanager
def house(url: str = "sqlite://", limits: Limits | None = None, public_url: str = "") -> Iterator[House]:
    """Closes its store at the end; the caller runs and stops the application."""
    store, waker = open_store(url, SECRET), Waker()
    turns = Turns(store, small_bot, lambda: words("apology"), waker.touched)
    parts = WebParts(
        turns=turns,
        store=store,
        hub=lambda: HUB,
        words=lambda: words,
        open_surveys=lambda: [("survey-autumn-2026", "Autumn 2026: what do you want to play?")],
        nearest_place=lambda lat, lon: "Weymouth" if 50 < lat < 51 else None,
        waker=waker,
        public_url=public_url,
        secret=SECRET,
        limits=limits or Limits(),
    )
    yield House(parts, _application(parts, turns), store, waker)
    store.close()


def _application(parts: WebParts, turns: Turns) -> web.Application:
    app, pages = web.Application(), Pages(parts)
    harden(app, parts.public_url, pages.error)
    app.add_routes(routes(parts, pages))

    async def let_go(_app: web.Application) -> None:
        parts.waker.close()

    async def close(_app: web.Application) -> None:
        await turns.close()

    app.on_shutdown.append(let_go)
    app.on_cleanup.append(close)
    return app
