"""Posts Telegram updates over keep-alive connections and counts the answers a second; knows nothing of who answers."""

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, cycle

CONNECTIONS = 40
CHATS = 400
AT = 1_795_341_600
NUMBERS = count(1)
"""Of updates: never the same twice in one run, or they would be taken for duplicates."""
SEARCHES = (
    "where can i do drums nr weymoth, im 12",
    "singing for my 8 year old in bridport",
    "gitar lessons dorchester saturdays",
    "any free choir near poole",
    "violin or cello lessons blandford",
    "somewhere to make beats, portland",
)
SURVEY = ("/start survey-autumn-2026", "yes", "1", "3", "skip", "1 and 2", "often", "more drums please")


@dataclass(frozen=True, slots=True)
class Measured:
    """`wrong` are answers other than 200."""

    turns: int
    seconds: float
    wrong: int
    slowest_ms: float
    median_ms: float

    @property
    def a_second(self) -> float:
        return self.turns / self.seconds


def updates(chats: int) -> Iterator[bytes]:
    """Updates without end: half the chats search, half answer a survey over and over."""
    texts = [cycle(SEARCHES if chat % 2 else SURVEY) for chat in range(chats)]
    for number in NUMBERS:
        chat = number % chats
        user = {"id": chat + 1, "is_bot": False, "first_name": "Sam"}
        message = {
            "message_id": number,
            "date": AT,
            "chat": {"id": chat + 1, "type": "private", "first_name": "Sam"},
            "from": user,
            "text": next(texts[chat]),
        }
        yield json.dumps({"update_id": number, "message": message}).encode()


async def drive(port: int, path: str, secret: str, turns: int, chats: int = CHATS) -> Measured:
    """Sends `turns` updates, each connection its next one when the last is answered."""
    left = iter(zip(range(turns), updates(chats), strict=False))
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: {secret}\r\n"
    head += "Content-Type: application/json\r\nContent-Length: "
    waits: list[float] = []
    wrong = 0

    async def one() -> None:
        nonlocal wrong
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _, body in left:
            began = time.perf_counter()
            writer.write(f"{head}{len(body)}\r\n\r\n".encode() + body)
            wrong += await _status(reader) != 200
            waits.append(time.perf_counter() - began)
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))
    seconds = time.perf_counter() - began
    waits.sort()
    return Measured(len(waits), seconds, wrong, waits[-1] * 1000, waits[len(waits) // 2] * 1000)


async def _status(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            await reader.readexactly(int(line.split(b":")[1]))
    return int(head.split(b" ", 2)[1])
