"""Invitations go to whom they may, once, and what became of each is counted, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import update

from asked_people import DAY, INVITED, SLUG, Clock, Town, anybody
from bot.dialogue.effects import Forget, Reached, Remember, Say, Stop, Submit
from bot.store import BROADCAST, Ended, Sent, Unreachable, broadcasts, invitations, open_store, sending
from bot.store.broadcasts import INVITATION, NEWS, REMINDER, Round
from bot.store.sending import send
from bot.store.tables import address

WEEK = timedelta(days=7)


@pytest.fixture
def town(database_url: str, secret: bytes) -> Iterator[Town]:
    clock = Clock()
    store = open_store(database_url, secret, clock)
    yield Town(store, clock)
    store.close()


def test_only_who_said_yes_can_be_reached_and_fits_is_invited(town: Town) -> None:
    town.willing("yes", "stopped", "gone")
    town.willing("parent", role="parent")
    town.turn("silent", Say("hello"))
    town.turn("stopped", Stop())
    town.store.block("telegram", "gone", "blocked")
    town.turn("changed", Remember("ask_me", True))
    town.turn("changed", Remember("ask_me", False))
    assert town.reach(lambda role, _band, _outcode: role == "young_person") == invitations.Reach(1, 0)
    assert town.invite(lambda role, _band, _outcode: role == "young_person") == 1
    assert town.waiting() == ["yes"]
    assert town.came() == {"queued": 1}


def test_who_answered_already_is_not_invited(town: Town) -> None:
    town.willing("a")
    town.turn("a", Submit(SLUG, "hash", {"q": "yes"}))
    assert town.reach() == invitations.Reach(0, 0)
    assert town.invite() == 0
    assert town.rounds() == []


def test_nobody_is_asked_twice_in_a_week_whatever_about(town: Town) -> None:
    town.store.open_edition("winter", "{}", "hash")
    town.willing("a")
    assert town.invite() == 1
    town.clock.now += WEEK - timedelta(seconds=1)
    assert town.invite(slug="winter") == 0
    assert town.store.read(
        lambda c: invitations.reach(c, "winter", anybody, town.clock())
    ) == invitations.Reach(0, 1)
    town.clock.now += timedelta(seconds=1)
    assert town.invite(slug="winter") == 1
    town.clock.now += 2 * WEEK
    assert town.invite() == 0


def test_a_person_with_two_chats_is_invited_in_the_one_heard_last(town: Town) -> None:
    town.willing("phone")
    town.clock.now += DAY
    town.turn("page", Say("hello"), channel="web")
    chats = {row["channel"]: row for row in town.rows("address")}
    joined = (
        update(address)
        .where(address.c.id == chats["web"]["id"])
        .values(person_id=chats["telegram"]["person_id"])
    )
    town.store.write(lambda c: c.execute(joined))
    assert town.invite() == 1
    assert town.waiting() == []
    assert [m.payload["text"] for m in town.store.messages("web", "page")] == ["hello", INVITED.text]
    assert town.came() == {"sent": 1}


def test_two_rounds_at_once_never_share_a_person(town: Town, database_url: str, secret: bytes) -> None:
    town.willing("a", "b")
    claim = invitations.to_invite(SLUG, anybody)
    first = town.store.write(lambda c: list(claim(c, 1, town.clock())))
    second = town.store.write(lambda c: list(claim(c, 5, town.clock())))
    assert (len(first), len(second), set(first) & set(second)) == (1, 1, set())


def test_a_round_that_was_cut_off_goes_on_and_invites_nobody_twice(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.willing(*(f"p{n}" for n in range(7)))
    monkeypatch.setattr(sending, "MOST_AT_ONCE", 3)
    claim, parts = invitations.to_invite(SLUG, anybody), []

    def killed_at_the_second(connection, most, now):
        parts.append(most)
        if len(parts) == 2:
            raise KeyboardInterrupt
        return claim(connection, most, now)

    with pytest.raises(KeyboardInterrupt):
        send(town.store, Round(INVITATION, SLUG), killed_at_the_second, INVITED)
    [cut] = town.store.read(broadcasts.cut_off)
    assert (cut.total, cut.status) == (3, "queueing")
    assert town.invite() == 4
    [done] = town.rounds()
    assert (done.id, done.total, done.left, done.status) == (cut.id, 7, 7, "running")
    assert town.waiting() == [f"p{n}" for n in range(7)]


def test_what_the_courier_says_becomes_of_each_is_counted(town: Town) -> None:
    town.willing("a", "b", "c")
    town.invite()
    ids = {each.address: each.id for each in town.claim()}
    town.settle(
        Sent(ids["a"], "m1"),
        Unreachable(ids["b"], "bot was blocked by the user"),
        Ended(ids["c"], "late", "x"),
    )
    assert town.came() == {"blocked": 2, "sent": 1}
    assert town.rounds()[0].left == 0
    assert town.store.write(lambda c: broadcasts.finish(c, town.clock())) == 1
    assert town.rounds()[0].status == "done"


def test_how_far_people_came_only_goes_on(town: Town) -> None:
    town.willing("a", "b", "c", "d")
    town.invite()
    town.turn(
        "a",
        Reached(SLUG, "opened"),
        Reached(SLUG, "started", 2),
        Reached(SLUG, "opened"),
        Reached(SLUG, "started", 1),
    )
    town.turn("b", Reached(SLUG, "opened"), Reached(SLUG, "declined"), Reached(SLUG, "opened"))
    town.turn("c", Reached(SLUG, "started", 1))
    town.turn("c", Submit(SLUG, "hash", {"q": "yes"}), Reached(SLUG, "opened"))
    town.turn("d", Reached(SLUG, "declined"))
    counts = town.store.read(lambda c: invitations.dispositions(c, SLUG))
    assert counts == {("started", 2): 1, ("opened", 0): 1, ("completed", 1): 1, ("declined", 0): 1}
    town.settle(*(Sent(each.id) for each in town.claim()))
    assert town.came() == {"started": 1, "opened": 1, "completed": 1, "declined": 1}


def test_who_was_not_invited_leaves_no_trace_of_how_far_they_came(town: Town) -> None:
    town.turn("a", Reached(SLUG, "started", 2))
    assert town.came() == {}


def test_saying_no_to_all_takes_back_what_was_not_sent_and_nothing_else(town: Town) -> None:
    town.willing("a", "b")
    town.invite()
    [message] = [each for each in town.claim() if each.address == "b"]
    town.settle(Sent(message.id))
    town.store.hand_back("courier", [], town.clock())
    for name in ("a", "b"):
        town.turn(name, Say("reply"), Remember("ask_me", False))
    assert town.came() == {"declined": 1}
    assert [each.payload["text"] for each in town.claim()] == ["reply", "reply"]


def test_stop_takes_back_messages_for_every_chat_of_the_person(town: Town) -> None:
    town.willing("phone")
    town.invite()
    town.turn("page", Say("hello"), channel="web")
    chats = {row["channel"]: row for row in town.rows("address")}
    joined = (
        update(address)
        .where(address.c.id == chats["web"]["id"])
        .values(person_id=chats["telegram"]["person_id"])
    )
    town.store.write(lambda c: c.execute(joined))
    town.turn("page", Stop(), channel="web")
    assert town.waiting() == []


def test_erasing_takes_the_invitation_too(town: Town) -> None:
    town.willing("a")
    town.invite()
    town.turn("a", Forget(), Say("goodbye"))
    assert town.came() == {}
    assert [each.payload["text"] for each in town.claim()] == ["goodbye"]


def test_a_paused_round_sends_nothing_and_goes_on_where_it_was(town: Town) -> None:
    town.willing("a", "b", "c")
    town.invite()
    [held] = town.claim(1)
    [running] = town.rounds()
    assert town.store.write(lambda c: broadcasts.pause(c, running.id, town.clock()))
    assert town.claim(lease="another") == []
    town.settle(Sent(held.id))
    town.clock.now += 2 * DAY
    town.store.prune(town.clock())
    assert town.claim() == []
    assert town.store.write(lambda c: broadcasts.resume(c, running.id, town.clock()))
    assert town.invite() == 0
    rest = town.claim()
    assert (len(rest), {held.address, *(each.address for each in rest)}) == (2, {"a", "b", "c"})
    assert [each.created_at for each in rest] == [town.clock(), town.clock()]


def test_a_message_put_off_while_its_round_is_paused_waits_for_it(town: Town) -> None:
    town.willing("a")
    town.invite()
    town.claim()
    [running] = town.rounds()
    town.store.write(lambda c: broadcasts.pause(c, running.id, town.clock()))
    town.store.hand_back("courier", [], town.clock())
    assert town.claim() == []
    town.store.write(lambda c: broadcasts.resume(c, running.id, town.clock()))
    assert [each.address for each in town.claim()] == ["a"]


def test_a_stopped_round_is_over_for_good(town: Town) -> None:
    town.willing("a", "b")
    town.invite()
    town.claim(1)
    [running] = town.rounds()
    assert town.store.write(lambda c: broadcasts.stop(c, running.id, town.clock()))
    town.store.hand_back("courier", [], town.clock())
    assert town.claim() == []
    assert not town.store.write(lambda c: broadcasts.resume(c, running.id, town.clock()))
    assert not town.store.write(lambda c: broadcasts.pause(c, running.id, town.clock()))
    town.store.write(lambda c: broadcasts.finish(c, town.clock()))
    assert [(each.status, each.left) for each in town.rounds()] == [("stopped", 0)]
    assert {row["status"] for row in town.rows("outbox") if row["priority"] == BROADCAST} == {"stopped"}
    assert town.invite() == 0


def test_an_invitation_on_a_page_stays_until_the_edition_closes(town: Town) -> None:
    town.willing("a", channel="web")
    town.invite()
    town.clock.now += 20 * DAY
    town.store.prune(town.clock())
    assert [m.payload["text"] for m in town.store.messages("web", "a")] == [INVITED.text]
    town.store.close_edition(SLUG)
    town.store.prune(town.clock())
    assert town.store.messages("web", "a") == []


def test_closing_counts_and_forgets_who_was_invited(town: Town) -> None:
    town.willing("a", "b", "c")
    town.invite()
    [first, *_] = town.claim(1)
    town.settle(Sent(first.id))
    town.turn("b" if first.address == "a" else "a", Reached(SLUG, "started", 3))
    before = town.store.read(lambda c: invitations.dispositions(c, SLUG))
    town.store.close_edition(SLUG)
    assert town.rows("invitation") == []
    assert town.store.read(lambda c: invitations.dispositions(c, SLUG)) == before
    assert before == {("queued", 0): 1, ("sent", 0): 1, ("started", 3): 1}
    assert town.claim() == []
    assert [each.status for each in town.rounds()] == ["stopped"]


def test_the_one_reminder_goes_to_who_is_silent_and_only_once(town: Town) -> None:
    town.willing("silent", "began", "declined", "answered", "blocked")
    town.invite()
    for each in town.claim():
        town.settle(Unreachable(each.id, "blocked") if each.address == "blocked" else Sent(each.id))
    town.turn("began", Reached(SLUG, "started", 1))
    town.turn("declined", Reached(SLUG, "declined"))
    town.turn("answered", Submit(SLUG, "hash", {"q": "yes"}))
    reminder, again = Round(REMINDER, SLUG), Say("Still open")
    town.clock.now += 2 * DAY - timedelta(seconds=1)
    assert send(town.store, reminder, invitations.to_remind(SLUG), again) == 0
    town.clock.now += timedelta(seconds=1)
    assert send(town.store, reminder, invitations.to_remind(SLUG), again) == 2
    assert town.waiting() == ["began", "silent"]
    town.clock.now += 2 * DAY
    assert send(town.store, reminder, invitations.to_remind(SLUG), again) == 0


def test_a_round_about_no_edition_reaches_who_is_given(town: Town) -> None:
    town.willing("a", "b")
    people = [row["id"] for row in town.rows("person")]
    key = town.store.write(
        lambda c: broadcasts.begin(c, town.store.sealer, NEWS, "", people, Say("new"), None, town.clock())
    )
    assert [(each.id, each.kind, each.total) for each in town.rounds()] == [(key, "news", 2)]
    assert town.waiting() == ["a", "b"]
