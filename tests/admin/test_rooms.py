"""What is behind the door, and for whom."""

import re

import pytest
from sqlalchemy import select

from bot.admin.roles import Act, Role, may
from bot.store.tables import audit, concern

TEXT = "my uncle <b>hits</b> me"


def figures(html):
    return dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", html))


async def test_home_shows_the_counts(site):
    site.office.worry(TEXT)
    desk = await site.officer()
    assert figures(desk.html) == {
        "Conversations": "1",
        "Searches": "0",
        "Searches that found nothing": "0",
        "Survey responses": "0",
        "Open safeguarding cases": "1",
    }


async def colleague(site, role: str):
    officer = await site.officer()
    link = re.search(r"/admin/set-up/[\w-]+", await officer.submit("/admin/invite", role=role))
    desk = site.desk()
    await desk.open("/admin")
    await desk.set_up(link[0], email="other@hub.example", title=role)
    return desk


async def test_how_many_answered_in_all_is_only_for_those_who_can_read_the_answers(site):
    shown = figures((await colleague(site, "safeguarding_lead")).html)
    assert ("Survey responses" in shown, "Searches" in shown) == (False, True)


@pytest.mark.parametrize("role", ["council_member", "governor"])
async def test_governors_and_the_council_meet_no_cases_no_faults_and_no_counts(site, role):
    site.office.worry(TEXT)
    desk = await colleague(site, role)
    assert (figures(desk.html), 'href="/admin/decisions">Read it' in desk.html) == ({}, True)
    for kept in ("safeguarding", "the age 120 is too high", "Beginner drum club"):
        assert (kept, kept in desk.html) == (kept, False)
    assert ("Sort them" in desk.html) == (role == "council_member")


async def test_home_shows_faults_what_is_due_and_that_it_is_a_sample(site):
    desk = await site.officer()
    for needed in (
        "the age 120 is too high",
        "Beginner drum club, last checked 1 March 2026",
        "sample content",
    ):
        assert (needed, needed in desk.html) == (needed, True)


@pytest.mark.parametrize("path", ["/admin", "/admin/cases", "/admin/responses/autumn-2026.csv"])
async def test_nothing_is_shown_to_who_is_not_signed_in(site, path):
    desk = site.desk()
    await desk.open(path)
    assert desk.path == "/admin/sign-in"


async def test_hub_staff_see_how_many_cases_but_not_what_was_said(site):
    site.office.worry(TEXT)
    desk = await site.officer()
    assert ("1 open safeguarding case" in desk.html, "uncle" in desk.html) == (True, False)
    await desk.open("/admin/cases")
    assert (desk.status, "uncle" in desk.html) == (403, False)


async def test_the_safeguarding_lead_reads_and_handles_a_case(site):
    site.office.worry(TEXT)
    lead = await site.lead(await site.officer())
    page = await lead.open("/admin/cases")
    assert "my uncle &lt;b&gt;hits&lt;/b&gt; me" in page
    assert "22 November 2026, 10:00" in page
    (action,) = re.findall(r'action="(/admin/cases/[^"]+/handled)"', page)
    page = await lead.submit(action)
    assert (lead.path, "There is no open case" in page) == ("/admin/cases", True)
    row = site.office.store.read(lambda c: c.execute(select(concern.c.status, concern.c.closed_by)).one())
    assert (row.status, row.closed_by is not None) == ("closed", True)


async def test_reading_and_handling_leave_a_trace_without_the_words(site):
    site.office.worry(TEXT)
    lead = await site.lead(await site.officer())
    (action,) = re.findall(r'action="(/admin/cases/[^"]+/handled)"', await lead.open("/admin/cases"))
    await lead.submit(action)
    rows = site.office.store.read(lambda c: c.execute(select(audit.c.action, audit.c.subject)).all())
    case = action.split("/")[3]
    assert ("safeguarding:cases:read", case) in [tuple(row) for row in rows]
    assert ("safeguarding:case:handled", case) in [tuple(row) for row in rows]
    assert "uncle" not in str(rows)


async def test_hub_staff_cannot_close_a_case(site):
    site.office.worry(TEXT)
    officer = await site.officer()
    case = site.office.store.read(lambda c: c.scalar(select(concern.c.id)))
    await officer.submit(f"/admin/cases/{case}/handled")
    assert officer.status == 403
    assert site.office.store.counts().open_concerns == 1


async def test_a_forged_form_closes_nothing(site):
    site.office.worry(TEXT)
    lead = await site.lead(await site.officer())
    case = site.office.store.read(lambda c: c.scalar(select(concern.c.id)))
    lead.html = ""
    await lead.submit(f"/admin/cases/{case}/handled")
    assert (lead.status, site.office.store.counts().open_concerns) == (403, 1)


async def test_closing_what_is_closed_changes_nothing(site):
    site.office.worry(TEXT)
    lead = await site.lead(await site.officer())
    (action,) = re.findall(r'action="(/admin/cases/[^"]+/handled)"', await lead.open("/admin/cases"))
    await lead.client.post(action, data={"csrf": lead.csrf})
    await lead.submit(action)
    rows = site.office.store.read(lambda c: c.scalars(select(audit.c.action)).all())
    assert rows.count("safeguarding:case:handled") == 1


async def test_responses_are_downloaded_as_a_file_and_the_audit_knows(site):
    desk = await site.officer()
    async with desk.client.get("/admin/responses/autumn-2026.csv") as answer:
        assert await answer.text() == "edition,instrument\nautumn-2026,drums\n"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="autumn-2026.csv"'
    rows = site.office.store.read(lambda c: c.execute(select(audit.c.action, audit.c.subject)).all())
    assert tuple(rows[-1]) == ("survey:responses:exported", "autumn-2026")


async def test_an_edition_nobody_knows_is_not_found(site):
    desk = await site.officer()
    await desk.open("/admin/responses/other.csv")
    assert desk.status == 404


async def test_the_lead_does_not_export_and_does_not_invite(site):
    lead = await site.lead(await site.officer())
    await lead.open("/admin/responses/autumn-2026.csv")
    assert lead.status == 403
    await lead.open("/admin")
    await lead.submit("/admin/invite", role="staff")
    assert lead.status == 403


async def test_home_says_that_nobody_can_read_cases_until_there_is_a_lead(site):
    officer = await site.officer()
    assert "Nobody can read safeguarding cases yet" in officer.html
    await site.lead(officer)
    assert "Nobody can read safeguarding cases yet" not in await officer.open("/admin")


async def test_an_invitation_for_a_role_that_there_is_not_is_refused(site):
    officer = await site.officer()
    await officer.submit("/admin/invite", role="headmaster")
    assert officer.status == 400


async def test_staff_pages_are_kept_by_nobody(site):
    desk = await site.officer()
    async with desk.client.get("/admin") as answer:
        assert answer.headers["Cache-Control"] == "no-store"


def test_only_the_safeguarding_lead_may_read_cases():
    assert [role for role in (*Role, "", "admin") if may(role, Act.READ_CASES)] == [Role.SAFEGUARDING_LEAD]


def test_governors_only_see_results_and_the_council_sorts_answers_and_declares_its_rung():
    assert [act for act in Act if may(Role.GOVERNOR, act)] == [Act.SIGN_IN, Act.SEE_VOICE]
    council = [act for act in Act if may(Role.COUNCIL_MEMBER, act)]
    assert council == [Act.SIGN_IN, Act.SEE_VOICE, Act.SORT_ANSWERS, Act.DECLARE_RUNG]
