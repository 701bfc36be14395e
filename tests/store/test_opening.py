"""Opening a database: new, up to date, old, with the wrong key, or somebody else's."""

import re
import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect, select, text

from bot.dialogue.effects import Submit
from bot.dialogue.events import Said
from bot.dialogue.state import Turn
from bot.store import Arrival, CannotOpen, WrongKey, migrations, open_store
from bot.store.opening import engines
from bot.store.tables import edition, metadata, response


def test_the_migrations_make_the_same_tables_as_the_code(empty_database_url: str) -> None:
    writing, _ = engines(empty_database_url)
    with writing.begin() as connection:
        migrations.upgrade(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    writing.dispose()


def test_the_migrations_and_the_code_make_the_same_sqlite_tables_to_the_letter(tmp_path: Path) -> None:
    shapes = []
    for name, make in (("code", migrations.migrate), ("migrations", migrations.upgrade)):
        writing, _ = engines(f"sqlite:///{tmp_path / name}")
        with writing.begin() as connection:
            make(connection)
            made = connection.execute(
                text("SELECT name, sql FROM sqlite_master WHERE name != 'alembic_version'")
            )
            shapes.append({row.name: _letters(row.sql) for row in made if row.sql})
        writing.dispose()
    assert shapes[0] == shapes[1]


def _letters(sql: str) -> list[str]:
    """The parts of a definition whatever their order, spacing and brackets."""
    flat = re.sub(r"[\s()]+", " ", sql).replace("WITHOUT ROWID", ", WITHOUT ROWID")
    return sorted(part.strip() for part in flat.split(",") if part.strip())


def test_the_newest_migration_is_the_one_a_fresh_database_is_said_to_have() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_heads() == [migrations.HEAD]


def test_an_older_database_is_brought_up_to_date_when_opened(empty_database_url: str, secret: bytes) -> None:
    writing, _ = engines(empty_database_url)
    with writing.begin() as connection:
        migrations.upgrade(connection, "0001")
    writing.dispose()
    store = open_store(empty_database_url, secret)
    tables = store.read(lambda connection: set(inspect(connection).get_table_names()))
    store.close()
    assert tables == {*metadata.tables, "alembic_version"}


def test_a_database_opens_again_with_what_was_in_it(empty_database_url: str, secret: bytes) -> None:
    first = open_store(empty_database_url, secret)
    first.open_edition("autumn", "{}", "h1")
    first.close()
    second = open_store(empty_database_url, secret)
    found = second.edition("autumn")
    second.close()
    assert found is not None
    assert found.hash == "h1"


def test_the_wrong_key_is_refused_with_what_to_do(empty_database_url: str, secret: bytes) -> None:
    open_store(empty_database_url, secret).close()
    with pytest.raises(WrongKey, match="Put that key back") as refused:
        open_store(empty_database_url, b"another secret of 32 bytes length")
    assert "postgres:@" not in str(refused.value)


def test_a_key_that_is_too_short_is_refused_with_what_to_do() -> None:
    with pytest.raises(ValueError, match="needs at least 16"):
        open_store("sqlite://", b"short")


def test_a_database_with_other_tables_is_left_alone(empty_database_url: str, secret: bytes) -> None:
    writing, _ = engines(empty_database_url)
    with writing.begin() as connection:
        connection.execute(text("CREATE TABLE theirs (id INTEGER)"))
    with pytest.raises(CannotOpen, match="a database of its own"):
        open_store(empty_database_url, secret)
    found = MetaData()
    found.reflect(writing)
    writing.dispose()
    assert list(found.tables) == ["theirs"]


def test_a_database_of_a_newer_programme_is_left_alone(empty_database_url: str, secret: bytes) -> None:
    open_store(empty_database_url, secret).close()
    writing, _ = engines(empty_database_url)
    with writing.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    writing.dispose()
    with pytest.raises(CannotOpen, match="newer"):
        open_store(empty_database_url, secret)


def test_a_database_of_another_kind_is_refused_with_what_to_do(secret: bytes) -> None:
    with pytest.raises(CannotOpen, match="use sqlite:///FILE or postgresql"):
        open_store("mysql://root@localhost/x", secret)


def test_a_folder_that_cannot_be_written_is_refused_with_what_to_do(tmp_path: Path, secret: bytes) -> None:
    with pytest.raises(CannotOpen, match="nowhere"):
        open_store(f"sqlite:///{tmp_path / 'nowhere' / 'earshot.db'}", secret)


def test_nobody_else_on_the_machine_may_read_the_database(tmp_path: Path, secret: bytes) -> None:
    path = tmp_path / "earshot.db"
    open_store(f"sqlite:///{path}", secret).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_sqlite_keeps_what_it_confirmed_and_wipes_what_it_deletes(sqlite_url: str, secret: bytes) -> None:
    store = open_store(sqlite_url, secret)
    pragmas = ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
    values = store.write(lambda c: [c.exec_driver_sql(f"PRAGMA {name}").scalar() for name in pragmas])
    store.close()
    assert values == ["wal", 2, 1, 1]


def test_once_an_edition_is_closed_no_file_holds_what_tied_answers_to_people(
    tmp_path: Path, secret: bytes
) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'earshot.db'}", secret)
    store.open_edition("autumn", "{}", "h1")
    submit = Submit("autumn", "h1", {"q": "yes"})
    arrival = Arrival("web", "1", "chat 1", Said("send", store.clock()))
    store.queue(lambda: store.take([arrival], lambda s, _: Turn(s, (submit,)), lambda: "")).result()
    key, salt = store.read(
        lambda c: (c.scalar(select(response.c.respondent)), c.scalar(select(edition.c.salt)))
    )
    store.close_edition("autumn")
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    store.close()
    assert (key.encode() in left, bytes(salt) in left, b"autumn" in left) == (False, False, True)
