"""Knows where what people did about an edition goes: progress, proposals, statements; refuses to know the answers."""

from collections.abc import Sequence
from typing import assert_never

from sqlalchemy import Connection

from bot.dialogue.effects import Propose, Reached, Suggest
from bot.store import invitations, proposals, statements
from bot.store.rows import Theirs


def write(connection: Connection, voices: Sequence[Theirs]) -> None:
    """In the order in which it was done."""
    for theirs in voices:
        match theirs.what:
            case Reached() as reached:
                invitations.reached(connection, theirs.who, reached)
            case Propose() as propose:
                proposals.submit(connection, theirs.who, propose)
            case Suggest() as suggest:
                statements.suggest(connection, theirs.who, suggest)
            case _:
                assert_never(theirs.what)
