"""Knows when a chat whose person was erased goes for good; refuses to know what was said last."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, literal_column, select

from bot.store.prepared import Prepared
from bot.store.tables import address, outbox

_waiting = outbox.alias("waiting")
_GOODBYE = Prepared(
    delete(address).where(
        address.c.id.in_(select(outbox.c.address_id).where(outbox.c.id == bindparam("message"))),
        address.c.person_id.is_(None),
        ~select(_waiting.c.id)
        .where(_waiting.c.address_id == address.c.id, _waiting.c.status == literal_column("'waiting'"))
        .exists(),
    )
)


def say_goodbye(connection: Connection, sent: Sequence[int]) -> None:
    """These messages were sent: a chat that nobody belongs to any more goes with the last of them."""
    _GOODBYE.run(connection, [{"message": key} for key in sent])
