"""Staff read polls just as people will see them, approve them or send them back, and invite those who write them."""

import asyncio
import re
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select

from bot.admin.roles import Act, Role, may
from bot.app.content import Loaded
from bot.app.talk import up_to_date
from bot.dialogue.effects import Forget, Propose, Recall, Say
from bot.scenes.poll_preview import as_seen
from bot.store import Store, council, deciding
from bot.store.tables import audit
from bot.surveys.definition import definition
from bot.surveys.reading import survey_from
from bot.surveys.record import Survey
from example_hub import TODAY
from example_survey import with_surveys
from staff_site import Office
from talker import do

PAGE = "/admin/polls"
SLUG = "poll-gigs-2026-11-22"
RECORD: dict[str, Any] = {
    "slug": SLUG,
    "title": "Which <gigs>?",
    "why": "The hub books what you like.",
    "who_asks": "The youth council",
    "what_happens": "We tell you.",
    "closes": "2026-12-06",
    "council_authored": True,
    "audience": {"roles": ["young_person"]},
    "questions": [{"id": "q1", "ask": "Which <gigs>?", "type": "many", "choices": ["Rock", "A folk night"]}],
}
DRAFT_RECORD = {**RECORD, "slug": "draft-2026", "title": "A draft", "status": "draft", "opens": "2026-11-01"}


def poll(record: dict[str, Any] = RECORD, **changes: Any) -> Survey:
    made = survey_from({**record, **changes})
    assert isinstance(made, Survey), made
    return made


class Present:
    """The content at present, as the server keeps it."""

    def __init__(self, *files: Survey) -> None:
        self.loaded: Loaded = with_surveys(*files)
        self.store: Store | None = None

    def changed(self) -> None:
        assert self.store is not None
        self.loaded = up_to_date(self.store, self.loaded, TODAY)

    def parts(self) -> dict[str, Any]:
        return {
            "house": lambda: self.loaded.house,
            "files": lambda: self.loaded.snapshot.surveys,
            "changed": self.changed,
            "telegram_link": lambda payload: f"https://t.me/example?start={payload}",
        }


@pytest.fixture
def present() -> Present:
    return Present(poll(DRAFT_RECORD))


@pytest.fixture
async def site(opened, present):
    made = await opened(**present.parts())
    present.store = made.office.store
    return made


@pytest.fixture
async def desk(site):
    propose(site.office)
    desk = await site.officer()
    await desk.open(PAGE)
    return desk


def propose(office: Office, survey: Survey | None = None, who: str = "a1") -> None:
    made = survey or poll()
    do(office.store, Propose(made.slug, definition(made)), who=who)


def seal(desk, slug: str = SLUG) -> str:
    """What the form of a poll or draft says was read."""
    form = desk.html[desk.html.index(f'action="{PAGE}/{slug}/') :]
    return re.search(r'name="seal" value="(\w+)"', form)[1]


async def approve(desk, closes: str = "2026-12-06", **changed: str) -> str:
    fields = {"seal": seal(desk), "closes": closes, **changed}
    return await desk.submit(f"{PAGE}/{SLUG}/approve", **fields)


async def send_back(desk, reason: str, **changed: str) -> str:
    return await desk.submit(f"{PAGE}/{SLUG}/send-back", **{"seal": seal(desk), "reason": reason, **changed})


def chat(site, who: str = "a1") -> list[str]:
    return [message.payload["text"] for message in site.office.store.messages("terminal", who)]


def standing(site) -> list[tuple[str, str]]:
    """The status of every edition on the page, by title."""
    found = re.findall(
        r'class="verdict[^"]*">([^<]+)</span>\s*<span class="edition-title"[^>]*>([^<]+)<', site.html
    )
    return [(status, unescape(title)) for status, title in found]


def trace(site) -> list[str]:
    rows = site.office.store.read(lambda c: c.execute(select(audit.c.action, audit.c.subject)).all())
    return [f"{r.action} {r.subject}".strip() for r in rows if r.action.startswith(("poll", "council"))]


def shown(desk, slug: str = SLUG) -> list[str]:
    """The messages of a preview."""
    start = desk.html.index(f'id="p-{slug}"')
    part = desk.html[start : desk.html.index("</article>", start)]
    return [unescape(text) for text in re.findall(r'class="seen-bubble"><p dir="auto">([^<]*)</p>', part)]


async def test_a_poll_is_shown_just_as_people_will_see_it(desk, present):
    assert shown(desk) == [say.text for say in as_seen(present.loaded.house, poll())]
    labels = re.findall(r'<li dir="auto">([^<]*)</li>', desk.html)[:8]
    assert [unescape(label) for label in labels] == [
        *("Start", "Not now", "Yes, that's me", "No", "I'd rather not say", "Rock", "A folk night", "Skip"),
    ]


async def test_approving_opens_it_at_once_and_tells_its_author(desk, site):
    page = await approve(desk)
    assert "“Which &lt;gigs&gt;?” is open now." in page
    assert chat(site) == [
        "Good news: staff approved your poll “Which <gigs>?”. It is open now, until 6 December 2026. "
        "When it has closed, you hear what was decided."
    ]
    assert site.office.touched == [("terminal", "a1")]
    assert trace(site) == [f"poll:approved {SLUG}"]


async def test_the_edition_says_who_wrote_and_who_approved_it(desk, site):
    await approve(desk)
    edition = site.office.store.edition(SLUG)
    assert (edition.status, edition.author, edition.reviewer) == ("open", "youth council member", "staff")


async def test_staff_may_give_it_another_last_day(desk, site, present):
    await approve(desk, closes="2026-12-20")
    assert present.loaded.house.surveys[SLUG].closes == date(2026, 12, 20)


@pytest.mark.parametrize("closes", ["", "soon", "2026-11-22", "2026-11-01"])
async def test_a_last_day_that_is_over_approves_nothing(desk, site, closes):
    await approve(desk, closes=closes)
    assert (desk.status, desk.fault) == (
        422,
        "Nothing was approved: it needs a last day. Choose one from tomorrow on.",
    )
    assert (trace(site), chat(site)) == ([], [])


async def test_sending_it_back_tells_its_author_the_reason(desk, site):
    page = await send_back(desk, "Please <b>leave out</b> rock.\r\nThe rest is great.")
    assert "is sent back now. Its author can change it and send it again." in page
    [text] = chat(site)
    assert text.startswith(
        "Staff have read your poll “Which <gigs>?” and sent it back.\n\nThey say: “Please <b>leave"
    )
    assert ("sent back", "Which <gigs>?") in standing(desk)
    assert trace(site) == [f"poll:sent-back {SLUG}"]


@pytest.mark.parametrize("reason", ["", "  \n "])
async def test_a_reason_is_needed(desk, site, reason):
    await send_back(desk, reason)
    assert (desk.status, desk.fault.startswith("Nothing was sent back: its author needs a reason.")) == (
        422,
        True,
    )
    assert chat(site) == []


async def test_a_reason_that_is_too_long_stays_in_the_form(desk, site):
    await send_back(desk, "x" * 501)
    assert (desk.status, "x" * 501 in desk.html) == (422, True)
    assert "has 501 characters; shorten it to 500" in desk.fault


async def test_approving_twice_changes_nothing(desk, site):
    fields = {"seal": seal(desk), "closes": "2026-12-06"}
    await desk.submit(f"{PAGE}/{SLUG}/approve", **fields)
    await desk.submit(f"{PAGE}/{SLUG}/approve", **fields)
    assert (desk.status, "Nothing was changed: it was approved already." in desk.html) == (409, True)
    assert (len(chat(site)), len(trace(site))) == (1, 1)


async def test_two_members_of_staff_at_once_do_it_once(desk, site):
    other = site.desk()
    await other.sign_in()
    await other.open(PAGE)
    await asyncio.gather(approve(desk), send_back(other, "Shorter, please."))
    assert sorted((desk.status, other.status)) == [200, 409]
    assert (len(chat(site)), len(trace(site))) == (1, 1)


async def test_what_its_author_took_back_cannot_be_approved(desk, site):
    do(site.office.store, Recall("takeback"), who="a1")
    await approve(desk)
    assert (desk.status, "Nothing was changed: its author has taken it back." in desk.html) == (409, True)
    assert chat(site) == []


async def test_what_was_changed_since_it_was_read_has_to_be_read_again(desk, site):
    old = seal(desk)
    await send_back(desk, "Say more.")
    propose(site.office, poll(why="The hub books what most of you like."))
    await desk.open(PAGE)
    await approve(desk, seal=old)
    assert (desk.status, "it is not what you read any more" in desk.html) == (409, True)
    assert site.office.store.edition(SLUG) is None


async def test_an_unknown_poll_is_said_to_be_unknown(desk):
    await desk.submit(f"{PAGE}/nowhere/send-back", seal="x", reason="No.")
    assert (desk.status, "there is no such poll or draft" in desk.html) == (409, True)


async def test_who_deletes_their_data_takes_along_the_poll_that_staff_are_reading(desk, site):
    do(site.office.store, Forget(), Say("Gone."), who="a1")
    await approve(desk)
    assert (desk.status, "there is no such poll or draft" in desk.html) == (409, True)
    assert ("No poll is waiting" in desk.html, site.office.touched) == (True, [])


async def test_a_draft_in_a_file_is_shown_and_opens_when_it_is_approved(desk, site, present):
    assert ("draft", "A draft") in standing(desk)
    assert "draft-2026" not in present.loaded.house.surveys
    await desk.submit(f"{PAGE}/draft-2026/approve-file", seal=seal(desk, "draft-2026"))
    assert ("open", "A draft") in standing(desk)
    assert 'id="p-draft-2026"' not in desk.html
    edition = site.office.store.edition("draft-2026")
    assert (edition.status, edition.author, edition.reviewer) == ("open", "hub staff", "staff")


async def test_a_draft_that_was_changed_since_it_was_read_is_not_approved(desk, site, present):
    read = seal(desk, "draft-2026")
    present.loaded = with_surveys(poll(DRAFT_RECORD, why="Another reason."))
    await desk.submit(f"{PAGE}/draft-2026/approve-file", seal=read)
    assert (desk.status, "it is not what you read any more" in desk.html) == (409, True)
    assert site.office.store.edition("draft-2026") is None


async def test_what_was_approved_counts_when_the_file_changes_before_it_opens(site, present):
    later = {**DRAFT_RECORD, "opens": "2026-11-30"}
    present.loaded = with_surveys(poll(later))
    desk = await site.officer()
    await desk.open(PAGE)
    await desk.submit(f"{PAGE}/draft-2026/approve-file", seal=seal(desk, "draft-2026"))
    present.loaded = with_surveys(poll(later, why="Another reason."))
    present.changed()
    assert present.loaded.house.surveys["draft-2026"].why == "The hub books what you like."
    assert "The file was changed since it was approved." in await desk.open(PAGE)
    await desk.submit(f"{PAGE}/draft-2026/approve-file", seal=seal(desk, "draft-2026"))
    assert present.loaded.house.surveys["draft-2026"].why == "Another reason."


async def test_a_link_for_the_council_is_shown_once_and_works_in_the_chat(desk, site):
    page = await desk.submit(f"{PAGE}/invite")
    web, telegram = re.findall(r'class="copy" readonly value="([^"]+)"', page)
    payload = web.partition("start=")[2]
    assert telegram == f"https://t.me/example?start={payload}"
    assert re.fullmatch(r"council-[\w-]{16}", payload)
    assert payload not in await desk.open(PAGE)
    heard = do(site.office.store, Recall("council", payload.removeprefix("council-")))
    assert heard.record["joined"] is True
    assert "<strong>1</strong> person can write polls" in await desk.open(PAGE)


async def test_ending_it_for_all_ends_it(desk, site):
    store = site.office.store
    store.write(lambda c: council.invite(c, "token", None, store.clock()))
    do(store, Recall("council", "token"))
    await desk.open(PAGE)
    await desk.submit(f"{PAGE}/council/end")
    assert "Nobody can write polls in the chat yet." in desk.html
    assert trace(site)[-1] == "council:ended 1"


async def test_only_staff_come_here(site):
    assert [role for role in Role if may(role, Act.APPROVE)] == [Role.STAFF]
    officer = await site.officer()
    lead = await site.lead(officer)
    await lead.open(PAGE)
    assert lead.status == 403
    stranger = site.desk()
    await stranger.open(PAGE)
    assert stranger.path == "/admin/sign-in"


async def test_a_forged_form_decides_nothing(desk, site):
    desk.html = desk.html.replace(desk.csrf, "forged")
    await approve(desk)
    assert (desk.status, site.office.store.read(lambda c: deciding.find(c, SLUG)).status) == (
        403,
        "submitted",
    )


async def test_every_edition_stands_there_with_how_far_it_has_come(desk, site):
    found = standing(desk)
    assert found[:2] == [("draft", "A draft"), ("submitted", "Which <gigs>?")]
    assert {status for status, _ in found} <= {"draft", "submitted", "open", "approved", "closed"}


def test_a_draft_of_a_file_may_be_a_conversation_or_a_long_survey(present):
    """Whatever a file can hold can be shown: a condition, an earlier answer in a sentence, a section."""
    long = poll(
        DRAFT_RECORD,
        questions=[
            {"id": "plays", "ask": "Do you play?", "type": "yes_no"},
            {
                "id": "years",
                "ask": "How long?",
                "type": "number",
                "only_if": {"plays": "Yes"},
                "section": "You",
            },
            {"id": "why", "ask": "Why {years} years?", "type": "text"},
        ],
    )
    texts = [say.text for say in as_seen(present.loaded.house, replace(long, draft=False))]
    assert [text.split("\n")[1] for text in texts[2:]] == ["Do you play?", "How long?", "Why  years?"]


async def test_the_first_page_says_that_a_poll_waits(desk):
    assert "1 poll from the youth council waits for you" in await desk.open("/admin")
    assert desk.html.count(f'href="{PAGE}"') == 2
    await desk.open(PAGE)
    await approve(desk)
    assert "from the youth council" not in await desk.open("/admin")
