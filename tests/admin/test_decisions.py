"""What young people said on the staff site: findings, decisions with their reasons, telling those who answered."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from html import unescape

import pytest
from aiohttp import CookieJar, web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select

from bot.admin.setup import setup_link
from bot.store import asked
from bot.store.influence import Decided
from bot.store.tables import audit
from youth_voice import POLL, SURVEY, VOTES, Voice, staff_pages, voice

LIST, PAGE = "/admin/decisions", f"/admin/decisions/{POLL}"
GOOD = {
    "finding": "Most of you want DJing.",
    "decision_maker": "hub board",
    "verdict": "yes",
    "reason": "There is a teacher for it.",
    "action": "A workshop in spring",
    "due_on": "2027-04-01",
    "done_on": "",
}


class Site:
    def __init__(self, stack: AsyncExitStack, said: Voice, server: TestServer, kind: type) -> None:
        self._stack, self.said, self.server, self._kind = stack, said, server, kind

    async def officer(self):
        link = setup_link(self.said.store, "")
        return await self._desk(link or "")

    async def colleague(self, officer, role: str):
        await officer.open("/admin")
        link = re.search(r"/admin/set-up/[\w-]+", await officer.submit("/admin/invite", role=role))
        assert link is not None
        return await self._desk(link[0], email=f"{role}@hub.example", title=role)

    async def _desk(self, link: str, **changed: str):
        client = TestClient(self.server, cookie_jar=CookieJar(unsafe=True))
        self._stack.push_async_callback(client.session.close)
        desk = self._kind(client)
        await desk.set_up(link, **changed)
        return desk

    def trace(self) -> list[str]:
        rows = self.said.store.read(lambda c: c.scalars(select(audit.c.action).order_by(audit.c.id)).all())
        return [row for row in rows if row.startswith("voice")]


@pytest.fixture
async def site(desk_kind) -> AsyncIterator[Site]:
    async with AsyncExitStack() as stack:
        said = stack.enter_context(voice())
        said.ask(POLL, VOTES)
        app = web.Application()
        app.add_routes(staff_pages(said))
        server = await stack.enter_async_context(TestServer(app))
        yield Site(stack, said, server, desk_kind)


async def recorded(site: Site, **changed: str):
    desk = await site.officer()
    await desk.open(PAGE)
    await desk.submit(f"{PAGE}/add", **{**GOOD, **changed})
    return desk


def faults(desk) -> list[str]:
    return [unescape(text) for text in re.findall(r'class="fault"[^>]*>([^<]*)<', desk.html)]


async def test_the_list_says_what_waits_and_leads_to_its_page(site):
    desk = await site.officer()
    await desk.open(LIST)
    assert "Waiting for a decision" in desk.html
    assert f'href="{PAGE}">What should the next workshop be?</a>' in desk.html
    assert "No finding is written down yet." in desk.html


async def test_results_stand_beside_the_form_and_small_numbers_are_kept_back(site):
    desk = await site.officer()
    await desk.open(PAGE)
    rows = re.findall(r'<th scope="row">(\w+)</th><td>(.*?)</td>', desk.html)
    assert [(name, re.sub("<[^>]+>", "", cell).strip()) for name, cell in rows] == [
        ("DJing", "24 59%"),
        ("Songwriting", "kept back"),
        ("Samba", "kept back"),
    ]


async def test_a_finding_is_recorded_with_its_decision_and_leaves_a_trace(site):
    desk = await recorded(site)
    assert (desk.status, desk.path) == (200, PAGE)
    assert "There is a teacher for it." in desk.html
    [decision] = site.said.house.voice.decisions[POLL]
    assert (decision.verdict, decision.decision_maker, str(decision.due_on)) == (
        "yes",
        "hub board",
        "2027-04-01",
    )
    assert site.trace() == ["voice:finding:added"]


async def test_the_same_form_posted_twice_records_one_finding(site):
    desk = await recorded(site)
    await desk.submit(f"{PAGE}/add", **GOOD)
    assert len(site.said.house.voice.decisions[POLL]) == 1


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"reason": ""}, "Give the reason. Those who answered are told why, also when the answer is yes."),
        ({"decision_maker": "Jane Smith"}, "“Jane Smith” looks like a person. Write the role instead, such as hub "
         "board or head of music service."),
        ({"finding": "3 of you want samba"}, "Leave out how many people it was when it was fewer than 10: write "
         "“some of you” instead."),
    ],
)  # fmt: skip
async def test_what_will_not_do_is_said_and_what_was_typed_stays(site, changed, fault):
    desk = await recorded(site, **changed)
    assert (desk.status, faults(desk)) == (422, [fault])
    [(field, value)] = changed.items()
    assert unescape(desk.html).count(value) >= 1 or field == "reason"
    assert site.said.house.voice.decisions == {}


async def test_a_decision_is_recorded_later_and_changed(site):
    desk = await recorded(site, verdict="", reason="", action="", due_on="")
    [waiting] = site.said.house.voice.decisions[POLL]
    await desk.submit(f"{PAGE}/{waiting.id}/change", **{**GOOD, "verdict": "no", "reason": "No room."})
    [decided] = site.said.house.voice.decisions[POLL]
    assert (decided.id, decided.verdict, decided.reason) == (waiting.id, "no", "No room.")
    assert site.trace() == ["voice:finding:added", "voice:decision:recorded"]


async def test_everybody_who_answered_is_told_once(site):
    desk = await recorded(site)
    assert "It goes once to each of the 41 who answered and can be reached" in desk.html
    await desk.submit(f"{PAGE}/tell")
    await desk.submit(f"{PAGE}/tell")
    assert site.said.chat(POLL, 0) == [
        "You said, we did: What should the next workshop be?\n\nYou said: Most of you want DJing.\nHub board decided: "
        "yes.\nWhy: There is a teacher for it.\nWhat happens: A workshop in spring. By 1 April 2027.\n\nThank you for "
        "saying what you think. Nobody was told who said what."
    ]
    assert "Earshot has forgotten who that was" in desk.html
    assert (site.said.house.voice.editions[POLL].status, site.trace()[-1]) == (
        "reported",
        "voice:outcome:told",
    )


async def test_nothing_is_told_before_anything_is_decided(site):
    desk = await recorded(site, verdict="", reason="", action="", due_on="")
    assert "Nothing is decided yet." in desk.html
    await desk.submit(f"{PAGE}/tell")
    assert site.said.chat(POLL, 0) == []


async def test_governors_read_and_change_nothing(site):
    officer = await recorded(site)
    governor = await site.colleague(officer, "governor")
    await governor.open(PAGE)
    assert (governor.status, "There is a teacher for it." in governor.html) == (200, True)
    assert re.findall(r'action="(/admin/decisions[^"]*)"', governor.html) == []
    for way in ("add", "tell", "rung"):
        await governor.submit(f"{PAGE}/{way}", **GOOD, rung="6")
        assert governor.status == 403
    assert len(site.said.house.voice.decisions[POLL]) == 1


async def test_the_council_declares_its_rung(site):
    officer = await site.officer()
    member = await site.colleague(officer, "council_member")
    await member.open(PAGE)
    await member.submit(f"{PAGE}/rung", rung="6")
    assert site.said.store.read(lambda c: asked.one(c, POLL)).rung == 6
    await member.submit(f"{PAGE}/rung", rung="9")
    assert member.status == 400
    await member.submit(f"{PAGE}/add", **GOOD)
    assert member.status == 403


async def test_a_form_without_its_mark_changes_nothing(site):
    desk = await site.officer()
    desk.html = ""
    await desk.submit(f"{PAGE}/add", **GOOD)
    assert (desk.status, site.said.house.voice.decisions) == (403, {})


async def test_an_open_edition_takes_no_findings_and_shows_no_results(site):
    site.said.ask(SURVEY, [{"doing": "no"}] * 30, close=False)
    desk = await site.officer()
    await desk.open(f"{LIST}/{SURVEY}")
    assert "Results are shown when it is over." in desk.html
    await desk.submit(f"{LIST}/{SURVEY}/add", **GOOD)
    assert desk.status == 409
    await desk.open(f"{LIST}/nothing")
    assert desk.status == 404


async def test_what_is_late_is_said_at_home_and_in_the_list(site):
    desk = await recorded(site, verdict="", reason="", action="", due_on="")
    assert "Young people wait for an answer" not in await desk.open("/admin")
    site.said.clock.later(days=29)
    await desk.sign_in()
    late = "closed on 22 November 2026, no decision yet; one was due by 20 December 2026"
    assert late in await desk.open("/admin")
    assert f"Late: {late}." in await desk.open(LIST)


async def test_a_promise_past_its_day_is_late_until_it_is_done(site):
    desk = await recorded(site, due_on="2026-11-21")
    late = "“A workshop in spring” was promised by 21 November 2026 and is not marked as done"
    assert late in await desk.open("/admin")
    [decision] = site.said.house.voice.decisions[POLL]
    await desk.open(PAGE)
    await desk.submit(
        f"{PAGE}/{decision.id}/change", **{**GOOD, "due_on": "2026-11-21", "done_on": "2026-11-22"}
    )
    assert late not in await desk.open("/admin")


async def test_documents_are_downloaded_and_taking_evidence_leaves_a_trace(site):
    desk = await site.officer()
    assert await desk.open(f"{PAGE}/file/evidence.md") == f"evidence.md of {POLL}"
    assert site.trace() == ["voice:evidence:taken"]
    await desk.open(f"{PAGE}/file/everything.zip")
    assert desk.status == 404
    await desk.open(f"{PAGE}/file/poster.pdf")
    assert (desk.status, faults(desk)) == (409, ["Set EARSHOT_PUBLIC_URL first."])


@pytest.mark.parametrize("role", ["staff", "council_member", "governor"])
async def test_of_an_open_edition_nobody_takes_documents_that_could_be_compared(site, role):
    site.said.ask(SURVEY, [{"doing": "no"}] * 20, close=False)
    desk = await site.colleague(await site.officer(), role)
    await desk.open(f"{LIST}/{SURVEY}/file/evidence.md")
    assert (desk.status, faults(desk)[0].partition(":")[0]) == (409, "There is no such document yet")
    assert site.trace() == []


async def test_a_finding_taken_away_is_gone(site):
    desk = await recorded(site)
    [decision] = site.said.house.voice.decisions[POLL]
    await desk.submit(f"{PAGE}/{decision.id}/remove")
    assert (site.said.house.voice.decisions, site.trace()[-1]) == ({}, "voice:finding:removed")


async def test_decisions_of_an_edition_with_few_answers_show_no_number(site):
    site.said.ask(SURVEY, [{"doing": "no"}] * 9)
    site.said.find(Decided("x y", "hub board"), SURVEY)
    desk = await site.officer()
    assert "Fewer than 10 people answered. Results are shown from 10." in await desk.open(f"{LIST}/{SURVEY}")


async def test_staff_close_an_edition_early_and_for_good(site):
    site.said.ask(SURVEY, [{"doing": "no"}] * 20, close=False)
    desk, path = await site.officer(), f"{LIST}/{SURVEY}"
    assert "It closes by itself after" in await desk.open(path)
    await desk.submit(f"{path}/close")
    assert site.said.house.voice.editions[SURVEY].closed
    assert ("20 people answered." in desk.html, "Close it" in desk.html) == (True, False)
    assert "Write down a finding" in desk.html
    assert site.trace() == ["voice:edition:closed"]
    assert SURVEY not in [each.slug for each in site.said.house.open_surveys(site.said.clock())]


@pytest.mark.parametrize("role", ["governor", "council_member"])
async def test_only_staff_close_an_edition(site, role):
    site.said.ask(SURVEY, [{"doing": "no"}] * 20, close=False)
    desk = await site.colleague(await site.officer(), role)
    assert "Close it" not in await desk.open(f"{LIST}/{SURVEY}")
    await desk.submit(f"{LIST}/{SURVEY}/close")
    assert desk.status == 403
    assert not site.said.house.voice.editions[SURVEY].closed
