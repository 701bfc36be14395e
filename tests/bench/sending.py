"""Sending to many: how long 10,000 invitations take to queue, what a sent message costs, how much of the pace is used.

The platform is a local stand-in on a clock of its own; it keeps the limits that Telegram states (30 messages a second
in all, one a second a chat) and answers 429 when they are passed.
"""

import asyncio
import sys
import tempfile
import time
from collections import defaultdict, deque
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from run import HERE, free_port, running

from bot.channels.telegram.connect import close
from bot.channels.telegram.parts import telegram_parts
from bot.channels.telegram.sender import telegram_sender
from bot.courier import Courier, Outgoing, Pace, Temporary
from bot.dialogue.effects import Effect, Option, Remember, Say
from bot.dialogue.events import Event, Said
from bot.dialogue.state import State, Turn
from bot.dialogue.step import link
from bot.store import Arrival, Store, invitations, open_store
from bot.store.broadcasts import INVITATION, Round
from bot.store.rows import payload
from bot.store.sending import send

SECRET = b"a secret for the bench, 32 bytes."
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PEOPLE = 10_000
MINUTES = 10
HTTP_MESSAGES = 4_000
QUEUED_IN_SECONDS, CPU_MS, SHARE = 5.0, 1.5, 0.95
INVITED = Say(
    "The youth music council would like to ask you: “How is music for you?”\n\n6 questions. It takes about 2 minutes.",
    (
        Option("Start", token=link("survey-autumn-2026")),
        Option("Not now", token=link("no-survey-autumn-2026")),
        Option("Don't ask me again", token=link("stop-asking")),
    ),
)


class Time:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        for _ in range(5):
            await asyncio.sleep(0)
        self.now += timedelta(seconds=seconds)


class Platform:
    """Takes messages within its limits, refuses those beyond with 429."""

    def __init__(self, clock: Time) -> None:
        self._clock = clock
        self._all: deque[float] = deque()
        self._last: dict[str, float] = defaultdict(lambda: -1.0)
        self.taken, self.refused = 0, 0
        self.replies: list[float] = []

    async def send(self, outgoing: Outgoing) -> str:
        await asyncio.sleep(0)
        now = self._clock.now.timestamp()
        while self._all and now - self._all[0] >= 1.0:
            self._all.popleft()
        if len(self._all) >= 30 or now - self._last[outgoing.address] < 1.0:
            self.refused += 1
            raise Temporary(1.0)
        self._all.append(now)
        self._last[outgoing.address] = now
        self.taken += 1
        if not outgoing.payload["options"]:
            self.replies.append(now)
        return str(self.taken)


def admit(store: Store, people: int) -> None:
    """People on Telegram who said yes to being asked, until there are so many."""

    def agree(state: State, _event: Event) -> Turn:
        return Turn(state, effects)

    effects: tuple[Effect, ...] = (Remember("role", "young_person"), Remember("ask_me", True))
    for start in range(people - PEOPLE, people, 500):
        part = [
            Arrival("telegram", str(n), f"1000{n}", Said("yes", NOON))
            for n in range(start, min(start + 500, people))
        ]
        store.queue(lambda part=part: store.take(part, agree, str)).result()


def queue(store: Store) -> tuple[float, float]:
    """Seconds and CPU seconds to queue an invitation for everybody who was not invited yet."""
    store.open_edition("survey-autumn-2026", "{}", "hash")
    whom = invitations.to_invite("survey-autumn-2026", lambda role, _band, _outcode: role == "young_person")
    wall, cpu = time.perf_counter(), time.process_time()
    if send(store, Round(INVITATION, "survey-autumn-2026"), whom, INVITED) != PEOPLE:
        raise RuntimeError("not everybody was invited")
    return time.perf_counter() - wall, time.process_time() - cpu


async def deliver(store: Store, clock: Time, platform: Platform) -> tuple[float, float]:
    """Ten minutes of the platform's time, a reply every second among the invitations; the CPU seconds they took, and
    the longest that a reply waited (seconds on the platform's clock)."""
    courier = Courier(store, {"telegram": platform.send}, clock, clock.sleep)
    going = asyncio.create_task(courier.run())
    cpu, until, asked = time.process_time(), NOON + timedelta(minutes=MINUTES), 0
    spoken: list[float] = []
    while clock.now < until:
        if clock.now >= NOON + timedelta(seconds=asked):
            asked += 1
            spoken.append(clock.now.timestamp())
            await asyncio.to_thread(speak, store, asked)
            courier.wake()
        await asyncio.sleep(0.002)
    spent = time.process_time() - cpu
    await courier.close()
    await going
    waits = [got - said for said, got in zip(spoken, platform.replies, strict=False)]
    return spent, max(waits)


def speak(store: Store, number: int) -> None:
    """Somebody talks with the bot and is answered."""
    arrival = Arrival("telegram", f"said {number}", f"9{number}", Said("hello", NOON))
    store.queue(
        lambda: store.take([arrival], lambda state, _: Turn(state, (Say("An answer"),)), str)
    ).result()


async def bare(messages: int) -> float:
    """CPU seconds of a loop that hands so many messages to the platform, and knows neither limit nor database."""
    clock = Time()
    platform = Platform(clock)
    cpu = time.process_time()
    for n in range(messages):
        clock.now += timedelta(seconds=0.04)
        await platform.send(Outgoing(n, "telegram", str(n), {"options": [1]}, None))
    return time.process_time() - cpu


async def through_telegram(store: Store, port: int) -> tuple[float, float]:
    """CPU milliseconds a message from the outbox to a stand-in for Telegram's Bot API in another process, as fast as it
    goes; and those of a bare loop that hands the same messages to the same sender."""
    parts = telegram_parts(
        turns=None,  # type: ignore[arg-type]
        store=store,
        words=lambda _key, /, **_values: "More",
        nearest_place=lambda _lat, _lon: None,
        token="123456:bench_bench_bench",
        mode="webhook",
        secret="-",
        public_url="https://chat.example.org",
        api_root=f"http://127.0.0.1:{port}",
    )
    sender, sent = telegram_sender(parts), 0

    async def counted(outgoing: Outgoing) -> str:
        nonlocal sent
        sent += 1
        return await sender(outgoing)

    courier = Courier(store, {"telegram": counted}, pace=Pace(0.0, 1000, 100_000))
    cpu, going = time.process_time(), asyncio.create_task(courier.run())
    while sent < HTTP_MESSAGES:
        await asyncio.sleep(0.01)
    await courier.close()
    await going
    ours = 1000 * (time.process_time() - cpu) / sent
    cpu, shown = time.process_time(), payload(INVITED)
    for start in range(0, HTTP_MESSAGES, 20):
        await asyncio.gather(
            *(sender(Outgoing(n, "telegram", "1", shown, None)) for n in range(start, start + 20))
        )
    alone = 1000 * (time.process_time() - cpu) / HTTP_MESSAGES
    await close(parts)
    return ours, alone


def over_http(folder: Path) -> tuple[float, float]:
    store = open_store(f"sqlite:///{folder / 'http.db'}", SECRET)
    admit(store, PEOPLE)
    queue(store)
    port = free_port()
    with running([sys.executable, str(HERE / "peers" / "bot_api.py"), str(port)], port):
        figures = asyncio.run(through_telegram(store, port))
    store.close()
    return figures


def table(rows: Sequence[tuple[str, float, float]]) -> list[str]:
    return [f"{name:58} {value:9.3f} {limit:9.3f} {value / limit:9.2f}" for name, value, limit in rows]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        clock = Time()
        store = open_store(f"sqlite:///{Path(folder) / 'bench.db'}", SECRET, clock)
        admit(store, PEOPLE)
        wall, cpu = queue(store)
        admit(store, 2 * PEOPLE)
        queue(store)
        platform = Platform(clock)
        spent, slowest = asyncio.run(deliver(store, clock, platform))
        store.close()
        http, bare_http = over_http(Path(folder))
    each = 1000 * spent / platform.taken
    alone = 1000 * asyncio.run(bare(platform.taken)) / platform.taken
    print(f"{'':58} {'measured':>9} {'limit':>9} {'ratio':>9}")
    rows = [
        (f"{PEOPLE:,} invitations queued, s", wall, QUEUED_IN_SECONDS),
        ("the same, CPU s", cpu, QUEUED_IN_SECONDS),
        ("CPU a message: outbox, pace, noting, ms", each, CPU_MS),
        ("CPU a message with Telegram's library and HTTP, ms", http, CPU_MS),
        ("longest wait of a reply among them, s", slowest, 1.0),
        ("messages a second (limit: 95 % of 30)", platform.taken / (60 * MINUTES), SHARE * 30),
    ]
    print("\n".join(table(rows)))
    print(
        f"a bare loop into the same stand-in, no HTTP: {alone:.3f} ms CPU a message; Earshot / this {each / alone:.1f}"
    )
    print(
        f"a bare loop of the same sender over HTTP: {bare_http:.3f} ms CPU a message; "
        f"Earshot / this {http / bare_http:.2f}"
    )
    print(
        f"{platform.taken:,} messages in {MINUTES} minutes of the platform's time, {platform.refused} answered 429"
    )


if __name__ == "__main__":
    main()
