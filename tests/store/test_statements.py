"""Statements that young people add: seen by staff first, theirs while the conversation is open, nobody's after."""

import pytest
from sqlalchemy import select

from bot.dialogue.effects import Forget, Recall, Submit, Suggest
from bot.store import statements, tables
from bot.surveys.conversation import MOST_WAITING
from talker import do

SLUG = "talk"
STAFF = "s" * 22


@pytest.fixture
def talk(store):
    store.open_edition(SLUG, "{}", "h1", author="council")
    with_staff = {"id": STAFF, "email": "a@hub.example", "password_hash": "x", "role": "staff"}
    row = {**with_staff, "name_of_role": "officer", "created_at": store.clock()}
    store.write(lambda c: c.execute(tables.staff.insert(), row))
    return store


def waiting(store):
    return [each.text for each in store.read(statements.waiting)]


def approved(store):
    return [each.text for each in store.read(statements.approved)]


def decide(store, text, status, reason=""):
    every = (*store.read(statements.waiting), *store.read(statements.decided))
    key = next(each.id for each in every if each.text == text)
    decided = statements.Decided(status, reason, STAFF, store.clock())
    return store.write(lambda c: statements.decide(c, key, decided))


def looked_up(store, who="p1"):
    record = do(store, Recall("conversation", SLUG), who=who).record
    return record["answered"], record["added"]


def test_a_statement_waits_until_it_is_approved(talk):
    do(talk, Suggest(SLUG, "More drums"))
    assert (waiting(talk), approved(talk)) == (["More drums"], [])
    assert decide(talk, "More drums", "approved")
    assert (waiting(talk), approved(talk)) == ([], ["More drums"])


def test_a_decision_is_taken_once_and_can_be_changed(talk):
    do(talk, Suggest(SLUG, "More drums"))
    assert decide(talk, "More drums", "approved")
    assert not decide(talk, "More drums", "approved")
    assert decide(talk, "More drums", "refused", "It names somebody.")
    assert approved(talk) == []


def test_its_author_sees_what_became_of_it_and_nobody_else_does(talk):
    do(talk, Suggest(SLUG, "More drums"))
    decide(talk, "More drums", "refused", "Somebody said so.")
    assert looked_up(talk) == (None, [["More drums", "refused", "Somebody said so."]])
    assert looked_up(talk, "p2") == (None, [])


def test_votes_are_looked_up_as_they_were_given_last(talk):
    do(talk, Submit(SLUG, "h1", {"s1": "agree"}))
    do(talk, Submit(SLUG, "h1", {"s1": "pass", "s2": "disagree"}))
    assert looked_up(talk) == ({"s1": "pass", "s2": "disagree"}, [])
    assert len(talk.responses(SLUG)) == 1


def test_one_person_cannot_fill_the_shelf(talk):
    for number in range(MOST_WAITING + 2):
        do(talk, Suggest(SLUG, f"Statement number {number}"))
    do(talk, Suggest(SLUG, "Somebody else's"), who="p2")
    assert len(waiting(talk)) == MOST_WAITING + 1


def test_erasing_takes_the_statements_of_open_conversations_along(talk):
    do(talk, Suggest(SLUG, "Mine, seen"))
    decide(talk, "Mine, seen", "approved")
    do(talk, Suggest(SLUG, "Mine, waiting"))
    do(talk, Suggest(SLUG, "Yours"), who="p2")
    do(talk, Forget())
    assert (waiting(talk), approved(talk)) == (["Yours"], [])


def test_closing_makes_them_nobodys_and_what_was_not_read_is_never_shown(talk):
    do(talk, Suggest(SLUG, "Seen"))
    decide(talk, "Seen", "approved")
    do(talk, Suggest(SLUG, "Not read"))
    talk.close_edition(SLUG)
    rows = talk.read(lambda c: c.execute(select(tables.statement)).mappings().all())
    assert {row["respondent"] for row in rows} == {None}
    assert sorted((row["text"], row["status"], row["reason"]) for row in rows) == [
        ("Not read", "refused", statements.TOO_LATE),
        ("Seen", "approved", ""),
    ]
    do(talk, Forget())
    assert approved(talk) == ["Seen"]
    assert not decide(talk, "Not read", "approved")


def test_nothing_is_added_to_a_closed_conversation_or_one_that_never_was(talk):
    do(talk, Suggest("never", "More drums"))
    talk.close_edition(SLUG)
    do(talk, Suggest(SLUG, "More drums"))
    assert talk.read(lambda c: c.execute(select(tables.statement.c.id)).all()) == []
    assert looked_up(talk) == (None, [])
