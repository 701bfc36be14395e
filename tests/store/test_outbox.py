"""The next messages are found without looking at all that wait."""

import re

from sqlalchemy.dialects import sqlite

from bot.store import open_store
from bot.store.outbox import _NEXT


def test_the_next_messages_are_found_by_indexes(sqlite_url: str, secret: bytes) -> None:
    sql = str(_NEXT.compile(dialect=sqlite.dialect(paramstyle="named")))
    sql = sql.replace("(__[POSTCOMPILE_channels])", "('telegram')")
    values = dict.fromkeys(re.findall(r":(\w+)", sql), 1)
    store = open_store(sqlite_url, secret)
    plan = store.read(lambda c: [row[3] for row in c.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)])
    store.close()
    assert "SEARCH outbox USING INDEX ix_outbox_waiting (priority>? AND priority<?)" in plan
    assert [step for step in plan if step.startswith(("SCAN", "USE TEMP B-TREE"))] == []
