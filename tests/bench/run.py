"""`make bench`: everything that is claimed of speed and memory, each beside a peer or a limit in the same run."""

import asyncio
import os
import platform
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from load import Measured, drive

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
SECRET = "bench-secret"
PATH = "/telegram/webhook"
TURNS = 12_000
ROUNDS = 3
OTHERS = ("finding.py", "eligibility.py", "sending.py")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: Sequence[str], port: int, **env: str) -> Iterator[subprocess.Popen[bytes]]:
    """The process, once it answers; stopped at the end. Python keeps what it compiled, as where people use it."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        command, env=inherited | env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 60
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{command} did not start")
            time.sleep(0.005)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def earshot(folder: Path, port: int) -> tuple[list[str], dict[str, str]]:
    settings = {
        "EARSHOT_DATA_DIR": str(folder),
        "EARSHOT_PORT": str(port),
        "EARSHOT_TELEGRAM_TOKEN": "123456:bench_bench_bench",
        "EARSHOT_TELEGRAM_MODE": "webhook",
        "EARSHOT_TELEGRAM_WEBHOOK_SECRET": SECRET,
        "EARSHOT_TELEGRAM_API_ROOT": "http://127.0.0.1:9",
        "EARSHOT_PUBLIC_URL": "http://127.0.0.1",
        "EARSHOT_LOG_LEVEL": "error",
    }
    return [sys.executable, "-m", "bot", "serve"], settings


def peer(name: str, port: int) -> list[str]:
    return [sys.executable, str(HERE / "peers" / name), str(port)]


def measure(command: Sequence[str], port: int, turns: int, **env: str) -> Measured:
    with running(command, port, **env):
        asyncio.run(drive(port, PATH, SECRET, turns // 6))
        return asyncio.run(drive(port, PATH, SECRET, turns))


def webhook_rows() -> list[str]:
    """Turns a second of the three, taken in turn so that a machine that slows down slows all of them."""
    ours, echo, library = [], [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            port = free_port()
            command, env = earshot(Path(folder), port)
            ours.append(measure(command, port, TURNS, **env))
        for name, found in (("echo.py", echo), ("library_bot.py", library)):
            port = free_port()
            found.append(measure(peer(name, port), port, TURNS))
    mine, limit, other = (median(found) for found in (ours, echo, library))
    wrong = sum(each.wrong for each in ours)
    return [
        "| through the real webhook, 40 connections | turns a second | Earshot / this |",
        "|---|---:|---:|",
        f"| Earshot: stored durably (`synchronous=FULL`), a search or survey answer each | {mine:,.0f} | |",
        f"| aiohttp that answers at once | {limit:,.0f} | {mine / limit:.2f} |",
        f"| python-telegram-bot `process_update`, keeps nothing | {other:,.0f} | {mine / other:.2f} |",
        "",
        f"Answers other than 200: {wrong}. Median wait {sorted(e.median_ms for e in ours)[ROUNDS // 2]:.1f} ms, "
        f"slowest of all {max(e.slowest_ms for e in ours):.0f} ms.",
    ]


def median(found: Sequence[Measured]) -> float:
    return sorted(each.a_second for each in found)[len(found) // 2]


def start_rows() -> list[str]:
    """Time from the command to the first page, and memory after 10,000 conversations.

    The very first start compiles the modules, once for each version, and is left out.
    """
    firsts = []
    for _ in range(6):
        with tempfile.TemporaryDirectory() as folder:
            port = free_port()
            command, env = earshot(Path(folder), port)
            began = time.perf_counter()
            with running(command, port, **env):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/chat").read()
                firsts.append(time.perf_counter() - began)
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        command, env = earshot(Path(folder), port)
        with running(command, port, **env) as process:
            asyncio.run(drive(port, PATH, SECRET, 10_000, chats=10_000))
            memory = _megabytes(process.pid)
    first = sorted(firsts[1:])[len(firsts[1:]) // 2]
    return [
        "| | measured | limit | measured / limit |",
        "|---|---:|---:|---:|",
        f"| command to first page, after the first start, s | {first:.2f} | 1.50 | {first / 1.5:.2f} |",
        f"| resident memory after 10,000 conversations, MB | {memory:.0f} | 150 | {memory / 150:.2f} |",
    ]


def _megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else float("nan")


def other(name: str) -> list[str]:
    """What another bench of this folder prints."""
    done = subprocess.run([sys.executable, str(HERE / name)], capture_output=True, text=True, check=False)
    return (done.stdout if done.returncode == 0 else done.stdout + done.stderr).strip().splitlines()


def machine() -> str:
    names = re.findall(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return (
        f"{os.cpu_count()} × {names[0] if names else platform.machine()}, {pages / 2**30:.0f} GiB, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


def main() -> None:
    turns = [*webhook_rows(), "", "```", *other("turns.py"), "```"]
    sections = [("Turns", turns), ("Starting and memory", start_rows())]
    for name in OTHERS:
        sections.append((name.removesuffix(".py").capitalize(), ["```", *other(name), "```"]))
    lines = ["# What was measured", "", f"{machine()}. Ratios hold on other machines better than figures."]
    for title, rows in sections:
        lines += ["", f"## {title}", "", *rows]
    text = "\n".join(lines) + "\n"
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
