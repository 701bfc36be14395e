"""Knows how to give many rows to the driver without looking at each; refuses to know what the rows are.

SQLAlchemy's own way of executing for many rows takes several times as long as SQLite itself does. What a batch writes
is therefore compiled once by SQLAlchemy for the database at hand, and its rows are handed over as they are.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ClauseElement, Connection, Date, Dialect, Table, insert
from sqlalchemy.sql.compiler import SQLCompiler

from bot.store.tables.column import Instant, sortable

Rows = Sequence[Mapping[str, Any]]
_KNOWN_MOMENTS = 256


class Prepared:
    """A statement whose parameters have the names of the keys of the rows it is given."""

    def __init__(self, statement: ClauseElement, columns: Collection[str] | None = None) -> None:
        self._statement = statement
        self._columns = columns
        self._compiled: dict[str, tuple[str, tuple[tuple[str, Callable[[Any], Any]], ...]]] = {}

    def run(self, connection: Connection, rows: Rows) -> None:
        """Once for each row; nothing when there are none."""
        if not rows:
            return
        known = self._compiled.get(connection.dialect.name)
        sql, texts = known or self._compile(connection.dialect)
        if texts:
            rows = [{**row, **{name: text(row[name]) for name, text in texts}} for row in rows]
        connection.exec_driver_sql(sql, rows)

    def _compile(self, dialect: Dialect) -> tuple[str, tuple[tuple[str, Callable[[Any], Any]], ...]]:
        keys = None if self._columns is None else list(self._columns)
        compiled = self._statement.compile(dialect=dialect, column_keys=keys)
        assert isinstance(compiled, SQLCompiler)
        texts = _as_text(compiled) if dialect.name == "sqlite" else ()
        self._compiled[dialect.name] = str(compiled), texts
        return self._compiled[dialect.name]


def insertion(table: Table, *columns: str) -> Prepared:
    """Adds rows that have exactly these columns."""
    return Prepared(insert(table), columns)


def _as_text(compiled: SQLCompiler) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """The parameters that SQLite keeps as text, which its driver would not know how to write."""
    kinds = {name: bind.type for name, bind in compiled.binds.items()}
    moments = tuple((name, _moment) for name, kind in kinds.items() if isinstance(kind, Instant))
    days = tuple((name, _day) for name, kind in kinds.items() if isinstance(kind, Date))
    return moments + days


@lru_cache(_KNOWN_MOMENTS)
def _moment(value: datetime | None) -> str | None:
    return None if value is None else sortable(value)


@lru_cache(_KNOWN_MOMENTS)
def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
