"""Staff read what young people add to a conversation before others vote on it."""

import json
import re
from html import unescape

import pytest
from sqlalchemy import select

from bot.dialogue.effects import Suggest
from bot.store import statements
from bot.store.tables import audit
from bot.surveys.definition import definition
from example_conversation import SLUG, conversation
from talker import do

PAGE = "/admin/statements"


@pytest.fixture
async def desk(site):
    store = site.office.store
    store.open_edition(SLUG, json.dumps(definition(conversation()), default=str), "h1", author="council")
    do(store, Suggest(SLUG, "More <b>drums</b> please"))
    desk = await site.officer()
    await desk.open(PAGE)
    return desk


def quotes(desk) -> list[str]:
    return [unescape(text) for text in re.findall(r"<blockquote[^>]*>([^<]*)</blockquote>", desk.html)]


def action(desk, what: str) -> str:
    return re.search(rf'action="({PAGE}/[\w-]+/{what})"', desk.html)[1]


def approved(site) -> list[str]:
    return [each.text for each in site.office.store.read(statements.approved)]


def trace(site) -> list[str]:
    actions = site.office.store.read(lambda c: c.scalars(select(audit.c.action)).all())
    return [each for each in actions if each.startswith("voice:statement")]


async def test_a_statement_is_read_and_approved(site, desk):
    assert quotes(desk) == ["More <b>drums</b> please"]
    assert "1 statement waits for you" in await desk.open("/admin")
    await desk.open(PAGE)
    await desk.submit(action(desk, "approve"))
    assert "Approved: others can vote on it now." in desk.html
    assert (quotes(desk), approved(site)) == ([], ["More <b>drums</b> please"])
    assert trace(site) == ["voice:statement:approved"]


async def test_a_refusal_needs_a_reason_that_its_author_can_read(site, desk):
    refuse = action(desk, "refuse")
    await desk.submit(refuse, reason=" ")
    assert desk.status == 422
    assert "Write one short, kind sentence." in desk.fault
    await desk.submit(refuse, reason="x" * 301)
    assert desk.fault == "Nothing was refused: the reason has 301 characters; shorten it to 300 at most."
    await desk.submit(refuse, reason="It names\na person.")
    assert (desk.status, quotes(desk), approved(site)) == (200, [], [])
    assert "Refused: It names a person." in desk.html
    assert trace(site) == ["voice:statement:refused"]


async def test_what_was_approved_can_be_taken_away(site, desk):
    await desk.submit(action(desk, "approve"))
    await desk.submit(action(desk, "refuse"), reason="It hurts somebody.")
    assert approved(site) == []
    await desk.submit(action(desk, "approve"))
    assert approved(site) == ["More <b>drums</b> please"]


async def test_the_same_form_posted_twice_decides_once(site, desk):
    approve = action(desk, "approve")
    await desk.submit(approve)
    await desk.submit(approve)
    assert (desk.status, trace(site)) == (409, ["voice:statement:approved"])
    assert desk.fault.startswith("Nothing was changed: that statement is gone")


async def test_a_statement_like_one_that_is_there_is_marked(site, desk):
    do(site.office.store, Suggest(SLUG, "getting there is the hardest part"))
    await desk.open(PAGE)
    assert "Nearly the same is there already: “Getting there is the hardest part.”" in desk.html


async def test_nothing_can_be_decided_once_it_is_closed(site, desk):
    approve = action(desk, "approve")
    site.office.store.close_edition(SLUG)
    await desk.submit(approve)
    assert (desk.status, approved(site)) == (409, [])
    assert "No statement is waiting." in desk.html


async def test_a_council_member_may_not_decide(site, desk):
    await desk.open("/admin")
    page = await desk.submit("/admin/invite", role="council_member")
    member = site.desk()
    await member.set_up(re.search(r"/admin/set-up/[\w-]+", page)[0], email="council@hub.example")
    await member.open(PAGE)
    assert member.status == 403
    await member.open("/admin/themes")
    assert member.status == 200


async def test_without_any_conversation_the_page_says_how_to_begin_one(site):
    desk = await site.officer()
    await desk.open(PAGE)
    assert "There has been no conversation yet." in desk.html
