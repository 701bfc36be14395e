"""Measures stored turns a second beside plain sqlite3 writing the same rows, in one run on one disk."""

import asyncio
import json
import sqlite3
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.dialogue.bot import Bot
from bot.dialogue.effects import Noted, Option, Say
from bot.dialogue.events import Event, Said
from bot.dialogue.state import State, Turn
from bot.store import open_store
from bot.turns import Incoming, Turns

TURNS, PEOPLE, AT_ONCE = 8000, 500, 40
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SAY = Say(
    "Here's what I found near Weymouth.", tuple(Option(f"Show {n}", str(n), "t" * 16) for n in range(3))
)
FOUND = Noted("drums", "DT4", "12-14", 3, 1.2)


def answer(_bot: Bot, state: State, event: Event) -> Turn:
    """A search's worth of rows, and no time spent on finding."""
    return Turn(state.with_data(last="drums", n=state.visit), (SAY, FOUND), expires=event.at)


async def durable_turns(folder: Path, channel: str, at_once: int = AT_ONCE) -> float:
    """Turns a second with `at_once` events on their way at any time."""
    store = open_store(f"sqlite:///{folder / f'{channel}.db'}", b"x" * 32)
    turns = Turns(store, lambda: None, lambda: "", lambda _: None, answer)  # type: ignore[arg-type,return-value]
    numbers = iter(range(TURNS))

    async def one() -> None:
        for number in numbers:
            await turns.take(Incoming(channel, str(number), f"p{number % PEOPLE}", Said("drums", NOON)))

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(at_once)))
    rate = TURNS / (time.perf_counter() - began)
    await turns.close()
    store.close()
    return rate


def plain_sqlite(folder: Path, group: int) -> float:
    """The same rows by hand, `group` turns a commit, nothing encrypted, nothing decided."""
    db = sqlite3.connect(folder / f"plain{group}.db", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
        db.execute(f"PRAGMA {pragma}")
    db.executescript(
        "CREATE TABLE seen (id TEXT PRIMARY KEY, day TEXT) WITHOUT ROWID;"
        "CREATE TABLE conversation (id TEXT PRIMARY KEY, state BLOB, seq INT) WITHOUT ROWID;"
        "CREATE TABLE outbox (id INTEGER PRIMARY KEY, conversation TEXT, seq INT, payload BLOB, at TEXT);"
        "CREATE UNIQUE INDEX o ON outbox (conversation, seq);"
        "CREATE TABLE demand (id INTEGER PRIMARY KEY, day TEXT, what TEXT, outcode TEXT, age TEXT, found INT);"
    )
    payload = json.dumps(
        {"text": SAY.text, "options": [o.label for o in SAY.options]} | {"more": "x" * 250}
    ).encode()
    state = b"x" * 300
    began = time.perf_counter()
    for start in range(0, TURNS, group):
        db.execute("BEGIN IMMEDIATE")
        for n in range(start, min(start + group, TURNS)):
            who = f"p{n % PEOPLE}"
            db.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (str(n), "2026-11-22"))
            row = db.execute("SELECT state, seq FROM conversation WHERE id = ?", (who,)).fetchone()
            seq = row[1] + 1 if row else 1
            db.execute("INSERT OR REPLACE INTO conversation VALUES (?, ?, ?)", (who, state, seq))
            db.execute(
                "INSERT INTO outbox VALUES (NULL, ?, ?, ?, ?)", (who, seq, payload, "2026-11-22T12:00")
            )
            db.execute("INSERT INTO demand VALUES (NULL, '2026-11-22', 'drums', 'DT4', '12-14', 3)")
        db.execute("COMMIT")
    return TURNS / (time.perf_counter() - began)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain = plain_sqlite(folder, 32)
        rows = [
            ("plain sqlite3, 32 turns a commit", plain),
            ("plain sqlite3, 1 turn a commit", plain_sqlite(folder, 1)),
            ("turns, to a page (read back)", asyncio.run(durable_turns(folder, "web"))),
            ("turns, to be sent", asyncio.run(durable_turns(folder, "telegram"))),
            ("turns, one at a time", asyncio.run(durable_turns(folder, "web1", 1))),
        ]
    for what, rate in rows:
        print(f"{what:40} {rate:8.0f}/s {rate / plain:6.2f}")


if __name__ == "__main__":
    main()
