"""What is sent by itself: reminders on their day, news once, cut-off rounds to their end, whoever runs the job."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from asked_people import DAY, Clock, Town
from bot.app.editions import open_due_editions
from bot.app.rounds import go_on, invite, remind, round_jobs, tell_news
from bot.dialogue.effects import Reached, Remember
from bot.dialogue.step import link
from bot.jobs import Timetable
from bot.scenes.house import House
from bot.scenes.inviting import areas_of, fits_of, invitation, remind_on, reminder
from bot.scenes.new_entries import current, fitting
from bot.store import broadcasts, open_store
from bot.surveys.record import Survey
from example_hub import example_hub

SLUG = "poll-example"
OPENS = datetime(2026, 12, 1, 10, tzinfo=UTC)


def survey(**changes: object) -> Survey:
    base = example_hub().house.surveys[SLUG]
    return replace(base, opens=date(2026, 12, 1), closes=date(2026, 12, 20), reminders=1, **changes)  # type: ignore[arg-type]


def house(**changes: object) -> House:
    return replace(example_hub().house, surveys={SLUG: survey(**changes)})


@pytest.fixture
def town(database_url: str, secret: bytes) -> Iterator[Town]:
    clock = Clock()
    clock.now = OPENS
    store = open_store(database_url, secret, clock)
    town = Town(store, clock)
    open_due_editions(store, house().surveys.values(), date(2026, 12, 1))
    yield town
    store.close()


@pytest.mark.parametrize(
    ("opens", "closes", "day"),
    [
        (date(2026, 12, 1), date(2026, 12, 20), date(2026, 12, 18)),
        (date(2026, 12, 1), date(2026, 12, 3), date(2026, 12, 2)),
        (date(2026, 12, 1), date(2026, 12, 5), date(2026, 12, 3)),
        (date(2026, 12, 1), None, None),
    ],
)
def test_a_reminder_is_two_days_before_the_end_or_halfway(
    opens: date, closes: date | None, day: date | None
) -> None:
    assert remind_on(replace(survey(), opens=opens, closes=closes)) == day
    assert remind_on(replace(survey(), opens=opens, closes=closes, reminders=0)) is None


def test_the_reminder_goes_out_once_on_its_day_to_who_is_silent(town: Town) -> None:
    town.willing("silent", "declined", channel="web")
    invite(town.store, house(), survey(), None)
    town.turn("declined", Reached(SLUG, "declined"), channel="web")
    told = []
    for _ in range(19):
        told.append(remind(town.store, house(), town.clock()))
        told.append(remind(town.store, house(), town.clock()))
        town.clock.now += DAY
    assert told.index(1) // 2 == 17
    assert sum(told) == 1
    last = town.store.messages("web", "silent")[-1].payload
    assert last["text"] == reminder(house(), survey()).text
    assert last["options"][0]["token"] == link(SLUG)


def test_no_reminder_follows_invitations_that_staff_stopped(town: Town) -> None:
    town.willing("a", channel="web")
    invite(town.store, house(), survey(), None)
    [only] = town.rounds()
    town.store.write(lambda c: broadcasts.stop(c, only.id, town.clock()))
    town.clock.now += 18 * DAY
    assert remind(town.store, house(), town.clock()) == 0


async def test_of_two_processes_one_sends_the_reminder(town: Town, database_url: str, secret: bytes) -> None:
    town.willing(*(f"p{n}" for n in range(5)), channel="web")
    invite(town.store, house(), survey(), None)
    town.clock.now += 18 * DAY
    other = open_store(database_url, secret, town.clock)
    for store in (town.store, other):
        jobs = round_jobs(store, house)
        for job in jobs:
            await Timetable(store, jobs, town.clock).run(job)
    other.close()
    assert [(each.kind, each.total) for each in town.rounds()] == [("reminder", 5), ("invitation", 5)]


def test_a_round_that_was_cut_off_is_gone_on_with_and_marked_as_done(town: Town) -> None:
    town.willing("a", "b", channel="web")
    town.store.write(
        lambda c: broadcasts.new(c, broadcasts.Round("invitation", SLUG), "queueing", town.clock())
    )
    go_on(town.store, house(), town.clock())
    assert [(each.total, each.left, each.status) for each in town.rounds()] == [(2, 0, "done")]


def test_who_listens_hears_of_at_most_three_new_entries_that_are_for_them(town: Town) -> None:
    whole = house()
    town.turn(
        "a",
        Remember("outcode", "DT4"),
        Remember("news_of", ""),
        Remember("told_of_news", True),
        channel="web",
    )
    assert tell_news(town.store, whole, town.clock()) == 0
    town.clock.now += timedelta(days=8)
    assert tell_news(town.store, whole, town.clock()) == 0
    unknown = sorted(current(whole))
    drop = "DELETE FROM known_entry WHERE first_on < '1971-01-01'"
    town.store.write(
        lambda c: (
            c.exec_driver_sql(drop),
            c.exec_driver_sql("INSERT INTO known_entry VALUES ('gone', '1970-01-01')"),
        )
    )
    assert tell_news(town.store, whole, town.clock()) == 1
    assert tell_news(town.store, whole, town.clock()) == 0
    [told] = town.store.messages("web", "a")
    expected = fitting(whole, "", "DT4", unknown)
    assert 1 <= len(expected) <= 3
    assert [card["id"] for card in told.payload["cards"]] == [entry.id for entry in expected]
    tokens = [option["token"] for option in told.payload["options"]]
    assert tokens == [*(link(f"about-{entry.id}") for entry in expected), link("stop-news")]


def test_only_what_is_for_it_and_near_enough_is_news() -> None:
    whole = house()
    every = current(whole)
    assert fitting(whole, "drums", "DT4", []) == []
    assert fitting(whole, "drums", "ZZ9", every) == []
    for entry in fitting(whole, "drums", "DT4", every):
        assert "drums" in (*entry.instruments, *entry.activities)


def test_an_invitation_says_what_who_and_how_long_and_fits_its_buttons(town: Town) -> None:
    say = invitation(house(), survey())
    assert say.text == (
        "The Example Youth Music Council would like to ask you: “What should the next workshop be?”\n\n"
        "One question. It takes about a minute."
    )
    assert max(len(option.token) for option in say.options) <= 64
    longest = replace(survey(), slug="s" * 58)
    assert max(len(option.token) for option in invitation(house(), longest).options) <= 64


def test_areas_are_known_only_where_all_of_a_district_is_in_one() -> None:
    whole = house()
    codes = {place.outcode for place in whole.catalogue.gazetteer.places if place.outcode}
    assert all(len(areas_of(whole, code)) <= 1 for code in codes)
    assert areas_of(whole, "") == frozenset()
    assert fits_of(whole, survey())("parent", "", "")
