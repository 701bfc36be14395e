"""Conversations written as Markdown: reads them, renders what was said, compares; knows no channel."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

START = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
CODE = re.compile(r"(?<=carry-)[\w-]{22}")
"""The end of a one-time link, which is another each time; it stands in a conversation as (code)."""
PHONES = {"# on the first phone": False, "# on another phone": True}
UNITS = {"minute": "minutes", "hour": "hours", "day": "days", "week": "weeks"}


@dataclass(frozen=True, slots=True)
class Line:
    """What the person does: `kind` is say, press, old, start or send. What staff do meanwhile is of kind staff."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """One thing the person did, when, and all that followed; `elsewhere` when it was on another phone."""

    raw: str
    line: Line
    at: datetime
    answer: str
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Transcript:
    title: str
    head: str
    exchanges: tuple[Exchange, ...]
    file: Path


@dataclass(frozen=True, slots=True)
class Reply:
    """What one turn led to: the messages as outbox payloads and one line for each thing stored."""

    messages: Sequence[Mapping[str, Any]]
    stored: Sequence[str]


class Lane(Protocol):
    """One way of holding the conversation."""

    async def play(self, line: Line, at: datetime) -> Reply: ...

    async def another(self) -> "Lane":
        """The same way with another phone, which nobody here knows yet."""
        ...


def read(file: Path) -> Transcript:
    text = file.read_text(encoding="utf-8")
    head = re.split(r"\n(?=> |staff: )", text, maxsplit=1)[0]
    blocks = re.split(r"^(?=[>~#] |staff: )", text[len(head) + 1 :], flags=re.MULTILINE)
    exchanges = []
    at, before, elsewhere = START, "", False
    for block in blocks:
        first, _, rest = block.partition("\n")
        if first.startswith("~"):
            at += passed(first)
            before += f"{block.strip()}\n\n"
        elif first.startswith("#"):
            elsewhere = PHONES[first.strip()]
            before += f"{first.strip()}\n\n"
        elif first.startswith("staff: "):
            line = Line("staff", first.removeprefix("staff: "))
            exchanges.append(Exchange(before + first, line, at, rest.strip(), elsewhere))
            before = ""
        elif first.startswith(">"):
            exchanges.append(Exchange(before + first, spoken(first[2:]), at, rest.strip(), elsewhere))
            before = ""
    return Transcript(head.removeprefix("# ").partition("\n")[0], head.strip(), tuple(exchanges), file)


def spoken(text: str) -> Line:
    if text.startswith("/start"):
        return Line("start", text.removeprefix("/start").strip())
    if pressed := re.fullmatch(r"\[(.+)\]( \(old\))?", text):
        return Line("old" if pressed[2] else "press", pressed[1])
    if sent := re.fullmatch(r"\((\w+)\)", text):
        return Line("send", sent[1])
    return Line("say", text)


def passed(line: str) -> timedelta:
    """How long `~ 2 days later` is."""
    found = re.fullmatch(r"~ (\d+) (minute|hour|day|week)s? later", line.strip())
    if not found:
        raise ValueError(f"{line!r} is no time; write `~ 20 minutes later` or `~ 1 day later`")
    return timedelta(**{UNITS[found[2]]: int(found[1])})


def rendered(reply: Reply) -> str:
    """The bot's side of an exchange as it stands in the file."""
    parts = [CODE.sub("(code)", message(payload)) for payload in reply.messages]
    if reply.stored:
        parts.append("\n".join(f"= {line}" for line in reply.stored))
    return "\n\n".join(parts)


def message(payload: Mapping[str, Any]) -> str:
    lines = [payload["text"], *(card(each) for each in payload["cards"])]
    if payload["options"]:
        lines.append(" ".join(button(option) for option in payload["options"]))
    return "\n".join(lines)


def card(payload: Mapping[str, Any]) -> str:
    miles = payload["distance_miles"]
    parts = [payload["title"], "" if miles is None else f"{miles:g} miles", " ".join(payload["because"])]
    return f"[Card: {' · '.join(part for part in parts if part)}]"


def button(option: Mapping[str, Any]) -> str:
    return f"[{'✓ ' if option['chosen'] else ''}{option['label']}]"


def written(transcript: Transcript, replies: Iterable[Reply]) -> str:
    """The whole file with what was said now."""
    blocks = [transcript.head]
    for exchange, reply in zip(transcript.exchanges, replies, strict=True):
        blocks.append(exchange.raw)
        blocks.append(rendered(reply))
    return "\n\n".join(block for block in blocks if block) + "\n"


async def hold(transcript: Transcript, lane: Lane) -> list[Reply]:
    """Every exchange in its turn; what stands as (code) is the end of the last link that was given."""
    phones, code, replies = [lane], "", []
    for exchange in transcript.exchanges:
        if exchange.elsewhere and len(phones) == 1:
            phones.append(await lane.another())
        line = replace(exchange.line, text=exchange.line.text.replace("(code)", code))
        replies.append(await phones[exchange.elsewhere].play(line, exchange.at))
        codes = [found[0] for payload in replies[-1].messages for found in CODE.finditer(payload["text"])]
        code = codes[-1] if codes else code
    return replies


class Buttons:
    """The buttons seen so far by label; the newest counts, older ones with the same label are kept as old."""

    def __init__(self) -> None:
        self._live: dict[str, str] = {}
        self._old: dict[str, str] = {}

    def saw(self, messages: Iterable[Mapping[str, Any]]) -> None:
        shown = {o["label"]: o["token"] for m in messages for o in m["options"] if o["token"]}
        if shown:
            self._old.update(self._live)
            self._live = shown

    def token(self, line: Line) -> str:
        tokens = self._old if line.kind == "old" else self._live
        if line.text not in tokens:
            raise KeyError(f"there is no button [{line.text}] now; there are {sorted(tokens)}")
        return tokens[line.text]
