"""Two chats become one person's: what moves, what counts once, and links that move nothing."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot.dialogue.effects import AskPerson, Effect, Forget, Recall, Remember, Remind, Stop, Submit, Suggest
from bot.dialogue.events import Event, Recalled, Said
from bot.dialogue.state import Paused, State, Turn
from bot.store import Contended, Store, open_store, tables
from bot.store.batch import Arrival

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SLUG = "studio"
TOLD = ("age_band", "outcode", "ask_me")
HALF = State(scene="survey", data={"slug": SLUG, "answers": {"a": "1"}}, salt="old", touched=NOON.isoformat())
OTHER = Paused("cost", {"answers": {"b": 2}}, NOON.isoformat())


class Clock:
    now = NOON

    def __call__(self) -> datetime:
        return self.now


class Phones:
    """Two phones and what they do; the first is where things began."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store, self.clock, self.number = store, clock, 0
        self.record: dict[str, Any] = {}
        store.open_edition(SLUG, "{}", "hash")

    def does(self, phone: str, *effects: Effect, state: State | None = None) -> dict[str, Any]:
        return self.take([(phone, effects)], state)

    def take(self, turns: list[tuple[str, tuple[Effect, ...]]], state: State | None = None) -> dict[str, Any]:
        waiting = dict(turns)

        def step(before: State, event: Event) -> Turn:
            if isinstance(event, Recalled):
                self.record = dict(event.record)
                return Turn(before)
            assert isinstance(event, Said)
            return Turn(state or before, waiting[event.text])

        arrivals = [self._arrival(phone) for phone, _ in turns]
        self.store.queue(lambda: self.store.take(arrivals, step, lambda: "Sorry.")).result()
        return self.record

    def _arrival(self, phone: str) -> Arrival:
        self.number += 1
        channel = "telegram" if phone == "first" else "web"
        return Arrival(channel, str(self.number), phone, Said(phone, self.clock.now))

    def link(self) -> str:
        return str(self.does("first", Recall("link"))["token"])

    def carried(self) -> dict[str, Any]:
        return self.does("second", Recall("carry", self.link()))

    def rows(self, table: Any, *columns: str) -> list[tuple[Any, ...]]:
        query = select(*(table.c[name] for name in columns))
        return sorted(map(tuple, self.store.read(lambda c: c.execute(query).all())))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def phones(database_url: str, secret: bytes, clock: Clock) -> Any:
    store = open_store(database_url, secret, clock)
    yield Phones(store, clock)
    store.close()


def test_what_was_unfinished_moves_and_is_there_no_longer(phones: Phones) -> None:
    phones.does("first", state=State(**{**_fields(HALF), "paused": (OTHER,)}))
    record = phones.carried()
    assert (record["carried"], record["frames"]) == (
        True,
        [
            ["cost", {"answers": {"b": 2}}, NOON.isoformat()],
            ["survey", {"slug": SLUG, "answers": {"a": "1"}}, NOON.isoformat()],
        ],
    )
    left: list[State] = []

    def step(state: State, _event: Event) -> Turn:
        left.append(state)
        return Turn(state)

    arrival = phones._arrival("first")
    phones.store.queue(lambda: phones.store.take([arrival], step, lambda: "Sorry.")).result()
    assert (left[0].scene, left[0].data, left[0].paused, left[0].offers) == ("carry", {"moved": True}, (), ())


def _fields(state: State) -> dict[str, Any]:
    return {name: getattr(state, name) for name in ("scene", "data", "salt", "touched")}


def test_two_people_are_one_afterwards(phones: Phones) -> None:
    phones.does("first", Remember("role", "young_person"))
    phones.carried()
    assert len(phones.rows(tables.person, "id")) == 1
    assert [channel for (channel,) in phones.rows(tables.address, "channel")] == ["telegram", "web"]
    assert len({who for (who,) in phones.rows(tables.address, "person_id")}) == 1


def test_of_two_responses_the_newer_one_stays(phones: Phones, clock: Clock) -> None:
    phones.does("second", Submit(SLUG, "hash", {"a": "older"}))
    clock.now += timedelta(days=1)
    phones.does("first", Submit(SLUG, "hash", {"a": "newer"}))
    phones.carried()
    assert [each.answers for each in phones.store.responses(SLUG)] == [{"a": "newer"}]
    assert phones.does("second", Recall("edition", SLUG))["answered"] == {"a": "newer"}
    assert len(phones.rows(tables.participation, "person_id")) == 1


def test_answers_given_elsewhere_can_be_changed_here(phones: Phones) -> None:
    phones.does("second", Submit(SLUG, "hash", {"a": "1"}))
    phones.carried()
    phones.does("first", Submit(SLUG, "hash", {"a": "2"}))
    assert [each.answers for each in phones.store.responses(SLUG)] == [{"a": "2"}]


def test_what_either_told_is_known_of_both(phones: Phones) -> None:
    phones.does("first", Remember("age_band", "14-18"), Remember("ask_me", True))
    phones.does("second", Remember("outcode", "DT4"), Remember("age_band", "11-13"))
    phones.carried()
    record = phones.store.person_record("web", "second")
    assert {key: record.get(key) for key in TOLD} == {"age_band": "14-18", "outcode": "DT4", "ask_me": True}


@pytest.mark.parametrize("no", [Stop(), Remember("ask_me", False)])
def test_a_no_to_being_written_to_stands_and_what_served_it_goes(phones: Phones, no: Effect) -> None:
    phones.does("first", Remember("age_band", "14-18"), Remember("outcode", "DT4"), Remember("ask_me", True))
    phones.does("second", no)
    phones.carried()
    record = phones.store.person_record("web", "second")
    assert {key: record.get(key) for key in TOLD} == {"age_band": None, "outcode": None, "ask_me": False}


def test_questions_reminders_and_statements_come_along(phones: Phones) -> None:
    phones.does("second", AskPerson("When is it?"), Remind(NOON + HOUR, SLUG), Suggest(SLUG, "More drums."))
    phones.carried()
    record = phones.store.person_record("telegram", "first")
    assert (record["threads"], record["reminders"], record["channels"]) == (1, 1, 2)
    phones.does("first", Forget())
    assert phones.rows(tables.statement, "text") == []


def test_of_two_invitations_the_one_that_came_further_stays(phones: Phones) -> None:
    phones.does("first")
    phones.does("second")
    people = dict(phones.rows(tables.address, "channel", "person_id"))
    rows = [
        {"id": "i1", "person_id": people["telegram"], "disposition": "sent", "reached": 0},
        {"id": "i2", "person_id": people["web"], "disposition": "started", "reached": 3},
    ]
    same = {"edition": SLUG, "invited_at": NOON}
    phones.store.write(lambda c: c.execute(insert(tables.invitation), [row | same for row in rows]))
    phones.carried()
    assert phones.rows(tables.invitation, "person_id", "disposition", "reached") == [
        (people["telegram"], "started", 3)
    ]


def late(phones: Phones, token: str) -> str:
    phones.clock.now += HOUR
    return token


def used(phones: Phones, token: str) -> str:
    phones.does("third", Recall("carry", token))
    return token


def replaced(phones: Phones, token: str) -> str:
    phones.link()
    return token


def erased(phones: Phones, token: str) -> str:
    phones.does("first", Forget())
    return token


@pytest.mark.parametrize(
    "spoilt",
    [late, used, replaced, erased, lambda _phones, _token: "x" * 22, lambda _phones, token: token[:-1]],
    ids=["late", "used", "replaced", "erased", "forged", "cut"],
)
def test_a_link_that_is_no_good_moves_nothing(phones: Phones, spoilt: Callable[[Phones, str], str]) -> None:
    phones.does("first", state=HALF)
    phones.does("second", Remember("outcode", "DT4"))
    token = spoilt(phones, phones.link())
    before = phones.rows(tables.address, "id", "person_id")
    record = phones.does("second", Recall("carry", token))
    assert (record["carried"], record["frames"]) == (False, [])
    assert phones.rows(tables.address, "id", "person_id") == before


def test_the_chat_that_made_the_link_cannot_use_it_up(phones: Phones) -> None:
    token = phones.link()
    assert phones.does("first", Recall("carry", token))["here"] is True
    assert phones.does("second", Recall("carry", token))["carried"] is True


def test_a_second_link_of_the_same_person_moves_but_joins_nobody(phones: Phones) -> None:
    phones.carried()
    phones.does("first", state=HALF)
    before = phones.rows(tables.address, "id", "person_id")
    record = phones.carried()
    assert [frame[0] for frame in record["frames"]] == ["survey"]
    assert phones.rows(tables.address, "id", "person_id") == before


def test_a_chat_that_is_busy_in_the_same_transaction_is_tried_again(phones: Phones) -> None:
    token = phones.link()
    with pytest.raises(Contended):
        phones.take([("first", ()), ("second", (Recall("carry", token),))])
    assert phones.does("second", Recall("carry", token))["carried"] is True


def test_a_link_is_kept_only_as_long_as_it_works(phones: Phones, clock: Clock) -> None:
    token = phones.link()
    assert token not in json.dumps(phones.rows(tables.channel_link, "token_hash"))
    clock.now += HOUR + timedelta(minutes=1)
    phones.store.prune(clock.now)
    assert phones.rows(tables.channel_link, "token_hash") == []


def test_what_cannot_be_read_there_does_not_keep_anybody_from_carrying_on(phones: Phones) -> None:
    token = phones.link()
    spoil = update(tables.conversation).values(state=b"not sealed by us")
    phones.store.write(lambda c: c.execute(spoil))
    record = phones.does("second", Recall("carry", token))
    assert (record["carried"], record["frames"]) == (True, [])
