"""One question's result drawn as an SVG picture with its text alternative; knows no page and keeps nothing back itself.

Drawn by hand in a few shapes, because a chart library would bring more than the rest of the house, and would still have
to be taught not to invent a scale, a colour or a number.
"""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from bot.surveys.shown import Bar, Shown

WIDTH, EDGE = 800, 40
TEXT, SMALL, HEAD = 22, 18, 30
"""Sizes in pixels at 800 wide: 22 of 800 is legible when a phone of 360 shows the picture whole."""
THICK = 26
LETTER = 0.56
"""The width of a letter, as a share of its size, that few sentences pass in any font."""
FONTS = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Libertinus Serif', sans-serif"
_UNSAFE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML may hold."""


@dataclass(frozen=True, slots=True)
class Colours:
    """CSS hex colours: of bars, what lies behind them, text, lesser text, the page, and one small mark."""

    bar: str
    soft: str
    ink: str
    faint: str
    paper: str
    accent: str


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands around the bars, finished: above, below the question, in place of a number, below all."""

    title: str
    answered: str
    not_shown: str
    foot: str


def picture(question: Shown, caption: Caption, colours: Colours) -> str:
    """The SVG. Nothing stands in it that is not in `question` or `caption`."""
    parts: list[str] = []
    y = EDGE + 18
    for line in wrapped(caption.title, SMALL, WIDTH - 2 * EDGE):
        parts.append(_text(line, y, SMALL, colours.faint))
        y += 24
    y += 16
    for line in wrapped(question.text, HEAD, WIDTH - 2 * EDGE):
        parts.append(_text(line, y, HEAD, colours.ink, bold=True))
        y += 36
    parts.append(_text(caption.answered, y, SMALL, colours.faint))
    y += 40
    for bar in question.bars if question.split else ():
        drawn, y = _bar(bar, caption.not_shown, y, colours)
        parts.extend(drawn)
    for label, place in question.places:
        parts.append(_text(f"{place:g}  {label}", y, TEXT, colours.ink))
        y += 36
    for line in wrapped(caption.foot, SMALL, WIDTH - 2 * EDGE):
        parts.append(_text(line, y, SMALL, colours.faint))
        y += 24
    return _whole(parts, y + EDGE - 24, question, caption, colours)


def alternative(question: Shown, caption: Caption) -> str:
    """What the picture says, in words."""
    if not question.split:
        bars = [f"{label}: {place:g}" for label, place in question.places]
    else:
        bars = [f"{bar.label}: {number(bar, caption.not_shown)}" for bar in question.bars]
    return " ".join(part for part in (caption.answered, "; ".join(bars), caption.foot) if part)


def number(bar: Bar, not_shown: str) -> str:
    """The count first, then the percentage where there is one."""
    if bar.count is None:
        return not_shown
    return str(bar.count) if bar.percent is None else f"{bar.count} ({bar.percent}%)"


def wrapped(text: str, size: int, width: int) -> Iterator[str]:
    """The text in lines that fit, broken between words; a word longer than a line is cut."""
    most = max(1, int(width / (size * LETTER)))
    yield from textwrap.wrap(text, most, break_on_hyphens=False)


def _bar(bar: Bar, not_shown: str, y: int, colours: Colours) -> tuple[list[str], int]:
    full = WIDTH - 2 * EDGE
    told = number(bar, not_shown)
    lines = list(wrapped(bar.label, TEXT, full - int(len(told) * TEXT * LETTER) - 20)) or [""]
    parts = [_text(line, y + 28 * at, TEXT, colours.ink) for at, line in enumerate(lines)]
    last = y + 28 * (len(lines) - 1)
    faint = bar.count is None
    parts.append(_text(told, last, TEXT, colours.faint if faint else colours.ink, bold=not faint, end=True))
    top = last + 12
    if bar.share is None:
        parts.append(_gap(top, full, colours.faint))
    else:
        parts.append(_rect(EDGE, top, full, colours.soft))
        parts.append(_rect(EDGE, top, max(4, round(full * bar.share)), colours.bar))
    return parts, top + THICK + 40


def _whole(parts: list[str], height: int, question: Shown, caption: Caption, colours: Colours) -> str:
    title, alt = _safe(question.text), _safe(alternative(question, caption))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="t d" font-family="{FONTS}"><title id="t">{title}</title><desc id="d">{alt}</desc>'
        f'<rect width="{WIDTH}" height="{height}" fill="{colours.paper}"/>'
        f'<rect width="{WIDTH}" height="10" fill="{colours.accent}"/>{"".join(parts)}</svg>'
    )


def _text(text: str, y: int, size: int, colour: str, bold: bool = False, end: bool = False) -> str:
    x, anchor = (WIDTH - EDGE, ' text-anchor="end"') if end else (EDGE, "")
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}"{weight}{anchor}>{_safe(text)}</text>'


def _rect(x: int, y: int, width: int, colour: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{width}" height="{THICK}" rx="6" fill="{colour}"/>'


def _gap(y: int, width: int, colour: str) -> str:
    """A dashed frame, so that nobody takes what is kept back for nought."""
    return (
        f'<rect x="{EDGE + 1}" y="{y + 1}" width="{width - 2}" height="{THICK - 2}" rx="6" fill="none" '
        f'stroke="{colour}" stroke-width="1.5" stroke-dasharray="5 5"/>'
    )


def _safe(text: str) -> str:
    return escape(_UNSAFE.sub("", text))
