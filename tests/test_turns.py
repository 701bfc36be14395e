"""Events become stored turns: once, in order, all or nothing."""

import asyncio
import random
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from bot.dialogue.effects import Alert, Effect, Forget, Judged, Puzzled, Remember, Say, Submit
from bot.dialogue.events import Event, Said
from bot.dialogue.state import State, Turn
from bot.store import Store, open_store
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


async def test_the_room_for_waiting_events_ends_and_says_so(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.turns.MOST_WAITING", 2)
    takes = [asyncio.ensure_future(room.turns.take(said(n, str(n), f"p{n}"))) for n in range(3)]
    results = await asyncio.gather(*takes, return_exceptions=True)
    assert [type(result) for result in results] == [Receipt, Receipt, NotStored]


async def test_one_who_hangs_up_while_waiting_is_stored_all_the_same(room: Room) -> None:
    waiting = asyncio.ensure_future(room.turns.take(said(1, "a")))
    await asyncio.sleep(0)
    waiting.cancel()
    await room.turns.take(said(2, "b"))
    assert room.texts() == ["a", "a b"]


async def test_a_full_disk_is_not_acknowledged_and_nothing_is_lost_once_there_is_room(
    sqlite_url: str, secret: bytes
) -> None:
    store = open_store(sqlite_url, secret)
    room = Room(store)
    await room.turns.take(said(1, "a"))
    pages = store.write(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar())
    store.write(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count = {pages}").scalar())
    results = await asyncio.gather(
        *(
            room.turns.take(said(f"{n}-{who}", "x" * 2000, who))
            for n in range(9)
            for who in ("p1", "p2", "p3")
        ),
        return_exceptions=True,
    )
    refused = [result for result in results if isinstance(result, NotStored)]
    assert refused
    assert len(refused) + sum(isinstance(result, Receipt) for result in results) == 27
    store.write(lambda c: c.exec_driver_sql("PRAGMA max_page_count = 100000").scalar())
    for n, who in [(n, who) for n in range(9) for who in ("p1", "p2", "p3")]:
        await room.turns.take(said(f"{n}-{who}", "x" * 2000, who))
    assert [len(room.texts(who)) for who in ("p1", "p2", "p3")] == [10, 9, 9]
    store.close()


async def test_a_database_that_another_process_locks_for_long_is_not_acknowledged(
    sqlite_url: str, secret: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.opening.PATIENCE_SECONDS", 0.05)
    store = open_store(sqlite_url, secret)
    room = Room(store)
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    results = await asyncio.gather(
        *(room.turns.take(said(n, "a", f"p{n}")) for n in range(3)), return_exceptions=True
    )
    assert [type(result) for result in results] == [NotStored] * 3
    other.execute("ROLLBACK")
    other.close()
    assert await room.turns.take(said(0, "a", "p0")) == Receipt()
    store.close()


async def test_a_postgres_that_goes_away_is_not_acknowledged_and_is_found_again(
    postgres_url: str, secret: bytes
) -> None:
    store = open_store(postgres_url, secret)
    room = Room(store)
    await room.turns.take(said(1, "a"))
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid != pg_backend_pid()"
        )
    assert await _until_stored(room, said(2, "b")) == Receipt()
    assert room.texts() == ["a", "a b"]
    store.close()


async def _until_stored(room: Room, incoming: Incoming) -> Receipt:
    for _ in range(5):
        try:
            return await room.turns.take(incoming)
        except NotStored:
            continue
    raise AssertionError("never stored")


async def test_two_houses_on_one_database_take_each_event_once_and_in_order(
    database_url: str, secret: bytes
) -> None:
    stores = [open_store(database_url, secret), open_store(database_url, secret)]
    rooms = [Room(store) for store in stores]
    people = [f"p{n}" for n in range(12)]
    for round_ in range(6):
        receipts = await asyncio.gather(
            *(
                _until_stored(room, said(f"{round_}-{who}", str(round_), who))
                for who in people
                for room in random.Random(who + str(round_)).sample(rooms, 2)
            )
        )
        assert sum(receipt.duplicate for receipt in receipts) == len(people)
    expected = [" ".join(map(str, range(n + 1))) for n in range(6)]
    assert {who: rooms[0].texts(who) for who in people} == dict.fromkeys(people, expected)
    for store in stores:
        store.close()


async def test_two_houses_that_write_the_same_counts_at_once_do_not_block_each_other(
    database_url: str, secret: bytes
) -> None:
    def noting(bot: Any, state: State, event: Event) -> Turn:
        assert isinstance(event, Said)
        words = tuple(event.text.split())
        return Turn(state, (Puzzled(words), Judged(words[0], "no"), Say("ok")))

    stores = [open_store(database_url, secret), open_store(database_url, secret)]
    rooms = [Room(store, noting) for store in stores]
    words = ["alpha beta gamma", "gamma beta alpha", "beta alpha gamma"]
    await asyncio.gather(
        *(
            _until_stored(rooms[n % 2], said(f"n{n}", words[n % 3], f"p{n}", channel="telegram"))
            for n in range(120)
        )
    )
    counted = stores[0].read(
        lambda c: c.exec_driver_sql("SELECT word, people FROM unknown_word ORDER BY word").all()
    )
    assert [tuple(row) for row in counted] == [("alpha", 120), ("beta", 120), ("gamma", 120)]
    for store in stores:
        store.close()


async def test_answers_given_again_on_two_houses_at_once_are_one_response(
    database_url: str, secret: bytes
) -> None:
    stores = [open_store(database_url, secret), open_store(database_url, secret)]
    rooms = [Room(store) for store in stores]
    stores[0].open_edition("autumn", "{}", "h1")
    await asyncio.gather(
        *(_until_stored(rooms[n % 2], said(f"u{n}", f"answer {n}", f"p{n % 3}")) for n in range(30))
    )
    assert len(stores[0].responses("autumn")) == 3
    for store in stores:
        store.close()


async def test_many_events_of_one_chat_do_not_keep_the_others_waiting(room: Room) -> None:
    order: list[str] = []

    async def take(number: str, who: str) -> None:
        await room.turns.take(said(number, "x", who))
        order.append(who)

    await asyncio.gather(*(take(f"n{n}", "busy") for n in range(50)), take("once", "quiet"))
    assert order.index("quiet") < 3


async def test_a_state_that_cannot_be_read_ends_in_an_apology_and_a_new_beginning(room: Room) -> None:
    await room.turns.take(said(1, "a"))
    room.store.write(lambda c: c.execute(text("UPDATE conversation SET state = :junk"), {"junk": b"junk"}))
    assert await room.turns.take(said(2, "b")) == Receipt(failed=True)
    await room.turns.take(said(3, "c"))
    assert room.texts() == ["a", "Sorry.", "c"]


async def test_without_a_bot_nothing_hangs_and_the_person_gets_an_apology(store: Store) -> None:
    def broken() -> Any:
        raise RuntimeError("no content")

    room = Room(store)
    room.turns = Turns(store, broken, lambda: "Sorry.", lambda _: None, parrot)
    assert await room.turns.take(said(1, "a")) == Receipt(failed=True)
    assert room.texts() == ["Sorry."]


async def test_a_store_that_was_closed_is_not_acknowledged(sqlite_url: str, secret: bytes) -> None:
    store = open_store(sqlite_url, secret)
    room = Room(store)
    store.close()
    with pytest.raises(NotStored):
        await room.turns.take(said(1, "a"))
