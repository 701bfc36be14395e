"""Knows how many there are of things; refuses to show any of them."""

from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.sql import ColumnElement

from bot.store.tables import address, concern, demand, notice, outbox, response, seen_update


@dataclass(frozen=True, slots=True)
class Counts:
    """`notices` wait for staff to be told; `failed` are turns of the last week that ended in an apology."""

    conversations: int
    searches: int
    found_nothing: int
    responses: int
    open_concerns: int
    notices: int
    waiting: int
    failed: int


def counts(connection: Connection) -> Counts:
    """Of everything that is kept now."""
    return Counts(
        conversations=_count(connection, address, address.c.person_id.is_not(None)),
        searches=_count(connection, demand, demand.c.wanted.is_(False)),
        found_nothing=_count(connection, demand, demand.c.wanted.is_(False) & (demand.c.found == 0)),
        responses=_count(connection, response),
        open_concerns=_count(connection, concern, concern.c.status == "open"),
        notices=_count(connection, notice, notice.c.told_at.is_(None)),
        waiting=_count(connection, outbox, outbox.c.status == "waiting"),
        failed=_count(connection, seen_update, seen_update.c.failed.is_(True)),
    )


def _count(connection: Connection, table: Table, *where: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(table).where(*where)) or 0
