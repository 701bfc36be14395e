"""Knows polls that the youth council sent in and what staff decided; refuses to know what they ask."""

import json

from sqlalchemy import Connection, select

from bot.dialogue.effects import Propose
from bot.store.dialect import upsert
from bot.store.rows import Who
from bot.store.tables import proposal

COUNCIL = "youth council member"


def submit(connection: Connection, who: Who, propose: Propose) -> None:
    """Stores a poll for approval; the same poll sent in anew after a refusal takes its place."""
    row = {
        "slug": propose.slug,
        "definition": json.dumps(dict(propose.definition), ensure_ascii=False, sort_keys=True),
        "status": "submitted",
        "author": COUNCIL,
        "address_id": who.address_id,
        "submitted_at": who.at,
        "reason": "",
    }
    adding = upsert(connection, proposal)
    anew = {
        name: adding.excluded[name]
        for name in ("definition", "status", "address_id", "submitted_at", "reason")
    }
    again = proposal.c.status.in_(("refused", "withdrawn"))
    connection.execute(
        adding.on_conflict_do_update(index_elements=[proposal.c.slug], set_=anew, where=again), row
    )


def approved(connection: Connection) -> list[str]:
    """The definitions (JSON text) of the polls that staff approved, in the order of their names."""
    query = select(proposal.c.definition).where(proposal.c.status == "approved").order_by(proposal.c.slug)
    return list(connection.scalars(query))
