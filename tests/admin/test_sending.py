"""Invitations on the staff site: who would be reached, sending, pausing, stopping, and what came of them."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.admin.roles import Act, Role, may
from bot.app.editions import open_due_editions
from bot.dialogue.effects import Reached, Remember, Submit
from bot.store import Sent
from bot.store.tables import audit
from example_hub import TODAY, example_hub
from staff_site import turn

PAGE, SLUG = "/admin/sending", "poll-example"


@pytest.fixture
async def site(opened):
    site = await opened(house=lambda: example_hub().house)
    open_due_editions(site.office.store, example_hub().house.surveys.values(), TODAY)
    return site


def willing(site, *names: str, channel: str = "telegram") -> None:
    for name in names:
        turn(
            site.office.store, Remember("role", "parent"), Remember("ask_me", True), who=name, channel=channel
        )


def send_all(site) -> list[str]:
    """The courier delivers what may be sent; to whom."""
    store = site.office.store
    claimed = store.deliver("courier", [], ("telegram",), 100, 100, store.clock())
    store.deliver("courier", [Sent(each.id) for each in claimed], (), 0, 0, store.clock())
    return sorted(each.address for each in claimed)


def actions(desk) -> list[str]:
    return re.findall(r'action="(/admin/sending/[^"]+)"', desk.html)


def text(desk) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", desk.html.partition("<main")[2]).split())


def trace(site) -> list[tuple[str, str]]:
    rows = site.office.store.read(lambda c: c.execute(select(audit.c.action, audit.c.subject)).all())
    return [(row.action, row.subject) for row in rows if row.action.startswith("voice")]


async def test_it_says_how_many_would_be_reached_and_sends_once(site):
    willing(site, "a", "b")
    desk = await site.officer()
    await desk.open(PAGE)
    assert "An invitation now would reach 2 people" in text(desk)
    await desk.submit(f"{PAGE}/{SLUG}/send")
    assert (desk.status, desk.path) == (200, PAGE)
    assert "0 of 2 have left" in text(desk)
    assert '<meta http-equiv="refresh"' in desk.html
    await desk.submit(f"{PAGE}/{SLUG}/send")
    assert "Nobody was left to invite" in text(desk)
    assert send_all(site) == ["a", "b"]
    assert trace(site) == [("voice:invitations:sent", SLUG)]


async def test_a_round_is_paused_gone_on_with_and_stopped(site):
    willing(site, "a", "b")
    desk = await site.officer()
    await desk.open(PAGE)
    await desk.submit(f"{PAGE}/{SLUG}/send")
    [pause, stop] = [action for action in actions(desk) if "/rounds/" in action]
    assert (pause[-6:], stop[-5:]) == ("/pause", "/stop")
    await desk.submit(pause)
    assert "paused" in text(desk)
    assert '<meta http-equiv="refresh"' not in desk.html
    assert send_all(site) == []
    willing(site, "c")
    await desk.submit(pause.replace("/pause", "/go-on"))
    assert send_all(site) == ["a", "b", "c"]
    await desk.submit(stop)
    assert [action for action in actions(desk) if "/rounds/" in action] == []
    assert trace(site) == [
        ("voice:invitations:sent", SLUG),
        ("voice:round:paused", f"invitation {SLUG}"),
        ("voice:round:resumed", f"invitation {SLUG}"),
        ("voice:invitations:sent", SLUG),
        ("voice:round:stopped", f"invitation {SLUG}"),
    ]


async def test_what_became_of_invitations_is_counted_with_its_rates(site):
    willing(site, "a", "b", "c", "d")
    desk = await site.officer()
    await desk.open(PAGE)
    await desk.submit(f"{PAGE}/{SLUG}/send")
    send_all(site)
    store = site.office.store
    turn(store, Reached(SLUG, "started", 1), who="a", channel="telegram")
    turn(store, Reached(SLUG, "declined"), who="b", channel="telegram")
    edition = store.edition(SLUG)
    turn(store, Submit(SLUG, edition.hash, {"workshop": "djing"}), who="c", channel="telegram")
    await desk.open(PAGE)
    seen = text(desk)
    for line in ("Sent, not opened 1", "Began and broke off at question 1: 1 1", "Answered 1", "Said no 1"):
        assert line in seen
    for line in ("Response rate (RR1): 25.0 % 1 of 4", "Cooperation rate (COOP1): 33.3 % 1 of 3"):
        assert line in seen


async def test_who_was_asked_this_week_is_said_to_be_left_alone(site):
    willing(site, "a")
    desk = await site.officer()
    await desk.open(PAGE)
    await desk.submit(f"{PAGE}/{SLUG}/send")
    assert "0 people ; 1 more was asked something less than a week ago" in text(desk)
    site.office.clock.at += timedelta(days=7)
    desk = site.desk()
    await desk.sign_in()
    await desk.open(PAGE)
    assert f"{PAGE}/survey-example/send" in actions(desk)


async def test_what_is_not_open_or_not_there_is_not_found(site):
    desk = await site.officer()
    await desk.open(PAGE)
    await desk.submit(f"{PAGE}/no-such-survey/send")
    assert desk.status == 404
    await desk.open(PAGE)
    await desk.submit(f"{PAGE}/rounds/{'a' * 22}/stop")
    assert desk.status == 404


async def test_only_staff_may_send(site):
    assert [role.value for role in Role if may(role, Act.SEND)] == ["staff"]
    officer = await site.officer()
    lead = await site.lead(officer)
    await lead.open(PAGE)
    assert lead.status == 403
    stranger = site.desk()
    await stranger.open(PAGE)
    assert stranger.path == "/admin/sign-in"


async def test_a_form_from_elsewhere_sends_nothing(site):
    willing(site, "a")
    desk = await site.officer()
    await desk.open(PAGE)
    await desk.submit(f"{PAGE}/{SLUG}/send", csrf="another")
    assert desk.status == 403
    assert send_all(site) == []
