"""What each effect of a turn leaves in the database, and what erasing takes away."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.dialogue.effects import (
    Alert,
    AskPerson,
    Effect,
    Forget,
    Judged,
    Noted,
    Puzzled,
    Recall,
    Remember,
    Remind,
    Report,
    Say,
    Stop,
    Submit,
)
from bot.dialogue.events import Event, Recalled, Said
from bot.dialogue.state import State, Turn
from bot.store import BROADCAST, Store, open_store, tables
from bot.store.batch import Arrival

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Chat:
    """One turn after the other, each with the effects it is given."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.number = 0

    def turn(self, *effects: Effect, who: str = "p1", channel: str = "web") -> Any:
        self.number += 1
        event = Said("words", NOON)
        arrival = Arrival(channel, str(self.number), who, event)
        [outcome] = self.take([(arrival, effects)])
        assert outcome.fault is None
        return outcome

    def take(self, turns: list[tuple[Arrival, tuple[Effect, ...]]]) -> Any:
        effects = iter(effects for _, effects in turns)

        def step(state: State, event: Event) -> Turn:
            if isinstance(event, Recalled):
                return Turn(state, (Say(repr(sorted(event.record.items()))),))
            return Turn(state, next(effects))

        arrivals = [arrival for arrival, _ in turns]
        return self.store.queue(lambda: self.store.take(arrivals, step, lambda: "Sorry.")).result()

    def rows(self, name: str) -> list[dict[str, Any]]:
        table = tables.metadata.tables[name]
        return self.store.read(lambda c: [dict(row) for row in c.execute(select(table)).mappings()])

    def only(self, name: str) -> dict[str, Any]:
        [row] = self.rows(name)
        return row

    def texts(self, who: str = "p1", channel: str = "web") -> list[str]:
        return [m.payload["text"] for m in self.store.messages(channel, who)]


@pytest.fixture
def chat(database_url: str, secret: bytes) -> Iterator[Chat]:
    store = open_store(database_url, secret, lambda: NOON)
    yield Chat(store)
    store.close()


def test_what_was_looked_for_is_noted_without_the_person(chat: Chat) -> None:
    noted = Noted("drums", "DT4", "12-14", 0, 11.5)
    assert chat.turn(noted).stored == ("noted demand drums DT4 12-14 found 0",)
    row = chat.only("demand")
    assert row.pop("id") > 0
    assert row == {
        "day": date(2026, 11, 22),
        "what": "drums",
        "outcode": "DT4",
        "age_band": "12-14",
        "found": 0,
        "nearest_miles": 11.5,
        "wanted": False,
    }
    counts = chat.store.counts()
    assert (counts.searches, counts.found_nothing) == (1, 1)


def test_bursary_outcomes_are_only_counted(chat: Chat) -> None:
    for who in ("p1", "p2"):
        chat.turn(Judged("fund", "no", ("age", "area")), who=who)
    assert chat.only("bursary_outcome") == {
        "day": date(2026, 11, 22),
        "scheme": "fund",
        "outcome": "no",
        "because": "age; area",
        "count": 2,
    }


def test_a_concern_is_kept_sealed_and_staff_have_a_notice(chat: Chat) -> None:
    chat.turn(Alert("harm", "high", "what was said"), Say("helpline"))
    concern, notice = chat.only("concern"), chat.only("notice")
    assert (concern["kind"], concern["level"], concern["status"]) == ("harm", "high", "open")
    assert chat.store.sealer.unseal("concern.text", concern["id"], concern["text"]) == b"what was said"
    assert (notice["kind"], notice["subject"], notice["told_at"]) == ("concern", concern["id"], None)
    assert chat.store.counts().open_concerns == 1


def test_a_question_to_staff_and_a_report_become_threads(chat: Chat) -> None:
    chat.turn(AskPerson("can I bring a friend", "drum-club"), Report("drum-club", "it has moved"))
    threads = {row["kind"]: row for row in chat.rows("thread")}
    assert threads["question"]["address_id"] == chat.store.sealer.address_id("web", "p1")
    assert threads["report"]["address_id"] is None
    texts = {
        chat.store.sealer.unseal("thread_message.text", row["id"], row["text"])
        for row in chat.rows("thread_message")
    }
    assert texts == {b"can I bring a friend", b"it has moved"}


def test_what_somebody_tells_us_is_remembered_and_told_when_asked(chat: Chat) -> None:
    chat.turn(
        Remember("outcode", "DT4"), Remember("ask_me", True), Remind(NOON + timedelta(hours=1), "concert")
    )
    chat.turn(Say("Here:"), Recall())
    told = [("ask_me", True), ("channels", 1), ("concerns", False), ("messages", 0), ("outcode", "DT4")]
    told += [("participation", 0), ("proposals", 0), ("reminders", 1), ("responses", 0)]
    told += [("statements", 0), ("threads", 0)]
    assert chat.texts() == ["Here:", repr(told)]
    assert dict(told) == chat.store.person_record("web", "p1") | {"messages": 0}


def test_who_says_stop_gets_nothing_unasked(chat: Chat) -> None:
    chat.turn(Remember("ask_me", True), Remind(NOON, "concert"), channel="telegram")
    chat.store.post([chat.store.sealer.address_id("telegram", "p1")], Say("news"), BROADCAST)
    assert chat.store.counts().waiting == 1
    chat.turn(Stop(), channel="telegram")
    person = chat.only("person")
    assert (person["ask_me"], person["told_of_news"], person["stopped_at"]) == (False, False, NOON)
    assert chat.rows("reminder") == []
    assert chat.store.counts().waiting == 0


def test_answers_are_stored_under_nobody_s_name_and_the_last_ones_count(chat: Chat) -> None:
    chat.store.open_edition("autumn", "{}", "h1")
    chat.turn(Submit("autumn", "h1", {"q1": "a", "q2": ["x", "y"]}))
    chat.turn(Submit("autumn", "h1", {"q1": "b", "q3": None}))
    chat.turn(Submit("autumn", "h1", {"q1": "c"}), who="p2")
    found = chat.store.responses("autumn")
    assert sorted(r.answers["q1"] for r in found) == ["b", "c"]
    assert [r.answers for r in found if r.answers["q1"] == "b"] == [{"q1": "b", "q3": None}]
    assert chat.store.counts().responses == 2
    people = {row["id"] for row in chat.rows("person")}
    assert {row["person_id"] for row in chat.rows("participation")} == people
    assert not people & {row["respondent"] for row in chat.rows("response")}


def test_answers_keep_the_wording_they_were_given_under(chat: Chat) -> None:
    chat.store.open_edition("autumn", '{"old": 1}', "h1")
    chat.turn(Submit("autumn", "h1", {"q1": "a"}))
    assert chat.store.open_edition("autumn", '{"new": 1}', "h2").definition == '{"new": 1}'
    chat.turn(Submit("autumn", "h2", {"q1": "b"}), who="p2")
    assert sorted((r.hash, r.answers["q1"]) for r in chat.store.responses("autumn")) == [
        ("h1", "a"),
        ("h2", "b"),
    ]


def test_a_closed_edition_takes_no_answers_and_cannot_say_whose_they_were(chat: Chat) -> None:
    chat.store.open_edition("autumn", "{}", "h1")
    for n in range(30):
        chat.turn(Submit("autumn", "h1", {"q1": n}), who=f"p{n}")
    chat.store.close_edition("autumn")
    chat.store.close_edition("autumn")
    assert {row["respondent"] for row in chat.rows("response")} == {None}
    assert chat.only("edition")["salt"] is None
    assert len(chat.rows("participation")) == 30
    assert chat.store.open_edition("autumn", "{}", "h1").status == "closed"
    with pytest.raises(Exception, match="autumn is not open"):
        chat.turn(Submit("autumn", "h1", {"q1": "late"}), who="p99")
    assert len(chat.store.responses("autumn")) == 30


def test_the_order_of_participation_says_nothing_of_the_order_of_answers(chat: Chat) -> None:
    chat.store.open_edition("autumn", "{}", "h1")
    people = [f"p{n}" for n in range(30)]
    for who in people:
        chat.turn(Submit("autumn", "h1", {"q1": who}), who=who)
    chat.store.close_edition("autumn")
    by_person = {row["id"]: row for row in chat.rows("address")}
    came = {by_person[chat.store.sealer.address_id("web", who)]["person_id"]: who for who in people}
    table = tables.participation
    stored = chat.store.read(lambda c: list(c.scalars(select(table.c.person_id))))
    answered = [r.answers["q1"] for r in chat.store.responses("autumn")]
    assert [came[person] for person in stored] != people
    assert answered != people
    assert [came[person] for person in stored] != answered


def test_erasing_takes_everything_that_is_somebody_s_and_leaves_what_is_nobody_s(chat: Chat) -> None:
    chat.store.open_edition("open", "{}", "h1")
    chat.store.open_edition("closed", "{}", "h1")
    chat.turn(
        Submit("open", "h1", {"q1": "a"}), Submit("closed", "h1", {"q1": "a"}), Noted("drums", "DT4", "", 1)
    )
    chat.turn(Alert("harm", "high", "words"), AskPerson("hello"), Report("x", "y"), Remind(NOON, "concert"))
    chat.store.close_edition("closed")
    chat.turn(Forget(), Say("All gone."))
    assert chat.texts() == ["All gone."]
    assert chat.store.person_record("web", "p1") == {}
    gone = ("person", "reminder", "participation")
    assert {name: chat.rows(name) for name in gone} == {name: [] for name in gone}
    assert [row["edition"] for row in chat.rows("response")] == ["closed"]
    assert [row["kind"] for row in chat.rows("thread")] == ["report"]
    assert chat.only("concern")["address_id"] is None
    assert len(chat.rows("demand")) == 1


def test_once_the_goodbye_could_be_read_the_chat_itself_is_gone(chat: Chat) -> None:
    chat.turn(Say("hello"))
    chat.turn(Forget(), Say("All gone."))
    chat.store.prune(NOON + timedelta(minutes=59))
    assert chat.texts() == ["All gone."]
    chat.store.prune(NOON + timedelta(hours=1))
    assert {name: chat.rows(name) for name in ("address", "conversation", "outbox")} == {
        "address": [],
        "conversation": [],
        "outbox": [],
    }


def test_who_comes_back_after_erasing_is_somebody_new(chat: Chat) -> None:
    chat.turn(Remember("outcode", "DT4"), Say("hello"))
    before = chat.only("person")["id"]
    last = chat.store.messages("web", "p1")[-1].id
    chat.turn(Forget(), Say("All gone."))
    chat.turn(Say("hello again"))
    assert chat.only("person")["id"] != before
    assert chat.only("person")["outcode"] is None
    assert [m.payload["text"] for m in chat.store.messages("web", "p1", last)] == ["All gone.", "hello again"]


def test_a_person_with_two_chats_may_erase_one_while_the_other_is_talking(chat: Chat) -> None:
    chat.turn(Say("hello"), who="p1")
    chat.turn(Say("hello"), who="p2")
    person = next(row["person_id"] for row in chat.rows("address"))
    table = tables.address
    chat.store.write(lambda c: c.execute(table.update().values(person_id=person)))
    turns: list[tuple[Arrival, tuple[Effect, ...]]] = [
        (Arrival("web", "a", "p1", Said("x", NOON)), (Forget(), Say("All gone."))),
        (Arrival("web", "b", "p2", Said("x", NOON)), (Say("still here"),)),
    ]
    outcomes = chat.take(turns)
    assert [o.fault for o in outcomes] == [None, None]
    assert chat.texts("p1") == ["All gone."]
    assert chat.texts("p2") == []
    assert chat.store.person_record("web", "p2") == {}


def test_no_words_no_address_and_no_state_can_be_read_in_the_files(tmp_path: Path, secret: bytes) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'earshot.db'}", secret)
    chat = Chat(store)
    secrets = ("SECRETADDRESS", "SECRETWORDS", "SECRETALERT", "SECRETQUESTION")
    arrival = Arrival("telegram", "1", secrets[0], Said("x", NOON), echo=secrets[1])
    chat.take([(arrival, (Say(secrets[1]), Alert("harm", "high", secrets[2]), AskPerson(secrets[3])))])
    everything = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    store.close()
    assert [word for word in secrets if word.encode() in everything] == []


def test_what_was_erased_is_not_in_the_files(tmp_path: Path, secret: bytes) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'earshot.db'}", secret)
    chat = Chat(store)
    chat.turn(Remember("outcode", "ZZ97"), Remember("language", "xx-marked"))
    chat.turn(Forget(), Say("All gone."))
    store.prune(datetime.now(UTC))
    everything = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    store.close()
    assert b"ZZ97" not in everything
    assert b"xx-marked" not in everything


def test_the_number_of_statements_does_not_grow_with_the_number_of_events(chat: Chat) -> None:
    effects = (Say("hello"), Noted("drums", "DT4", "", 1), Alert("a", "b", "c"))

    def statements(count: int) -> int:
        turns = [
            (Arrival("web", f"{count}-{n}", f"{count}-p{n}", Said("x", NOON)), effects) for n in range(count)
        ]
        return counted(chat.store, lambda: chat.take(list(turns)))

    assert statements(1) == statements(3) == statements(30)


def counted(store: Store, work: Callable[[], Any]) -> int:
    from sqlalchemy import event

    seen: list[str] = []

    def note(*args: Any) -> None:
        seen.append(args[2])

    event.listen(store._writing, "before_cursor_execute", note)
    work()
    event.remove(store._writing, "before_cursor_execute", note)
    return len(seen)


async def test_hostile_text_is_stored_or_refused_but_never_harms_the_batch(chat: Chat) -> None:
    nasty = ["nul \x00 byte", "lone \ud800 surrogate", "'; DROP TABLE person; --", "x" * 5000, "🥁" * 300]
    turns: list[tuple[Arrival, tuple[Effect, ...]]] = [
        (
            Arrival("web", f"{text[:40]}{n}" * 5, f"p{n}{text}", Said(text, NOON), echo=text),
            (
                Say(text, question=text),
                Noted(text, text, text, 0),
                Puzzled((text,)),
                AskPerson(text, text),
                Alert(text, text, text),
                Judged(text, text, (text,)),
                Remind(NOON, text),
                Remember("outcode", text),
            ),
        )
        for n, text in enumerate(nasty)
    ]
    outcomes = await asyncio.to_thread(chat.take, turns)
    assert [o.fault for o in outcomes] == [None] * len(nasty)
    assert chat.store.counts().open_concerns == len(nasty)
