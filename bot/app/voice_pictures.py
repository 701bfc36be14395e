"""Joins the public page with the drawing of results: the hub's colours, its sentences, and pictures kept once drawn."""

from functools import lru_cache

from bot.catalogue.hub import Hub
from bot.channels.web.colour import CARD, INK, legible, mix
from bot.reporting.result_picture import Caption, Colours, picture
from bot.reporting.typeset import NotSetUp, png
from bot.scenes.house import House
from bot.scenes.voice_now import Edition
from bot.surveys.shown import Shown

PICTURES_KEPT = 64
"""Of about 70 KB each; drawing one in pixels takes a sixth of a second."""
FAINT = "#535b60"

_pixels = lru_cache(maxsize=PICTURES_KEPT)(png)


def drawn(house: House, edition: Edition, question: Shown, kind: str) -> bytes | None:
    """The result as "svg" or "png"; None for "png" where nothing can draw pixels."""
    svg = picture(question, caption(house, edition, question), colours(house.hub))
    if kind != "png":
        return svg.encode()
    try:
        return _pixels(svg)
    except NotSetUp:
        return None


def caption(house: House, edition: Edition, question: Shown) -> Caption:
    words = house.words
    answered = question.answered
    return Caption(
        title=f"{edition.survey.title} · {house.hub.short_name or house.hub.name}",
        answered="" if answered is None else words("came.question_answered", answered=answered),
        not_shown=words("came.page_not_shown"),
        foot=words("came.gaps") if question.gaps else "",
    )


def colours(hub: Hub) -> Colours:
    """The hub's colours, dark enough to be told from the paper."""
    return Colours(
        bar=legible(hub.colour, CARD),
        soft=mix(CARD, hub.colour, 0.1),
        ink=INK,
        faint=FAINT,
        paper=CARD,
        accent=hub.accent,
    )
