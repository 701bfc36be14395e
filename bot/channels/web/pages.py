"""Writes the public pages from their templates and the wording files; decides nothing about a conversation."""

import gzip
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.channels.web.colour import stylesheet
from bot.channels.web.parts import WebParts
from bot.channels.web.view import Bubble

TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")


@dataclass(frozen=True, slots=True)
class Asset:
    body: bytes
    zipped: bytes
    type: str
    version: str


def assets() -> Mapping[str, Asset]:
    """The static files of this package by name, read once."""
    found = {}
    for file in files("bot.channels.web").joinpath("static").iterdir():
        body = file.read_bytes()
        suffix = file.name[file.name.rindex(".") :]
        found[file.name] = Asset(
            body, gzip.compress(body, mtime=0), TYPES[suffix], hashlib.sha256(body).hexdigest()[:12]
        )
    return found


def linked(text: str) -> Markup:
    """Escaped text in which web addresses can be pressed."""
    out, done = Markup(), 0
    for match in _ADDRESS.finditer(text):
        address = match.group()
        out += escape(text[done : match.start()])
        out += Markup('<a href="{0}" rel="noopener noreferrer" target="_blank">{0}</a>').format(address)
        done = match.end()
    return out + escape(text[done:])


ONCE = ("council-", "carry-")


@dataclass(frozen=True, slots=True)
class Form:
    """What every form on a page carries; `draft` is text that the person has not managed to send yet."""

    csrf: str
    key: str
    start: str = ""
    draft: str = ""
    notice: str = ""

    @property
    def once(self) -> bool:
        """Whether it begins with a link that works once: only a press may spend it, no machine that looks at links."""
        return self.start.startswith(ONCE)


class Pages:
    def __init__(self, parts: WebParts) -> None:
        self._parts = parts
        self.assets = assets()
        self._jinja = Environment(
            loader=PackageLoader("bot.channels.web"),
            autoescape=True,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self._jinja.filters["linked"] = linked
        self._jinja.globals["asset"] = self._asset

    def front(self) -> str:
        return self.page("front.html", surveys=self._parts.open_surveys())

    def chat(self, bubbles: Sequence[Bubble], form: Form) -> str:
        """The talk so far. `#latest` is where the newest exchange begins: the person's last words, if there are any."""
        last = max((b.id for b in bubbles), default=0)
        mine = [b.id for b in bubbles if b.mine]
        latest = mine[-1] if mine else bubbles[0].id if bubbles else 0
        surveys = [slug for slug, _ in self._parts.open_surveys()]
        return self.page("chat.html", bubbles=bubbles, form=form, last=last, latest=latest, surveys=surveys)

    def bubble(self, bubble: Bubble) -> str:
        """One message, the same HTML that the whole page would show."""
        macro = self._jinja.get_template("bubble.html").module.bubble  # type: ignore[attr-defined]
        return str(macro(bubble, self._parts.words()))

    def error(self, status: int) -> str:
        key = "missing" if status == 404 else "too_much" if status in (413, 429) else "broken"
        return self.page("error.html", kind=key)

    def icon(self) -> str:
        return self._asset("mark.svg")

    def colours(self) -> str:
        hub = self._parts.hub()
        return stylesheet(hub.colour, hub.accent)

    def page(self, name: str, **values: object) -> str:
        return self._jinja.get_template(name).render(hub=self._parts.hub(), say=self._parts.words(), **values)

    def _asset(self, name: str) -> str:
        return f"/static/{name}?v={self.assets[name].version}"
