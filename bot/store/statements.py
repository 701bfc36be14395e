"""Knows the statements of a conversation and which of them may be seen; refuses to judge them."""

from sqlalchemy import Connection, insert, select

from bot.dialogue.effects import Suggest
from bot.store.rows import Who
from bot.store.sealing import random_id, respondent
from bot.store.tables import edition, statement


def suggest(connection: Connection, who: Who, suggest: Suggest) -> None:
    """Stores a statement that nobody else sees until staff approve it; not in a conversation that is closed."""
    salt = connection.scalar(select(edition.c.salt).where(edition.c.slug == suggest.edition))
    if salt is None:
        return
    row = {
        "id": random_id(),
        "edition": suggest.edition,
        "text": suggest.text,
        "status": "waiting",
        "reason": "",
        "respondent": respondent(bytes(salt), who.person_id),
    }
    connection.execute(insert(statement), row)
