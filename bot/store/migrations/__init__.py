"""Knows how to bring a database's tables up to date; refuses to know what is in them."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.store.dialect import CannotOpen
from bot.store.tables import metadata

HEAD = "0005"
_LOCK = 7205


def migrate(connection: Connection) -> None:
    """Within the connection's transaction; several processes may do so at once.

    A database that is up to date is left alone and an empty one gets today's tables at once, both without Alembic,
    whose import alone takes longer than the rest of starting up. A test shows that today's tables and the
    migrations' are the same.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    names = inspect(connection).get_table_names()
    if "alembic_version" in names:
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
        if found is None or found > HEAD:
            raise CannotOpen(
                f"The database {_name(connection)} was made by a newer version of Earshot ({found}; this one knows "
                f"{HEAD}). Install that version again, or go back to the copy made before the upgrade."
            )
        if found < HEAD:
            upgrade(connection)
    elif names:
        raise CannotOpen(
            f"The database {_name(connection)} holds tables that are not Earshot's. "
            "Give EARSHOT_DATABASE_URL a database of its own."
        )
    else:
        _create(connection)


def upgrade(connection: Connection, to: str = "head") -> None:
    """Runs the migrations that are missing, one by one, with Alembic."""
    from alembic import command  # slow to import, and needed only after an upgrade of the programme
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _name(connection: Connection) -> str:
    return connection.engine.url.render_as_string(hide_password=True)


def _create(connection: Connection) -> None:
    metadata.create_all(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})
