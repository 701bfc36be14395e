"""A word nobody here understood is readable only once five different people have typed it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select, text

from bot.dialogue.effects import Effect, Forget, Puzzled
from bot.dialogue.events import Event, Said
from bot.dialogue.state import State, Turn
from bot.store import Store, migrations, open_store, tables
from bot.store.batch import Arrival
from bot.store.opening import engines
from bot.store.unknown_words import worth_counting

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Clock:
    now = NOON

    def __call__(self) -> datetime:
        return self.now


class Town:
    """People who type words."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        self.turns = 0

    def types(self, who: str, *words: str) -> None:
        self.does([who], Puzzled(words))

    def does(self, people: list[str], *effects: Effect) -> None:
        """All of them in one batch."""

        def step(state: State, _event: Event) -> Turn:
            return Turn(state, effects)

        self.turns += 1
        heard = Said("words", self.clock.now)
        arrivals = [Arrival("telegram", f"{self.turns}-{who}", who, heard) for who in people]
        outcomes = self.store.queue(lambda: self.store.take(arrivals, step, lambda: "Sorry.")).result()
        assert [outcome.fault for outcome in outcomes] == [None] * len(people)

    def rows(self, name: str) -> list[dict[str, Any]]:
        table = tables.metadata.tables[name]
        return self.store.read(lambda c: [dict(row) for row in c.execute(select(table)).mappings()])


@pytest.fixture
def town(database_url: str, secret: bytes) -> Iterator[Town]:
    clock = Clock()
    store = open_store(database_url, secret, clock)
    yield Town(store, clock)
    store.close()


def test_a_word_is_readable_when_the_fifth_person_types_it(town: Town) -> None:
    for n in range(4):
        town.types(f"p{n}", "djembe")
    assert town.store.unknown_words() == []
    town.types("p4", "djembe")
    assert town.store.unknown_words() == [("djembe", 5)]
    town.types("p5", "djembe")
    assert town.store.unknown_words() == [("djembe", 6)]


def test_one_person_counts_once_however_often_they_type_it(town: Town) -> None:
    for _ in range(6):
        town.types("p0", "djembe", "djembe")
    assert [row["people"] for row in town.rows("unknown_word")] == [1]
    assert len(town.rows("word_mark")) == 1


def test_people_of_one_batch_count_each(town: Town) -> None:
    town.does([f"p{n}" for n in range(5)], Puzzled(("djembe", "lily")))
    town.does(["p5"], Puzzled(("djembe",)))
    assert town.store.unknown_words() == [("djembe", 6), ("lily", 5)]


def test_the_commonest_word_comes_first(town: Town) -> None:
    town.does([f"p{n}" for n in range(6)], Puzzled(("taiko",)))
    town.does([f"p{n}" for n in range(5)], Puzzled(("djembe", "cajun")))
    assert town.store.unknown_words() == [("taiko", 6), ("cajun", 5), ("djembe", 5)]


def test_until_then_no_row_and_no_statement_holds_the_word(town: Town) -> None:
    given: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        given.append(f"{statement} {parameters!r}")

    event.listen(town.store._writing, "before_cursor_execute", note)
    for n in range(4):
        town.types(f"p{n}", "lilysmith")
    before = "".join(given)
    town.types("p4", "lilysmith")
    event.remove(town.store._writing, "before_cursor_execute", note)
    assert "unknown_word" in before
    assert "lilysmith" not in before
    assert "lilysmith" in "".join(given)


def test_a_mark_names_neither_the_person_nor_the_word(town: Town) -> None:
    town.does(["p0", "p1"], Puzzled(("djembe",)))
    [word], marks = town.rows("unknown_word"), town.rows("word_mark")
    people = {row["id"] for row in town.rows("person")} | {row["id"] for row in town.rows("address")}
    assert (word["word"], word["people"], len(marks)) == (None, 2, 2)
    assert {row["id"] for row in marks} & {word["id"], *people} == set()
    assert sorted(marks[0]) == ["id", "made_on"]


def test_another_key_makes_other_hashes(tmp_path: Path, secret: bytes) -> None:
    ids = []
    for name, key in (("one", secret), ("other", b"another secret of 32 bytes length")):
        store = open_store(f"sqlite:///{tmp_path / name}", key, Clock())
        town = Town(store, Clock())
        town.types("p0", "djembe")
        ids.append(town.rows("unknown_word")[0]["id"])
        store.close()
    assert ids[0] != ids[1]


def test_who_erases_their_data_leaves_a_mark_that_leads_to_nobody(town: Town) -> None:
    town.types("p0", "djembe")
    [mark] = town.rows("word_mark")
    town.does(["p0"], Forget())
    assert town.rows("person") == []
    assert town.rows("word_mark") == [mark]
    town.types("p0", "djembe")
    assert [row["people"] for row in town.rows("unknown_word")] == [2]


@pytest.mark.parametrize("days", [89, 90])
def test_a_word_and_its_marks_are_forgotten_after_ninety_days(town: Town, days: int) -> None:
    town.does([f"p{n}" for n in range(5)], Puzzled(("djembe",)))
    town.store.prune(NOON + timedelta(days=days))
    assert len(town.store.unknown_words()) == (1 if days < 90 else 0)
    assert len(town.rows("word_mark")) == 5
    town.store.prune(NOON + timedelta(days=91))
    assert town.rows("word_mark") == []


def test_nobody_counts_twice_for_a_word_because_an_old_mark_went(town: Town) -> None:
    town.types("p0", "djembe")
    for days in (1, 45, 89, 90, 91, 135, 179, 180, 181, 182, 271):
        town.clock.now = NOON + timedelta(days=days)
        town.store.prune(town.clock.now)
        town.types("p0", "djembe")
        assert all(row["people"] == 1 for row in town.rows("unknown_word"))


@pytest.mark.parametrize("word", ["djembe", "hip-hop", "o'carolan", "été", "तबला", "x" * 24, "鼓鼓鼓"])
def test_a_word_is_worth_counting(word: str) -> None:
    assert worth_counting(word)


@pytest.mark.parametrize(
    "word",
    [
        "",
        "ab",
        "x" * 25,
        "07700900123",
        "dt4",
        "a1b2c3",
        "a@b.example",
        "x.example",
        "---",
        "🥁🥁🥁",
        "a\0bc",
    ],
)
def test_what_is_no_word_is_never_kept(town: Town, word: str) -> None:
    town.types("p0", word)
    assert town.rows("unknown_word") + town.rows("word_mark") == []


def test_readable_words_of_an_older_database_are_gone(tmp_path: Path, secret: bytes) -> None:
    path = tmp_path / "earshot.db"
    writing, _ = engines(f"sqlite:///{path}")
    with writing.begin() as connection:
        migrations.upgrade(connection, "0003")
        connection.execute(text("INSERT INTO unknown_word VALUES ('2026-11-22', 'lilysmith', 1)"))
    writing.dispose()
    assert b"lilysmith" in path.read_bytes()
    store = open_store(f"sqlite:///{path}", secret, Clock())
    assert store.unknown_words() == []
    store.prune(NOON)
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    store.close()
    assert b"lilysmith" not in left


def test_the_number_of_statements_stays_the_same_for_many_words(town: Town) -> None:
    def statements(*people: str, words: tuple[str, ...]) -> int:
        seen: list[str] = []

        def note(*args: Any) -> None:
            seen.append(args[2])

        event.listen(town.store._writing, "before_cursor_execute", note)
        town.does(list(people), Puzzled(words))
        event.remove(town.store._writing, "before_cursor_execute", note)
        return len(seen)

    one, many = statements("p0", words=("djembe",)), statements("p1", words=("cajun", "taiko", "sousa"))
    assert one == many == statements("p2", "p3", "p4", words=("kora", "oud"))
