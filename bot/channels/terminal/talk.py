"""Talks in the terminal: an event in, the messages of that turn out; knows no screen and no format."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.dialogue.events import Event
from bot.store import Shown
from bot.turns import Incoming, Receipt

CHANNEL = "terminal"

Take = Callable[[Incoming], Receipt]
"""Stores one event and comes back when it is committed; raises NotStored."""

Messages = Callable[[str, str, int], Sequence[Shown]]
"""What was said at an address of a channel after a message: `Store.messages`."""

Payload = Mapping[str, Any]

_BEFORE_THE_WORDS = re.compile(r"^[\W_]+")


@dataclass(frozen=True, slots=True)
class Turned:
    """What one event led to: the messages of this turn and a line for everything stored."""

    messages: tuple[Payload, ...]
    stored: tuple[str, ...]


class Talks:
    """The talks of one run. Numbers its events `run-number`, so that the same input gives the same numbers.

    A database may remember the numbers of earlier runs; an event that meets one of these is given the next run's.
    """

    def __init__(self, take: Take, messages: Messages) -> None:
        self._take = take
        self._messages = messages
        self._run, self._number = 1, 0
        self._seen: dict[str, int] = {}
        self._offered: dict[str, tuple[Payload, ...]] = {}

    def turn(self, person: str, event: Event) -> Turned:
        """Raises NotStored; then nothing has happened."""
        self._know(person)
        self._number += 1
        receipt = self._take_new(person, event)
        return Turned(self._news(person), receipt.stored)

    def earlier(self, person: str) -> tuple[Payload, ...]:
        """What the bot said last in an earlier run: everything back to the message before that had buttons."""
        history = [shown.payload for shown in self._messages(CHANNEL, person, 0) if not shown.mine]
        asked = [place for place, payload in enumerate(history) if payload.get("options")]
        return tuple(history[asked[-2] + 1 :] if len(asked) > 1 else history)

    def offered(self, person: str) -> tuple[Payload, ...]:
        """The buttons offered last to this person, in the order shown."""
        self._know(person)
        return self._offered[person]

    def _know(self, person: str) -> None:
        if person in self._seen:
            return
        self._seen[person], self._offered[person] = 0, ()
        history = self._messages(CHANNEL, person, 0)
        self._seen[person] = max((shown.id for shown in history), default=0)
        last = next((s.payload for s in reversed(history) if not s.mine and s.payload.get("options")), {})
        self._offered[person] = tuple(last.get("options", ()))

    def _take_new(self, person: str, event: Event) -> Receipt:
        while True:
            receipt = self._take(Incoming(CHANNEL, f"{self._run}-{self._number}", person, event))
            if not receipt.duplicate:
                return receipt
            self._run += 1

    def _news(self, person: str) -> tuple[Payload, ...]:
        new = self._messages(CHANNEL, person, self._seen[person])
        self._seen[person] = max((shown.id for shown in new), default=self._seen[person])
        said = tuple(shown.payload for shown in new if not shown.mine)
        options = tuple(option for payload in said for option in payload.get("options", ()))
        self._offered[person] = options or self._offered[person]
        return said


def token_of(choice: str, offered: Sequence[Payload]) -> str:
    """The token of the button meant by its token or its label; `choice` itself when it means none of them.

    The last button of a label counts. Capitals and what stands before the words (an emoji) may be left out.
    """
    usable = [option for option in reversed(offered) if option["token"]]
    if any(option["token"] == choice for option in usable):
        return choice
    for same in (_plainly, _bare):
        for option in usable:
            if same(option["label"]) == same(choice) != "":
                return str(option["token"])
    return choice


def _plainly(label: str) -> str:
    return " ".join(label.casefold().split())


def _bare(label: str) -> str:
    return _BEFORE_THE_WORDS.sub("", _plainly(label))
