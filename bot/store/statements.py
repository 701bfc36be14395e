"""Knows the statements of a conversation and which may be seen; refuses to judge them or to say whose they are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, tuple_, update

from bot.dialogue.effects import Suggest
from bot.store.plain import plain
from bot.store.rows import Who
from bot.store.sealing import random_id, respondent
from bot.store.staff import Action, record
from bot.store.tables import edition, statement
from bot.surveys.agreement import as_survey
from bot.surveys.conversation import MOST_WAITING, Statement
from bot.surveys.record import Survey

WAITING, APPROVED, REFUSED = "waiting", "approved", "refused"
TOO_LATE = "The conversation closed before anybody had read it."
MOST_DECIDED = 50


@dataclass(frozen=True, slots=True)
class Stored:
    """A statement that somebody added; `reason` is why it was refused, for its author to read."""

    id: str
    edition: str
    text: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What an account of staff decided: approved, or refused with a reason."""

    status: str
    reason: str
    by: str
    at: datetime


def suggest(connection: Connection, who: Who, suggest: Suggest) -> None:
    """Stores a statement that nobody else sees until staff approve it; not in a conversation that is closed, and not
    from somebody of whom many still wait."""
    key = _respondent(connection, who, suggest.edition)
    if key is None or len(_theirs(connection, suggest.edition, key, WAITING)) >= MOST_WAITING:
        return
    row = {
        "id": random_id(),
        "edition": suggest.edition,
        "text": plain(suggest.text),
        "status": WAITING,
        "reason": "",
        "respondent": key,
    }
    connection.execute(insert(statement), row)


def added_by(connection: Connection, who: Who, slug: str) -> list[list[str]]:
    """The statements that this person added to an open conversation, each as [text, status, reason]."""
    key = _respondent(connection, who, slug)
    theirs = [] if key is None else _theirs(connection, slug, key)
    return [[each.text, each.status, each.reason] for each in theirs]


def waiting(connection: Connection) -> Sequence[Stored]:
    """Those that staff have still to read, of open conversations."""
    still = (edition.c.slug == statement.c.edition) & (edition.c.status == "open")
    query = _STORED.join(edition, still).where(statement.c.status == WAITING)
    return _stored(connection, query.order_by(statement.c.edition, statement.c.id))


def decided(connection: Connection) -> Sequence[Stored]:
    """Some of those that were approved or refused, in an order that tells nothing."""
    query = _STORED.where(statement.c.status.in_((APPROVED, REFUSED)))
    return _stored(connection, query.order_by(statement.c.edition, statement.c.id).limit(MOST_DECIDED))


def approved(connection: Connection) -> Sequence[Stored]:
    """Those that everybody may see and vote on."""
    query = _STORED.where(statement.c.status == APPROVED)
    return _stored(connection, query.order_by(statement.c.edition, statement.c.id))


def with_added(connection: Connection, survey: Survey) -> Survey:
    """A conversation as a survey of all its statements, to be counted and shown; any other survey as it is."""
    if not survey.is_conversation:
        return survey
    added = (each for each in approved(connection) if each.edition == survey.slug)
    return as_survey(survey, [Statement(each.id, each.text) for each in added])


def decide(connection: Connection, key: str, decided: Decided) -> bool:
    """Approves or refuses one and leaves a trace; False when it is gone or says the same already.

    A decision can be changed while the conversation is open: what should not have been approved can be taken away.
    """
    open_now = select(edition.c.slug).where(edition.c.status == "open")
    which = update(statement).where(
        statement.c.id == key, statement.c.status != decided.status, statement.c.edition.in_(open_now)
    )
    values = {"status": decided.status, "reason": decided.reason, "decided_by": decided.by}
    done = connection.execute(which.values(**values)).rowcount == 1
    if done:
        action = Action.STATEMENT_APPROVED if decided.status == APPROVED else Action.STATEMENT_REFUSED
        record(connection, decided.at, decided.by, action, key)
    return done


def erase(connection: Connection, theirs: Collection[tuple[str, str]]) -> None:
    """Takes away what these (edition, respondent) added to conversations that are open."""
    which = tuple_(statement.c.edition, statement.c.respondent).in_(sorted(theirs))
    connection.execute(delete(statement).where(which))


def count(connection: Connection, theirs: Collection[tuple[str, str]]) -> int:
    """How many these (edition, respondent) added."""
    which = tuple_(statement.c.edition, statement.c.respondent).in_(sorted(theirs))
    return connection.scalar(select(func.count()).select_from(statement).where(which)) or 0 if theirs else 0


def close(connection: Connection, slug: str) -> None:
    """Makes the statements nobody's; what nobody has read yet is never shown."""
    mine = statement.c.edition == slug
    unread = update(statement).where(mine, statement.c.status == WAITING)
    connection.execute(unread.values(status=REFUSED, reason=TOO_LATE))
    connection.execute(update(statement).where(mine).values(respondent=None))


_STORED = select(
    statement.c.id, statement.c.edition, statement.c.text, statement.c.status, statement.c.reason
).select_from(statement)


def _stored(connection: Connection, query: Any) -> Sequence[Stored]:
    return [Stored(*row) for row in connection.execute(query)]


def _theirs(connection: Connection, slug: str, key: str, status: str = "") -> Sequence[Stored]:
    query = _STORED.where(statement.c.edition == slug, statement.c.respondent == key)
    return _stored(connection, query.where(statement.c.status == status) if status else query)


def _respondent(connection: Connection, who: Who, slug: str) -> str | None:
    """None when the conversation is closed, or was never opened in this database."""
    salt = connection.scalar(select(edition.c.salt).where(edition.c.slug == slug))
    return None if salt is None else respondent(bytes(salt), who.person_id)
