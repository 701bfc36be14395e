"""Messages get out: once, in order, at a pace, again when it fails, and never to who is gone."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.courier import Courier, Gone, Outgoing, Refused, Temporary
from bot.dialogue.effects import Alert, Effect, Forget, Say
from bot.dialogue.events import Event, Said
from bot.dialogue.state import State, Turn
from bot.store import BROADCAST, Store, open_store
from bot.turns import Incoming, Turns

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Time:
    """A clock that stands still until somebody sleeps."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        for _ in range(5):
            await asyncio.sleep(0)
        self.now += timedelta(seconds=seconds)

    def seconds(self) -> float:
        return (self.now - NOON).total_seconds()


class Platform:
    """Takes messages as a platform does; what it says to each attempt can be set beforehand."""

    def __init__(self, time: Time) -> None:
        self.time = time
        self.got: list[tuple[str, str]] = []
        self.times: list[float] = []
        self.edits: list[str | None] = []
        self.answers: dict[str, deque[Exception]] = {}
        self.attempts = 0

    async def send(self, outgoing: Outgoing) -> str:
        self.attempts += 1
        await asyncio.sleep(0)
        if self.answers.get(outgoing.address):
            raise self.answers[outgoing.address].popleft()
        self.got.append((outgoing.address, outgoing.payload["text"]))
        self.times.append(self.time.seconds())
        self.edits.append(outgoing.edits)
        return f"m{len(self.got)}"


def speak(bot: Any, state: State, event: Event) -> Turn:
    """Says each word of what it heard in a message of its own."""
    assert isinstance(event, Said)
    effects: list[Effect] = []
    for word in event.text.split():
        match word.split(":"):
            case ["worry"]:
                effects.append(Alert("harm", "high", "words"))
            case ["forget"]:
                effects.append(Forget())
            case ["edit", text]:
                effects.append(Say(text, question="q", replaces=True))
            case ["ask", text]:
                effects.append(Say(text, question="q"))
            case _:
                effects.append(Say(word))
    return Turn(state, tuple(effects))


class Post:
    """A store with turns that speak, a clock, and a platform."""

    def __init__(self, store: Store, time: Time) -> None:
        self.store = store
        self.time = time
        self.platform = Platform(time)
        self.turns = Turns(store, lambda: None, lambda: "", lambda _: None, speak)  # type: ignore[arg-type,return-value]
        self.number = 0

    async def hear(self, who: str, text: str) -> None:
        self.number += 1
        await self.turns.take(Incoming("telegram", str(self.number), who, Said(text, NOON)))

    def chat(self, who: str) -> str:
        return self.store.sealer.address_id("telegram", who)

    @asynccontextmanager
    async def courier(self, send: Callable[[Outgoing], Awaitable[str]] | None = None) -> Any:
        courier = Courier(self.store, {"telegram": send or self.platform.send}, self.time, self.time.sleep)
        running = asyncio.create_task(courier.run())
        try:
            yield courier
        finally:
            await courier.close()
            await running

    async def deliver(self) -> None:
        """Runs a courier until nothing waits."""
        async with self.courier():
            async with asyncio.timeout(20):
                while self.store.counts().waiting:
                    await asyncio.sleep(0.002)


@pytest.fixture
def post(database_url: str) -> Any:
    time = Time()
    store = open_store(database_url, b"a secret for tests, 32 bytes long", time)
    yield Post(store, time)
    store.close()


async def test_messages_of_one_chat_arrive_in_order(post: Post) -> None:
    await post.hear("a", "one two three")
    await post.hear("a", "four")
    await post.deliver()
    assert post.platform.got == [("a", "one"), ("a", "two"), ("a", "three"), ("a", "four")]


async def test_a_chat_gets_a_short_burst_and_then_one_a_second(post: Post) -> None:
    await post.hear("a", "1 2 3 4 5")
    await post.deliver()
    gaps = [
        later - earlier for earlier, later in zip(post.platform.times, post.platform.times[1:], strict=False)
    ]
    assert post.platform.times[4] >= 2.0
    assert gaps[-1] >= 0.99


async def test_a_concern_goes_before_replies_and_they_before_broadcasts(post: Post) -> None:
    await post.hear("a", "hello")
    await post.deliver()
    post.store.post([post.chat("a")], Say("news"), BROADCAST)
    await post.hear("b", "reply")
    await post.hear("c", "worry helpline")
    post.platform.got.clear()
    await post.deliver()
    assert post.platform.got == [("c", "helpline"), ("b", "reply"), ("a", "news")]


async def test_a_passing_fault_is_tried_again_with_growing_waits(post: Post) -> None:
    await post.hear("a", "hello")
    post.platform.answers["a"] = deque([Temporary(), Temporary(), Temporary(), RuntimeError("a bug")])
    await post.deliver()
    assert post.platform.got == [("a", "hello")]
    assert post.platform.attempts == 5
    assert post.platform.times[0] >= 1 + 2 + 4 + 8


async def test_being_told_to_slow_down_holds_that_chat_and_no_other(post: Post) -> None:
    await post.hear("a", "slow")
    await post.hear("b", "quick")
    post.platform.answers["a"] = deque([Temporary(30)])
    await post.deliver()
    assert post.platform.got == [("b", "quick"), ("a", "slow")]
    assert post.platform.times[0] < 1
    assert post.platform.times[1] >= 30


async def test_who_blocked_us_is_marked_and_not_tried_again_until_heard(post: Post) -> None:
    await post.hear("a", "one two")
    post.platform.answers["a"] = deque([Gone("bot was blocked by the user")])
    await post.deliver()
    assert (post.platform.attempts, post.platform.got) == (1, [])
    assert post.store.post([post.chat("a")], Say("news"), BROADCAST) == 0
    await post.hear("a", "back")
    await post.deliver()
    assert post.platform.got == [("a", "back")]


async def test_a_refused_message_ends_and_the_next_one_goes(post: Post) -> None:
    await post.hear("a", "bad good")
    post.platform.answers["a"] = deque([Refused("message is too long")])
    await post.deliver()
    assert post.platform.got == [("a", "good")]


async def test_a_message_that_replaces_edits_the_last_one_of_its_question(post: Post) -> None:
    await post.hear("a", "ask:first other")
    await post.hear("a", "edit:second")
    await post.deliver()
    assert post.platform.got[-1] == ("a", "second")
    assert post.platform.edits == [None, None, "m1"]


async def test_after_a_day_a_message_is_given_up(post: Post) -> None:
    await post.hear("a", "hello")
    post.platform.answers["a"] = deque([Temporary(90_000)])
    await post.deliver()
    assert (post.platform.attempts, post.platform.got) == (1, [])


async def test_a_goodbye_is_sent_and_then_the_address_is_gone(post: Post) -> None:
    await post.hear("a", "hello")
    await post.deliver()
    await post.hear("a", "forget goodbye")
    await post.deliver()
    assert post.platform.got == [("a", "hello"), ("a", "goodbye")]
    assert post.store.messages("telegram", "a") == []
    assert post.store.person_record("telegram", "a") == {}
    await post.hear("a", "again")
    await post.deliver()
    assert post.platform.got[-1] == ("a", "again")


async def test_two_couriers_on_one_database_send_everything_once(post: Post) -> None:
    for n in range(40):
        await post.hear(f"p{n}", "one two")
    async with post.courier(), post.courier(), asyncio.timeout(20):
        while post.store.counts().waiting:
            await asyncio.sleep(0.01)
    assert sorted(post.platform.got) == sorted((f"p{n}", word) for n in range(40) for word in ("one", "two"))


async def test_a_courier_that_stops_lets_what_it_sends_arrive_and_gives_back_the_rest(post: Post) -> None:
    for n in range(40):
        await post.hear(f"p{n}", "hello")
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(outgoing: Outgoing) -> str:
        begun.set()
        await go_on.wait()
        return await post.platform.send(outgoing)

    async with post.courier(slow) as courier:
        await begun.wait()
        closing = asyncio.create_task(courier.close())
        await asyncio.sleep(0.05)
        go_on.set()
        await closing
    assert len(post.platform.got) == 30
    await post.deliver()
    assert len(set(post.platform.got)) == len(post.platform.got) == 40


async def test_a_broadcast_uses_the_allowed_pace_and_never_more(post: Post) -> None:
    people = 240
    await asyncio.gather(*(post.hear(f"p{n}", "hello") for n in range(people)))
    await post.deliver()
    post.time.now += timedelta(minutes=1)
    post.platform.times.clear()
    began = post.time.seconds()
    assert post.store.post([post.chat(f"p{n}") for n in range(people)], Say("news"), BROADCAST) == people
    await post.deliver()
    times = sorted(post.platform.times)
    assert max(sum(t <= other < t + 1 for other in times) for t in times) <= 30
    assert people / (times[-1] - began) >= 0.95 * 30


async def test_a_reply_does_not_wait_for_a_broadcast(post: Post) -> None:
    people = [f"p{n}" for n in range(120)]
    await asyncio.gather(*(post.hear(who, "hello") for who in people))
    await post.deliver()
    post.store.post([post.chat(who) for who in people], Say("news"), BROADCAST)
    async with post.courier() as courier, asyncio.timeout(20):
        while post.platform.got.count(("p0", "news")) + len(post.platform.got) < len(people) + 20:
            await asyncio.sleep(0.002)
        asked = post.time.seconds()
        await post.hear("z", "quick")
        courier.wake()
        while ("z", "quick") not in post.platform.got:
            await asyncio.sleep(0.002)
    answered = post.platform.times[post.platform.got.index(("z", "quick"))]
    assert answered - asked < 1.0


async def test_a_damaged_row_ends_and_the_others_go(post: Post) -> None:
    await post.hear("a", "lost found")
    damage = text("UPDATE outbox SET payload = :junk WHERE seq = (SELECT min(seq) FROM outbox)")
    post.store.write(lambda c: c.execute(damage, {"junk": b"junk"}))
    await post.deliver()
    assert post.platform.got == [("a", "found")]
