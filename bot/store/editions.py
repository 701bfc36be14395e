"""Knows editions, their frozen definitions and the answers given to them; refuses to know who gave them."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from bot.store import invitations, statements
from bot.store.dialect import upsert
from bot.store.sealing import random_number
from bot.store.tables import answer, definition, edition, participation, response

SALT_BYTES = 32


@dataclass(frozen=True, slots=True)
class Edition:
    """`definition` is the questions as JSON text, `hash` names that wording; `status` is open or closed."""

    slug: str
    hash: str
    definition: str
    status: str
    author: str
    reviewer: str
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Response:
    """One person's answers, by question in the order they were given."""

    id: str
    hash: str
    submitted_on: date
    answers: dict[str, Any]


def open_edition(
    connection: Connection, slug: str, questions: str, hash: str, author: str, reviewer: str, now: datetime
) -> None:
    """Freezes the definition and lets answers in. Opened again with another hash, later answers belong to that one.

    An edition that was closed stays closed.
    """
    row = {
        "slug": slug,
        "hash": hash,
        "status": "open",
        "author": author,
        "reviewer": reviewer,
        "salt": secrets.token_bytes(SALT_BYTES),
        "opened_at": now,
    }
    connection.execute(upsert(connection, edition).on_conflict_do_nothing(), row)
    still = (edition.c.slug == slug) & (edition.c.status == "open")
    connection.execute(update(edition).where(still).values(hash=hash))
    wording = {"edition": slug, "hash": hash, "definition": questions, "frozen_at": now}
    connection.execute(upsert(connection, definition).on_conflict_do_nothing(), wording)


def close_edition(connection: Connection, slug: str, now: datetime) -> None:
    """Lets no more answers in and cuts what ties them to anybody: the salt, and every trace of the order they came in.

    Rows that are rewritten in a new order, all in one transaction, no longer show by their place on disk or by
    PostgreSQL's transaction numbers which answers and which participation were stored together.
    """
    closing = update(edition).where(edition.c.slug == slug, edition.c.status == "open")
    if connection.execute(closing.values(status="closed", salt=None, closed_at=now)).rowcount == 0:
        return
    connection.execute(update(response).where(response.c.edition == slug).values(respondent=None))
    statements.close(connection, slug)
    invitations.count_up(connection, slug, now)
    people = connection.scalars(
        select(participation.c.person_id).where(participation.c.edition == slug)
    ).all()
    connection.execute(delete(participation).where(participation.c.edition == slug))
    rows = [{"id": random_number(), "edition": slug, "person_id": who} for who in people]
    if rows:
        connection.execute(insert(participation), sorted(rows, key=lambda row: int(row["id"])))


def find(connection: Connection, slug: str) -> Edition | None:
    """The edition with the wording that is or was last asked."""
    query = (
        select(edition, definition.c.definition)
        .join(definition, (definition.c.edition == edition.c.slug) & (definition.c.hash == edition.c.hash))
        .where(edition.c.slug == slug)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    return Edition(
        row.slug, row.hash, row.definition, row.status, row.author, row.reviewer, row.opened_at, row.closed_at
    )


def responses(connection: Connection, slug: str) -> Iterator[Response]:
    """Every response in the order of its random id, which tells nothing."""
    query = (
        select(response.c.id, response.c.hash, response.c.submitted_on, answer.c.question, answer.c.value)
        .outerjoin(answer, answer.c.response_id == response.c.id)
        .where(response.c.edition == slug)
        .order_by(response.c.id, answer.c.position)
    )
    current: Response | None = None
    for row in connection.execute(query):
        if current is None or current.id != row.id:
            if current:
                yield current
            current = Response(row.id, row.hash, row.submitted_on, {})
        if row.question is not None:
            current.answers[row.question] = json.loads(row.value)
    if current:
        yield current
