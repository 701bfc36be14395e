"""Knows how an edition stands for one person: open or not, what they answered, what is full; refuses to judge it.

A quota is counted exactly: whoever looks at an edition with quotas holds one lock until their transaction ends, so of
two people who want the last place, in whatever process, the second counts the first. It is a single lock for all
editions, taken after the conversations and before all rows, so that nobody waits for another in a circle.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from bot.store.rows import Submission, Who
from bot.store.sealing import respondent
from bot.store.tables import answer, definition, edition, invitation, response

QUOTAS = 0x0EA25407
"""The number of the lock in PostgreSQL; SQLite has one writer at any time."""
Pair = tuple[str, str]
_EDITION = (
    select(edition.c.slug, edition.c.salt, definition.c.definition)
    .join(definition, (definition.c.edition == edition.c.slug) & (definition.c.hash == edition.c.hash))
    .where(edition.c.slug == bindparam("slug"))
)
_ANSWERS = (
    select(answer.c.question, answer.c.value)
    .select_from(response.outerjoin(answer))
    .where(response.c.edition == bindparam("slug"), response.c.respondent == bindparam("theirs"))
    .order_by(answer.c.position)
)
_INVITED = select(invitation.c.id).where(
    invitation.c.edition == bindparam("slug"), invitation.c.person_id == bindparam("person")
)


def standing(connection: Connection, who: Who, slug: str, waiting: Sequence[Submission]) -> dict[str, Any]:
    """`open`; `answered`, their answers or None; `full`, the (question, value) of every quota without room for them;
    and whether they were `invited`.

    `waiting` are the submissions of this transaction that are not written yet.
    """
    found = connection.execute(_EDITION, {"slug": slug}).first()
    if found is None or found.salt is None:
        return {"open": False, "answered": None, "full": [], "invited": False}
    return {
        "open": True,
        "answered": _answered(connection, found, who, waiting),
        "full": _full(connection, found, who, waiting),
        "invited": _invited(connection, who, slug),
    }


def _answered(
    connection: Connection, found: Any, who: Who, waiting: Sequence[Submission]
) -> dict[str, Any] | None:
    mine = [each for each in waiting if each.person_id == who.person_id and each.submit.edition == found.slug]
    if mine:
        return dict(mine[-1].submit.answers)
    theirs = respondent(bytes(found.salt), who.person_id)
    rows = connection.execute(_ANSWERS, {"slug": found.slug, "theirs": theirs}).all()
    return {row.question: json.loads(row.value) for row in rows if row.question} if rows else None


def _full(connection: Connection, found: Any, who: Who, waiting: Sequence[Submission]) -> list[list[str]]:
    """Counted without this person's own answers, and with what others send in the same transaction."""
    quotas = _quotas(found.definition)
    if not quotas:
        return []
    _one_at_a_time(connection)
    sending = {each.person_id: each for each in waiting if each.submit.edition == found.slug}
    salt = bytes(found.salt)
    others = {respondent(salt, person) for person in {*sending, who.person_id}}
    full = []
    for (question, value), most in quotas.items():
        given = [each.submit.answers.get(question) for key, each in sending.items() if key != who.person_id]
        stored = _stored(connection, found.slug, question, others)
        if (
            sum(count for text, count in stored if _holds(json.loads(text), value))
            + sum(_holds(each, value) for each in given)
            >= most
        ):
            full.append([question, value])
    return full


def _stored(connection: Connection, slug: str, question: str, without: set[str]) -> Sequence[tuple[str, int]]:
    """What was answered to the question and how often, but for the respondents `without`."""
    query = (
        select(answer.c.value, func.count())
        .join(response, response.c.id == answer.c.response_id)
        .where(response.c.edition == slug, answer.c.question == question)
        .where(response.c.respondent.not_in(sorted(without)))
        .group_by(answer.c.value)
    )
    return [(value, count) for value, count in connection.execute(query)]


def _holds(given: Any, value: str) -> bool:
    return value in given if isinstance(given, list) else given == value


@lru_cache(maxsize=64)
def _quotas(definition: str) -> dict[Pair, int]:
    """How many may give each (question, value), by the frozen definition."""
    return {
        (each["question"], each["value"]): each["most"] for each in json.loads(definition).get("quotas", ())
    }


def _one_at_a_time(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(QUOTAS)))


def _invited(connection: Connection, who: Who, slug: str) -> bool:
    return connection.scalar(_INVITED, {"slug": slug, "person": who.person_id}) is not None
