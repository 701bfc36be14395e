"""What happens on the clock happens once, is caught up on, and forgets what is past its time."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.dialogue.effects import Effect, Remind, Say
from bot.dialogue.events import Event, FellSilent, Said, Started
from bot.dialogue.state import State, Turn
from bot.jobs import Job, Timetable, end_silences, give_reminders, standing_jobs
from bot.store import Store, open_store
from bot.turns import Incoming, Turns

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Time:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def talk(bot: Any, state: State, event: Event) -> Turn:
    match event:
        case FellSilent():
            if "faulty" in state.data:
                raise ValueError("a faulty scene")
            return Turn(State(salt=state.salt), (Say("forgotten"),))
        case Said("remind me", at):
            effects: tuple[Effect, ...] = (Remind(at + HOUR, "concert"),)
            return Turn(state, effects)
        case Said(text, at):
            return Turn(state.with_data(**{text: True}), (Say(" ".join(state.data)),), expires=at + HOUR)
        case Started(payload):
            return Turn(state, (Say(f"started {payload}"),))
    raise AssertionError(event)


class House:
    def __init__(self, store: Store, time: Time) -> None:
        self.store, self.time, self.number = store, time, 0
        self.turns = Turns(store, lambda: None, lambda: "Sorry.", lambda _: None, talk)  # type: ignore[arg-type,return-value]

    async def hear(self, text: str, who: str = "p1") -> None:
        self.number += 1
        await self.turns.take(Incoming("web", str(self.number), who, Said(text, self.time.now)))

    def texts(self, who: str = "p1") -> list[str]:
        return [m.payload["text"] for m in self.store.messages("web", who)]


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    time = Time()
    store = open_store(database_url, b"a secret for tests, 32 bytes long", time)
    yield House(store, time)
    store.close()


async def test_a_conversation_that_expired_forgets_once(house: House) -> None:
    await house.hear("a")
    await end_silences(house.store, house.turns, NOON + HOUR / 2)
    assert house.texts() == [""]
    for _ in range(2):
        await end_silences(house.store, house.turns, NOON + HOUR)
    await house.hear("b")
    assert house.texts() == ["", "forgotten", ""]


async def test_who_spoke_again_in_time_forgets_nothing(house: House) -> None:
    await house.hear("a")
    [silent] = house.store.silent(NOON + HOUR)
    house.time.now += HOUR / 2
    await house.hear("b")
    late = Incoming(silent.channel, silent.key, silent.address, FellSilent(NOON + HOUR))
    assert (await house.turns.take(late)).duplicate
    await house.hear("c")
    assert house.texts() == ["", "a", "a b"]


async def test_what_a_faulty_scene_keeps_is_forgotten_all_the_same_and_nobody_is_disturbed(
    house: House,
) -> None:
    await house.hear("faulty")
    await end_silences(house.store, house.turns, NOON + HOUR)
    assert house.store.silent(NOON + HOUR) == []
    await house.hear("b")
    assert house.texts() == ["", ""]


async def test_a_reminder_begins_the_talk_once_and_is_forgotten(house: House) -> None:
    await house.hear("remind me")
    await give_reminders(house.store, house.turns, NOON + HOUR / 2)
    assert house.texts() == []
    [due] = house.store.due_reminders(NOON + HOUR)
    before_it_was_forgotten = Incoming("web", f"reminder:{due.id}", "p1", Started("concert", NOON + HOUR))
    await house.turns.take(before_it_was_forgotten)
    await give_reminders(house.store, house.turns, NOON + HOUR)
    assert house.texts() == ["started concert"]
    assert house.store.due_reminders(NOON + HOUR) == []


async def test_a_slot_is_run_by_one_of_two_processes(house: House, database_url: str) -> None:
    ran: list[datetime] = []

    async def note(now: datetime) -> None:
        ran.append(now)

    other = open_store(database_url, b"a secret for tests, 32 bytes long", house.time)
    job = Job("note", timedelta(minutes=1), note)
    tables = [Timetable(house.store, [job]), Timetable(other, [job])]
    assert sorted(await asyncio.gather(*(table.run(job) for table in tables))) == [False, True]
    house.time.now += timedelta(seconds=59)
    assert await tables[0].run(job) is False
    house.time.now += timedelta(seconds=1)
    assert await tables[1].run(job) is True
    other.close()
    assert ran == [NOON, NOON + timedelta(minutes=1)]


async def test_a_job_that_fails_is_tried_again_in_the_next_slot(house: House) -> None:
    tries = 0

    async def fail(now: datetime) -> None:
        nonlocal tries
        tries += 1
        raise ValueError

    job = Job("fail", timedelta(minutes=1), fail)
    table = Timetable(house.store, [job])
    await table.run(job)
    house.time.now += timedelta(minutes=1)
    await table.run(job)
    assert tries == 2


async def test_the_timetable_runs_the_standing_jobs_at_once_when_it_starts(house: House) -> None:
    await house.hear("a")
    house.time.now += HOUR
    table = Timetable(house.store, standing_jobs(house.store, house.turns))
    table.start()
    async with asyncio.timeout(5):
        while house.texts() != ["", "forgotten"]:
            await asyncio.sleep(0.01)
    await table.close()


async def test_what_was_said_is_gone_after_a_day_and_every_trace_of_it_after_a_week(house: House) -> None:
    await house.turns.take(Incoming("web", "1", "p1", Said("a", NOON), echo="a"))
    house.store.prune(NOON + timedelta(hours=23))
    assert [m.mine for m in house.store.messages("web", "p1")] == [True, False]
    assert house.store.prune(NOON + timedelta(hours=25)) == 3
    assert house.store.messages("web", "p1") == []
    assert house.store.prune(NOON + timedelta(days=8)) == 2


async def test_who_was_not_heard_for_a_year_is_erased(house: House) -> None:
    await house.hear("a")
    house.store.prune(NOON + timedelta(days=365))
    assert house.store.person_record("web", "p1") != {}
    house.store.prune(NOON + timedelta(days=366))
    assert house.store.person_record("web", "p1") == {}
    assert house.store.counts().conversations == 0
