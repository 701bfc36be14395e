"""Knows what a page shows of a conversation; refuses to change anything."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from bot.store.sealing import Sealer, unseal_json
from bot.store.tables import outbox


@dataclass(frozen=True, slots=True)
class Shown:
    """One message of the page. `id` grows within a conversation; `mine` marks what the person wrote."""

    id: int
    mine: bool
    payload: dict[str, Any]
    at: datetime


def messages(connection: Connection, sealer: Sealer, channel: str, address: str, after: int) -> list[Shown]:
    """What was said on both sides after the message `after`, as long as it is kept (24 hours)."""
    address_id = sealer.address_id(channel, address)
    query = (
        select(outbox.c.seq, outbox.c.mine, outbox.c.payload, outbox.c.created_at)
        .where(outbox.c.address_id == address_id, outbox.c.seq > after, outbox.c.payload.is_not(None))
        .order_by(outbox.c.seq)
    )
    place = "outbox.payload"
    return [
        Shown(
            row.seq,
            row.mine,
            unseal_json(sealer, place, f"{address_id} {row.seq}", row.payload),
            row.created_at,
        )
        for row in connection.execute(query)
    ]
