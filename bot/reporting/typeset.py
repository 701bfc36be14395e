"""Turns a typst template and what it is to show into a PDF or a picture; knows nothing of what they are about.

Whatever people wrote goes in as data, never as markup. `typst` is loaded when the first document is made: it is large,
and a bot that starts need not wait for it.
"""

import json
import unicodedata
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

PIXELS_PER_INCH = 144
PDF_UA = "ua-1"
"""PDF/UA-1 (ISO 14289-1): tagged, with title and language, for screen readers. typst refuses what would break it."""

HOW_TO_INSTALL = (
    "PDF and PNG are not set up here. Install Earshot with its reports: pip install 'earshot[reports]'."
)


class NotSetUp(Exception):
    """typst, which sets documents and pixels, is not installed; says how to get it."""


def pdf(template: str, values: Mapping[str, Any]) -> bytes:
    """A PDF/UA-1 document of the template (a file of this package) with `values`, in JSON's types. Raises NotSetUp."""
    return _compiled(template, values, format="pdf", pdf_standards=[PDF_UA])


def png(svg: str) -> bytes:
    """The picture in pixels, half as many again as its size says so that it stays sharp. Raises NotSetUp."""
    return _compiled("picture.typ", {"svg": svg}, format="png", ppi=PIXELS_PER_INCH)


def pages_as_pictures(template: str, values: Mapping[str, Any], ppi: int = PIXELS_PER_INCH) -> list[bytes]:
    """Each page of the document as PNG, with so many pixels an inch. Raises NotSetUp."""
    return _pages(template, values, format="png", ppi=ppi)


def printable(text: str) -> str:
    """Without emoji, for which no font can be counted on: a scale says the same in words beside them."""
    return "".join(each for each in text if not _is_emoji(each))


def _is_emoji(each: str) -> bool:
    return each in "\ufe0f\u200d" or (ord(each) >= 0x2190 and unicodedata.category(each) in ("So", "Sk"))


def _compiled(template: str, values: Mapping[str, Any], **how: Any) -> bytes:
    made = _pages(template, values, **how)
    return made[0]


def _pages(template: str, values: Mapping[str, Any], **how: Any) -> list[bytes]:
    try:
        import typst
    except ImportError as missing:
        raise NotSetUp(HOW_TO_INSTALL) from missing
    text = files("bot.reporting").joinpath("typst", template).read_bytes()
    data = printable(json.dumps(values, ensure_ascii=False))
    made = typst.compile(text, sys_inputs={"data": data}, **how)
    return made if isinstance(made, list) else [made]
