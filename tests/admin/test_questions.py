"""What people asked to be passed on, answered on the staff site."""

import asyncio
import re
from html import unescape

import pytest
from sqlalchemy import select

from bot.admin.questions import MOST_QUOTED, MOST_REPLY, fault_in, passed_on
from bot.admin.roles import Act, Role, may
from bot.dialogue.effects import Forget, Report, Say
from bot.store.tables import audit, outbox
from staff_site import ask, turn
from web_talk import words

PAGE = "/admin/questions"
UNKNOWN = "/admin/questions/aaaaaaaaaaaaaaaaaaaaaa/answer"
TEXT = "can i <b>bring</b> a friend"


def actions(desk) -> list[str]:
    return re.findall(r'action="(/admin/questions/[^"]+/answer)"', desk.html)


def quotes(desk) -> list[str]:
    return [unescape(text) for text in re.findall(r"<blockquote[^>]*>([^<]*)</blockquote>", desk.html)]


def draft(desk) -> str:
    """What stands in the field of an answer."""
    (text,) = re.findall(r"<textarea[^>]*>\n([^<]*)</textarea>", desk.html)
    return unescape(text)


def chat(site, who: str = "a1") -> list[str]:
    return [message.payload["text"] for message in site.office.store.messages("web", who)]


def trace(site) -> list[tuple[str, str]]:
    rows = site.office.store.read(lambda c: c.execute(select(audit.c.action, audit.c.subject)).all())
    return [(row.action, row.subject) for row in rows if row.action.startswith("question")]


async def asked(site, text: str = TEXT, about: str = "drum-club", **who: str):
    """An officer with the page of questions open, after somebody asked."""
    ask(site.office.store, text, about, **who)
    desk = await site.officer()
    await desk.open(PAGE)
    return desk


async def test_home_says_how_many_wait_and_leads_there(site):
    ask(site.office.store, TEXT)
    desk = await site.officer()
    assert "1 question or report waits for you" in desk.html
    turn(site.office.store, Report("drum-club", "it has moved"))
    assert "2 questions and reports wait for you" in await desk.open("/admin")
    assert f'href="{PAGE}"' in desk.html


async def test_home_says_when_none_is_waiting(site):
    desk = await site.officer()
    assert ("No question is waiting" in desk.html, f'href="{PAGE}"' in desk.html) == (True, True)
    assert "No question is waiting." in await desk.open(PAGE)


async def test_a_question_is_shown_as_text_with_its_day_and_what_it_is_about(site):
    desk = await asked(site)
    assert "can i &lt;b&gt;bring&lt;/b&gt; a friend" in desk.html
    assert quotes(desk) == [TEXT]
    assert "<strong>Beginner drum club</strong> <code>drum-club</code>" in desk.html
    assert '<span class="small">22 November 2026</span>' in desk.html


async def test_an_entry_that_is_gone_is_named_by_its_id(site):
    desk = await asked(site, about="old<i>-club")
    assert "<code>old&lt;i&gt;-club</code>, which is not in the list any more" in desk.html


async def test_how_long_somebody_waits_is_shown(site):
    ask(site.office.store, TEXT)
    site.office.clock.later(days=1)
    desk = await site.officer()
    assert "22 November 2026, yesterday" in await desk.open(PAGE)
    site.office.clock.later(minutes=50)
    ask(site.office.store, "newer", who="a2")
    await desk.open(PAGE)
    assert quotes(desk) == ["newer", TEXT]


async def test_an_answer_is_in_the_chat_with_who_wrote_it_and_what_was_asked(site):
    desk = await asked(site)
    page = await desk.submit(actions(desk)[0], reply=" Yes, of course.\r\nBring them. ")
    assert chat(site) == [
        "Somebody at Example Music Hub answered your question about “Beginner drum club”.\n\n"
        f"You asked: “{TEXT}”\n\nYes, of course.\nBring them."
    ]
    assert site.office.touched == [("web", "a1")]
    assert (desk.status, desk.path) == (200, PAGE)
    assert "Your answer is in their chat, there when they open it." in page
    assert "Answered by hub officer on 22 November 2026" in page
    assert "Forgotten on 20 February 2027." in page
    assert quotes(desk) == [TEXT, "Yes, of course.\nBring them."]


async def test_an_answer_leaves_a_trace_without_words(site):
    desk = await asked(site)
    action = actions(desk)[0]
    await desk.submit(action, reply="Yes.")
    assert trace(site) == [("question:answered", action.split("/")[3])]


async def test_a_form_posted_twice_sends_one_answer_and_looks_the_same(site):
    desk = await asked(site)
    action, csrf = actions(desk)[0], desk.csrf
    posts = [desk.client.post(action, data={"csrf": csrf, "reply": "Yes."}) for _ in range(4)]
    answers = await asyncio.gather(*posts)
    pages = [(answer.status, "Your answer is in their chat" in await answer.text()) for answer in answers]
    assert pages == [(200, True)] * 4
    assert (len(chat(site)), site.office.touched) == (1, [("web", "a1")])


async def test_who_answers_second_is_told_and_keeps_their_words(site):
    officer = await asked(site)
    lead = await site.lead(officer)
    await lead.open(PAGE)
    action = actions(lead)[0]
    await officer.open(PAGE)
    await officer.submit(action, reply="Yes.")
    await lead.submit(action, reply="No & sorry.")
    assert (lead.status, lead.fault[:52]) == (409, "Nothing was sent, because this question is closed al")
    assert quotes(lead) == ["No & sorry.", TEXT, "Yes."]
    assert len(chat(site)) == 1


@pytest.mark.parametrize("reply", ["", " \r\n "])
async def test_an_empty_answer_is_not_sent(site, reply):
    desk = await asked(site)
    await desk.submit(actions(desk)[0], reply=reply)
    said = "There is no answer yet. Write one, or choose “Done without a reply”."
    assert (desk.status, desk.fault, chat(site)) == (422, said, [])


async def test_a_form_without_its_field_is_an_empty_answer(site):
    desk = await asked(site)
    await desk.submit(actions(desk)[0])
    assert (desk.status, chat(site)) == (422, [])


async def test_a_long_answer_is_not_sent_and_not_lost(site):
    desk = await asked(site)
    reply = "<x>" * 667
    await desk.submit(actions(desk)[0], reply=reply)
    said = "The answer has 2,001 characters; shorten it to 2,000 at most."
    assert (desk.status, desk.fault, draft(desk), chat(site)) == (422, said, reply, [])


def test_the_longest_answer_is_counted_in_characters():
    assert [fault_in("é" * MOST_REPLY), fault_in("é" * (MOST_REPLY + 1)) != ""] == ["", True]


async def test_staff_are_told_when_a_chat_cannot_be_reached(site):
    ask(site.office.store, TEXT, who="77", channel="telegram")
    desk = await site.officer()
    await desk.open(PAGE)
    action = actions(desk)[0]
    site.office.store.block("telegram", "77", "blocked")
    await desk.submit(action, reply="Yes.")
    assert (desk.status, desk.fault[:58]) == (
        409,
        "Nothing was sent. Nothing can reach this chat any more: it",
    )
    assert (draft(desk), trace(site), site.office.touched) == ("Yes.", [], [])
    await desk.open(PAGE)
    assert ("Send the answer" in desk.html, "Done without a reply" in desk.html) == (False, True)


async def test_staff_are_told_when_the_person_deleted_their_data(site):
    desk = await asked(site)
    turn(site.office.store, Forget(), Say("All gone."))
    await desk.submit(actions(desk)[0], reply="Yes.")
    assert (desk.status, "the person deleted their data" in desk.fault) == (410, True)
    assert (quotes(desk), chat(site), trace(site)) == (["Yes."], ["All gone."], [])


async def test_an_answer_that_did_not_arrive_is_open_to_be_seen(site):
    desk = await asked(site, who="77", channel="telegram")
    page = await desk.submit(actions(desk)[0], reply="Yes.")
    assert "Your answer is on its way to their chat." in page
    site.office.store.block("telegram", "77", "blocked")
    page = await desk.open(PAGE)
    assert '<details class="closed" open>' in page
    assert "not delivered: the chat was blocked or closed" in page


async def test_done_without_a_reply_sends_nothing(site):
    desk = await asked(site)
    action = actions(desk)[0].replace("/answer", "/done")
    page = await desk.submit(action)
    assert (desk.path, "Closed without a reply." in page) == (PAGE, True)
    await desk.client.post(action, data={"csrf": desk.csrf})
    assert (chat(site), trace(site)) == ([], [("question:closed", action.split("/")[3])])


async def test_a_report_has_no_field_for_an_answer(site):
    turn(site.office.store, Report("drum-club", "it has moved"))
    desk = await site.officer()
    page = await desk.open(PAGE)
    assert ("Report of a mistake" in page, "<textarea" in page) == (True, False)
    await desk.submit(actions(desk)[0], reply="Thank you.")
    assert (desk.status, site.office.touched) == (410, [])


async def test_nobody_answers_who_is_not_signed_in(site):
    ask(site.office.store, TEXT)
    desk = site.desk()
    await desk.open(PAGE)
    assert (desk.path, TEXT in desk.html) == ("/admin/sign-in", False)
    await desk.submit(UNKNOWN, reply="Yes.")
    assert desk.path == "/admin/sign-in"


@pytest.mark.parametrize("end", ["answer", "done"])
async def test_a_forged_form_does_nothing(site, end):
    desk = await asked(site)
    action = actions(desk)[0].replace("answer", end)
    desk.html = ""
    await desk.submit(action, reply="Yes.")
    assert (desk.status, chat(site), trace(site)) == (403, [], [])


@pytest.mark.parametrize("key", ["x", "a%0d%0ab", "..", "a" * 23])
async def test_an_address_that_names_no_question_is_not_found(site, key):
    desk = await asked(site)
    await desk.submit(f"{PAGE}/{key}/answer", reply="Yes.")
    assert (desk.status, chat(site)) == (404, [])


async def test_a_question_nobody_asked_cannot_be_answered(site):
    desk = await asked(site)
    await desk.submit(UNKNOWN, reply="Yes.")
    assert (desk.status, chat(site)) == (410, [])


async def test_no_words_and_no_address_are_logged(site, caplog, capsys):
    caplog.set_level(0)
    desk = await asked(site, who="77-secret-chat", channel="web")
    await desk.submit(actions(desk)[0], reply="Yes, secretly.")
    said = caplog.text + "".join(capsys.readouterr())
    assert [word for word in ("bring", "secretly", "77-secret-chat") if word in said] == []


def test_staff_and_the_safeguarding_lead_answer_and_nobody_else():
    allowed = [role for role in (*Role, "", "admin") if may(role, Act.ANSWER_QUESTIONS)]
    assert allowed == [Role.STAFF, Role.SAFEGUARDING_LEAD]


def test_a_long_question_is_quoted_by_its_beginning():
    say = passed_on(words, "the hub", "", "x \n" * 200, "Because {braces} stay.")
    lead, quoted, reply = say.text.split("\n\n")
    assert (lead, reply) == ("Somebody at the hub answered your question.", "Because {braces} stay.")
    assert quoted == f"You asked: “{('x ' * MOST_QUOTED)[: MOST_QUOTED - 1]}…”"


async def test_the_answer_is_the_only_thing_sent(site):
    desk = await asked(site)
    await desk.submit(actions(desk)[0], reply="Yes.")
    rows = site.office.store.read(lambda c: c.execute(select(outbox.c.status, outbox.c.priority)).all())
    assert [tuple(row) for row in rows] == [("kept", 1)]
