"""Two ways of holding a conversation: on the engine alone, and with the database and every event delivered twice."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.app.content import Loaded
from bot.dialogue.effects import (
    Alert,
    AskPerson,
    Effect,
    Forget,
    Json,
    Recall,
    Remember,
    Remind,
    Say,
    Submit,
    Suggest,
    stored_line,
)
from bot.dialogue.events import Chose, Event, Recalled, Said, Started, Unreadable
from bot.dialogue.state import State
from bot.dialogue.step import step
from bot.store import Store
from bot.store.rows import payload
from bot.turns import Incoming, Turns
from transcript import Buttons, Line, Reply


def event_of(line: Line, at: datetime, buttons: Buttons) -> Event:
    match line.kind:
        case "start":
            return Started(line.text, at)
        case "press" | "old":
            return Chose(buttons.token(line), at)
        case "send":
            return Unreadable(line.text, at)
        case _:
            return Said(line.text, at)


class EngineLane:
    """step() alone; the state goes through JSON between every two turns. Remembers just what `Recall` asks for."""

    def __init__(self, loaded: Loaded) -> None:
        self._bot = loaded.bot
        self._state = State(salt="transcript")
        self._buttons = Buttons()
        self._done: list[Effect] = []

    async def play(self, line: Line, at: datetime) -> Reply:
        effects = self._step(event_of(line, at, self._buttons))
        recall = next((effect for effect in effects if isinstance(effect, Recall)), None)
        if recall is not None:
            record = self._record() | self._standing(recall.key)
            effects += self._step(Recalled(record, at, recall.topic, recall.key))
        self._done += effects
        if any(isinstance(effect, Forget) for effect in effects):
            self._state, self._done = State(salt="another"), []
        messages = [payload(effect) for effect in effects if isinstance(effect, Say)]
        self._buttons.saw(messages)
        lines = [stored_line(effect) for effect in effects]
        return Reply(messages, [line for line in lines if line])

    def _step(self, event: Event) -> list[Effect]:
        turn = step(self._bot, self._state, event)
        self._state = State.from_json(json.loads(json.dumps(turn.state.to_json())))
        return list(turn.effects)

    def _standing(self, slug: str) -> dict[str, Json]:
        sent = [e.answers for e in self._done if isinstance(e, Submit) and e.edition == slug]
        said = [e.text for e in self._done if isinstance(e, Suggest) and e.edition == slug]
        return {
            "open": True,
            "answered": dict(sent[-1]) if sent else None,
            "full": [],
            "invited": False,
            "statements": [[text, "waiting", ""] for text in said],
        }

    def _record(self) -> dict[str, Json]:
        told = {effect.field: effect.value for effect in self._done if isinstance(effect, Remember)}
        editions = {effect.edition for effect in self._done if isinstance(effect, Submit)}
        return {
            **told,
            "responses": len(editions),
            "participation": len(editions),
            "threads": sum(isinstance(effect, AskPerson) for effect in self._done),
            "reminders": sum(isinstance(effect, Remind) for effect in self._done),
            "concerns": any(isinstance(effect, Alert) for effect in self._done),
        }


class DatabaseLane:
    """Turns and the store; every event arrives twice and must count once."""

    def __init__(self, loaded: Loaded, store: Store, turns: Turns) -> None:
        self._store = store
        self._turns = turns
        self._buttons = Buttons()
        self._number = 0
        self._seen = 0

    async def play(self, line: Line, at: datetime) -> Reply:
        self._number += 1
        event = event_of(line, at, self._buttons)
        incoming = Incoming("terminal", str(self._number), "somebody", event)
        receipt = await self._turns.take(incoming)
        messages = self._new()
        again = await self._turns.take(replace(incoming))
        assert again.duplicate
        assert self._new() == []
        self._buttons.saw(messages)
        return Reply(messages, receipt.stored)

    def _new(self) -> list[Mapping[str, Any]]:
        shown = self._store.messages("terminal", "somebody", self._seen)
        self._seen = max((each.id for each in shown), default=self._seen)
        return [each.payload for each in shown if not each.mine]
