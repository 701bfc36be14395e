"""Broadcasts wait for the morning and use the pace that is allowed; replies and concerns wait for neither."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from asked_people import Town
from bot.courier import Courier, Outgoing, Temporary, quiet_in
from bot.dialogue.effects import Alert, Say
from bot.store import open_store

EVENING = datetime(2026, 10, 24, 18, 59, 50, tzinfo=UTC)  # 19:59:50 in summer time, on the day before it ends
MORNING = datetime(2026, 10, 25, 8, 0, tzinfo=UTC)  # 08:00 in winter time


class Time:
    def __init__(self) -> None:
        self.now = EVENING

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        for _ in range(5):
            await asyncio.sleep(0)
        self.now += timedelta(seconds=seconds)


class Strict:
    """A platform that counts: 30 messages in any second, one a second to a chat, else 429."""

    def __init__(self, time: Time) -> None:
        self.time = time
        self.got: list[tuple[datetime, str]] = []
        self.refused = 0
        self.looks = 0

    async def send(self, outgoing: Outgoing) -> str:
        await asyncio.sleep(0)
        lately = [(at, who) for at, who in self.got[-60:] if self.time.now - at < timedelta(seconds=1)]
        if len(lately) >= 30 or outgoing.address in [who for _, who in lately]:
            self.refused += 1
            raise Temporary(1.0)
        self.got.append((self.time.now, outgoing.address))
        return str(len(self.got))

    def waited_for(self, town: Town) -> bool:
        """Whether anything is still to come; asks the database only now and then."""
        self.looks += 1
        return self.looks % 50 != 0 or town.store.counts().waiting > 0


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def town(secret: bytes, time: Time) -> Iterator[Town]:
    store = open_store("sqlite://", secret, time)
    yield Town(store, time)  # type: ignore[arg-type]
    store.close()


async def deliver(town: Town, time: Time, platform: Strict, until: datetime) -> None:
    """Until then, or until nothing waits."""
    courier = Courier(
        town.store, {"telegram": platform.send}, time, time.sleep, quiet=quiet_in("Europe/London")
    )
    running = asyncio.create_task(courier.run())
    async with asyncio.timeout(40):
        while time.now < until and platform.waited_for(town):
            await asyncio.sleep(0.001)
    await courier.close()
    await running


async def test_what_is_left_of_a_round_at_eight_in_the_evening_waits_for_eight_in_the_morning(
    town: Town, time: Time
) -> None:
    platform = Strict(time)
    town.willing(*(f"p{n}" for n in range(320)))
    town.invite()
    await deliver(town, time, platform, EVENING + timedelta(minutes=2))
    before = len(platform.got)
    assert 250 <= before <= 300
    town.turn("q", Say("a reply"))
    town.turn("r", Alert("harm", "high", "words"), Say("a helpline"))
    await deliver(town, time, platform, time.now + timedelta(minutes=1))
    assert sorted(who for _, who in platform.got[before:]) == ["q", "r"]
    time.now = MORNING - timedelta(seconds=20)
    await deliver(town, time, platform, MORNING + timedelta(minutes=1))
    late = [at for at, _ in platform.got[before + 2 :]]
    assert len(late) == 320 - before
    assert MORNING <= min(late) < MORNING + timedelta(seconds=5)
    assert platform.refused == 0
    assert len({who for _, who in platform.got}) == len(platform.got)


async def test_a_round_uses_the_pace_that_is_allowed_and_never_more_and_replies_go_first(
    town: Town, time: Time
) -> None:
    time.now = EVENING - timedelta(hours=6)
    platform = Strict(time)
    town.willing(*(f"p{n}" for n in range(600)))
    town.invite()
    began, asked = time.now, {}
    courier = Courier(town.store, {"telegram": platform.send}, time, time.sleep)
    running = asyncio.create_task(courier.run())
    async with asyncio.timeout(60):
        while platform.waited_for(town):
            second = int((time.now - began).total_seconds())
            if second % 5 == 0 and second not in asked:
                await asyncio.to_thread(town.turn, f"reply{second}", Say("a reply"))
                asked[second] = time.now
                courier.wake()
            await asyncio.sleep(0.001)
    await courier.close()
    await running
    ended = max(at for at, who in platform.got if who.startswith("p"))
    until_then = [who for at, who in platform.got if at <= ended]
    answered = {who: at for at, who in platform.got}
    waits = [(answered[f"reply{second}"] - at).total_seconds() for second, at in asked.items()]
    assert platform.refused == 0
    assert len(until_then) / (ended - began).total_seconds() >= 0.95 * 30
    assert max(waits) < 1.0
