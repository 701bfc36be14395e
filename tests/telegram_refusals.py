"""What the Bot API does not take, in its own words; knows one message and no chat.

They follow https://core.telegram.org/bots/api and the open source server, tdlib/telegram-bot-api.
"""

import re
from html import unescape
from typing import Any

MOST_CHARACTERS = 4096
MOST_TOKEN_BYTES = 64
MOST_BUTTONS = 100
MOST_A_ROW = 8
TAGS = frozenset("b strong i em u ins s strike del code pre a blockquote tg-spoiler".split())
PARSE_MODES = ("HTML", "MarkdownV2", "Markdown")
TAG = re.compile(r"<(/?)([a-zA-Z0-9-]*)((?:\s[^>]*)?)>")
ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")


class Refusal(Exception):
    """The request is wrong: `description` is what the Bot API says about it."""

    def __init__(self, description: str, status: int = 400, **parameters: Any) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters


def checked_text(given: dict[str, Any]) -> str:
    """The text as a person reads it. Raises Refusal when the Bot API would not take it."""
    text, mode = given.get("text"), given.get("parse_mode")
    if not isinstance(text, str):
        raise Refusal("Bad Request: message text is empty")
    if mode is not None and mode not in PARSE_MODES:
        raise Refusal("Bad Request: unsupported parse_mode")
    read = parsed_html(text).strip() if mode == "HTML" else text.strip()
    if not read:
        raise Refusal("Bad Request: message text is empty")
    if len(read.encode("utf-16-le")) // 2 > MOST_CHARACTERS:
        raise Refusal("Bad Request: message is too long")
    return read


def parsed_html(text: str) -> str:
    """The text without its tags. Raises Refusal for what the Bot API cannot parse."""
    open_tags: list[str] = []
    read, place = "", 0
    while place < len(text):
        if text[place] == "<":
            found = TAG.match(text, place)
            if found is None:
                raise _unparsable("Unclosed start tag", text, place)
            _open_or_close(found, open_tags, text)
            place = found.end()
        else:
            entity = ENTITY.match(text, place)
            read += unescape(entity[0]) if entity else text[place]
            place = entity.end() if entity else place + 1
    if open_tags:
        raise Refusal(
            f"Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"{open_tags[-1]}\""
        )
    return read


def _open_or_close(found: re.Match[str], open_tags: list[str], text: str) -> None:
    closes, name = found[1], found[2].lower()
    if not closes:
        if name not in TAGS:
            raise _unparsable(f'Unsupported start tag "{name}"', text, found.start())
        if name == "a" and not re.fullmatch(r'\s+href="[^"<>]*"', found[3]):
            raise _unparsable(
                'Expected equal sign in declaration of an attribute of the tag "a"', text, found.start()
            )
        open_tags.append(name)
    elif not open_tags:
        raise _unparsable("Unexpected end tag", text, found.start())
    elif open_tags.pop() != name:
        raise _unparsable("Unmatched end tag", text, found.start())


def _unparsable(what: str, text: str, place: int) -> Refusal:
    return Refusal(f"Bad Request: can't parse entities: {what} at byte offset {len(text[:place].encode())}")


def checked_keyboard(given: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The rows of an inline keyboard. Raises Refusal for a shape, token or address the Bot API does not take."""
    markup = given.get("reply_markup")
    if markup is None:
        return []
    if not isinstance(markup, dict) or not isinstance(rows := markup.get("inline_keyboard"), list):
        raise Refusal("Bad Request: object expected as reply markup")
    if not all(isinstance(row, list) for row in rows):
        raise Refusal("Bad Request: can't parse inline keyboard: array of InlineKeyboardButton expected")
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > MOST_A_ROW for row in rows):
        raise Refusal("Bad Request: reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button)
    return rows


def _check_button(button: Any) -> None:
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise Refusal('Bad Request: can\'t parse inline keyboard button: Field "text" must be of type String')
    kinds = {"callback_data", "url"} & set(button)
    if len(kinds) != 1:
        raise Refusal(
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if "callback_data" in kinds and not 1 <= len(button["callback_data"].encode()) <= MOST_TOKEN_BYTES:
        raise Refusal("Bad Request: BUTTON_DATA_INVALID")
    if "url" in kinds and not re.fullmatch(r"(https?://[^/\s.]+\.[^\s]+|tg://\S+)", button["url"]):
        raise Refusal(f"Bad Request: inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
