"""Knows how to connect to SQLite and PostgreSQL safely; refuses to know any table but its own key check."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, make_url, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import StaticPool

from bot.store.dialect import CannotOpen
from bot.store.migrations import migrate
from bot.store.sealing import Sealer, WrongKey
from bot.store.tables import key_check

PATIENCE_SECONDS = 5.0
BRIEFLY_MS = 50
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "cache_size=-16000",  # KiB
    "wal_autocheckpoint=4000",  # pages: 16 MB; with 1,000 a busy hour spends a fifth of its time copying pages back
)
_CHECK = b"earshot"


def engines(url: str) -> tuple[Engine, Engine]:
    """One engine to write with and one to read with; for a database in memory they are the same."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    if parsed.get_backend_name() == "postgresql":
        engine = create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True, pool_size=10)
        return engine, engine
    raise CannotOpen(
        f"EARSHOT_DATABASE_URL begins with {parsed.drivername}; use sqlite:///FILE or postgresql://HOST/NAME."
    )


def prepare(engine: Engine, sealer: Sealer) -> None:
    """Brings the tables up to date and makes sure that the key is the one the database was made with."""
    try:
        with engine.begin() as connection:
            migrate(connection)
            _check_key(connection, sealer)
    except OperationalError as fault:
        raise CannotOpen(
            f"The database {engine.url.render_as_string()} cannot be opened: {str(fault.orig).strip()}. See that it is "
            "there, that this user may write to it, and that EARSHOT_DATABASE_URL is right."
        ) from fault
    _only_for_us(engine)


def wipe_log(connection: Connection) -> None:
    """Writes SQLite's log back and empties it, unless somebody is reading for long: then the next time will do."""
    driver = connection.connection.cursor()
    patience = f"{PATIENCE_SECONDS * 1000:.0f}"
    for pragma in (f"busy_timeout={BRIEFLY_MS}", "wal_checkpoint(TRUNCATE)", f"busy_timeout={patience}"):
        driver.execute(f"PRAGMA {pragma}")
        driver.fetchall()


def in_memory(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite" and engine.url.database in (None, "", ":memory:")


def _only_for_us(engine: Engine) -> None:
    """A database file is for the user who runs the bot, as the secret key is."""
    if engine.dialect.name == "sqlite" and not in_memory(engine):
        for ending in ("", "-wal", "-shm"):
            path = Path(f"{engine.url.database}{ending}")
            if path.exists():
                path.chmod(0o600)


def _sqlite(url: URL) -> tuple[Engine, Engine]:
    memory = url.database in (None, "", ":memory:")
    connect: dict[str, Any] = {"timeout": PATIENCE_SECONDS, "check_same_thread": False}
    options: dict[str, Any] = {"connect_args": connect, "paramstyle": "named"}
    writing = create_engine(url, poolclass=StaticPool, **options)
    _configure(writing, "BEGIN IMMEDIATE")
    if memory:
        return writing, writing
    reading = create_engine(url, **options)
    _configure(reading, "BEGIN")
    return writing, reading


def _configure(engine: Engine, begin: str) -> None:
    """Takes transactions out of the driver's hands: it begins them too late and never at once for writing."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


def _check_key(connection: Connection, sealer: Sealer) -> None:
    sealed = connection.scalar(select(key_check.c.sealed))
    if sealed is None:
        row: Mapping[str, Any] = {"id": 1, "sealed": sealer.seal("key_check.sealed", "1", _CHECK)}
        connection.execute(insert(key_check), row)
        return
    try:
        sealer.unseal("key_check.sealed", "1", sealed)
    except WrongKey as fault:
        raise WrongKey(
            f"The secret key does not fit the database {connection.engine.url.render_as_string()}: what is in it was "
            "encrypted with another key. Put that key back (EARSHOT_SECRET_KEY, or the key file in the data folder), "
            "or begin with an empty database."
        ) from fault
