"""The server as a process: what it prints, that it goes on where it was, and that it ends cleanly."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def serving(data: Path, **env: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running server and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {
        **os.environ,
        "EARSHOT_DATA_DIR": str(data),
        "EARSHOT_PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        **env,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"],
        env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/readyz", process)
        yield process, url
    finally:
        process.kill()
        process.communicate()


def wait_for(url: str, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(url, timeout=5).read()
            return
        except (urllib.error.URLError, ConnectionError):
            assert process.poll() is None, process.communicate()
            time.sleep(0.05)
    raise AssertionError("the server did not start")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("data")) as (_process, url):
        yield url


def get(url: str) -> str:
    return urllib.request.urlopen(url, timeout=10).read().decode()


def test_it_serves_without_any_setting_says_where_everything_is_and_ends_cleanly(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, url):
        assert "Dorset" in get(f"{url}/")
        assert "<form" in get(f"{url}/chat")
        assert get(f"{url}/healthz") == "ok\n"
        assert re.search(r"^earshot_conversations 0.0$", get(f"{url}/metrics"), re.MULTILINE)
        process.send_signal(signal.SIGINT)
        printed, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert f"{url}/chat" in printed
    assert f"{url}/admin/set-up/" in printed
    assert "EARSHOT_TELEGRAM_TOKEN" in printed
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("path", ["/browse", "/voice", "/admin/sign-in", "/api/oruk/"])
def test_pages_that_are_built_after_the_start_are_there(served: str, path: str) -> None:
    assert urllib.request.urlopen(f"{served}{path}", timeout=10).status == 200


def test_it_starts_again_with_the_same_data_and_another_set_up_link(tmp_path: Path) -> None:
    links = []
    for _ in range(2):
        with serving(tmp_path) as (process, _url):
            process.send_signal(signal.SIGTERM)
            printed, _ = process.communicate(timeout=20)
            links.append(re.findall(r"/admin/set-up/(\S+)", printed)[0])
    assert links[0] != links[1]


def test_the_other_hub_is_one_setting_away(tmp_path: Path) -> None:
    with serving(tmp_path, EARSHOT_HUB="durham") as (_process, url):
        assert "Durham" in get(f"{url}/")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("EARSHOT_HUB", "atlantis", "there is no hub `atlantis`"),
        ("EARSHOT_SECRET_KEY", "short", "EARSHOT_SECRET_KEY is too short"),
        ("EARSHOT_TELEGRAM_TOKEN", "nonsense", "EARSHOT_TELEGRAM_TOKEN"),
        ("EARSHOT_DATABASE_URL", "mysql://x/y", "EARSHOT_DATABASE_URL"),
    ],
)
def test_what_keeps_it_from_starting_is_said_in_one_sentence(
    tmp_path: Path, name: str, value: str, said: str
) -> None:
    env = {**os.environ, "EARSHOT_DATA_DIR": str(tmp_path), "EARSHOT_PORT": "0", name: value}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "serve"],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_said_with_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        env = {**os.environ, "EARSHOT_DATA_DIR": str(tmp_path), "EARSHOT_PORT": str(taken.getsockname()[1])}
        done = subprocess.run(
            [sys.executable, "-m", "bot", "serve"],
            env=env,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert "set EARSHOT_PORT" in done.stderr
