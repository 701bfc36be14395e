"""Accounts, sessions, failures and cases as they are kept, on SQLite and on PostgreSQL."""

from datetime import timedelta

import pytest

from bot.store import staff
from bot.store.staff import Action, EmailTaken, LinkSpent, new_member
from staff_site import worry


def account(store, email="office@hub.example", role="staff"):
    store.write(lambda c: staff.invite(c, f"link of {email}", role, None, store.clock()))
    member = new_member(email, "hub officer", "hash")
    store.write(lambda c: staff.set_up(c, f"link of {email}", member, store.clock()))
    return store.read(lambda c: staff.by_email(c, email))


def test_an_account_gets_the_role_of_its_link(store):
    assert account(store, role="safeguarding_lead").role == "safeguarding_lead"
    assert [store.read(lambda c, r=role: staff.anybody(c, r)) for role in ("safeguarding_lead", "staff")] == [
        True,
        False,
    ]


def test_a_link_that_is_spent_makes_no_second_account(store):
    account(store)
    with pytest.raises(LinkSpent):
        store.write(
            lambda c: staff.set_up(
                c, "link of office@hub.example", new_member("b@hub.example", "", "h"), store.clock()
            )
        )
    assert store.read(lambda c: staff.by_email(c, "b@hub.example")) is None


def test_an_email_that_is_taken_does_not_spend_the_link(store):
    account(store)
    store.write(lambda c: staff.invite(c, "second", "staff", None, store.clock()))
    with pytest.raises(EmailTaken):
        store.write(
            lambda c: staff.set_up(c, "second", new_member("office@hub.example", "", "h"), store.clock())
        )
    assert store.read(lambda c: staff.link_role(c, "second", store.clock())) == "staff"


def test_a_session_is_known_by_its_token_until_it_ends(store):
    member, now = account(store), store.clock()
    token = store.write(lambda c: staff.sign_in(c, member, now))
    (who, due) = store.read(lambda c: staff.signed_in(c, token, now))
    assert (who.member, due) == (member, False)
    assert store.read(lambda c: staff.signed_in(c, token, now + timedelta(minutes=61))) is None
    assert store.read(lambda c: staff.signed_in(c, "another", now)) is None
    store.write(lambda c: staff.sign_out(c, token, member, now))
    assert store.read(lambda c: staff.signed_in(c, token, now)) is None


def test_failures_are_counted_by_account_by_network_and_by_time(store):
    now = store.clock()
    for subject in ("aa.11", "aa.22", "bb.11"):
        store.write(lambda c, s=subject: staff.record(c, now, None, Action.SIGN_IN_FAILED, s))
    since = now - timedelta(minutes=1)
    counted = [
        store.read(lambda c, w=what: staff.failures(c, since, w))
        for what in ("aa.11", "aa.%", "%.11", "cc.%")
    ]
    assert counted == [1, 2, 2, 0]
    assert store.read(lambda c: staff.failures(c, now + timedelta(seconds=1), "aa.%")) == 0


def test_a_case_is_open_until_somebody_handled_it(store):
    member = account(store)
    worry(store, "my uncle hits me")
    (case,) = store.read(lambda c: staff.open_cases(c, store.sealer))
    assert (case.text, case.kind, case.level) == ("my uncle hits me", "harm_at_home", "high")
    closed = [store.write(lambda c: staff.close_case(c, case.id, member.id, store.clock())) for _ in range(2)]
    assert closed == [True, False]
    assert store.read(lambda c: staff.open_cases(c, store.sealer)) == []
