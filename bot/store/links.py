"""Knows the one-time links with which a talk goes on in another chat; refuses to know what it was about.

Whoever opens such a link and says yes is the person who made it: the two chats become one person's, and what was
unfinished there is handed over. The link's own row goes first, so that it works once however often it is pressed; the
other chat is locked next, like those of the batch, and the two people are made one after everything else is written.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from bot.dialogue.state import State
from bot.store.dialect import Contended
from bot.store.rows import Rows, Who
from bot.store.sealing import WrongKey, random_id, seal_json, token_hash, unseal_json
from bot.store.tables import address, channel_link, conversation

WORKS_FOR = timedelta(hours=1)
MOVED = "carry"
"""The scene that tells a chat whose talk has gone on elsewhere."""
_STATE = "conversation.state"


def make(connection: Connection, who: Who) -> str:
    """A new link's token; one that was made before in this chat ends."""
    token = random_id()
    connection.execute(delete(channel_link).where(channel_link.c.address_id == who.address_id))
    row = {"token_hash": token_hash(token), "address_id": who.address_id, "expires_at": who.now + WORKS_FOR}
    connection.execute(insert(channel_link), row)
    return token


def carry(connection: Connection, rows: Rows, token: str, who: Who) -> dict[str, Any]:
    """`carried`, whether the link was good; `here`, whether it was made in this very chat; and `frames`, what was
    unfinished there, each with its scene, its data and since when. Raises Contended when the other chat is busy."""
    theirs = channel_link.c.token_hash == token_hash(token)
    made_in = connection.scalar(
        select(channel_link.c.address_id).where(theirs, channel_link.c.expires_at > who.now)
    )
    if made_in is None or made_in == who.address_id:
        return {"carried": False, "here": made_in is not None, "frames": []}
    if made_in in rows.held:
        raise Contended
    if connection.execute(delete(channel_link).where(theirs)).rowcount == 0:
        return {"carried": False, "here": False, "frames": []}
    person, frames = _handed_over(connection, rows, made_in)
    if person is None:
        return {"carried": False, "here": False, "frames": []}
    if person != who.person_id:
        rows.merged.append((who.person_id, person))
    return {"carried": True, "here": False, "frames": frames}


def _handed_over(connection: Connection, rows: Rows, chat: str) -> tuple[str | None, list[Any]]:
    """Whose the other chat is, and what was unfinished there, which is there no longer."""
    query = (
        select(address.c.person_id, conversation.c.state)
        .select_from(address.outerjoin(conversation))
        .where(address.c.id == chat)
        .with_for_update(of=address, key_share=True)
    )
    found = connection.execute(query).first()
    if found is None or found.state is None:
        return (found.person_id if found else None), []
    try:
        state = State.from_json(unseal_json(rows.sealer, _STATE, chat, found.state))
    except (WrongKey, ValueError, KeyError):  # it begins afresh there, as it would at its next event
        return found.person_id, []
    left = replace(state, scene=MOVED, data={"moved": True}, paused=(), offers=())
    sealed = seal_json(rows.sealer, _STATE, chat, left.to_json())
    connection.execute(update(conversation).where(conversation.c.address_id == chat).values(state=sealed))
    frames = [[frame.scene, dict(frame.data), frame.since] for frame in state.paused]
    return found.person_id, [*frames, [state.scene, dict(state.data), state.touched]]
