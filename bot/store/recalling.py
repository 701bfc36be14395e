"""Knows what a turn may look up, and how; refuses to decide what is done with it."""

from typing import Any

from sqlalchemy import Connection

from bot.dialogue.effects import Recall
from bot.store import council, links, proposals, statements
from bot.store.people import person_record, told_by
from bot.store.rows import Rows, Who
from bot.store.standing import standing


def recalled(connection: Connection, rows: Rows, recall: Recall, who: Who) -> dict[str, Any]:
    """By topic what was asked for; see `Recall`.

    `rows` is what the turns before this one, in the same transaction, want written.
    """
    match recall.topic:
        case "me":
            return person_record(connection, who.address_id)
        case "edition":
            told = told_by(connection, who.address_id)
            return told | standing(connection, who, recall.key, rows.submissions)
        case "conversation":
            told = told_by(connection, who.address_id)
            added = {"added": statements.added_by(connection, who, recall.key)}
            return told | standing(connection, who, recall.key, rows.submissions) | added
        case "council":
            joined = bool(recall.key) and council.join(connection, recall.key, who.person_id, who.now)
            member = council.is_member(connection, who.person_id)
            return {"member": member, "joined": joined} | proposals.standing(connection, who)
        case "link":
            return {"token": links.make(connection, who)}
        case "carry":
            return links.carry(connection, rows, recall.key, who)
        case "takeback":
            return proposals.take_back(connection, who, recall.key)
        case _:
            raise ValueError(f"nothing can be looked up about {recall.topic!r}")
