"""Two ways of holding a conversation: on the engine alone, and with the database and every event delivered twice."""

import json
from collections.abc import Mapping, Sequence
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
from bot.dialogue.state import Paused, State
from bot.dialogue.step import step
from bot.store import Store
from bot.store.rows import payload
from bot.surveys.answers import meets_quota
from bot.turns import Incoming, Turns
from staff_acts import Council, Staff
from transcript import START, Buttons, Line, Reply


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

    def __init__(self, loaded: Loaded, others: "list[EngineLane] | None" = None) -> None:
        self._loaded = loaded
        self._bot = loaded.bot
        self._everybody = [] if others is None else others
        self._everybody.append(self)
        self._state = State(salt="transcript" if others is None else "elsewhere")
        self._buttons = Buttons()
        self._done: list[Effect] = []
        self._link = ""
        self._council = Council(loaded.house, START.date())

    async def another(self) -> "EngineLane":
        return EngineLane(self._loaded, self._everybody)

    async def play(self, line: Line, at: datetime) -> Reply:
        if line.kind == "staff":
            return self._told(self._council.do(line.text))
        effects = self._step(event_of(line, at, self._buttons))
        recall = next((effect for effect in effects if isinstance(effect, Recall)), None)
        if recall is not None:
            record = self._looked_up(recall)
            effects += self._step(Recalled(record, at, recall.topic, recall.key))
        self._done += effects
        self._council.took(effects)
        if any(isinstance(effect, Forget) for effect in effects):
            self._state, self._done = State(salt="another"), []
        messages = [payload(effect) for effect in effects if isinstance(effect, Say)]
        self._buttons.saw(messages)
        lines = [stored_line(effect) for effect in effects]
        return Reply(messages, [line for line in lines if line])

    def _told(self, says: Sequence[Say]) -> Reply:
        messages = [payload(say) for say in says]
        self._buttons.saw(messages)
        return Reply(messages, [])

    def _step(self, event: Event) -> list[Effect]:
        turn = step(self._bot, self._state, event)
        self._state = State.from_json(json.loads(json.dumps(turn.state.to_json())))
        return list(turn.effects)

    def _looked_up(self, recall: Recall) -> dict[str, Json]:
        match recall.topic:
            case "link":
                self._link = "A" * 22
                return {"token": self._link}
            case "carry":
                return self._carried(recall.key)
            case "council" | "takeback":
                return self._council.record(recall.topic, recall.key)
            case _:
                return self._record() | self._standing(recall.key)

    def _carried(self, token: str) -> dict[str, Json]:
        """From the lane that made the link, which from now on is the same person's."""
        made = next((each for each in self._everybody if each._link == token), None)
        if made is None:
            return {"carried": False}
        left, made._link = made._state, ""
        made._state = replace(left, scene="carry", data={"moved": True}, paused=(), offers=())
        self._done = made._done = [*made._done, *self._done]
        frames = [*left.paused, Paused(left.scene, left.data, left.touched)]
        return {"carried": True, "frames": [[f.scene, dict(f.data), f.since] for f in frames]}

    def _full(self, slug: str) -> list[Json]:
        """Each person once: phones of one person share what was done."""
        others = {id(each._done): each._done for each in self._everybody if each._done is not self._done}
        sent = [
            [e for e in done if isinstance(e, Submit) and e.edition == slug][-1:] for done in others.values()
        ]
        survey = self._loaded.house.surveys.get(slug)
        return [
            [quota.question, quota.value]
            for quota in (survey.quotas if survey else ())
            if sum(meets_quota(replace(survey, quotas=(quota,)), e.answers) for one in sent for e in one)
            >= quota.most
        ]

    def _standing(self, slug: str) -> dict[str, Json]:
        sent = [e.answers for e in self._done if isinstance(e, Submit) and e.edition == slug]
        said = [e.text for e in self._done if isinstance(e, Suggest) and e.edition == slug]
        return {
            "open": True,
            "answered": dict(sent[-1]) if sent else None,
            "full": self._full(slug),
            "invited": slug in self._council.invited,
            "added": [[text, "waiting", ""] for text in said],
        }

    def _record(self) -> dict[str, Json]:
        told = {effect.field: effect.value for effect in self._done if isinstance(effect, Remember)}
        editions = {
            effect.edition for effect in self._done if isinstance(effect, Submit)
        } - self._council.over
        return {
            **told,
            "responses": len(editions),
            "participation": len(editions),
            "statements": sum(isinstance(effect, Suggest) for effect in self._done),
            "threads": sum(isinstance(effect, AskPerson) for effect in self._done),
            "reminders": sum(isinstance(effect, Remind) for effect in self._done),
            "concerns": any(isinstance(effect, Alert) for effect in self._done),
        }


class DatabaseLane:
    """Turns and the store; every event arrives twice and must count once."""

    def __init__(self, loaded: Loaded, store: Store, turns: Turns, channel: str = "terminal") -> None:
        self._loaded = loaded
        self._channel = channel
        self._store = store
        self._turns = turns
        self._staff = Staff(store, loaded.house)
        self._buttons = Buttons()
        self._number = 0
        self._seen = 0

    async def another(self) -> "DatabaseLane":
        return DatabaseLane(self._loaded, self._store, self._turns, "web")

    async def play(self, line: Line, at: datetime) -> Reply:
        if line.kind == "staff":
            self._staff.do(line.text)
            return self._reply(())
        self._number += 1
        event = event_of(line, at, self._buttons)
        incoming = Incoming(self._channel, str(self._number), "somebody", event)
        receipt = await self._turns.take(incoming)
        reply = self._reply(receipt.stored)
        again = await self._turns.take(replace(incoming))
        assert again.duplicate
        assert self._new() == []
        return reply

    def _reply(self, stored: Sequence[str]) -> Reply:
        messages = self._new()
        self._buttons.saw(messages)
        return Reply(messages, stored)

    def _new(self) -> list[Mapping[str, Any]]:
        shown = self._store.messages(self._channel, "somebody", self._seen)
        self._seen = max((each.id for each in shown), default=self._seen)
        return [each.payload for each in shown if not each.mine]
