"""Knows how often things were searched for; refuses to know who searched."""

from collections import Counter
from datetime import date

from sqlalchemy import Connection, func, select

from bot.store.tables import demand


def searched(connection: Connection, since: date) -> Counter[tuple[str, str]]:
    """How often each (what, outward code) was searched for from that day on; what was wanted besides was searched."""
    query = (
        select(demand.c.what, demand.c.outcode, func.count().label("times"))
        .where(demand.c.day >= since, demand.c.wanted.is_(False), demand.c.what != "")
        .group_by(demand.c.what, demand.c.outcode)
    )
    return Counter({(row.what, row.outcode): row.times for row in connection.execute(query)})
