"""Knows the statements that write a batch, a few for all and not some for each event; refuses to decide anything."""

import json
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ARRAY,
    JSON,
    Connection,
    Date,
    String,
    Table,
    any_,
    bindparam,
    delete,
    func,
    insert,
    null,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy import Row as Record

from bot.store import invitations, news, proposals, unknown_words, voices
from bot.store.broadcasts import TO_SEND
from bot.store.dialect import Contended, upsert
from bot.store.merging import merge
from bot.store.prepared import Prepared, insertion
from bot.store.rows import BROADCAST, Row, Rows
from bot.store.submissions import erase_open_answers, submit
from bot.store.tables import (
    address,
    bursary_outcome,
    concern,
    conversation,
    demand,
    notice,
    outbox,
    person,
    reminder,
    seen_update,
    thread,
    thread_message,
)

_SEEN = {
    "sqlite": text(
        "INSERT INTO seen_update (channel, update_id, seen_on, failed) "
        "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), :day, false FROM json_each(:keys) "
        "WHERE true ON CONFLICT DO NOTHING RETURNING channel, update_id"
    ).bindparams(bindparam("day", type_=Date)),
    "postgresql": text(
        "INSERT INTO seen_update (channel, update_id, seen_on, failed) "
        "SELECT key ->> 0, key ->> 1, :day, false "
        "FROM jsonb_array_elements(CAST(:keys AS jsonb)) WITH ORDINALITY AS given (key, place) ORDER BY place "
        "ON CONFLICT DO NOTHING RETURNING channel, update_id"
    ).bindparams(bindparam("day", type_=Date)),
}
_CHATS = (
    select(
        address.c.id,
        address.c.person_id,
        address.c.gone_at,
        person.c.heard_on,
        conversation.c.state,
        conversation.c.last_seq,
        conversation.c.expires_at,
    )
    .select_from(address.outerjoin(person).outerjoin(conversation))
    .order_by(address.c.id)
)
_GIVEN = func.json_each(bindparam("ids", type_=JSON)).table_valued("value")
_LOCK = {
    "sqlite": _CHATS.where(address.c.id.in_(select(_GIVEN.c.value))),
    "postgresql": _CHATS.where(address.c.id == any_(bindparam("ids", type_=ARRAY(String)))).with_for_update(
        of=address, key_share=True
    ),
}
_SAVE = Prepared(
    update(conversation)
    .where(conversation.c.address_id == bindparam("address_id"))
    .values(state=bindparam("state"), last_seq=bindparam("last_seq"), expires_at=bindparam("expires_at")),
)
_BEGIN = insertion(conversation, "address_id", "state", "last_seq", "expires_at")
_OUTBOX = insertion(
    outbox,
    *(
        "address_id",
        "seq",
        "mine",
        "payload",
        "question",
        "priority",
        "status",
        "attempts",
        "due_at",
        "created_at",
    ),
)
_DEMAND = insertion(demand, "id", "day", "what", "outcode", "age_band", "found", "nearest_miles", "wanted")


def first_seen(connection: Connection, keys: Sequence[tuple[str, str]], day: date) -> list[bool]:
    """Whether each event is new; of two with one number only the first is."""
    given = {"keys": json.dumps(sorted(set(keys))), "day": day}
    returned = connection.execute(_SEEN[connection.dialect.name], given)
    new = {(channel, number) for channel, number in returned}
    fresh = []
    for key in keys:
        fresh.append(key in new)
        new.discard(key)
    return fresh


def mark_failed(connection: Connection, keys: Sequence[tuple[str, str]]) -> None:
    if keys:
        which = tuple_(seen_update.c.channel, seen_update.c.update_id).in_(keys)
        connection.execute(update(seen_update).where(which).values(failed=True))


def lock_conversations(connection: Connection, ids: Sequence[str]) -> dict[str, Record[Any]]:
    """The chats that exist, held until the transaction ends, by address id."""
    if not ids:
        return {}
    rows: Any = connection.execute(_LOCK[connection.dialect.name], {"ids": list(ids)}).all()
    return {row.id: row for row in rows}


def admit(connection: Connection, addresses: Sequence[Row], day: date) -> None:
    """New people and their chats; Contended when another process has just admitted one of them.

    A chat whose person was erased is there until its goodbye is read; it gets the new person.
    """
    rows = sorted(addresses, key=lambda row: str(row["id"]))
    connection.execute(insert(person), [{"id": row["person_id"], "heard_on": day} for row in rows])
    adding = upsert(connection, address)
    adopting = adding.on_conflict_do_update(
        index_elements=[address.c.id],
        set_={"person_id": adding.excluded.person_id, "leaves_at": null()},
        where=address.c.person_id.is_(None),
    )
    if len(connection.execute(adopting.returning(address.c.id), rows).all()) != len(rows):
        raise Contended


def save_conversations(connection: Connection, rows: Sequence[Row], known: Collection[str]) -> None:
    """`known` are the chats that have a conversation already."""
    _SAVE.run(connection, [row for row in rows if row["address_id"] in known])
    _BEGIN.run(connection, [row for row in rows if row["address_id"] not in known])


def touch(connection: Connection, people: Collection[str], addresses: Collection[str], day: date) -> None:
    """These people were heard today, and these chats can be reached again."""
    if people:
        heard = update(person).where(person.c.id.in_(sorted(people)))
        connection.execute(heard.values(heard_on=day))
    if addresses:
        back = update(address).where(address.c.id.in_(sorted(addresses)))
        connection.execute(back.values(gone_at=None, gone_why=None))


def write(connection: Connection, rows: Rows) -> None:
    """All rows, table by table, always in this order; erasing, its goodbyes, and people who are one come last."""
    _OUTBOX.run(connection, rows.outbox)
    _DEMAND.run(connection, rows.demand)
    for table, some in (
        (concern, rows.concerns),
        (thread, rows.threads),
        (thread_message, rows.thread_messages),
        (notice, rows.notices),
        (reminder, rows.reminders),
    ):
        if some:
            connection.execute(insert(table), some)
    _count(connection, rows)
    if rows.submissions:
        submit(connection, rows.submissions)
        invitations.completed(connection, rows.submissions)
    voices.write(connection, rows.voices)
    _remember(connection, rows)
    if rows.forgotten:
        _forget(connection, rows)
    merge(connection, rows.merged)


def _count(connection: Connection, rows: Rows) -> None:
    unknown_words.count(connection, rows.sealer, rows.puzzling)
    outcomes = [
        {"day": day, "scheme": scheme, "outcome": outcome, "because": because, "count": n}
        for (day, scheme, outcome, because), n in sorted(rows.outcomes.items())
    ]
    _add_up(connection, bursary_outcome, outcomes)


def _add_up(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    if rows:
        adding = upsert(connection, table)
        total = table.c["count"] + adding.excluded["count"]
        key = list(table.primary_key.columns)
        connection.execute(adding.on_conflict_do_update(index_elements=key, set_={"count": total}), rows)


def _remember(connection: Connection, rows: Rows) -> None:
    for key, values in sorted(rows.remembered.items()):
        connection.execute(update(person).where(person.c.id == key).values(**values))
    if unwilling := [key for key, values in rows.remembered.items() if values.get("ask_me") is False]:
        invitations.withdrawn(connection, unwilling)
    if no_news := [key for key, values in rows.remembered.items() if values.get("told_of_news") is False]:
        news.not_listening(connection, no_news)
    for person_id, _ in sorted(rows.stopped):
        chats = select(address.c.id).where(address.c.person_id == person_id)
        waiting = outbox.c.address_id.in_(chats) & outbox.c.status.in_(TO_SEND)
        connection.execute(delete(outbox).where(waiting, outbox.c.priority == BROADCAST))
        connection.execute(delete(reminder).where(reminder.c.address_id.in_(chats)))


def _forget(connection: Connection, rows: Rows) -> None:
    """Erasing the person takes chats, messages, questions and reminders with it; see the decision on erasing."""
    erase_open_answers(connection, rows.forgotten)
    proposals.erase(connection, rows.forgotten)
    connection.execute(delete(person).where(person.c.id.in_(sorted(rows.forgotten))))
    leaving = sorted(rows.leaving, key=lambda row: str(row["id"]))
    connection.execute(insert(address), [_only(address, row) for row in leaving])
    connection.execute(insert(conversation), [_only(conversation, row) for row in leaving])
    _OUTBOX.run(connection, rows.goodbyes)


def _only(table: Table, row: Row) -> Row:
    return {key: value for key, value in row.items() if key in table.c}
