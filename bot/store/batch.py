"""Knows how a batch of events becomes one transaction; refuses to know threads, channels or what a turn means.

A batch holds at most one event of any conversation. The order of locks is the same in every process, so two of them
on one PostgreSQL cannot block each other: first the events' numbers (sorted), then the conversations that exist
(sorted), then those that are new (sorted), then everything else table by table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy import Row as Record
from sqlalchemy.exc import DBAPIError

from bot.dialogue.effects import Alert, Effect, Forget, Recall, Say, stored_line
from bot.dialogue.events import Event, FellSilent, Recalled
from bot.dialogue.state import State, Turn
from bot.store import writes
from bot.store.dialect import Contended
from bot.store.plain import number
from bot.store.recalling import recalled
from bot.store.rows import CONCERN, REPLY, Row, Rows, Who
from bot.store.sealing import Sealer, random_id, seal_json, seal_text, unseal_json

Step = Callable[[State, Event], Turn]
SALT_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Arrival:
    """One event on its way into the store; `update_id` is its number within the channel.

    `echo` is what the person wrote, where a page shows both sides of the talk.
    """

    channel: str
    update_id: str
    address: str
    event: Event
    echo: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an arrival; `fault` is what `step` raised, or why the saved state could not be read."""

    duplicate: bool = False
    stored: tuple[str, ...] = ()
    fault: Exception | None = None


@dataclass(slots=True)
class Place:
    """Where one conversation of the batch stands; `new` when there was none."""

    arrival: Arrival
    who: Who
    state: State
    seq: int
    expires: datetime | None
    new: bool
    record: Record[Any] | None
    fault: Exception | None = None

    def next_seq(self) -> int:
        """Larger than any before, also in an earlier life of a chat that was erased: a page may still know that."""
        self.seq = max(self.seq + 1, int(self.who.now.timestamp() * 1000))
        return self.seq


class Batch:
    """Takes events once, in a transaction that the caller begins and ends."""

    def __init__(self, sealer: Sealer, step: Step, apology: Callable[[], str], now: datetime) -> None:
        self._sealer = sealer
        self._step = step
        self._apology = apology
        self._now = now
        self._rows = Rows(sealer)
        self._saved: list[Row] = []

    def take(self, connection: Connection, arrivals: Sequence[Arrival]) -> list[Outcome]:
        """An outcome for each arrival, in order. Raises what the database raises; then nothing may be kept."""
        fresh = writes.first_seen(connection, [_key(a) for a in arrivals], self._now.date())
        taken = [a for a, new in zip(arrivals, fresh, strict=True) if new]
        places = self._load(connection, taken)
        outcomes = [self._turn(connection, place) if place else Outcome(duplicate=True) for place in places]
        self._write(connection, [place for place in places if place])
        failed = [_key(a) for a, o in zip(taken, outcomes, strict=True) if o.fault]
        writes.mark_failed(connection, failed)
        rest = iter(outcomes)
        return [next(rest) if new else Outcome(duplicate=True) for new in fresh]

    @property
    def erased(self) -> bool:
        """Whether somebody was erased."""
        return bool(self._rows.forgotten)

    def _load(self, connection: Connection, arrivals: Sequence[Arrival]) -> list[Place | None]:
        ids = [self._sealer.address_id(a.channel, a.address) for a in arrivals]
        found = writes.lock_conversations(connection, ids)
        self._rows.held.update(ids)
        pairs = zip(arrivals, ids, strict=True)
        places = [self._place(arrival, key, found.get(key)) for arrival, key in pairs]
        self._admit(connection, [place for place in places if place])
        return places

    def _place(self, arrival: Arrival, address_id: str, record: Record[Any] | None) -> Place | None:
        """None for a silence that is over or whose conversation is gone."""
        if isinstance(arrival.event, FellSilent) and not _still_silent(record, arrival.event):
            return None
        person = record.person_id if record else None
        who = Who(arrival.channel, address_id, person or random_id(), arrival.event.at, self._now)
        place = Place(
            arrival=arrival,
            who=who,
            state=State(salt=random_id()[:SALT_LENGTH]),
            seq=record.last_seq or 0 if record else 0,
            expires=record.expires_at if record else None,
            new=person is None,
            record=record,
        )
        if record and record.state is not None:
            self._restore(place, record.state)
        return place

    def _restore(self, place: Place, sealed: bytes) -> None:
        """A state that cannot be read is a fault of its own: the person gets an apology and begins afresh."""
        try:
            raw = unseal_json(self._sealer, "conversation.state", place.who.address_id, sealed)
            place.state = State.from_json(raw)
        except Exception as fault:  # noqa: BLE001 - reported with the outcome
            place.fault = fault

    def _admit(self, connection: Connection, places: Sequence[Place]) -> None:
        """People and chats must be there before anything can refer to them."""
        new = [place for place in places if place.new]
        if not new:
            return
        sealed = [
            {
                "id": p.who.address_id,
                "person_id": p.who.person_id,
                "channel": p.arrival.channel,
                "sealed": seal_text(self._sealer, "address.sealed", p.who.address_id, p.arrival.address),
            }
            for p in new
        ]
        writes.admit(connection, sealed, self._now.date())

    def _turn(self, connection: Connection, place: Place) -> Outcome:
        if place.arrival.echo:
            self._rows.outbox.append(self._rows.echo(place.who, place.next_seq(), place.arrival.echo))
        if place.fault:
            return self._apologise(place, place.fault)
        try:
            turn = self._stepped(connection, place)
        except (Contended, DBAPIError):
            raise  # what a lookup met is the transaction's fault, not this turn's
        except Exception as fault:  # noqa: BLE001 - reported with the outcome
            return self._apologise(place, fault)
        self._effects(place, turn.effects)
        if not _forgets(turn.effects):
            place.state, place.expires = turn.state, turn.expires
            self._save(place)
        lines = map(stored_line, turn.effects)
        return Outcome(stored=tuple(line for line in lines if line is not None))

    def _stepped(self, connection: Connection, place: Place) -> Turn:
        """One step, or two when the first asks to look something up."""
        turn = self._step(place.state, place.arrival.event)
        recall = next((effect for effect in turn.effects if isinstance(effect, Recall)), None)
        if recall is None:
            return turn
        record = recalled(connection, self._rows, recall, place.who)
        answer = self._step(turn.state, Recalled(record, place.who.at, recall.topic, recall.key))
        asked = tuple(effect for effect in turn.effects if not isinstance(effect, Recall))
        return replace(answer, effects=asked + answer.effects)

    def _effects(self, place: Place, effects: Sequence[Effect]) -> None:
        priority = CONCERN if any(isinstance(e, Alert) for e in effects) else REPLY
        goodbye = _forgets(effects)
        messages = self._rows.goodbyes if goodbye else self._rows.outbox
        for effect in effects:
            if isinstance(effect, Say):
                messages.append(self._rows.message(place.who, place.next_seq(), effect, priority))
            else:
                self._rows.add(place.who, effect)
        if goodbye:
            self._rows.leave(place.who, place.arrival.address, place.seq)

    def _apologise(self, place: Place, fault: Exception) -> Outcome:
        """The person hears of it, but a silence that failed is only forgotten: nobody is waiting for an answer."""
        if isinstance(place.arrival.event, FellSilent):
            place.state, place.expires = State(salt=place.state.salt), None
        else:
            say = Say(self._apology())
            self._rows.outbox.append(self._rows.message(place.who, place.next_seq(), say, REPLY))
        self._save(place)
        return Outcome(fault=fault)

    def _save(self, place: Place) -> None:
        sealed = seal_json(self._sealer, "conversation.state", place.who.address_id, place.state.to_json())
        self._saved.append(
            {
                "address_id": place.who.address_id,
                "state": sealed,
                "last_seq": place.seq,
                "expires_at": place.expires,
            }
        )

    def _write(self, connection: Connection, places: Sequence[Place]) -> None:
        known = {p.who.address_id for p in places if p.record is not None and p.record.last_seq is not None}
        writes.save_conversations(connection, self._saved, known)
        today = self._now.date()
        heard = [p for p in places if not isinstance(p.arrival.event, FellSilent) and not p.new and p.record]
        stale = [p.who.person_id for p in heard if p.record and p.record.heard_on != today]
        back = [p.who.address_id for p in heard if p.record and p.record.gone_at is not None]
        writes.touch(connection, stale, back, today)
        writes.write(connection, self._rows)


def _key(arrival: Arrival) -> tuple[str, str]:
    return arrival.channel, number(arrival.update_id)


def _still_silent(record: Record[Any] | None, event: FellSilent) -> bool:
    return bool(record and record.expires_at is not None and record.expires_at <= event.at)


def _forgets(effects: Sequence[Effect]) -> bool:
    return any(isinstance(effect, Forget) for effect in effects)
