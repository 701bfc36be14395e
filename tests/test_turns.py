"""Events become stored turns: once, in order, all or nothing."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.dialogue.effects import Alert, Effect, Forget, Remember, Say, Submit
from bot.dialogue.events import Event, Said
from bot.dialogue.state import State, Turn
from bot.store import Store
from bot.turns import Incoming, NotStored, Receipt, Turns

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def parrot(bot: Any, state: State, event: Event) -> Turn:
    """Says back how many events it had and what it heard; some words make it do more."""
    heard = [*state.data.get("heard", []), event.text if isinstance(event, Said) else type(event).__name__]
    say = Say(" ".join(heard))
    return Turn(state.with_data(heard=heard), (say, *extra(heard[-1])), expires=event.at + timedelta(hours=1))


def extra(word: str) -> tuple[Effect, ...]:
    match word.split():
        case ["boom"]:
            raise KeyError("somebody's words")
        case ["unwritable"]:
            return (Remember("shoe_size", 9),)
        case ["forget"]:
            return (Forget(),)
        case ["answer", value]:
            return (Submit("autumn", "h1", {"q1": value}),)
        case ["worry"]:
            return (Alert("harm", "high", "what was said"),)
        case _:
            return ()


def said(number: int | str, text: str, who: str = "p1", channel: str = "web") -> Incoming:
    return Incoming(channel, str(number), who, Said(text, NOON))


class Room:
    """A store with turns on it, and what was committed."""

    def __init__(self, store: Store, step: Any = parrot) -> None:
        self.store = store
        self.touched: list[set[tuple[str, str]]] = []
        self.turns = Turns(store, lambda: None, lambda: "Sorry.", self._committed, step)  # type: ignore[arg-type,return-value]

    def _committed(self, keys: Iterable[tuple[str, str]]) -> None:
        self.touched.append(set(keys))

    def texts(self, who: str = "p1", channel: str = "web") -> list[str]:
        return [m.payload["text"] for m in self.store.messages(channel, who)]


@pytest.fixture
def room(store: Store) -> Room:
    return Room(store)


async def test_an_event_is_answered_and_the_talk_goes_on(room: Room) -> None:
    assert await room.turns.take(said(1, "a")) == Receipt()
    assert await room.turns.take(said(2, "b")) == Receipt()
    assert room.texts() == ["a", "a b"]
    assert room.touched == [{("web", "p1")}, {("web", "p1")}]


async def test_the_same_event_again_changes_nothing(room: Room) -> None:
    await room.turns.take(said(1, "a"))
    assert await room.turns.take(said(1, "a")) == Receipt(duplicate=True)
    assert room.texts() == ["a"]


async def test_a_duplicate_that_comes_while_the_first_is_on_its_way_waits_and_changes_nothing(
    room: Room,
) -> None:
    first, second = await asyncio.gather(room.turns.take(said(1, "a")), room.turns.take(said(1, "a")))
    assert [first, second] == [Receipt(), Receipt(duplicate=True)]
    assert room.texts() == ["a"]


async def test_one_number_from_two_chats_at_once_counts_once(room: Room) -> None:
    receipts = await asyncio.gather(room.turns.take(said(1, "a", "p1")), room.turns.take(said(1, "b", "p2")))
    assert sorted(r.duplicate for r in receipts) == [False, True]


async def test_events_of_one_person_keep_their_order(room: Room) -> None:
    await asyncio.gather(*(room.turns.take(said(n, str(n))) for n in range(20)))
    assert room.texts()[-1] == " ".join(map(str, range(20)))


async def test_many_people_at_once_each_get_their_own_answers(room: Room) -> None:
    people = [f"p{n}" for n in range(150)]
    await asyncio.gather(
        *(room.turns.take(said(f"{who}-{n}", f"{n}", who)) for n in range(3) for who in people)
    )
    assert {who: room.texts(who) for who in people} == {who: ["0", "0 1", "0 1 2"] for who in people}


async def test_a_turn_that_fails_ends_in_an_apology_and_harms_nobody_else(room: Room) -> None:
    await room.turns.take(said(1, "a"))
    failed, fine = await asyncio.gather(room.turns.take(said(2, "boom")), room.turns.take(said(3, "x", "p2")))
    assert (failed, fine) == (Receipt(failed=True), Receipt())
    assert await room.turns.take(said(2, "boom")) == Receipt(duplicate=True)
    await room.turns.take(said(4, "b"))
    assert room.texts() == ["a", "Sorry.", "a b"]
    assert room.store.counts().failed == 1


async def test_what_cannot_be_written_fails_alone(room: Room) -> None:
    receipts = await asyncio.gather(
        room.turns.take(said(1, "a", "p1")),
        room.turns.take(said(2, "unwritable", "p2")),
        room.turns.take(said(3, "c", "p3")),
    )
    assert receipts == [Receipt(), Receipt(failed=True), Receipt()]
    assert [room.texts(who) for who in ("p1", "p2", "p3")] == [["a"], ["Sorry."], ["c"]]


async def test_the_log_of_a_failure_holds_no_words_of_the_person(
    room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    await room.turns.take(said(1, "boom"))
    logged = capsys.readouterr().out
    assert "turn_failed" in logged
    assert "KeyError" in logged
    assert "somebody's words" not in logged


async def test_a_closed_house_takes_nothing_but_stores_what_waits(room: Room) -> None:
    waiting = [asyncio.ensure_future(room.turns.take(said(n, str(n)))) for n in range(5)]
    await asyncio.sleep(0)
    await room.turns.close()
    assert [await w for w in waiting] == [Receipt()] * 5
    with pytest.raises(NotStored):
        await room.turns.take(said(9, "late"))
