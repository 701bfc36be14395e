"""Knows polls that the youth council sent in and what staff decided; refuses to know what they ask."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, update

from bot.dialogue.effects import Propose
from bot.store.plain import plain
from bot.store.rows import Who
from bot.store.tables import address, edition, proposal, staff

COUNCIL = "youth council member"
FILE = "hub staff"
"""Who wrote a survey that lies in a file; its `status: draft` asks for somebody's approval."""
SUBMITTED, APPROVED, REFUSED, WITHDRAWN = "submitted", "approved", "refused", "withdrawn"
OFFERED = timedelta(days=30)
"""How long a poll that was sent back or taken back is offered to its author again."""
LONGEST_SLUG = 58


def submit(connection: Connection, who: Who, propose: Propose) -> None:
    """Stores a poll for approval. Sent in anew by its author it takes the place of the one that was sent back; a name
    that is taken gets a number."""
    wanted, again = str(propose.definition["slug"])[:LONGEST_SLUG], _is_theirs(connection, propose.slug, who)
    own = propose.slug if again else ""
    slug = next(name for name in _names(wanted) if name == own or not _is_taken(connection, name))
    row = _row(slug, {**propose.definition, "slug": slug}, who)
    if again:
        connection.execute(update(proposal).where(proposal.c.slug == own).values(row))
    else:
        connection.execute(insert(proposal).values(row))


def _row(slug: str, definition: Mapping[str, Any], who: Who) -> dict[str, Any]:
    return {
        "slug": slug,
        "definition": text_of(definition),
        "status": SUBMITTED,
        "author": COUNCIL,
        "address_id": who.address_id,
        "submitted_at": who.at,
        "decided_at": None,
        "decided_by": None,
        "reason": "",
    }


def _names(slug: str) -> Sequence[str]:
    return [slug, *(f"{slug[: LONGEST_SLUG - 4]}-{number}" for number in range(2, 1000))]


def _is_taken(connection: Connection, slug: str) -> bool:
    named = select(proposal.c.slug).where(proposal.c.slug == slug)
    opened = select(edition.c.slug).where(edition.c.slug == slug)
    return connection.execute(named.union(opened)).first() is not None


def _is_theirs(connection: Connection, slug: str, who: Who) -> bool:
    """Whether the poll of that name came from this person and may be sent again."""
    mine = _of_person(who).where(proposal.c.slug == slug, proposal.c.status.in_((REFUSED, WITHDRAWN)))
    return connection.execute(mine).first() is not None


def _of_person(who: Who) -> Select[Any]:
    """Their polls, whichever of their chats they came from."""
    return (
        select(proposal)
        .join(address, address.c.id == proposal.c.address_id)
        .where(address.c.person_id == who.person_id)
        .order_by(proposal.c.submitted_at, proposal.c.slug)
    )


def standing(connection: Connection, who: Who) -> dict[str, Any]:
    """How this person's polls stand: slug and title of those `waiting`, definition and reason of those `sent_back` (or
    taken back, without a reason) that may be sent again, and all `slugs` that are taken."""
    rows = connection.execute(_of_person(who)).all()
    back = [row for row in rows if row.status in (REFUSED, WITHDRAWN) and _is_offered(row, who.now)]
    return {
        "waiting": [[row.slug, _title(row)] for row in rows if row.status == SUBMITTED],
        "sent_back": [[json.loads(row.definition), row.reason] for row in back],
        "slugs": list(connection.scalars(select(proposal.c.slug))),
    }


def _is_offered(row: Any, now: datetime) -> bool:
    return bool((row.decided_at or row.submitted_at) > now - OFFERED)


def take_back(connection: Connection, who: Who, slug: str) -> dict[str, Any]:
    """Their author takes back a poll that still waits, or the only one when `slug` is ""; tells whether, its title, and
    how it stands now, or what there is to choose from."""
    rows = connection.execute(_of_person(who)).all()
    waiting = [row for row in rows if row.status == SUBMITTED]
    meant = [row for row in (rows if slug else waiting) if slug in ("", row.slug)]
    if len(meant) != 1:
        return {"taken_back": False, "status": "", "waiting": [[row.slug, _title(row)] for row in waiting]}
    still = (proposal.c.slug == meant[0].slug) & (proposal.c.status == SUBMITTED)
    gone = update(proposal).where(still).values(status=WITHDRAWN, decided_at=who.now)
    if connection.execute(gone).rowcount == 1:
        return {"taken_back": True, "status": WITHDRAWN, "title": _title(meant[0])}
    status = connection.scalar(select(proposal.c.status).where(proposal.c.slug == meant[0].slug))
    return {"taken_back": False, "status": status}


def _title(row: Any) -> str:
    return str(json.loads(row.definition)["title"])


def approved(connection: Connection, files: Collection[str] = ()) -> list[str]:
    """The definitions (JSON text) of what staff approved, in the order of their names: polls from the chat, and drafts
    whose file is still there; `files` are the names of these."""
    there = (proposal.c.author == COUNCIL) | proposal.c.slug.in_(list(files))
    query = select(proposal.c.definition).where(proposal.c.status == APPROVED, there)
    return list(connection.scalars(query.order_by(proposal.c.slug)))


def signed(connection: Connection, slug: str) -> tuple[str, str] | None:
    """Who wrote it and the role of who approved it; None for a survey that nobody had to approve here."""
    query = (
        select(proposal.c.author, staff.c.role)
        .select_from(proposal.outerjoin(staff, staff.c.id == proposal.c.decided_by))
        .where(proposal.c.slug == slug, proposal.c.status == APPROVED)
    )
    row = connection.execute(query).first()
    return (row.author, row.role or "") if row else None


def erase(connection: Connection, people: Collection[str]) -> None:
    """Polls that these people sent in and nobody approved go with them; what was approved is nobody's already."""
    chats = select(address.c.id).where(address.c.person_id.in_(sorted(people)))
    theirs = proposal.c.address_id.in_(chats) & (proposal.c.status != APPROVED)
    connection.execute(delete(proposal).where(theirs))


def forget_authors(connection: Connection, now: datetime) -> int:
    """Nobody is offered a poll for ever: after 30 days it is not known any more whose it was."""
    old = proposal.c.status.in_((REFUSED, WITHDRAWN)) & (proposal.c.decided_at < now - OFFERED)
    theirs = update(proposal).where(old, proposal.c.address_id.is_not(None))
    return connection.execute(theirs.values(address_id=None)).rowcount


def text_of(definition: Mapping[str, Any]) -> str:
    return plain(json.dumps(dict(definition), ensure_ascii=False, sort_keys=True))
