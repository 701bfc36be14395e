"""Knows where SQLite and PostgreSQL differ, in what is said to them and in how they fail; refuses to know any table."""

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

_TRY_AGAIN = frozenset({"40001", "40P01"})  # PostgreSQL: serialization failure, deadlock detected


class CannotOpen(Exception):
    """The database cannot be used; the message says what to do."""


class Unavailable(Exception):
    """The database cannot take it now: locked for too long, disk full, or out of reach."""


class Contended(Exception):
    """Another process was in the way at the same moment; trying again will do."""


def upsert(connection: Connection, table: Table) -> Any:
    """An insert that can say what to do when the row is there; both databases spell it alike."""
    if connection.dialect.name != "postgresql":
        return sqlite.insert(table)
    from sqlalchemy.dialects import (
        postgresql,
    )  # a tenth of what SQLAlchemy takes to import, and many run on SQLite

    return postgresql.insert(table)


def explain(fault: DBAPIError) -> Exception:
    """The fault as Unavailable or Contended, or as it is when the statement itself is to blame.

    The database's own words are left out: they can quote what somebody wrote.
    """
    if getattr(fault.orig, "sqlstate", None) in _TRY_AGAIN:
        return Contended(type(fault.orig).__name__)
    if isinstance(fault, OperationalError | InterfaceError) or fault.connection_invalidated:
        return Unavailable(type(fault.orig).__name__)
    return fault
