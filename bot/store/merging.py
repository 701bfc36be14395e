"""Knows how two people turn out to be one; refuses to know how they found out.

Nobody's answers count twice: of two responses to an open edition the newer stays. A no to being written to stands,
whichever of the two said it.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, select, tuple_, update

from bot.store.sealing import respondent
from bot.store.tables import address, edition, invitation, participation, person, response, statement

FURTHER = ("queued", "blocked", "sent", "declined", "opened", "started", "completed")
"""Dispositions, each further along than those before it."""
_EITHER = ("language", "age_band", "outcode", "role", "news_of")
_UNASKED = ("ask_me", "told_of_news")
_LATEST = ("asked_at", "news_at", "stopped_at", "heard_on")


def merge(connection: Connection, pairs: Sequence[tuple[str, str]]) -> None:
    """For each pair all that is the first's becomes the second's, and the first is no more."""
    for gone, stays in sorted(pairs):
        both = select(person).where(person.c.id.in_((gone, stays))).order_by(person.c.id).with_for_update()
        found = {row["id"]: row for row in connection.execute(both).mappings()}
        if len(found) == 2:
            _one(connection, found[gone], found[stays])


def _one(connection: Connection, gone: Any, stays: Any) -> None:
    chats = update(address).where(address.c.person_id == gone["id"])
    connection.execute(chats.values(person_id=stays["id"]))
    _took_part(connection, gone["id"], stays["id"])
    _invited(connection, gone["id"], stays["id"])
    _answered(connection, gone["id"], stays["id"])
    connection.execute(update(person).where(person.c.id == stays["id"]).values(**_together(gone, stays)))
    connection.execute(delete(person).where(person.c.id == gone["id"]))


def _together(gone: Any, stays: Any) -> dict[str, Any]:
    values = {name: gone[name] if stays[name] is None else stays[name] for name in _EITHER}
    for name in _LATEST:
        known = [row[name] for row in (gone, stays) if row[name] is not None]
        values[name] = max(known, default=None)
    values["council"] = bool(gone["council"] or stays["council"]) or None
    for name in _UNASKED:
        said = {gone[name], stays[name]} - {None}
        values[name] = False if values["stopped_at"] is not None else all(said) if said else None
    return values | _no_longer_needed(values)


def _no_longer_needed(values: dict[str, Any]) -> dict[str, Any]:
    """What was kept only to be asked the right questions, or to hear of news, goes with the no."""
    asked = {} if values["ask_me"] or values["ask_me"] is None else {"role": None, "age_band": None}
    nearby = {} if values["ask_me"] is not False or values["told_of_news"] else {"outcode": None}
    return asked | nearby | ({"news_of": None} if values["told_of_news"] is False else {})


def _took_part(connection: Connection, gone: str, stays: str) -> None:
    """What both took part in is counted once: the other row goes with its person."""
    theirs = select(participation.c.edition).where(participation.c.person_id == stays)
    moving = update(participation).where(
        participation.c.person_id == gone, participation.c.edition.not_in(theirs.scalar_subquery())
    )
    connection.execute(moving.values(person_id=stays))


def _invited(connection: Connection, gone: str, stays: str) -> None:
    """One invitation an edition: the one that came further."""
    query = select(invitation).where(invitation.c.person_id.in_((gone, stays))).order_by(invitation.c.id)
    by_edition: dict[str, list[Any]] = {}
    for row in connection.execute(query.with_for_update()):
        by_edition.setdefault(row.edition, []).append(row)
    for rows in by_edition.values():
        *others, best = sorted(rows, key=lambda row: (FURTHER.index(row.disposition), row.reached))
        for other in others:
            connection.execute(delete(invitation).where(invitation.c.id == other.id))
        reminded = max((row.reminded_at for row in rows if row.reminded_at is not None), default=None)
        staying = update(invitation).where(invitation.c.id == best.id)
        connection.execute(staying.values(person_id=stays, reminded_at=reminded))


def _answered(connection: Connection, gone: str, stays: str) -> None:
    """While an edition is open its answers are somebody's; of two responses the newer one stays."""
    salted = (
        select(edition.c.slug, edition.c.salt).where(edition.c.salt.is_not(None)).order_by(edition.c.slug)
    )
    for row in connection.execute(salted.with_for_update(read=True)).all():
        old, new = respondent(bytes(row.salt), gone), respondent(bytes(row.salt), stays)
        _newer(connection, row.slug, old, new)
        mine = (statement.c.edition == row.slug) & (statement.c.respondent == old)
        connection.execute(update(statement).where(mine).values(respondent=new))


def _newer(connection: Connection, slug: str, old: str, new: str) -> None:
    which = tuple_(response.c.edition, response.c.respondent).in_([(slug, old), (slug, new)])
    found = {row.respondent: row for row in connection.execute(select(response).where(which))}
    if old not in found:
        return
    if new in found:
        older = new if found[old].submitted_on >= found[new].submitted_on else old
        connection.execute(delete(response).where(response.c.id == found[older].id))
    moving = (response.c.edition == slug) & (response.c.respondent == old)
    connection.execute(update(response).where(moving).values(respondent=new))
