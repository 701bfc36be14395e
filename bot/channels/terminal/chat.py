"""`earshot chat`: a talk on the screen; knows how things look there and how a typed number is meant."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from bot.channels.terminal.talk import Messages, Payload, Take, Talks
from bot.channels.typed import storable
from bot.dialogue.bot import Words
from bot.dialogue.events import Chose, Event, Said, Started
from bot.turns import NotStored

PERSON = "me"
TICK = "✓ "
WAYS_ON = ("asking.skip", "asking.why", "asking.back", "asking.done", "asking.next")
LEAVING = frozenset({"exit", "quit", "bye", "goodbye"})
"""Ends the chat as it ends every other programme in a terminal; it stops no messages elsewhere, as "stop" does."""
"""Buttons without a number: "2" in answer to "how many" must never mean the second button."""


def chat(
    console: Console,
    read: Callable[[], str],
    take: Take,
    messages: Messages,
    words: Words,
    *,
    at: datetime | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Talks until somebody leaves: in a word, or when `read` raises EOFError or KeyboardInterrupt (Ctrl-D, Ctrl-C).

    Every event happens `at`, else now.
    """
    talks, unnumbered = Talks(take, messages), frozenset(words(key) for key in WAYS_ON)
    console.print(Text(words("terminal.how"), style="dim"))
    try:
        _begin(console, talks, words, at or clock(), unnumbered)
        for typed in _lines(read):
            event = meant(typed, talks.offered(PERSON), unnumbered, at or clock())
            _turn(console, talks, words, event, unnumbered)
    except (EOFError, KeyboardInterrupt):
        console.print()
    console.print(Text(words("terminal.goodbye"), style="dim"))


def meant(typed: str, offered: Sequence[Payload], unnumbered: Collection[str], at: datetime) -> Event:
    """A button by its label or its number on the screen, else something said."""
    buttons = [option for option in offered if option["token"]]
    numbered = [option for option in buttons if option["label"] not in unnumbered]
    for option in buttons:
        if option["label"] == typed:
            return Chose(option["token"], at)
    if typed.isascii() and typed.isdecimal() and len(typed) < 4 and 1 <= int(typed) <= len(numbered):
        return Chose(numbered[int(typed) - 1]["token"], at)
    return Said(typed, at)


def _lines(read: Callable[[], str]) -> Iterator[str]:
    while (typed := storable(read().strip())).casefold() not in LEAVING:
        if typed:
            yield typed


def _begin(console: Console, talks: Talks, words: Words, at: datetime, unnumbered: Collection[str]) -> None:
    """A talk of an earlier run goes on where it was."""
    earlier = talks.earlier(PERSON)
    if not earlier:
        _turn(console, talks, words, Started("", at), unnumbered)
        return
    console.print(Text(words("terminal.again"), style="dim"))
    _show(console, earlier, unnumbered)


def _turn(console: Console, talks: Talks, words: Words, event: Event, unnumbered: Collection[str]) -> None:
    try:
        _show(console, talks.turn(PERSON, event).messages, unnumbered)
    except NotStored:
        console.print(Text(words("terminal.not_stored"), style="red"))


def _show(console: Console, messages: Sequence[Payload], unnumbered: Collection[str]) -> None:
    number = 0
    for payload in messages:
        console.print()
        if payload["text"]:
            console.print(Text(payload["text"]))
        for card in payload["cards"]:
            console.print(_card(card))
        for option in payload["options"]:
            counts = bool(option["token"]) and option["label"] not in unnumbered
            number += counts
            console.print(_button(option, number if counts else None))


def _card(card: Payload) -> Panel:
    body = Text("\n".join(card["lines"]))
    for line in card["because"]:
        body.append(f"\n{line}", style="italic")
    if card["url"]:
        body.append(f"\n{card['url']}", style="underline")
    return Panel(body, title=Text(card["title"], style="bold"), title_align="left")


def _button(option: Payload, number: int | None) -> Text:
    label = (
        (TICK if option["chosen"] else "") + option["label"] + (f": {option['url']}" if option["url"] else "")
    )
    return Text(f"  {number:>2}  {label}" if number else f"   ·  {label}", style="cyan")
