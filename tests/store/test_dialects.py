"""What is made in each database, and what is loaded for it."""

import subprocess
import sys
from typing import Any

from sqlalchemy import create_mock_engine
from sqlalchemy.dialects import postgresql

from bot.store.tables import metadata


def test_postgresql_indexes_only_what_waits_and_what_expires() -> None:
    made: list[str] = []

    def note(ddl: Any, *_given: object, **_more: object) -> None:
        made.append(str(ddl.compile(dialect=postgresql.dialect())))  # type: ignore[no-untyped-call]

    metadata.create_all(create_mock_engine("postgresql+psycopg://", note), checkfirst=False)
    assert [each for each in made if " WHERE " in each] == [
        "CREATE INDEX ix_conversation_expires_at ON conversation (expires_at) WHERE expires_at IS NOT NULL",
        "CREATE INDEX ix_outbox_waiting ON outbox (priority, id) WHERE status = 'waiting'",
    ]


def test_a_server_on_sqlite_does_without_what_speaks_to_postgresql() -> None:
    loaded = "import bot.store, sys; print([name for name in sys.modules if 'postgresql' in name])"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
