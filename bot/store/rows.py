"""Knows which rows each effect of a turn becomes; refuses to know how they are written or why the turn took it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, assert_never

from bot.dialogue.effects import (
    Alert,
    AskPerson,
    Card,
    Effect,
    Forget,
    Json,
    Judged,
    Noted,
    Propose,
    Puzzled,
    Reached,
    Recall,
    Remember,
    Remind,
    Report,
    Say,
    Stop,
    Submit,
    Suggest,
)
from bot.store.plain import plain
from bot.store.sealing import Sealer, random_id, random_number, seal_json, seal_text
from bot.store.unknown_words import Typed, worth_counting

Row = dict[str, Any]

CONCERN, REPLY, BROADCAST = 0, 1, 2
REMEMBERED = {
    "language": 16,
    "age_band": 16,
    "outcode": 8,
    "role": 16,
    "news_of": 80,
    "ask_me": None,
    "told_of_news": None,
    "council": None,
}
READ_BACK = frozenset({"web", "terminal"})
QUESTION_LENGTH = 120
GOODBYE = timedelta(hours=1)
GOODBYE_UNSENT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Who:
    """Whose turn it is and when: `day` and `at` are the event's, `now` is the clock of the store."""

    channel: str
    address_id: str
    person_id: str
    at: datetime
    now: datetime

    @property
    def day(self) -> date:
        return self.at.date()


@dataclass(frozen=True, slots=True)
class Submission:
    person_id: str
    day: date
    submit: Submit


@dataclass(frozen=True, slots=True)
class Theirs:
    """Something about an edition that a person did."""

    who: Who
    what: Reached | Propose | Suggest


@dataclass(slots=True)
class Rows:
    """All that one batch of turns wants written."""

    sealer: Sealer
    outbox: list[Row] = field(default_factory=list)
    goodbyes: list[Row] = field(default_factory=list)
    leaving: list[Row] = field(default_factory=list)
    submissions: list[Submission] = field(default_factory=list)
    voices: list[Theirs] = field(default_factory=list)
    concerns: list[Row] = field(default_factory=list)
    notices: list[Row] = field(default_factory=list)
    threads: list[Row] = field(default_factory=list)
    thread_messages: list[Row] = field(default_factory=list)
    reminders: list[Row] = field(default_factory=list)
    demand: list[Row] = field(default_factory=list)
    puzzling: set[Typed] = field(default_factory=set)
    outcomes: Counter[tuple[date, str, str, str]] = field(default_factory=Counter)
    remembered: dict[str, Row] = field(default_factory=lambda: defaultdict(dict))
    stopped: list[tuple[str, str]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    """The chats whose turns this batch takes."""
    merged: list[tuple[str, str]] = field(default_factory=list)
    """People who turned out to be one: who goes, who stays."""

    def add(self, who: Who, effect: Effect) -> None:
        """Everything but Say and Recall, which the batch itself sees to."""
        match effect:
            case Say() | Recall():
                raise TypeError("this effect needs its place in the conversation")
            case Submit() as submit:
                self.submissions.append(Submission(who.person_id, who.day, submit))
            case Reached() | Propose() | Suggest():
                self.voices.append(Theirs(who, effect))
            case Alert() as alert:
                self._alert(who, alert)
            case Remember(name, value):
                self._remember(who, name, value)
            case Forget():
                self.forgotten.append(who.person_id)
            case Stop():
                self._stop(who)
            case Noted() as noted:
                self._noted(who, noted)
            case Puzzled(words):
                self.puzzling.update((who.now.date(), who.person_id, w) for w in words if worth_counting(w))
            case Judged(scheme, outcome, because):
                self._judged(who, scheme, outcome, because)
            case AskPerson(text, about):
                self._thread(who, "question", about, text)
            case Report(about, text):
                self._thread(who, "report", about, text)
            case Remind() as remind:
                self._remind(who, remind)
            case _:
                assert_never(effect)

    def message(self, who: Who, seq: int, say: Say, priority: int) -> Row:
        """The outbox row of a message the bot says in a turn."""
        return self._said(who, seq, say, payload(say), priority)

    def aside(self, who: Who, seq: int, say: Say, priority: int) -> Row:
        """The outbox row of a message that comes between turns: the buttons of the last turn stay good."""
        return self._said(who, seq, say, payload(say) | {"aside": True}, priority)

    def _said(self, who: Who, seq: int, say: Say, shown: Mapping[str, Any], priority: int) -> Row:
        status = "shown" if who.channel in READ_BACK else "waiting"
        return self._outbox(who, seq, shown) | {
            "question": plain(say.question, QUESTION_LENGTH),
            "priority": priority,
            "status": status,
        }

    def echo(self, who: Who, seq: int, text: str) -> Row:
        """The outbox row of what the person wrote, for a page that shows both sides."""
        return self._outbox(who, seq, {"text": text}) | {"mine": True}

    def leave(self, who: Who, address: str, seq: int) -> None:
        """What stays of a chat whose person is erased, until the goodbye was sent or could be read."""
        self.leaving.append(
            {
                "id": who.address_id,
                "address_id": who.address_id,
                "channel": who.channel,
                "sealed": seal_text(self.sealer, "address.sealed", who.address_id, address),
                "leaves_at": who.now + (GOODBYE if who.channel in READ_BACK else GOODBYE_UNSENT),
                "last_seq": seq,
            }
        )

    def _outbox(self, who: Who, seq: int, shown: Mapping[str, Any]) -> Row:
        return {
            "address_id": who.address_id,
            "seq": seq,
            "mine": False,
            "payload": seal_json(self.sealer, "outbox.payload", f"{who.address_id} {seq}", shown),
            "question": "",
            "priority": REPLY,
            "status": "shown",
            "attempts": 0,
            "due_at": who.now,
            "created_at": who.now,
        }

    def _alert(self, who: Who, alert: Alert) -> None:
        case = random_id()
        self.concerns.append(
            {
                "id": case,
                "raised_at": who.at,
                "kind": plain(alert.kind, 40),
                "level": plain(alert.level, 16),
                "text": seal_text(self.sealer, "concern.text", case, alert.text),
                "address_id": who.address_id,
                "status": "open",
            }
        )
        self._notice(who, "concern", case)

    def _notice(self, who: Who, kind: str, subject: str) -> None:
        self.notices.append({"id": random_id(), "at": who.now, "kind": kind, "subject": subject})

    def _thread(self, who: Who, kind: str, about: str, text: str) -> None:
        thread, message = random_id(), random_id()
        whom = who.address_id if kind == "question" else None
        self.threads.append(
            {
                "id": thread,
                "address_id": whom,
                "kind": kind,
                "about": plain(about, 120),
                "status": "open",
                "opened_at": who.at,
            }
        )
        sealed = seal_text(self.sealer, "thread_message.text", message, text)
        self.thread_messages.append({"id": message, "thread_id": thread, "text": sealed, "at": who.at})
        self._notice(who, kind, thread)

    def _remember(self, who: Who, name: str, value: Json) -> None:
        if name not in REMEMBERED:
            raise ValueError(f"nothing called {name} is kept about a person")
        if name == "council" and value:
            raise ValueError("only a link from staff makes somebody a member of the council")
        self.remembered[who.person_id][name] = (
            plain(value, REMEMBERED[name]) if isinstance(value, str) else value
        )
        if name in ("ask_me", "told_of_news") and value:
            self.remembered[who.person_id]["stopped_at"] = None
        if name == "told_of_news" and value:  # what is in the list now they can see for themselves
            self.remembered[who.person_id]["news_at"] = who.now

    def _stop(self, who: Who) -> None:
        self.stopped.append((who.person_id, who.address_id))
        self.remembered[who.person_id].update(ask_me=False, told_of_news=False, stopped_at=who.at)

    def _noted(self, who: Who, noted: Noted) -> None:
        self.demand.append(
            {
                "id": random_number(),
                "day": who.day,
                "what": plain(noted.what, 80),
                "outcode": plain(noted.outcode, 8),
                "age_band": plain(noted.age_band, 16),
                "found": noted.found,
                "nearest_miles": noted.nearest_miles,
                "wanted": noted.wanted,
            }
        )

    def _judged(self, who: Who, scheme: str, outcome: str, because: Sequence[str]) -> None:
        self.outcomes[who.day, plain(scheme, 120), plain(outcome, 16), plain("; ".join(because), 200)] += 1

    def _remind(self, who: Who, remind: Remind) -> None:
        key = random_id()
        sealed = seal_text(self.sealer, "reminder.payload", key, remind.payload)
        self.reminders.append(
            {"id": key, "address_id": who.address_id, "due_at": remind.at, "payload": sealed}
        )


def payload(say: Say) -> dict[str, Any]:
    """A message as channels read it: without the value of a button, which is nobody's business but the engine's."""
    return {
        "text": say.text,
        "options": [
            {"label": o.label, "token": o.token, "chosen": o.chosen, "url": o.url} for o in say.options
        ],
        "cards": [_card(card) for card in say.cards],
        "question": say.question,
        "replaces": say.replaces,
    }


def _card(card: Card) -> dict[str, Any]:
    return {
        "id": card.id,
        "title": card.title,
        "lines": list(card.lines),
        "because": list(card.because),
        "distance_miles": card.distance_miles,
        "url": card.url,
        "exact": card.exact,
    }
