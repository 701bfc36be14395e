"""Polls that came in by chat, and what is decided on them: once, on what was read, and told to whoever wrote it."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from bot.dialogue.effects import Forget, Option, Propose, Recall, Remember, Say
from bot.dialogue.events import Recalled
from bot.dialogue.step import link
from bot.store import Store, council, deciding, open_store, proposals, staff, tables
from bot.store.deciding import Decision, Ending
from bot.surveys.definition import definition, survey_from_definition
from bot.surveys.reading import survey_from
from bot.surveys.record import Survey
from talker import do
from transcript import START

SLUG = "poll-drums"
RECORD = {
    "slug": SLUG,
    "title": "Drums?",
    "why": "We want to know.",
    "who_asks": "The youth council",
    "what_happens": "We tell you.",
    "closes": date(2026, 12, 6),
    "council_authored": True,
    "questions": [{"id": "q1", "ask": "Drums?", "type": "yes_no"}],
}
OFFICER = "o" * 22
SAID = Say("Good news.", (Option("Look at it", token=link(SLUG)),))


def poll(**changes: Any) -> Survey:
    made = survey_from({**RECORD, **changes})
    assert isinstance(made, Survey), made
    return made


class Clock:
    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(database_url: str, secret: bytes, clock: Clock) -> Iterator[Store]:
    opened = open_store(database_url, secret, clock)
    account = {"email": "o@hub.example", "name_of_role": "hub officer", "password_hash": "-", "role": "staff"}
    opened.write(lambda c: c.execute(insert(tables.staff).values(id=OFFICER, created_at=START, **account)))
    yield opened
    opened.close()


def propose(store: Store, who: str = "p1", slug: str = SLUG, **changes: Any) -> None:
    do(store, Propose(slug, definition(poll(**changes))), who=who)


def waiting(store: Store, slug: str = SLUG) -> deciding.Proposed:
    found = store.read(lambda c: deciding.find(c, slug))
    assert found is not None
    return found


def decision(store: Store, slug: str = SLUG, **changes: Any) -> Decision:
    found = waiting(store, slug)
    opened = replace(survey_from_definition(found.definition), opens=START.date())
    return replace(Decision(slug, found.seal, OFFICER, SAID, definition(opened)), **changes)


def approve(store: Store, wanted: Decision) -> deciding.Decided:
    return store.write(lambda c: deciding.approve(c, store.sealer, wanted, store.clock()))


def refuse(store: Store, wanted: Decision) -> deciding.Decided:
    return store.write(lambda c: deciding.refuse(c, store.sealer, wanted, store.clock()))


def standing(store: Store, who: str = "p1", topic: str = "council", key: str = "") -> dict[str, Any]:
    heard = do(store, Recall(topic, key), who=who)
    assert isinstance(heard, Recalled)
    return dict(heard.record)


def trace(store: Store) -> list[str]:
    rows = store.read(lambda c: c.execute(select(tables.audit.c.action, tables.audit.c.subject)).all())
    return [f"{row.action} {row.subject}".strip() for row in rows]


def told(store: Store, who: str = "p1") -> list[str]:
    return [each.payload["text"] for each in store.messages("terminal", who)]


def test_what_was_proposed_waits_with_its_author(store):
    propose(store)
    assert (waiting(store).status, waiting(store).author) == ("submitted", proposals.COUNCIL)
    assert standing(store)["waiting"] == [[SLUG, "Drums?"]]
    assert standing(store, "somebody else")["waiting"] == []


def test_an_approved_poll_is_told_to_its_author_who_is_then_forgotten(store):
    propose(store)
    decided = approve(store, decision(store))
    assert (decided.ending, decided.channel, decided.address) == (Ending.DONE, "terminal", "p1")
    assert told(store) == ["Good news."]
    assert store.read(lambda c: c.scalar(select(tables.proposal.c.address_id))) is None
    assert [survey_opens(text) for text in store.read(proposals.approved)] == [START.date()]
    assert trace(store) == [f"poll:approved {SLUG}"]


def survey_opens(text: str) -> date | None:
    return survey_from_definition(json.loads(text)).opens


def test_who_wrote_and_who_approved_it_can_be_told(store):
    propose(store)
    assert store.read(lambda c: proposals.signed(c, SLUG)) is None
    approve(store, decision(store))
    assert store.read(lambda c: proposals.signed(c, SLUG)) == ("youth council member", "staff")


def test_a_poll_is_decided_once(store):
    propose(store)
    wanted = decision(store)
    assert approve(store, wanted).ending is Ending.DONE
    again = [approve(store, wanted), refuse(store, replace(wanted, reason="no"))]
    assert [(each.ending, each.status) for each in again] == [(Ending.DECIDED, "approved")] * 2
    assert (len(told(store)), len(trace(store))) == (1, 1)


def test_of_two_members_of_staff_at_once_one_decides(store):
    propose(store)
    wanted = decision(store)
    with ThreadPoolExecutor(2) as pool:
        endings = [
            each.result().ending
            for each in (
                pool.submit(approve, store, wanted),
                pool.submit(refuse, store, replace(wanted, reason="Shorter, please.")),
            )
        ]
    assert sorted(endings) == [Ending.DECIDED, Ending.DONE]
    assert len(told(store)) == 1


def test_nobody_approves_what_they_have_not_read(store):
    propose(store)
    wanted = decision(store)
    refuse(store, replace(wanted, reason="Say more."))
    propose(store, why="We want to know more.")
    assert approve(store, wanted).ending is Ending.CHANGED
    assert waiting(store).status == "submitted"


def test_a_poll_that_was_sent_back_is_offered_to_its_author_with_the_reason(store):
    propose(store)
    assert refuse(store, decision(store, reason="Say more.")).ending is Ending.DONE
    [[made, reason]] = standing(store)["sent_back"]
    assert (survey_from_definition(made), reason) == (poll(), "Say more.")
    assert standing(store, "p2")["sent_back"] == []


def test_sent_in_again_it_takes_its_own_place(store):
    propose(store)
    refuse(store, decision(store, reason="Say more."))
    propose(store, slug=SLUG, title="Drums or bass?")
    found = waiting(store)
    assert (found.status, found.reason, found.definition["title"]) == ("submitted", "", "Drums or bass?")
    assert standing(store)["sent_back"] == []


def test_sent_in_again_with_another_question_it_gets_another_name(store):
    propose(store)
    refuse(store, decision(store, reason="Say more."))
    do(store, Propose(SLUG, definition(replace(poll(), slug="poll-bass"))))
    assert [(each.slug, each.status) for each in store.read(deciding.every)] == [("poll-bass", "submitted")]


def test_two_polls_of_one_name_are_both_kept(store):
    propose(store, "p1")
    propose(store, "p2", title="Drums again?")
    every = store.read(deciding.every)
    assert [(each.slug, each.definition["slug"], each.definition["title"]) for each in every] == [
        (SLUG, SLUG, "Drums?"),
        (f"{SLUG}-2", f"{SLUG}-2", "Drums again?"),
    ]


def test_a_poll_never_takes_the_place_of_somebody_elses(store):
    propose(store, "p1")
    refuse(store, decision(store, reason="No."))
    propose(store, "p2")
    assert [(each.slug, each.status) for each in store.read(deciding.every)] == [
        (SLUG, "refused"),
        (f"{SLUG}-2", "submitted"),
    ]


def test_a_poll_gets_no_name_that_an_edition_has(store):
    store.open_edition(SLUG, "{}", "h1")
    propose(store)
    assert [each.slug for each in store.read(deciding.every)] == [f"{SLUG}-2"]


def test_its_author_may_take_it_back_while_it_waits(store):
    propose(store)
    wanted = decision(store)
    assert standing(store, topic="takeback") == {"taken_back": True, "status": "withdrawn", "title": "Drums?"}
    assert approve(store, wanted).ending is Ending.WITHDRAWN
    assert told(store) == []
    [[made, reason]] = standing(store)["sent_back"]
    assert (made["slug"], reason) == (SLUG, "")


def test_nobody_else_can_take_it_back(store):
    propose(store)
    assert standing(store, "p2", "takeback", SLUG)["taken_back"] is False
    assert waiting(store).status == "submitted"


def test_what_was_approved_or_is_one_of_several_is_not_taken_back_unasked(store):
    propose(store)
    propose(store, title="Drums again?")
    answer = standing(store, topic="takeback")
    assert (answer["taken_back"], len(answer["waiting"])) == (False, 2)
    refuse(store, decision(store, reason="No."))
    assert standing(store, topic="takeback", key=SLUG) == {"taken_back": False, "status": "refused"}


def test_after_thirty_days_it_is_nobodys(store, clock):
    propose(store)
    refuse(store, decision(store, reason="Say more."))
    clock.at += timedelta(days=29)
    store.prune(clock())
    assert len(standing(store)["sent_back"]) == 1
    clock.at += timedelta(days=2)
    assert standing(store)["sent_back"] == []
    store.prune(clock())
    assert store.read(lambda c: c.scalar(select(tables.proposal.c.address_id))) is None


def test_who_deletes_their_data_takes_a_poll_along_that_nobody_approved(store):
    propose(store)
    read = decision(store)
    do(store, Forget(), Say("Gone."))
    assert store.read(lambda c: c.execute(select(tables.proposal)).all()) == []
    assert approve(store, read) == deciding.Decided(Ending.UNKNOWN)


def test_a_poll_that_was_approved_stays_when_its_author_deletes_their_data(store):
    propose(store)
    approve(store, decision(store))
    do(store, Forget(), Say("Gone."))
    assert store.read(lambda c: c.execute(select(tables.proposal.c.status)).all()) == [("approved",)]


def test_a_draft_of_a_file_is_approved_in_its_very_wording(store):
    made = definition(poll())

    def ask(what: Any) -> Ending:
        return store.write(lambda c: deciding.approve_file(c, SLUG, what, OFFICER, store.clock()))

    assert [ask(made), ask(made), ask(definition(poll(why="Other.")))] == [
        Ending.DONE,
        Ending.DECIDED,
        Ending.DONE,
    ]
    assert (store.read(proposals.approved), len(store.read(lambda c: proposals.approved(c, [SLUG])))) == (
        [],
        1,
    )
    assert store.read(lambda c: proposals.signed(c, SLUG)) == ("hub staff", "staff")
    store.open_edition(SLUG, "{}", "h1")
    assert ask(made) is Ending.DECIDED


def invite(store: Store, token: str = "token") -> None:
    store.write(lambda c: council.invite(c, token, OFFICER, store.clock()))


def test_a_link_makes_one_person_a_member_once(store):
    invite(store)
    assert standing(store, "p1", key="token")["joined"] is True
    assert standing(store, "p1")["member"] is True
    assert [standing(store, "p2", key="token")[name] for name in ("joined", "member")] == [False, False]
    assert store.read(council.members) == 1
    assert trace(store) == ["council:invited", "council:joined"]


def test_a_member_who_opens_a_link_leaves_it_for_somebody_else(store):
    invite(store)
    invite(store, "other")
    standing(store, "p1", key="token")
    assert standing(store, "p1", key="other")["joined"] is False
    assert standing(store, "p2", key="other")["joined"] is True


def test_a_forged_or_old_link_gives_nothing(store, clock):
    invite(store)
    assert standing(store, key="forged")["member"] is False
    clock.at += timedelta(days=7, seconds=1)
    assert standing(store, key="token")["member"] is False


def test_of_many_who_open_one_link_at_once_one_is_a_member(store):
    invite(store)
    with ThreadPoolExecutor(8) as pool:
        joined = list(pool.map(lambda n: standing(store, f"p{n}", key="token")["joined"], range(8)))
    assert sorted(joined) == [False] * 7 + [True]


def test_a_link_for_the_chat_makes_no_account_and_one_for_an_account_no_member(store):
    invite(store, "for-the-chat")
    store.write(lambda c: staff.invite(c, "for-the-site", "council_member", OFFICER, store.clock()))
    new = staff.new_member("a@hub.example", "council", "-")
    with pytest.raises(staff.LinkSpent):
        store.write(lambda c: staff.set_up(c, "for-the-chat", new, store.clock()))
    assert standing(store, key="for-the-site")["member"] is False
    assert standing(store, key="for-the-chat")["member"] is True


def test_staff_end_it_for_all_and_for_links_not_used_yet(store):
    invite(store)
    invite(store, "unused")
    standing(store, key="token")
    assert store.write(lambda c: council.end(c, OFFICER, store.clock())) == 1
    assert (standing(store)["member"], standing(store, "p2", key="unused")["member"]) == (False, False)
    assert trace(store)[-1] == "council:ended 1"


def test_who_leaves_or_deletes_their_data_is_no_member(store):
    for token, who, effects in (("t1", "p1", (Remember("council", False),)), ("t2", "p2", (Forget(),))):
        invite(store, token)
        standing(store, who, key=token)
        do(store, *effects, who=who)
        assert standing(store, who)["member"] is False
    assert store.read(council.members) == 0


def test_nobody_makes_themselves_a_member(store):
    with pytest.raises(ValueError, match="only a link from staff"):
        do(store, Remember("council", True))
    assert standing(store)["member"] is False


def test_what_is_kept_about_a_member_says_so(store):
    invite(store)
    standing(store, key="token")
    propose(store)
    record = store.person_record("terminal", "p1")
    assert (record["council"], record["proposals"]) == (True, 1)
    approve(store, decision(store))
    assert store.person_record("terminal", "p1")["proposals"] == 0
