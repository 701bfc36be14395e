"""Setting up, signing in, signing out."""

import pytest
from sqlalchemy import select

from bot.admin.setup import setup_link
from bot.store.tables import audit, staff, staff_session
from bot.store.tables import setup_link as links

WRONG = "That email and password don't go together. Check both and try again."


def audited(office):
    return office.store.read(
        lambda c: c.execute(select(audit.c.action, audit.c.subject).order_by(audit.c.id)).all()
    )


async def test_the_first_link_makes_an_account_and_signs_in(site):
    desk = await site.officer()
    assert (desk.status, desk.path) == (200, "/admin")
    assert [row.action for row in audited(site.office)] == ["staff:account:created", "staff:sign-in"]


async def test_there_is_no_first_link_once_there_is_an_account(site):
    await site.officer()
    assert setup_link(site.office.store, "http://hub.example") is None


async def test_a_set_up_link_works_once(site):
    link = site.first_link()
    await site.desk().set_up(link)
    late = site.desk()
    await late.open(link)
    assert (late.status, "This link has ended" in late.html) == (410, True)


async def test_a_set_up_link_ends_after_a_day(site):
    link = site.first_link()
    site.office.clock.later(hours=25)
    desk = site.desk()
    await desk.open(link)
    assert desk.status == 410


async def test_only_the_link_printed_last_works(site):
    first, second = site.first_link(), site.first_link()
    desk = site.desk()
    await desk.open(first)
    assert desk.status == 410
    await desk.open(second)
    assert desk.status == 200


async def test_a_made_up_link_opens_nothing(site):
    site.first_link()
    desk = site.desk()
    await desk.open("/admin/set-up/made-up")
    assert desk.status == 410


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"password": "short", "again": "short"}, "The password has 5 characters; use at least 12."),
        ({"again": "another accordion now"}, "The two passwords are not the same; type it twice."),
        (
            {"password": "aaaaaaaaaaaaab", "again": "aaaaaaaaaaaaab"},
            "The password repeats too few different characters",
        ),
        (
            {"password": "my office is here", "again": "my office is here"},
            "The password contains your email address",
        ),
        (
            {"password": "abcdefgh" * 26, "again": "abcdefgh" * 26},
            "The password is longer than 200 characters",
        ),
        ({"email": "office"}, "That is not a whole email address"),
        ({"title": "x" * 81}, "The role is longer than 80 characters"),
    ],
)
async def test_what_is_wrong_with_a_new_account_is_said(site, changed, fault):
    link, desk = site.first_link(), site.desk()
    await desk.set_up(link, **changed)
    assert (desk.status, desk.fault[: len(fault)]) == (422, fault)
    await desk.set_up(link)
    assert desk.path == "/admin"


async def test_two_accounts_cannot_share_an_email(site):
    officer = await site.officer()
    await officer.submit("/admin/invite", role="staff")
    link = officer.html.split("/admin/set-up/")[1].split('"')[0]
    desk = site.desk()
    await desk.set_up(f"/admin/set-up/{link}", email="OFFICE@hub.example")
    assert (desk.status, desk.fault[:32]) == (422, "There is an account with this em")
    await desk.set_up(f"/admin/set-up/{link}", email="other@hub.example")
    assert desk.path == "/admin"


async def test_signing_in_works_again_after_signing_out(site):
    desk = await site.officer()
    await desk.submit("/admin/sign-out")
    assert desk.path == "/admin/sign-in"
    await desk.open("/admin")
    assert desk.path == "/admin/sign-in"
    await desk.sign_in(" Office@Hub.Example ")
    assert desk.path == "/admin"


async def test_an_unknown_email_and_a_wrong_password_are_told_the_same(site):
    await site.officer()
    said = []
    for email in ("office@hub.example", "nobody@hub.example"):
        desk = site.desk()
        await desk.sign_in(email, "wrong wrong wrong")
        said.append((desk.status, desk.fault))
    assert said == [(401, WRONG), (401, WRONG)]


async def test_five_wrong_passwords_make_that_browser_wait(site):
    await site.officer()
    desk = site.desk()
    for _ in range(5):
        await desk.sign_in(password="wrong wrong wrong")
    await desk.sign_in()
    assert (desk.status, desk.fault) == (429, "Too many tries. Wait a quarter of an hour, then try again.")
    site.office.clock.later(minutes=16)
    await desk.sign_in()
    assert desk.path == "/admin"


async def test_trying_many_emails_from_one_network_must_wait_too(site):
    desk = site.desk()
    for number in range(30):
        await desk.sign_in(f"guess{number}@hub.example", "wrong wrong wrong")
    await desk.sign_in("fresh@hub.example", "wrong wrong wrong")
    assert desk.status == 429


async def test_the_audit_of_failures_names_nobody(site):
    desk = site.desk()
    await desk.sign_in("office@hub.example", "wrong wrong wrong")
    ((action, subject),) = audited(site.office)
    assert (action, len(subject), "office" in subject) == ("staff:sign-in:failed", 33, False)


async def test_a_form_from_elsewhere_does_not_sign_in(site):
    await site.officer()
    desk = site.desk()
    await desk.submit("/admin/sign-in", email="office@hub.example", password="purple accordion under rain")
    assert desk.status == 403


async def test_a_form_from_elsewhere_does_not_sign_out(site):
    desk = await site.officer()
    desk.html = ""
    await desk.submit("/admin/sign-out")
    await desk.open("/admin")
    assert desk.path == "/admin"


@pytest.mark.parametrize(("away", "path"), [({"minutes": 50}, "/admin"), ({"minutes": 61}, "/admin/sign-in")])
async def test_an_hour_without_use_signs_out(site, away, path):
    desk = await site.officer()
    site.office.clock.later(**away)
    await desk.open("/admin")
    assert desk.path == path


async def test_using_it_keeps_it_open_but_not_for_ever(site):
    desk = await site.officer()
    for _ in range(13):
        site.office.clock.later(minutes=50)
        await desk.open("/admin")
    assert desk.path == "/admin"
    site.office.clock.later(minutes=80)
    await desk.open("/admin")
    assert desk.path == "/admin/sign-in"


async def test_nothing_kept_would_open_the_door(site):
    desk = await site.officer()
    token = next(cookie.value for cookie in desk.client.session.cookie_jar if cookie.key == "earshot_staff")
    kept = site.office.store.read(
        lambda c: str([c.execute(select(table)).all() for table in (staff, staff_session, links, audit)])
    )
    assert (token in kept, "purple accordion" in kept, "$argon2id$" in kept) == (False, False, True)


async def test_the_cookie_of_staff_cannot_be_read_by_scripts(site):
    desk = site.desk()
    link = site.first_link()
    await desk.open(link)
    fields = {
        "email": "a@hub.example",
        "password": "purple accordion",
        "again": "purple accordion",
        "csrf": desk.csrf,
    }
    async with desk.client.post(link, data=fields, allow_redirects=False) as answer:
        cookie = answer.cookies["earshot_staff"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", str(12 * 3600))
