"""How an edition stands for one person, and that a full group is counted exactly, whoever comes at once."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.dialogue.effects import Effect, Forget, Recall, Submit
from bot.dialogue.events import Event, Recalled, Said
from bot.dialogue.state import State, Turn
from bot.store import Contended, Store, open_store
from bot.store.batch import Arrival

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SLUG = "studio"
QUOTAS = [
    {"question": "want", "value": "drums", "most": 2, "message": ""},
    {"question": "days", "value": "mon", "most": 1, "message": ""},
]


class People:
    """Everybody sends when there is room: the store is asked, and the answers go only when nothing is full."""

    def __init__(self, store: Store) -> None:
        self.store, self.number = store, 0
        self.seen: dict[str, Any] = {}

    def open(self, slug: str = SLUG, quotas: list[dict[str, Any]] = QUOTAS) -> "People":
        self.store.open_edition(slug, json.dumps({"quotas": quotas}), "hash")
        return self

    def arrival(self, who: str) -> Arrival:
        self.number += 1
        return Arrival("web", f"{who}-{self.number}", who, Said(who, NOON))

    def looks(self, who: str, slug: str = SLUG) -> dict[str, Any]:
        self._take([self.arrival(who)], Recall("edition", slug))
        return self.seen[who]

    def does(self, who: str, *effects: Effect) -> None:
        self._take([self.arrival(who)], *effects)

    def send(self, answers: dict[str, Any], *who: str, slug: str = SLUG) -> list[str]:
        """In one transaction; who found room."""
        return self.sending([self.arrival(each) for each in who], answers, slug)

    def sending(self, arrivals: list[Arrival], answers: dict[str, Any], slug: str = SLUG) -> list[str]:
        found_room: list[str] = []

        def step(state: State, event: Event) -> Turn:
            if isinstance(event, Said):
                return Turn(State(scene=event.text, salt=state.salt), (Recall("edition", slug),))
            assert isinstance(event, Recalled)
            full = [tuple(pair) for pair in event.record["full"]]
            met = [
                (q, v)
                for q, given in answers.items()
                for v in (given if isinstance(given, list) else [given])
            ]
            if set(full) & set(met):
                return Turn(state)
            found_room.append(state.scene)
            return Turn(state, (Submit(slug, "hash", answers),))

        self._retried(lambda: (found_room.clear(), self.store.take(arrivals, step, lambda: "Sorry."))[1])
        return found_room

    def _take(self, arrivals: list[Arrival], *effects: Effect) -> None:
        def step(state: State, event: Event) -> Turn:
            if isinstance(event, Recalled):
                self.seen[arrivals[0].address] = dict(event.record)
                return Turn(state)
            return Turn(state, effects)

        self._retried(lambda: self.store.take(arrivals, step, lambda: "Sorry."))

    def _retried(self, job: Any) -> None:
        for _ in range(8):
            try:
                outcomes = self.store.queue(job).result()
                assert [outcome.fault for outcome in outcomes] == [None] * len(outcomes)
                return
            except Contended:
                continue
        raise AssertionError("contended for ever")


@pytest.fixture
def people(store: Store) -> People:
    return People(store).open()


def test_nothing_is_known_of_an_edition_that_was_never_open(people: People) -> None:
    assert people.looks("a", "unknown")["open"] is False


def test_what_somebody_answered_is_theirs_alone_and_in_the_order_given(people: People) -> None:
    people.send({"want": "cello", "why": None, "days": ["tue"]}, "a")
    assert list(people.looks("a")["answered"].items()) == [
        ("want", "cello"),
        ("why", None),
        ("days", ["tue"]),
    ]
    assert people.looks("b")["answered"] is None


def test_a_closed_edition_is_not_open_and_tells_nobody_what_they_said(people: People) -> None:
    people.send({"want": "cello"}, "a")
    people.store.close_edition(SLUG)
    seen = people.looks("a")
    assert (seen["open"], seen["answered"], seen["full"]) == (False, None, [])


def test_a_group_is_full_with_its_last_place_and_not_before(people: People) -> None:
    assert people.send({"want": "drums"}, "a") == ["a"]
    assert people.looks("c")["full"] == []
    assert people.send({"want": "drums"}, "b") == ["b"]
    assert people.looks("c")["full"] == [["want", "drums"]]
    assert people.send({"want": "drums"}, "c") == []
    assert people.send({"want": "cello"}, "c") == ["c"]


def test_one_of_several_answers_can_fill_a_group(people: People) -> None:
    people.send({"days": ["tue", "mon"]}, "a")
    assert people.looks("b")["full"] == [["days", "mon"]]
    assert people.send({"days": ["mon"]}, "b") == []
    assert people.send({"days": ["monday", "tue"]}, "b") == ["b"]


def test_ones_own_answer_does_not_fill_the_group_for_oneself(people: People) -> None:
    people.send({"days": ["mon"]}, "a")
    assert people.looks("a")["full"] == []
    assert people.send({"days": ["mon"]}, "a") == ["a"]


def test_a_place_is_free_again_when_somebody_changes_their_answer_or_is_erased(people: People) -> None:
    people.send({"days": ["mon"]}, "a")
    people.send({"days": ["tue"]}, "a")
    assert people.send({"days": ["mon"]}, "b") == ["b"]
    people.does("b", Forget())
    assert people.looks("c")["full"] == []


def test_of_many_who_send_in_one_transaction_only_as_many_as_there_is_room_for_are_taken(
    people: People,
) -> None:
    assert people.send({"want": "drums"}, *"abcdef") == ["a", "b"]
    assert len(people.store.responses(SLUG)) == 2


@pytest.fixture
def two_processes(postgres_url: str, secret: bytes) -> Iterator[tuple[People, People]]:
    stores = [open_store(postgres_url, secret) for _ in range(2)]
    yield (People(stores[0]).open(), People(stores[1]))
    for store in stores:
        store.close()


def test_two_processes_never_both_give_the_last_place_away(two_processes: tuple[People, People]) -> None:
    for round_ in range(12):
        slug = f"last-place-{round_}"
        two_processes[0].open(slug, [{"question": "want", "value": "drums", "most": 1, "message": ""}])

        def send(number: int, slug: str = slug) -> list[str]:
            people = two_processes[number]
            return people.sending([people.arrival(f"p{number}")], {"want": "drums"}, slug)

        with ThreadPoolExecutor(2) as pool:
            found = list(pool.map(send, range(2)))
        assert sum(map(len, found)) == 1
        assert len(two_processes[0].store.responses(slug)) == 1


def test_sending_to_several_editions_at_once_from_two_processes_ends(
    two_processes: tuple[People, People],
) -> None:
    slugs = [f"edition-{number}" for number in range(4)]
    for slug in slugs:
        two_processes[0].open(slug)

    def send(number: int) -> int:
        people, sent = two_processes[number], 0
        for turn in range(24):
            slug = slugs[(turn if number else -turn) % 4]
            sent += len(people.sending([people.arrival(f"p{number}-{turn}")], {"want": "drums"}, slug))
        return sent

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(send, range(2))) == 2 * len(slugs)
