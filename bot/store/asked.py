"""Knows which editions were ever asked, where each stands and how many answered; refuses to know the answers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from bot.store.tables import definition, edition, response


@dataclass(frozen=True, slots=True)
class Asked:
    """An edition with the wording last asked (JSON text). `responses` is how many there are, however few: it is for
    working with, not for showing. `rung` is the rung on Hart's ladder that the council declared."""

    slug: str
    hash: str
    definition: str
    status: str
    author: str
    reviewer: str
    opened_at: datetime
    closed_at: datetime | None
    rung: int | None
    responses: int


_COUNTS = select(response.c.edition, func.count().label("responses")).group_by(response.c.edition).subquery()
_EVERY = (
    select(edition, definition.c.definition, func.coalesce(_COUNTS.c.responses, 0).label("responses"))
    .join(definition, (definition.c.edition == edition.c.slug) & (definition.c.hash == edition.c.hash))
    .outerjoin(_COUNTS, _COUNTS.c.edition == edition.c.slug)
    .order_by(edition.c.opened_at.desc(), edition.c.slug)
)


def every(connection: Connection) -> list[Asked]:
    """The edition opened last comes first."""
    return [
        Asked(
            slug=row.slug,
            hash=row.hash,
            definition=row.definition,
            status=row.status,
            author=row.author,
            reviewer=row.reviewer,
            opened_at=row.opened_at,
            closed_at=row.closed_at,
            rung=row.rung,
            responses=row.responses,
        )
        for row in connection.execute(_EVERY)
    ]


def one(connection: Connection, slug: str) -> Asked | None:
    return next((each for each in every(connection) if each.slug == slug), None)


def declare_rung(connection: Connection, slug: str, rung: int | None) -> bool:
    """Writes down the rung that the council says this edition reached; False when there is no such edition."""
    declared = update(edition).where(edition.c.slug == slug).values(rung=rung)
    return connection.execute(declared).rowcount == 1
