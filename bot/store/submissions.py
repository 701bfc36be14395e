"""Knows how answers become one response a person, replaced while the edition is open; refuses to know who that is."""

import json
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, delete, func, insert, select, tuple_

from bot.store import statements
from bot.store.dialect import upsert
from bot.store.plain import plain
from bot.store.rows import Row, Submission
from bot.store.sealing import random_id, random_number, respondent
from bot.store.tables import answer, edition, participation, response


class NotOpen(Exception):
    """The edition is closed, or was never opened in this database."""


def submit(connection: Connection, submissions: Sequence[Submission]) -> None:
    """Stores each submission; a person's earlier answers to the same edition go. Raises NotOpen."""
    salts = _salts(connection, {s.submit.edition for s in submissions})
    by_respondent = {(s.submit.edition, respondent(_salt(salts, s), s.person_id)): s for s in submissions}
    ids = _respond(connection, by_respondent)
    connection.execute(delete(answer).where(answer.c.response_id.in_(sorted(ids.values()))))
    answers = [row for key, s in by_respondent.items() for row in _answers(ids[key], s)]
    if answers:
        connection.execute(insert(answer), answers)
    taken = sorted({(s.submit.edition, s.person_id) for s in submissions})
    rows = [{"id": random_number(), "edition": slug, "person_id": person} for slug, person in taken]
    connection.execute(upsert(connection, participation).on_conflict_do_nothing(), rows)


def erase_open_answers(connection: Connection, people: Collection[str]) -> None:
    """While an edition is open its answers can still be somebody's, so they go with the person."""
    theirs = [key for person in people for key in _open_keys(connection, person)]
    if theirs:
        which = tuple_(response.c.edition, response.c.respondent).in_(theirs)
        connection.execute(delete(response).where(which))
        statements.erase(connection, theirs)


def open_answers(connection: Connection, person: str) -> int:
    """How many responses are still this person's, because their editions are open."""
    theirs = _open_keys(connection, person)
    which = tuple_(response.c.edition, response.c.respondent).in_(theirs)
    return connection.scalar(select(func.count()).select_from(response).where(which)) or 0 if theirs else 0


def open_statements(connection: Connection, person: str) -> int:
    """How many statements in open conversations are still this person's."""
    return statements.count(connection, _open_keys(connection, person))


def _open_keys(connection: Connection, person: str) -> list[tuple[str, str]]:
    salted = connection.execute(select(edition.c.slug, edition.c.salt).where(edition.c.salt.is_not(None)))
    return [(row.slug, respondent(bytes(row.salt), person)) for row in salted]


def _salts(connection: Connection, slugs: Collection[str]) -> dict[str, bytes]:
    wanted = select(edition.c.slug, edition.c.salt).where(edition.c.slug.in_(sorted(slugs)))
    rows = connection.execute(wanted.with_for_update(read=True).order_by(edition.c.slug))
    return {row.slug: bytes(row.salt) for row in rows if row.salt is not None}


def _salt(salts: dict[str, bytes], submission: Submission) -> bytes:
    slug = submission.submit.edition
    if slug not in salts:
        raise NotOpen(f"The edition {slug} is not open in this database")
    return salts[slug]


def _respond(
    connection: Connection, submissions: dict[tuple[str, str], Submission]
) -> dict[tuple[str, str], str]:
    rows = [
        {
            "id": random_id(),
            "edition": slug,
            "hash": submission.submit.definition,
            "respondent": who,
            "submitted_on": submission.day,
        }
        for (slug, who), submission in sorted(submissions.items(), key=lambda item: item[0])
    ]
    adding = upsert(connection, response)
    replacing = adding.on_conflict_do_update(
        index_elements=[response.c.edition, response.c.respondent],
        set_={"hash": adding.excluded["hash"], "submitted_on": adding.excluded.submitted_on},
    )
    returned = connection.execute(
        replacing.returning(response.c.id, response.c.edition, response.c.respondent), rows
    )
    return {(row.edition, row.respondent): row.id for row in returned}


def _answers(response_id: str, submission: Submission) -> list[Row]:
    return [
        {
            "response_id": response_id,
            "question": question,
            "position": position,
            "value": plain(json.dumps(value, ensure_ascii=False)),
        }
        for position, (question, value) in enumerate(submission.submit.answers.items())
    ]
