"""A message as Telegram shows it: HTML text in parts that fit, and a keyboard; knows no network and no chat.

Nothing is ever lost: a text too long is told in several messages with the buttons under the last, and a button that
Telegram would refuse (a telephone number, a name without a dot) is written out as a line instead, because one bad
button makes Telegram refuse the whole message.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlsplit

MOST_CHARACTERS = 4096
"""Of one message, after its HTML is read: https://core.telegram.org/bots/api#sendmessage."""

MOST_TOKEN_BYTES = 64
MOST_BUTTONS = 100
SHORT_LABEL, TINY_LABEL = 16, 3
SHORT_A_ROW, TINY_A_ROW = 2, 5
TICK = "✅ "
"""What stands before a chosen option."""

_BREAKS = (re.compile(r"\n\n+"), re.compile(r"\n"), re.compile(r"(?<=[.!?…]) "), re.compile(r" "))


@dataclass(frozen=True, slots=True)
class Button:
    """One key of the keyboard: pressing it sends `token`, or opens `url`."""

    label: str
    token: str = ""
    url: str = ""


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Rendered:
    """`parts` are HTML texts that each fit one message; the keyboard belongs under the last."""

    parts: tuple[str, ...]
    keyboard: Keyboard = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some HTML and how many characters of the limit it takes."""

    html: str
    size: int


_Block = tuple[_Piece, ...]


def render(payload: Mapping[str, Any], link_label: str, most: int = MOST_CHARACTERS) -> Rendered:
    """An outbox payload for Telegram. `link_label` is what a card's link reads, `most` the size of one message."""
    options: Sequence[Mapping[str, Any]] = payload.get("options") or ()
    buttons = [option for option in options if _fits_button(option)][:MOST_BUTTONS]
    written = [option for option in options if option not in buttons and option.get("label")]
    blocks = [
        *_text_blocks(payload.get("text") or "", most),
        *(_card_block(card, link_label, most) for card in payload.get("cards") or ()),
        *_text_blocks("\n".join(map(_written_out, written)), most),
    ]
    return Rendered(tuple(_packed(blocks, most)), _rows(map(_button, buttons)))


def without_links(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The same message with every address written out, for when Telegram takes exception to one of them."""
    options: Sequence[Mapping[str, Any]] = payload.get("options") or ()
    written = [_written_out(option) for option in options if option.get("url")]
    cards = [
        {**card, "url": "", "lines": [*(card.get("lines") or ()), card.get("url") or ""]}
        for card in payload.get("cards") or ()
    ]
    text = "\n\n".join(part for part in (payload.get("text") or "", "\n".join(written)) if part)
    return {**payload, "text": text, "cards": cards, "options": [o for o in options if not o.get("url")]}


def has_links(payload: Mapping[str, Any]) -> bool:
    """Whether there is any address in the message that Telegram might not like."""
    return any(each.get("url") for name in ("options", "cards") for each in payload.get(name) or ())


def _fits_button(option: Mapping[str, Any]) -> bool:
    if not str(option.get("label") or "").strip():
        return False
    if option.get("url"):
        return is_web_address(option["url"])
    return 0 < len(str(option.get("token") or "").encode()) <= MOST_TOKEN_BYTES


def is_web_address(url: str) -> bool:
    """Whether Telegram takes `url` for a link: http or https, a host with a dot in it, no blanks."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = parts.hostname or ""
    return parts.scheme in ("http", "https") and "." in host.strip(".") and not re.search(r"\s", url)


def _written_out(option: Mapping[str, Any]) -> str:
    label, url = str(option.get("label") or ""), str(option.get("url") or "")
    address = re.sub(r"^(tel|mailto|sms):", "", url)
    return f"{label}: {address}" if address and address not in label else f"• {label}"


def _button(option: Mapping[str, Any]) -> Button:
    label = (TICK if option.get("chosen") else "") + str(option["label"])
    return (
        Button(label, url=option["url"]) if option.get("url") else Button(label, token=str(option["token"]))
    )


def _rows(buttons: Iterable[Button]) -> Keyboard:
    """Long labels one a row, short ones two, those of a scale five; a row never mixes lengths."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        if rows and len(rows[-1]) < _a_row(button) == _a_row(rows[-1][0]):
            rows[-1] = (*rows[-1], button)
        else:
            rows.append((button,))
    return tuple(rows)


def _a_row(button: Button) -> int:
    length = len(button.label.removeprefix(TICK))
    if length <= TINY_LABEL:
        return TINY_A_ROW
    return SHORT_A_ROW if length <= SHORT_LABEL else 1


def _text_blocks(text: str, most: int) -> list[_Block]:
    return [
        tuple(_plain(piece) for piece in cut(paragraph.strip("\n"), most))
        for paragraph in text.split("\n\n")
        if paragraph.strip()
    ]


def _card_block(card: Mapping[str, Any], link_label: str, most: int) -> _Block:
    pieces = [_tagged("b", piece) for piece in cut(str(card.get("title") or ""), most)]
    pieces += [_plain(piece) for line in card.get("lines") or () for piece in cut(str(line), most)]
    pieces += [_tagged("i", piece) for line in card.get("because") or () for piece in cut(str(line), most)]
    return (*pieces, *_link(str(card.get("url") or ""), link_label, most))


def _link(url: str, label: str, most: int) -> Iterator[_Piece]:
    if is_web_address(url):
        yield _Piece(f'<a href="{escape(url)}">{escape(label, quote=False)}</a>', size(label))
    else:
        yield from (_plain(piece) for piece in cut(url, most))


def _plain(text: str) -> _Piece:
    return _Piece(escape(text, quote=False), size(text))


def _tagged(tag: str, text: str) -> _Piece:
    return _Piece(f"<{tag}>{escape(text, quote=False)}</{tag}>", size(text))


def size(text: str) -> int:
    """Length in UTF-16 units, in which Telegram counts its entities: never less than what it counts in a message."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> list[str]:
    """`text` in pieces of at most `most` units, cut where it hurts least: paragraph, line, sentence, word, anywhere."""
    pieces: list[str] = []
    while size(text) > most:
        head = _head(text, most)
        place = next((found for found in (_last_break(head, br) for br in _BREAKS) if found), len(head) or 1)
        pieces.append(text[:place].rstrip())
        text = text[place:].lstrip()
    if text.strip():
        pieces.append(text)
    return [piece for piece in pieces if piece]


def _head(text: str, most: int) -> str:
    head = text[:most]
    while size(head) > most:
        head = head[: len(head) - max(1, (size(head) - most) // 2)]
    return head


def _last_break(head: str, pattern: re.Pattern[str]) -> int:
    """Where the last break of this kind in the second half of `head` ends, or 0."""
    return max((found.end() for found in pattern.finditer(head, len(head) // 2)), default=0)


def _packed(blocks: Iterable[_Block], most: int) -> Iterator[str]:
    """Blocks stay whole while they can: a card that does not fit under a text opens the next message."""
    html, used = "", 0
    for block in blocks:
        whole = sum(piece.size + 1 for piece in block) - 1
        if html and used + 2 + whole > most:
            yield html
            html, used = "", 0
        for piece in block:
            gap = "" if not html else "\n\n" if piece is block[0] else "\n"
            if html and used + len(gap) + piece.size > most:
                yield html
                html, used, gap = "", 0, ""
            html, used = html + gap + piece.html, used + len(gap) + piece.size
    if html:
        yield html
