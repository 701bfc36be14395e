"""Knows what a turn may look up, and how; refuses to decide what is done with it."""

from typing import Any

from sqlalchemy import Connection

from bot.dialogue.effects import Recall
from bot.store.people import person_record
from bot.store.rows import Who
from bot.store.sealing import Sealer


def recalled(connection: Connection, sealer: Sealer, recall: Recall, who: Who) -> dict[str, Any]:  # noqa: ARG001
    """What is kept about the person and, by topic, what else was asked for; see `Recall`."""
    record = person_record(connection, who.address_id)
    match recall.topic:
        case "me":
            return record
        case _:
            raise ValueError(f"nothing can be looked up about {recall.topic!r}")
