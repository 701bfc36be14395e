"""A member of the youth council at the engine alone: says, presses, and what came in by it."""

import json
from datetime import datetime, timedelta
from typing import Any

from bot.app.content import Loaded
from bot.dialogue.effects import Effect, Option, Propose, Recall, Say
from bot.dialogue.events import Chose, Event, Recalled, Said, Started
from bot.dialogue.state import State
from bot.dialogue.step import step
from bot.surveys.definition import survey_from_definition
from bot.surveys.record import Survey
from staff_acts import Council
from transcript import START


class Author:
    """Keeps what was said last, and every poll that was sent in."""

    def __init__(self, loaded: Loaded, member: bool = True) -> None:
        self.loaded, self.at = loaded, START
        self.state = State(salt="author")
        self.council = Council(loaded.house, START.date())
        self.says: list[Say] = []
        self.sent: list[Survey] = []
        if member:
            self.council.do("invite token")
            self.take(Started("council-token", self.at))

    @property
    def texts(self) -> list[str]:
        return [say.text for say in self.says]

    @property
    def options(self) -> list[Option]:
        return [option for say in self.says for option in say.options]

    def say(self, *texts: str) -> str:
        """Types these one after the other; the last thing that was answered."""
        for text in texts:
            self.take(Said(text, self.at))
        return self.texts[-1]

    def press(self, label: str) -> str:
        token = next(option.token for option in reversed(self.options) if option.label == label)
        self.take(Chose(token, self.at))
        return self.texts[-1]

    def press_number(self, number: int) -> None:
        if self.options:
            self.take(Chose(self.options[number % len(self.options)].token, self.at))

    def later(self, **by: float) -> None:
        self.at: datetime = self.at + timedelta(**by)

    def take(self, event: Event) -> None:
        effects = self._step(event)
        recall = next((effect for effect in effects if isinstance(effect, Recall)), None)
        if recall is not None:
            record = self.council.record(recall.topic, recall.key) if recall.topic != "me" else {}
            effects += self._step(Recalled(record, self.at, recall.topic, recall.key))
        self.council.took(effects)
        self.says = [effect for effect in effects if isinstance(effect, Say)]
        self.sent += [survey_from_definition(json.loads(json.dumps(made))) for made in _proposed(effects)]

    def _step(self, event: Event) -> list[Effect]:
        turn = step(self.loaded.bot, self.state, event)
        self.state = State.from_json(json.loads(json.dumps(turn.state.to_json())))
        return list(turn.effects)


def _proposed(effects: list[Effect]) -> list[Any]:
    return [effect.definition for effect in effects if isinstance(effect, Propose)]
