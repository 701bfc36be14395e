"""Questions to staff and their answers as they are kept and sent, on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.dialogue.effects import Alert, AskPerson, Forget, Option, Report, Say, Stop
from bot.store import REPLY, Sent, Store, open_store, staff, tables, threads
from bot.store.outbox import LEASE
from bot.store.sealing import random_id
from bot.store.threads import Ending, Thread
from staff_site import Clock, ask, turn

DAY = timedelta(days=1)


class Desk:
    """A store with a member of staff at it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store, self.clock = store, clock
        store.write(lambda c: staff.invite(c, "link", "staff", None, clock()))
        member = staff.new_member("office@hub.example", "hub officer", "hash")
        store.write(lambda c: staff.set_up(c, "link", member, clock()))
        self.by = member.id

    def open(self) -> list[Thread]:
        return self.store.read(lambda c: threads.open_threads(c, self.store.sealer, 100))

    def closed(self) -> list[Thread]:
        return self.store.read(lambda c: threads.closed_threads(c, self.store.sealer, 100))

    def answer(self, key: str, text: str = "Yes, bring a friend.") -> threads.Answered:
        say = Say(f"Somebody answered.\n\n{text}")
        return self.store.write(
            lambda c: threads.answer(c, self.store.sealer, key, self.by, text, say, self.clock())
        )

    def close(self, key: str) -> bool:
        return self.store.write(lambda c: threads.close(c, key, self.by, self.clock()))

    def rows(self, name: str) -> list[dict[str, Any]]:
        table = tables.metadata.tables[name]
        return self.store.read(lambda c: [dict(row) for row in c.execute(select(table)).mappings()])

    def trace(self) -> list[tuple[str, str]]:
        return [(r["action"], r["subject"]) for r in self.rows("audit") if r["action"].startswith("question")]

    def shown(self, who: str = "a1", channel: str = "web") -> list[str]:
        return [m.payload["text"] for m in self.store.messages(channel, who)]

    def later(self, by: timedelta) -> None:
        self.clock.at += by
        self.store.prune(self.clock.at)


@pytest.fixture
def desk(database_url: str, secret: bytes) -> Iterator[Desk]:
    clock = Clock()
    store = open_store(database_url, secret, clock)
    yield Desk(store, clock)
    store.close()


def test_questions_and_reports_are_listed_newest_first_with_what_was_said(desk: Desk) -> None:
    ask(desk.store, "can I bring a friend", "drum-club")
    desk.clock.later(hours=1)
    turn(desk.store, Report("drum-club", "it has moved"), who="a2")
    assert [(t.kind, t.about, t.asked, t.channel, t.reachable) for t in desk.open()] == [
        ("report", "drum-club", "it has moved", "", False),
        ("question", "drum-club", "can I bring a friend", "web", True),
    ]
    assert desk.store.read(threads.count_open) == 2


def test_an_answer_is_in_the_chat_and_the_question_is_closed(desk: Desk) -> None:
    ask(desk.store, "can I bring a friend")
    (asked,) = desk.open()
    assert desk.answer(asked.id) == threads.Answered(Ending.SENT, "web", "a1")
    assert desk.shown() == ["Somebody answered.\n\nYes, bring a friend."]
    assert (desk.open(), desk.store.read(threads.count_open)) == ([], 0)
    (closed,) = desk.closed()
    assert (closed.asked, closed.answer, closed.by) == (
        "can I bring a friend",
        "Yes, bring a friend.",
        "hub officer",
    )
    assert (closed.closed_at, closed.forgotten_at) == (desk.clock.at, desk.clock.at + 90 * DAY)
    assert desk.trace() == [("question:answered", asked.id)]


def test_an_answer_goes_to_telegram_before_any_broadcast(desk: Desk) -> None:
    ask(desk.store, "can I bring a friend", who="77", channel="telegram")
    (asked,) = desk.open()
    desk.answer(asked.id)
    (claimed,) = desk.store.deliver("lease", [], ["telegram"], 10, 0, desk.clock.at)
    assert (claimed.address, claimed.priority, claimed.edits) == ("77", REPLY, None)
    assert claimed.payload["text"] == "Somebody answered.\n\nYes, bring a friend."
    assert desk.closed()[0].delivery == "waiting"


def test_an_answer_sent_twice_goes_out_once(desk: Desk) -> None:
    ask(desk.store, "can I bring a friend", who="77", channel="telegram")
    (asked,) = desk.open()
    endings = [desk.answer(asked.id, text).ending for text in ("Yes.", "Yes.", "No.")]
    assert endings == [Ending.SENT, Ending.CLOSED, Ending.CLOSED]
    assert len(desk.rows("outbox")) == 1
    assert len(desk.rows("thread_message")) == 2
    assert desk.trace() == [("question:answered", asked.id)]


def test_two_people_may_each_ask_and_only_the_asker_gets_the_answer(desk: Desk) -> None:
    ask(desk.store, "one", who="a1")
    desk.clock.later(minutes=1)
    ask(desk.store, "two", who="a2")
    two, one = desk.open()
    desk.answer(one.id, "for one")
    assert (desk.shown("a1"), desk.shown("a2")) == (["Somebody answered.\n\nfor one"], [])
    assert [t.asked for t in desk.open()] == ["two"]
    assert two.asked == "two"


def test_one_person_with_two_questions_gets_two_answers_in_order(desk: Desk) -> None:
    ask(desk.store, "one")
    ask(desk.store, "two")
    for thread in sorted(desk.open(), key=lambda t: t.asked or ""):
        assert desk.answer(thread.id, f"to {thread.asked}").ending == Ending.SENT
    assert desk.shown() == ["Somebody answered.\n\nto one", "Somebody answered.\n\nto two"]
    assert sorted(t.delivery for t in desk.closed()) == ["kept", "kept"]


def test_a_blocked_chat_gets_nothing_and_the_question_stays_open(desk: Desk) -> None:
    ask(desk.store, "can I bring a friend", who="77", channel="telegram")
    desk.store.block("telegram", "77", "blocked")
    (asked,) = desk.open()
    assert (asked.reachable, desk.answer(asked.id)) == (False, threads.Answered(Ending.UNREACHABLE))
    assert (len(desk.open()), desk.rows("outbox"), desk.trace()) == (1, [], [])
    turn(desk.store, Say("hello again"), who="77", channel="telegram")
    assert desk.answer(asked.id).ending == Ending.SENT


def test_staff_see_that_an_answer_did_not_arrive(desk: Desk) -> None:
    ask(desk.store, "can I bring a friend", who="77", channel="telegram")
    desk.answer(desk.open()[0].id)
    desk.store.block("telegram", "77", "blocked")
    assert [(t.delivery, t.reachable) for t in desk.closed()] == [("gone", False)]


def test_who_said_stop_still_gets_the_answer_they_asked_for(desk: Desk) -> None:
    ask(desk.store, "can I bring a friend", who="77", channel="telegram")
    desk.answer(desk.open()[0].id)
    turn(desk.store, Stop(), who="77", channel="telegram")
    assert [row["status"] for row in desk.rows("outbox")] == ["waiting"]


def test_closing_without_a_reply_sends_nothing_and_happens_once(desk: Desk) -> None:
    ask(desk.store, "can I bring a friend")
    (asked,) = desk.open()
    assert [desk.close(asked.id), desk.close(asked.id), desk.close(random_id())] == [True, False, False]
    assert desk.answer(asked.id).ending == Ending.CLOSED
    assert (desk.shown(), [(t.answer, t.by) for t in desk.closed()]) == ([], [(None, "")])
    assert desk.trace() == [("question:closed", asked.id)]


def test_a_report_can_be_closed_but_not_answered(desk: Desk) -> None:
    turn(desk.store, Report("drum-club", "it has moved"))
    (report,) = desk.open()
    assert desk.answer(report.id).ending == Ending.FORGOTTEN
    assert desk.close(report.id) is True
    assert desk.open() == []


def test_closing_a_question_ends_its_notice_and_no_other(desk: Desk) -> None:
    ask(desk.store, "one")
    turn(desk.store, Alert("harm", "high", "words"))
    desk.answer(desk.open()[0].id)
    told = {row["kind"]: row["told_at"] for row in desk.rows("notice")}
    assert told == {"question": desk.clock.at, "concern": None}


def test_an_answer_waits_on_a_page_until_the_person_comes_back(desk: Desk) -> None:
    ask(desk.store, "can I bring a friend")
    turn(desk.store, Say("passed on"))
    desk.answer(desk.open()[0].id)
    desk.later(8 * DAY)
    assert desk.shown() == ["Somebody answered.\n\nYes, bring a friend."]
    desk.later(81 * DAY)
    assert desk.shown() == ["Somebody answered.\n\nYes, bring a friend."]
    assert desk.closed()[0].delivery == "kept"
    desk.later(2 * DAY)
    assert (desk.shown(), desk.closed(), desk.rows("outbox")) == ([], [], [])
    assert desk.rows("thread_message") == []


def test_an_answer_delivered_elsewhere_is_forgotten_with_the_other_messages(desk: Desk) -> None:
    ask(desk.store, "can I bring a friend", who="77", channel="telegram")
    desk.answer(desk.open()[0].id)
    desk.later(timedelta(hours=20))
    (claimed,) = desk.store.deliver("lease", [], ["telegram"], 10, 0, desk.clock.at)
    desk.store.deliver("lease", [Sent(claimed.id, "9")], ["telegram"], 10, 0, desk.clock.at + LEASE / 2)
    assert desk.closed()[0].delivery == "sent"
    desk.later(DAY)
    assert [row["payload"] for row in desk.rows("outbox")] == [None]
    desk.later(80 * DAY)
    assert [t.delivery for t in desk.closed()] == ["sent"]
    desk.later(10 * DAY)
    assert (desk.closed(), desk.rows("outbox")) == ([], [])


def test_other_messages_do_not_stay_because_an_answer_does(desk: Desk) -> None:
    ask(desk.store, "can I bring a friend")
    turn(desk.store, Say("which?", question="answers"))
    desk.answer(desk.open()[0].id)
    desk.later(8 * DAY)
    assert [row["status"] for row in desk.rows("outbox")] == ["kept"]


def test_an_open_question_is_not_forgotten_while_the_person_is_known(desk: Desk) -> None:
    ask(desk.store, "can I bring a friend")
    desk.later(200 * DAY)
    assert [t.asked for t in desk.open()] == ["can I bring a friend"]


def test_erasing_takes_the_questions_the_answers_and_what_waits(desk: Desk) -> None:
    ask(desk.store, "first")
    desk.clock.later(minutes=1)
    ask(desk.store, "second")
    second, first = desk.open()
    desk.answer(first.id)
    turn(desk.store, Forget(), Say("All gone."))
    assert desk.answer(second.id) == threads.Answered(Ending.FORGOTTEN)
    assert desk.close(second.id) is False
    assert (desk.open(), desk.closed()) == ([], [])
    assert desk.store.read(lambda c: threads.find(c, desk.store.sealer, first.id)) is None
    assert (desk.rows("thread"), desk.rows("thread_message"), desk.shown()) == ([], [], ["All gone."])


def test_who_comes_back_after_erasing_gets_no_answer_to_what_they_erased(desk: Desk) -> None:
    ask(desk.store, "can I bring a friend")
    (asked,) = desk.open()
    turn(desk.store, Forget(), Say("All gone."))
    turn(desk.store, Say("hello again"))
    assert desk.answer(asked.id).ending == Ending.FORGOTTEN
    assert desk.shown() == ["All gone.", "hello again"]


def test_what_is_kept_about_a_person_counts_their_questions_open_and_answered(desk: Desk) -> None:
    ask(desk.store, "one")
    ask(desk.store, "two")
    turn(desk.store, Report("drum-club", "it has moved"))
    desk.answer(next(t.id for t in desk.open() if t.asked == "one"))
    record = desk.store.person_record("web", "a1")
    assert (record["threads"], record["messages"]) == (2, 1)


def test_damaged_words_do_not_hide_the_other_questions(desk: Desk) -> None:
    ask(desk.store, "one")
    desk.clock.later(minutes=1)
    ask(desk.store, "two")
    message = next(r for r in desk.rows("thread_message") if r["thread_id"] == desk.open()[0].id)
    table = tables.thread_message
    damaged = update(table).where(table.c.id == message["id"]).values(text=b"not sealed at all")
    desk.store.write(lambda c: c.execute(damaged))
    assert [t.asked for t in desk.open()] == [None, "one"]


def test_the_number_of_statements_does_not_grow_with_the_number_of_questions(desk: Desk) -> None:
    def statements(count: int) -> int:
        for n in range(count):
            turn(desk.store, AskPerson("hello", ""), Say("ok", (Option("menu"),)), who=f"{count}-{n}")
        return counted(desk)

    assert statements(1) == statements(3) == statements(10)


def counted(desk: Desk) -> int:
    from sqlalchemy import event

    seen: list[str] = []

    def note(*args: Any) -> None:
        seen.append(args[2])

    event.listen(desk.store._reading, "before_cursor_execute", note)
    desk.open()
    event.remove(desk.store._reading, "before_cursor_execute", note)
    return len(seen)


def test_neither_questions_nor_answers_can_be_read_in_the_files(tmp_path: Path, secret: bytes) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'earshot.db'}", secret)
    desk = Desk(store, Clock())
    ask(store, "SECRETQUESTION")
    desk.answer(desk.open()[0].id, "SECRETANSWER")
    everything = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    store.close()
    assert [word for word in (b"SECRETQUESTION", b"SECRETANSWER") if word in everything] == []


class Offices:
    """Two server processes' stores on one PostgreSQL."""

    def __init__(self, url: str, secret: bytes) -> None:
        clock = Clock()
        self.one = Desk(open_store(url, secret, clock), clock)
        self.other = open_store(url, secret, clock)

    def at_once(self, *work: Callable[[], Any]) -> list[Any]:
        with ThreadPoolExecutor(len(work)) as pool:
            return [each.result() for each in [pool.submit(one) for one in work]]

    def answer_at_other(self, key: str) -> threads.Answered:
        by, store, say = self.one.by, self.other, Say("from the other office")
        return store.write(lambda c: threads.answer(c, store.sealer, key, by, "other", say, self.one.clock()))


@pytest.fixture
def offices(postgres_url: str, secret: bytes) -> Iterator[Offices]:
    made = Offices(postgres_url, secret)
    yield made
    made.one.store.close()
    made.other.close()


def test_two_offices_that_answer_at_the_same_moment_send_one_answer(offices: Offices) -> None:
    for n in range(12):
        who = f"a{n}"
        ask(offices.one.store, "can I bring a friend", who=who)
        key = offices.one.open()[0].id
        answered = offices.at_once(
            lambda key=key: offices.one.answer(key),
            lambda key=key: offices.answer_at_other(key),
        )
        assert sorted(a.ending for a in answered) == [Ending.CLOSED, Ending.SENT]
        assert len(offices.one.shown(who)) == 1
    assert len(offices.one.trace()) == 12


def test_answering_somebody_who_is_just_erasing_everything_harms_neither(offices: Offices) -> None:
    for n in range(12):
        who = f"a{n}"
        ask(offices.one.store, "can I bring a friend", who=who)
        key = offices.one.open()[0].id
        _, answered = offices.at_once(
            lambda who=who: turn(offices.one.store, Forget(), Say("All gone."), who=who),
            lambda key=key: offices.answer_at_other(key),
        )
        assert answered.ending in (Ending.SENT, Ending.FORGOTTEN)
        assert offices.one.shown(who) == ["All gone."]
        assert (offices.one.rows("thread"), offices.one.rows("thread_message")) == ([], [])
