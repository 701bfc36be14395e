"""Knows who was asked to answer an edition and what became of it; refuses to know what anybody answered."""

from sqlalchemy import Connection, update

from bot.dialogue.effects import Reached
from bot.store.rows import Who
from bot.store.tables import invitation

PASSING = ("queued", "sent", "blocked", "opened", "started")
"""Dispositions that a later one may take the place of."""


def reached(connection: Connection, who: Who, reached: Reached) -> None:
    """Notes how far somebody who was invited came; says nothing about anybody who was not."""
    theirs = (invitation.c.edition == reached.edition) & (invitation.c.person_id == who.person_id)
    passing = update(invitation).where(theirs, invitation.c.disposition.in_(PASSING))
    connection.execute(passing.values(disposition=reached.stage, reached=reached.question))
