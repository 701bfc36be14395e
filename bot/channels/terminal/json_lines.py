"""`earshot chat --json`: one JSON object a line in, one a line out; knows the format and never ends in a traceback.

In:  {"say": "…"} or {"choose": "label or token"} or {"start": "payload"}, with optional "person" and "at".
Out: {"messages": [{"text", "options": [{"label", "token"}], "cards": [{"id", "title", "because", "distance_miles",
     "url"}]}], "stored": ["…"]}, or {"error": "…"} for a line that is not such an object.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.channels.terminal.talk import Messages, Payload, Take, Talks, Turned, token_of
from bot.channels.typed import storable
from bot.dialogue.events import Chose, Event, Said, Started
from bot.turns import NotStored

VERBS = ("say", "choose", "start")
FIELDS = frozenset((*VERBS, "person", "at"))
FIRST_PERSON = "p1"


class Unusable(ValueError):
    """A line that cannot be carried out: says what is wrong with it and what would do."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A line understood: `verb` is one of VERBS."""

    verb: str
    value: str
    person: str
    at: datetime | None


def chat_json(
    lines: Iterable[str | bytes],
    write: Callable[[str], object],
    take: Take,
    messages: Messages,
    *,
    at: datetime | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Reads `lines` to their end and calls `write` with one line (no newline) for each.

    An event has the time its line says, else `at`, else the clock's.
    """
    talks = Talks(take, messages)
    for line in lines:
        write(json.dumps(_answer(talks, line, lambda: at or clock()), ensure_ascii=False))


def _answer(talks: Talks, line: str | bytes, now: Callable[[], datetime]) -> dict[str, Any]:
    try:
        wish = understood(line)
        return _told(talks.turn(wish.person, _event(talks, wish, wish.at or now())))
    except (Unusable, NotStored) as fault:
        return {"error": str(fault)}


def _event(talks: Talks, wish: Wish, at: datetime) -> Event:
    match wish.verb:
        case "say":
            return Said(wish.value, at)
        case "start":
            return Started(wish.value, at)
        case _:
            return Chose(token_of(wish.value, talks.offered(wish.person)), at)


def understood(line: str | bytes) -> Wish:
    """Raises Unusable."""
    try:
        given = json.loads(line.decode("utf-8", "replace") if isinstance(line, bytes) else line)
    except (ValueError, RecursionError):
        raise Unusable('not JSON; write one object a line, such as {"say": "drums near Weymouth"}') from None
    if not isinstance(given, dict):
        raise Unusable('not an object; write one such as {"say": "drums near Weymouth"}')
    if unknown := sorted(set(given) - FIELDS):
        raise Unusable(
            f"unknown: {', '.join(unknown)}; use say, choose or start, and person, at".replace("\n", " ")
        )
    verbs = [verb for verb in VERBS if verb in given]
    if len(verbs) != 1:
        raise Unusable("exactly one of say, choose and start is needed")
    return Wish(verbs[0], _text(given, verbs[0]), _person(given), _time(given))


def _text(given: dict[str, Any], name: str) -> str:
    value = given[name]
    if not isinstance(value, str):
        raise Unusable(f'"{name}" must be a text')
    return storable(value)


def _person(given: dict[str, Any]) -> str:
    person = _text(given, "person") if "person" in given else FIRST_PERSON
    if not person.strip() or len(person) > 100:
        raise Unusable('"person" must be a name of 1 to 100 characters, such as "p1"')
    return person


def _time(given: dict[str, Any]) -> datetime | None:
    """A time without an offset is taken as UTC."""
    if "at" not in given:
        return None
    try:
        at = datetime.fromisoformat(_text(given, "at"))
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unusable('"at" must be a time such as "2026-11-22T10:00:00+00:00"') from None


def _told(turned: Turned) -> dict[str, Any]:
    return {"messages": [_message(payload) for payload in turned.messages], "stored": list(turned.stored)}


def _message(payload: Payload) -> dict[str, Any]:
    return {
        "text": payload["text"],
        "options": [{"label": option["label"], "token": option["token"]} for option in payload["options"]],
        "cards": [
            {name: card[name] for name in ("id", "title", "because", "distance_miles", "url")}
            for card in payload["cards"]
        ],
    }
