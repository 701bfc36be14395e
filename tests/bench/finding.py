"""Measures finding at 1,000, 10,000 and 100,000 made-up entries beside SQLite FTS5 trigram and naive rapidfuzz.

Times are the thread's own CPU time, so that whatever else the machine does blurs none of them.
"""

import gc
import sqlite3
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz, process

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "finding"), str(HERE.parents[1])]

import measuring  # noqa: E402
from grading import questions  # noqa: E402
from made_up import TODAY, catalogue  # noqa: E402

from bot.catalogue.catalogue import Catalogue  # noqa: E402
from bot.catalogue.entry import Opportunity  # noqa: E402
from bot.catalogue.hub import Hub  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
NAIVE_QUERIES = 12
HUB = "dorset"


def made(size: int) -> list[Opportunity]:
    """`size` made-up entries all over the hub's towns and villages."""
    towns = [*measuring.TOWNS[HUB].split(";")]
    towns += [place.name for place in measuring.places(HUB) if place.hub and place.outcode != place.name]
    pairs = catalogue(measuring.places(HUB), tuple(dict.fromkeys(towns)), size, seed=size)
    return [entry for entry, _ in pairs]


def texts() -> list[str]:
    return [
        question.text for question in questions(HERE.parent / "finding/queries.txt") if question.hub == "d"
    ]


def milliseconds(ask: Callable[[str], object], asked: list[str]) -> tuple[float, float]:
    """Median and 99th percentile for one query."""
    taken = []
    for text in asked:
        start = time.thread_time()
        ask(text)
        taken.append((time.thread_time() - start) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=100)[-1]


def ours(entries: list[Opportunity]) -> tuple[Callable[[str], object], float, float]:
    """The search, the seconds its index took to build, and the megabytes it needs beside the entries."""
    gc.collect()
    start = time.thread_time()
    built = Catalogue.build(entries, measuring.vocabulary(), measuring.places(HUB), Hub(HUB, HUB), TODAY)
    seconds = time.thread_time() - start
    tracemalloc.start()
    again = Catalogue.build(entries, measuring.vocabulary(), measuring.places(HUB), Hub(HUB, HUB), TODAY)
    megabytes = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    del again
    return lambda text: built.find(built.understand(text)), seconds, megabytes


def fts5(entries: list[Opportunity]) -> tuple[Callable[[str], object], float]:
    """SQLite's full-text search with trigrams over title, tags, place and summary."""
    start = time.thread_time()
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table entry using fts5(id unindexed, said, tokenize='trigram')")
    base.executemany("insert into entry values (?, ?)", ((entry.id, _said(entry)) for entry in entries))

    def ask(text: str) -> object:
        grams = {word[at : at + 3] for word in text.casefold().split() for at in range(len(word) - 2)}
        asked = " OR ".join('"' + gram.replace('"', "") + '"' for gram in sorted(grams))
        return base.execute(
            "select id from entry where entry match ? order by rank limit 3", (asked,)
        ).fetchall()

    return ask, time.thread_time() - start


def naive(entries: list[Opportunity]) -> Callable[[str], object]:
    """rapidfuzz over every title, place and tag."""
    said = [_said(entry) for entry in entries]
    return lambda text: process.extract(text, said, scorer=fuzz.WRatio, limit=3)


def _said(entry: Opportunity) -> str:
    return f"{entry.title} {' '.join(entry.instruments)} {entry.where.place} {entry.summary}"


def rows() -> list[str]:
    """The table in Markdown."""
    asked = texts()
    lines = [
        "| entries | search | p50 ms CPU | p99 ms CPU | build s CPU | index MB |",
        "|---|---|---|---|---|---|",
    ]
    for size in SIZES:
        entries = made(size)
        ask, seconds, megabytes = ours(entries)
        milliseconds(ask, asked)
        p50, p99 = milliseconds(ask, asked * 3)
        lines.append(f"| {size:,} | Earshot | {p50:.2f} | {p99:.2f} | {seconds:.1f} | {megabytes:.0f} |")
        other, seconds = fts5(entries)
        p50, p99 = milliseconds(other, asked if size < SIZES[-1] else asked[:NAIVE_QUERIES])
        lines.append(f"| {size:,} | SQLite FTS5 trigram | {p50:.2f} | {p99:.2f} | {seconds:.1f} | |")
        p50, p99 = milliseconds(naive(entries), asked[:NAIVE_QUERIES])
        lines.append(f"| {size:,} | rapidfuzz WRatio over all | {p50:.2f} | {p99:.2f} | 0 | |")
    return lines


if __name__ == "__main__":
    print("\n".join(rows()))
