"""What the staff site is given to work with; makes none of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.catalogue.hub import Hub
from bot.dialogue.bot import Words
from bot.scenes.house import House
from bot.scenes.overdue import Overdue
from bot.store import Store
from bot.surveys.heard import NotFound
from bot.surveys.record import Survey


def _no_words(_key: str, /, **_values: object) -> str:
    return ""


class CannotMake(Exception):
    """A document cannot be made; says why and what to do."""


def _no_house() -> House:
    raise LookupError("this staff site was given no content")


@dataclass(frozen=True, slots=True)
class AdminParts:
    """`editions` gives (slug, title) of surveys that have responses to export, `export_csv` one of them as text.

    `faults` and `due` are finished sentences for staff: what is wrong in the content, and which entries are due a
    check. `network` gives the address a request came from. `secret` marks forms and hides addresses in the audit.

    `words` is what the bot says when it passes an answer on, `title` what an entry is called ("" when it is gone), and
    `touched` is told which chats, as (channel, address), have a new message. `house` is the present content with what
    the youth voice has come to, and `changed` makes a decision of staff take effect there at once. `late` is what the
    hub owes young people for too long. `document` makes a file about an edition, such as ("evidence.pdf", its slug); it
    is None when there is no such file, and CannotMake says what is missing. `files` are the surveys from files, drafts
    too; `telegram_link` is the address that opens the chat there with a payload, "" when Telegram is off. `heard` is
    what was asked for and is not within so many miles.
    """

    store: Store
    hub: Callable[[], Hub]
    editions: Callable[[], Sequence[tuple[str, str]]]
    export_csv: Callable[[str], str]
    faults: Callable[[], Sequence[str]]
    due: Callable[[], Sequence[str]]
    network: Callable[[web.Request], str]
    public_url: str
    secret: bytes
    words: Callable[[], Words] = lambda: _no_words
    title: Callable[[str], str] = lambda _id: ""
    touched: Callable[[Iterable[tuple[str, str]]], None] = lambda _chats: None
    house: Callable[[], House] = _no_house
    changed: Callable[[], None] = lambda: None
    late: Callable[[], Sequence[Overdue]] = tuple
    document: Callable[[str, str], bytes | None] = lambda _name, _slug: None
    files: Callable[[], Sequence[Survey]] = tuple
    heard: Callable[[float], Sequence[NotFound]] = lambda _miles: ()
    telegram_link: Callable[[str], str] = lambda _payload: ""

    @property
    def secure(self) -> bool:
        return self.public_url.startswith("https://")
