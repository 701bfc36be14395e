"""Turns stored messages into what a chat page shows; knows a payload's shape, nothing of HTML or sessions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest
from typing import Any, Protocol
from urllib.parse import urlsplit

from bot.dialogue.bot import Words

_ANY_NUMBER = "\N{OBJECT REPLACEMENT CHARACTER}"
_LABEL = re.compile(r"([A-Z][a-z]{1,8}(?: [a-z]{1,3})?): (?=\S)")
_PLACED = re.compile(r"^\d+\. ")
_STEP = re.compile(r"(?:\w+ )?(\d{1,3}) of (\d{1,3})")
_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms"})


class Stored(Protocol):
    """A message as the store gives it back, oldest first."""

    @property
    def id(self) -> int: ...
    @property
    def mine(self) -> bool: ...
    @property
    def payload(self) -> Mapping[str, Any]: ...
    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Ways:
    """How the wording marks what a button is for: `ticks` fits the lines that ask to choose several, `done` holds the
    labels that end a choice, `quiet` those that lead around the question."""

    ticks: re.Pattern[str]
    done: frozenset[str]
    quiet: frozenset[str]

    @classmethod
    def of(cls, words: Words) -> "Ways":
        lines = (words("asking.many"), words("asking.rank"), words("asking.many_most", most=_ANY_NUMBER))
        ticks = "|".join(re.escape(line).replace(_ANY_NUMBER, r"\d+") for line in lines)
        return cls(
            ticks=re.compile(f"^(?:{ticks})$", re.MULTILINE),
            done=frozenset([words("asking.done"), words("asking.next")]),
            quiet=frozenset(words(f"asking.{way}") for way in ("skip", "why", "back")),
        )


@dataclass(frozen=True, slots=True)
class Button:
    """`kind` is choice, tick, done, quiet or link."""

    label: str
    kind: str
    token: str
    chosen: bool
    url: str


@dataclass(frozen=True, slots=True)
class CardView:
    """`lines` are (label, text), such as ("Where", "Weymouth"), with no label where the line has none."""

    title: str
    lines: tuple[tuple[str, str], ...]
    because: tuple[str, ...]
    miles: str
    url: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message. `turn` is the same for all messages of one turn; `live` is said of the latest, whose buttons
    alone the engine still knows. An `aside` came between turns: it ends no buttons, and its own never end. `done` `of`
    so many questions."""

    id: int
    mine: bool
    text: str
    buttons: tuple[Button, ...] = ()
    cards: tuple[CardView, ...] = ()
    question: str = ""
    replaces: bool = False
    turn: str = ""
    live: bool = True
    aside: bool = False
    done: int = 0
    of: int = 0


def conversation(stored: Sequence[Stored], ways: Ways) -> list[Bubble]:
    """The whole history as it is shown: an edited message in its first place, only the last buttons alive."""
    shown: list[Bubble] = []
    for bubble in fresh(stored, ways):
        earlier = _edited_by(bubble, shown)
        if earlier is None:
            shown.append(bubble)
        else:
            shown[earlier] = bubble
    newest = max((b for b in shown if not b.mine and not b.aside), key=lambda b: b.id, default=None)
    return [replace(bubble, live=_is_live(bubble, newest)) for bubble in shown]


def _is_live(bubble: Bubble, newest: Bubble | None) -> bool:
    """What belongs to the newest turn, or came after it; the buttons of an aside are good whenever they are pressed."""
    return newest is None or bubble.aside or bubble.turn == newest.turn or bubble.id > newest.id


def fresh(stored: Sequence[Stored], ways: Ways) -> list[Bubble]:
    """Messages as they arrived. A tick in a multiple choice is seen on the button, so it gets no bubble of its own."""
    bubbles = [_bubble(message, ways) for message in stored]
    return [b for b, after in zip_longest(bubbles, bubbles[1:]) if not _only_a_tick(b, after)]


def label_of(token: str, stored: Sequence[Stored]) -> str:
    """What the button with `token` said, "" when this conversation never had it."""
    for message in reversed(stored):
        for option in message.payload.get("options", ()):
            if token and option.get("token") == token:
                return str(option["label"])
    return ""


def _only_a_tick(bubble: Bubble, after: Bubble | None) -> bool:
    if not bubble.mine or after is None or not after.replaces:
        return False
    return _unplaced(bubble.text) in [_unplaced(button.label) for button in after.buttons]


def _unplaced(label: str) -> str:
    """A label without the place it has in a ranking."""
    return _PLACED.sub("", label)


def _edited_by(bubble: Bubble, shown: Sequence[Bubble]) -> int | None:
    if not bubble.replaces:
        return None
    places = [at for at, other in enumerate(shown) if not other.mine and other.question == bubble.question]
    return places[-1] if places else None


def _bubble(message: Stored, ways: Ways) -> Bubble:
    payload = message.payload
    options = payload.get("options", ())
    text, done, of = _progress(str(payload.get("text", "")))
    several = any(option.get("chosen") for option in options) or ways.ticks.search(text) is not None
    return Bubble(
        id=message.id,
        mine=message.mine,
        text=text,
        buttons=tuple(_button(option, ways, several) for option in options),
        cards=tuple(_card(card) for card in payload.get("cards", ())),
        question=str(payload.get("question", "")),
        replaces=bool(payload.get("replaces", False)),
        aside=bool(payload.get("aside", False)),
        turn=message.at.isoformat(timespec="microseconds"),
        done=done,
        of=of,
    )


def _progress(text: str) -> tuple[str, int, int]:
    """The text, and how far along a survey is when its first line says so ("3 of 6")."""
    first, _, rest = text.partition("\n")
    step = _STEP.fullmatch(first.strip())
    if step is None or not 0 < int(step[1]) <= int(step[2]):
        return text, 0, 0
    return rest, int(step[1]), int(step[2])


def _button(option: Mapping[str, Any], ways: Ways, several: bool) -> Button:
    label = str(option["label"])
    url = safe_url(str(option.get("url", "")))
    kind = "link" if url else _kind(label, ways, several)
    return Button(label, kind, str(option.get("token", "")), bool(option.get("chosen", False)), url)


def _kind(label: str, ways: Ways, several: bool) -> str:
    if label in ways.done:
        return "done"
    if label in ways.quiet:
        return "quiet"
    return "tick" if several else "choice"


def _card(card: Mapping[str, Any]) -> CardView:
    miles = card.get("distance_miles")
    return CardView(
        title=str(card["title"]),
        lines=tuple(_labelled(str(line)) for line in card.get("lines", ())),
        because=tuple(card.get("because", ())),
        miles="" if miles is None else _miles(float(miles)),
        url=safe_url(str(card.get("url", ""))),
        exact=bool(card.get("exact", True)),
    )


def _labelled(line: str) -> tuple[str, str]:
    found = _LABEL.match(line)
    return (found[1], line[found.end() :]) if found else ("", line)


def _miles(miles: float) -> str:
    """What a person would say: "0" is less than one; tenths count near by and not further off."""
    if miles < 0.95:
        return "0"
    return f"{miles:.0f}" if miles >= 10 else f"{miles:.1f}".removesuffix(".0")


def safe_url(url: str) -> str:
    """The address when a page may link to it, else "": content is written by people and pasted from anywhere."""
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        return ""
    return url if scheme.lower() in _SAFE_SCHEMES else ""
