"""Knows who may sign in to the staff site and what they did there; refuses to know passwords and pages."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, delete, func, insert, select, update

from bot.store.sealing import Sealer, random_id, token_hash
from bot.store.tables import audit, concern, setup_link, staff, staff_session

SESSION_LASTS = timedelta(hours=12)
IDLE_LASTS = timedelta(hours=1)
LINK_LASTS = timedelta(hours=24)
INVITATION_LASTS = timedelta(days=7)
COUNCIL_CHAT = "council_chat"
"""What a link into the chat's youth council gives. It is no role of the staff site, and makes no account there."""
_SEEN_EVERY = timedelta(minutes=1)


class Action(StrEnum):
    """Everything that leaves a trace in the audit, under the name it is written and shown with."""

    SET_UP = "staff:account:created"
    INVITED = "staff:account:invited"
    SIGNED_IN = "staff:sign-in"
    SIGN_IN_FAILED = "staff:sign-in:failed"
    SIGNED_OUT = "staff:sign-out"
    EXPORTED = "survey:responses:exported"
    CASES_READ = "safeguarding:cases:read"
    CASE_HANDLED = "safeguarding:case:handled"
    QUESTION_ANSWERED = "question:answered"
    QUESTION_CLOSED = "question:closed"
    COUNCIL_INVITED = "council:invited"
    COUNCIL_JOINED = "council:joined"
    COUNCIL_ENDED = "council:ended"
    POLL_APPROVED = "poll:approved"
    POLL_SENT_BACK = "poll:sent-back"
    INVITATIONS_SENT = "voice:invitations:sent"
    ROUND_PAUSED = "voice:round:paused"
    ROUND_RESUMED = "voice:round:resumed"
    ROUND_STOPPED = "voice:round:stopped"
    FINDING_ADDED = "voice:finding:added"
    FINDING_REMOVED = "voice:finding:removed"
    DECISION_RECORDED = "voice:decision:recorded"
    OUTCOME_TOLD = "voice:outcome:told"
    EDITION_CLOSED = "voice:edition:closed"
    RUNG_DECLARED = "voice:rung:declared"
    EVIDENCE_TAKEN = "voice:evidence:taken"
    THEMES_CHANGED = "voice:themes:changed"
    ANSWERS_SORTED = "voice:answers:sorted"
    STATEMENT_APPROVED = "voice:statement:approved"
    STATEMENT_REFUSED = "voice:statement:refused"


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff; `title` is what the account is called instead of a name."""

    id: str
    email: str
    title: str
    role: str
    password_hash: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A browser that is signed in; `csrf` must come with every form it posts."""

    member: Member
    csrf: str


@dataclass(frozen=True, slots=True)
class Case:
    """A concern that nobody has handled yet, with the person's words."""

    id: str
    raised_at: datetime
    kind: str
    level: str
    text: str


class EmailTaken(Exception):
    """There is an account with this address already."""


class LinkSpent(Exception):
    """The set-up link is unknown, used or too old."""


def anybody(connection: Connection, role: str = "") -> bool:
    """Whether there is an account that may sign in (with this role, when one is given)."""
    query = select(staff.c.id).where(staff.c.disabled_at.is_(None))
    return connection.execute(query.where(staff.c.role == role) if role else query).first() is not None


def first_link(connection: Connection, token: str, role: str, now: datetime) -> bool:
    """Makes the link with which the first account is set up; False when there is an account already.

    Links made at earlier starts end: only the one shown last works.
    """
    if anybody(connection):
        return False
    connection.execute(delete(setup_link).where(setup_link.c.used_at.is_(None)))
    _add_link(connection, token, role, now + LINK_LASTS)
    return True


def invite(connection: Connection, token: str, role: str, by: str | None, now: datetime) -> None:
    """Makes a link with which one colleague can set up an account. `by` is None on the command line."""
    _add_link(connection, token, role, now + INVITATION_LASTS)
    record(connection, now, by, Action.INVITED, role)


def link_role(connection: Connection, token: str, now: datetime) -> str | None:
    """The role that the link gives, None when it does not work (any more), or leads into the chat."""
    return connection.scalar(
        select(setup_link.c.role).where(
            setup_link.c.token_hash == token_hash(token),
            setup_link.c.role != COUNCIL_CHAT,
            setup_link.c.used_at.is_(None),
            setup_link.c.expires_at > now,
        )
    )


def set_up(connection: Connection, token: str, new: Member, now: datetime) -> None:
    """Spends the link on the account `new`, whose role it decides. Raises LinkSpent or EmailTaken."""
    role = link_role(connection, token, now)
    spent = connection.execute(
        update(setup_link)
        .where(setup_link.c.token_hash == token_hash(token), setup_link.c.used_at.is_(None))
        .values(used_at=now)
    )
    if role is None or spent.rowcount != 1:
        raise LinkSpent
    if by_email(connection, new.email) is not None:
        raise EmailTaken
    values = {"id": new.id, "email": new.email, "name_of_role": new.title, "password_hash": new.password_hash}
    connection.execute(insert(staff).values(**values, role=role, created_at=now))
    record(connection, now, new.id, Action.SET_UP, role)


def new_member(email: str, title: str, password_hash: str) -> Member:
    """An account that is not stored yet; its role comes from the link it is set up with."""
    return Member(random_id(), email, title, "", password_hash)


def by_email(connection: Connection, email: str) -> Member | None:
    """The account that may sign in with this address (lower case)."""
    row = connection.execute(
        select(staff).where(staff.c.email == email, staff.c.disabled_at.is_(None))
    ).first()
    return Member(row.id, row.email, row.name_of_role, row.role, row.password_hash) if row else None


def sign_in(connection: Connection, member: Member, now: datetime) -> str:
    """A new session; returns the token for the browser, of which only a hash is kept."""
    token = secrets.token_urlsafe(32)
    connection.execute(delete(staff_session).where(staff_session.c.expires_at <= now))
    connection.execute(
        insert(staff_session).values(
            token_hash=token_hash(token),
            staff_id=member.id,
            csrf=secrets.token_urlsafe(24),
            created_at=now,
            seen_at=now,
            expires_at=now + SESSION_LASTS,
        )
    )
    record(connection, now, member.id, Action.SIGNED_IN, "")
    return token


def signed_in(connection: Connection, token: str, now: datetime) -> tuple[SignedIn, bool] | None:
    """Who holds this token, and whether `seen` is due; None when the session ended, idled out or is unknown."""
    row = connection.execute(
        select(staff, staff_session.c.csrf, staff_session.c.seen_at)
        .join_from(staff_session, staff)
        .where(
            staff_session.c.token_hash == token_hash(token),
            staff_session.c.expires_at > now,
            staff_session.c.seen_at > now - IDLE_LASTS,
            staff.c.disabled_at.is_(None),
        )
    ).first()
    if row is None:
        return None
    member = Member(row.id, row.email, row.name_of_role, row.role, row.password_hash)
    return SignedIn(member, row.csrf), row.seen_at < now - _SEEN_EVERY


def seen(connection: Connection, token: str, now: datetime) -> None:
    """The session is in use, so it does not idle out."""
    connection.execute(
        update(staff_session).where(staff_session.c.token_hash == token_hash(token)).values(seen_at=now)
    )


def sign_out(connection: Connection, token: str, member: Member, now: datetime) -> None:
    connection.execute(delete(staff_session).where(staff_session.c.token_hash == token_hash(token)))
    record(connection, now, member.id, Action.SIGNED_OUT, "")


def record(connection: Connection, now: datetime, by: str | None, action: Action, subject: str) -> None:
    """Leaves a trace. `by` is None when nobody is signed in; `subject` never holds what a person wrote."""
    connection.execute(insert(audit).values(at=now, staff_id=by, action=action.value, subject=subject))


def failures(connection: Connection, since: datetime, subject: str) -> int:
    """How often signing in failed since then; `subject` may hold % for any text."""
    query = select(func.count()).where(
        audit.c.at > since, audit.c.action == Action.SIGN_IN_FAILED.value, audit.c.subject.like(subject)
    )
    return connection.scalar(query) or 0


def open_cases(connection: Connection, sealer: Sealer) -> Sequence[Case]:
    """The concerns that nobody has handled, oldest first. Only for the safeguarding lead."""
    query = select(concern).where(concern.c.status == "open").order_by(concern.c.raised_at)
    return [
        Case(
            row.id,
            row.raised_at,
            row.kind,
            row.level,
            sealer.unseal("concern.text", row.id, row.text).decode(),
        )
        for row in connection.execute(query)
    ]


def close_case(connection: Connection, case: str, by: str, now: datetime) -> bool:
    """Marks one concern handled; False when it was already, or there is none."""
    changed = connection.execute(
        update(concern)
        .where(concern.c.id == case, concern.c.status == "open")
        .values(status="closed", closed_at=now, closed_by=by)
    )
    if changed.rowcount != 1:
        return False
    record(connection, now, by, Action.CASE_HANDLED, case)
    return True


def _add_link(connection: Connection, token: str, role: str, expires: datetime) -> None:
    connection.execute(insert(setup_link).values(token_hash=token_hash(token), role=role, expires_at=expires))
