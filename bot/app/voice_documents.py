"""Joins an edition's records with the documents made of them; draws none of them itself."""

from bot.admin.parts import CannotMake
from bot.app.present import Content
from bot.app.voice_pictures import colours
from bot.reporting.evidence import Evidence, evidence_of
from bot.reporting.evidence_pdf import as_pdf
from bot.reporting.evidence_text import as_markdown
from bot.reporting.poster import Poster, link_of, poster, telegram_link
from bot.reporting.results_table import as_table
from bot.reporting.typeset import NotSetUp
from bot.scenes.house import House
from bot.store import Store
from bot.store.tallied import tallied

NO_ADDRESS = (
    "A poster needs to know where people reach this server. Set EARSHOT_PUBLIC_URL, such as "
    "https://chat.example.org, and start it again."
)
NO_PDF = (
    "PDF is not set up here. To get it, install Earshot with its reports, pip install 'earshot[reports]', and start it "
    "again. The evidence as text, the results and the public page work without it."
)


def document(content: Content, store: Store, name: str, slug: str, telegram: str = "") -> bytes | None:
    """The document of this name about an edition, such as "evidence.pdf"; None when there is none such.

    `telegram` is the bot's user name, when there is one. Raises CannotMake for a poster without an address, and for a
    PDF where nothing can set one.
    """
    try:
        return _document(content, store, name, slug, telegram)
    except NotSetUp as missing:
        raise CannotMake(NO_PDF) from missing


def _document(content: Content, store: Store, name: str, slug: str, telegram: str) -> bytes | None:
    house = content.current.house
    match name:
        case "poster.pdf":
            return _poster(house, slug, telegram)
        case "evidence.pdf":
            found = _evidence(content, store, slug)
            return as_pdf(found, colours(house.hub)) if found else None
        case "evidence.md":
            found = _evidence(content, store, slug)
            return as_markdown(found).encode() if found else None
        case "results.csv":
            return _table(house, store, slug)
        case _:
            return None


def poster_of(house: House, slug: str, telegram: str = "") -> bytes | None:
    """An A4 poster of a survey of the hub; None when there is no such survey. Raises CannotMake."""
    try:
        return _poster(house, slug, telegram)
    except NotSetUp as missing:
        raise CannotMake(NO_PDF) from missing


def _poster(house: House, slug: str, telegram: str) -> bytes | None:
    survey = house.surveys.get(slug)
    if survey is None:
        return None
    if not house.public_url:
        raise CannotMake(NO_ADDRESS)
    link = link_of(house.public_url, slug)
    return poster(
        Poster(house.hub, survey, link, telegram_link(telegram, slug) if telegram else ""), colours(house.hub)
    )


def _evidence(content: Content, store: Store, slug: str) -> Evidence | None:
    edition = content.current.house.voice.editions.get(slug)
    return evidence_of(store, content.current.house, edition, content.today) if edition else None


def _table(house: House, store: Store, slug: str) -> bytes | None:
    """Only of an edition that is closed: while it is open, two tables would tell what came in between."""
    edition = house.voice.editions.get(slug)
    if edition is None or not edition.closed:
        return None
    return as_table(edition.survey, store.read(lambda c: tallied(c, slug, edition.survey))).encode(
        "utf-8-sig"
    )
