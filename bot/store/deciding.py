"""Knows how staff decide on polls and drafts, each once and none that they have not read; refuses to know what is said
of it to the author.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from bot.dialogue.effects import Say
from bot.store.outbox import post
from bot.store.plain import plain
from bot.store.proposals import APPROVED, FILE, REFUSED, SUBMITTED, WITHDRAWN, text_of
from bot.store.rows import READ_BACK, REPLY
from bot.store.sealing import Sealer, unseal_text
from bot.store.staff import Action, record
from bot.store.tables import address, edition, outbox, proposal, staff

TOLD = "proposal:"
"""The messages that tell an author what was decided are called by this and the poll's name."""


class Ending(StrEnum):
    """What became of a decision that somebody tried to make."""

    DONE = "done"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A poll or draft as it was sent in. `by` is the role of the account that decided; `told` whether its author can
    be told."""

    slug: str
    definition: Mapping[str, Any]
    seal: str
    status: str
    author: str
    submitted_at: datetime
    decided_at: datetime | None
    by: str
    reason: str
    told: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """`channel` and `address` say whose chat has a new message, empty when nobody's; `status` how it stands now."""

    ending: Ending
    status: str = ""
    channel: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a member of staff decides: `seal` names the wording that they read, `say` tells the author.

    `definition` is what the poll becomes when it is approved.
    """

    slug: str
    seal: str
    by: str
    say: Say
    definition: Mapping[str, Any] | None = None
    reason: str = ""


def seal_of(definition: Mapping[str, Any]) -> str:
    """Names this very wording, so that nobody approves what they have not read."""
    return sha256(text_of(definition).encode()).hexdigest()[:32]


def approve(connection: Connection, sealer: Sealer, decision: Decision, now: datetime) -> Decided:
    """Approves a poll that waits, once; its author is told and then nobody knows any more whose it was."""
    values = {"definition": text_of(decision.definition or {}), "address_id": None}
    return _decide(connection, sealer, decision, APPROVED, Action.POLL_APPROVED, values, now)


def refuse(connection: Connection, sealer: Sealer, decision: Decision, now: datetime) -> Decided:
    """Sends back a poll that waits, once, with a reason for its author."""
    values = {"reason": plain(decision.reason)}
    return _decide(connection, sealer, decision, REFUSED, Action.POLL_SENT_BACK, values, now)


def _decide(
    connection: Connection,
    sealer: Sealer,
    decision: Decision,
    status: str,
    action: Action,
    values: Mapping[str, Any],
    now: datetime,
) -> Decided:
    row = connection.execute(
        select(proposal).where(proposal.c.slug == decision.slug).with_for_update()
    ).first()
    if row is None:
        return Decided(Ending.UNKNOWN)
    if row.status != SUBMITTED:
        ending = Ending.WITHDRAWN if row.status == WITHDRAWN else Ending.DECIDED
        return Decided(ending, row.status)
    if seal_of(json.loads(row.definition)) != decision.seal:
        return Decided(Ending.CHANGED, row.status)
    done = update(proposal).where(proposal.c.slug == decision.slug)
    connection.execute(done.values(status=status, decided_at=now, decided_by=decision.by, **values))
    record(connection, now, decision.by, action, decision.slug)
    return _told(connection, sealer, row.address_id, decision, status, now)


def _told(
    connection: Connection,
    sealer: Sealer,
    address_id: str | None,
    decision: Decision,
    status: str,
    now: datetime,
) -> Decided:
    """On a page, which the author may open days later, what was decided stays for a week."""
    name = f"{TOLD}{decision.slug}"
    say = Say(decision.say.text, decision.say.options, decision.say.cards, question=name)
    if address_id is None or not post(connection, sealer, [address_id], say, REPLY, now):
        return Decided(Ending.DONE, status)
    chat = connection.execute(select(address).where(address.c.id == address_id)).one()
    if chat.channel in READ_BACK:
        mine = (outbox.c.address_id == address_id) & (outbox.c.question == name)
        connection.execute(update(outbox).where(mine).values(status="kept"))
    whom = unseal_text(sealer, "address.sealed", address_id, chat.sealed)
    return Decided(Ending.DONE, status, chat.channel, whom)


def approve_file(
    connection: Connection, slug: str, definition: Mapping[str, Any], by: str, now: datetime
) -> Ending:
    """Records that a member of staff approved this wording of a survey in a file; DECIDED when it was approved just so
    before, or was opened since."""
    row = connection.execute(select(proposal).where(proposal.c.slug == slug).with_for_update()).first()
    opened = connection.scalar(select(edition.c.slug).where(edition.c.slug == slug))
    if row is not None and (opened or row.author != FILE or row.definition == text_of(definition)):
        return Ending.DECIDED
    values = {"definition": text_of(definition), "decided_at": now, "decided_by": by}
    if row is None:
        new = {"slug": slug, "status": APPROVED, "author": FILE, "submitted_at": now, "reason": ""}
        connection.execute(insert(proposal).values(**new, **values))
    else:
        connection.execute(update(proposal).where(proposal.c.slug == slug).values(values))
    record(connection, now, by, Action.POLL_APPROVED, slug)
    return Ending.DONE


def count_waiting(connection: Connection) -> int:
    """How many polls wait for staff."""
    waiting = select(func.count()).select_from(proposal).where(proposal.c.status == SUBMITTED)
    return connection.scalar(waiting) or 0


def every(connection: Connection) -> list[Proposed]:
    """All that was ever sent in or approved, those that wait longest first."""
    query = (
        select(proposal, staff.c.role)
        .select_from(proposal.outerjoin(staff, staff.c.id == proposal.c.decided_by))
        .order_by(proposal.c.submitted_at, proposal.c.slug)
    )
    return [_proposed(row) for row in connection.execute(query)]


def _proposed(row: Any) -> Proposed:
    definition = json.loads(row.definition)
    return Proposed(
        slug=row.slug,
        definition=definition,
        seal=seal_of(definition),
        status=row.status,
        author=row.author,
        submitted_at=row.submitted_at,
        decided_at=row.decided_at,
        by=row.role or "",
        reason=row.reason,
        told=row.address_id is not None,
    )


def find(connection: Connection, slug: str) -> Proposed | None:
    return next((each for each in every(connection) if each.slug == slug), None)
