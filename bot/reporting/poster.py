"""A poster with a QR code that opens a survey in the chat; knows where the server is reached only when told."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from bot.catalogue.hub import Hub
from bot.reporting.evidence import day_text
from bot.reporting.result_picture import Colours
from bot.reporting.typeset import PIXELS_PER_INCH, pages_as_pictures, pdf
from bot.surveys.record import Survey

TEMPLATE = "poster.typ"
ERROR_LEVEL = "m"
"""The code still reads with an eighth of it worn off."""


@dataclass(frozen=True, slots=True)
class Poster:
    """What a poster invites to. `link` and, where there is one, `telegram` open the survey in the chat."""

    hub: Hub
    survey: Survey
    link: str
    telegram: str = ""


def link_of(public_url: str, slug: str) -> str:
    """The web chat, opened on this survey."""
    return f"{public_url.rstrip('/')}/chat?start={slug}"


def telegram_link(bot: str, slug: str) -> str:
    """The Telegram chat with the bot of this user name, opened on this survey."""
    return f"https://t.me/{bot.removeprefix('@')}?start={slug}"


def poster(what: Poster, colours: Colours) -> bytes:
    """A4, as PDF/UA-1."""
    return pdf(TEMPLATE, _values(what, colours))


def as_picture(what: Poster, colours: Colours, ppi: int = PIXELS_PER_INCH) -> bytes:
    """The same as PNG, for screens."""
    return pages_as_pictures(TEMPLATE, _values(what, colours), ppi)[0]


def qr(link: str) -> str:
    """The link as a QR code (SVG), dark on white with its quiet zone."""
    import segno  # slow to read, and most commands draw no code

    drawn = BytesIO()
    segno.make_qr(link, error=ERROR_LEVEL).save(
        drawn, kind="svg", border=4, light="#fff", xmldecl=False, scale=8
    )
    return drawn.getvalue().decode()


def _values(what: Poster, colours: Colours) -> Mapping[str, Any]:
    survey, hub = what.survey, what.hub
    return {
        "colours": {"bar": colours.bar, "soft": colours.soft, "ink": colours.ink, "faint": colours.faint},
        "accent": colours.accent,
        "hub": hub.name,
        "title": survey.title,
        "why": survey.why,
        "who": survey.who_asks,
        "closes": day_text(survey.closes) if survey.closes else "",
        "sample": survey.sample,
        "anonymous": survey.anonymous,
        "link": what.link,
        "short": what.link.partition("://")[2],
        "qr": qr(what.link),
        "telegram": what.telegram,
        "telegram_short": what.telegram.partition("://")[2].partition("?")[0],
        "telegram_qr": qr(what.telegram) if what.telegram else "",
    }
