"""Knows what is new in the list and who wants to hear of it; refuses to know what the entries are."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, case, exists, func, select, update

from bot.store.dialect import upsert
from bot.store.tables import address, known_entry, person

AT_MOST_EVERY = timedelta(days=7)
"""How long somebody is left alone after they were told of new things, or asked to be."""
ALWAYS = date(1970, 1, 1)
"""The day of whatever was in the list when it was first looked at: it is not new to anybody."""
NEW_FOR = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Listeners:
    """People (ids) who want to hear of the same, live in the same district and were last told on the same day."""

    what: str
    outcode: str
    since: date
    people: Sequence[str]


def learn(connection: Connection, entries: Collection[str], today: date) -> None:
    """These entries are in the list today; at the very first look all of them count as known for ever."""
    first = connection.scalar(select(func.count()).select_from(known_entry)) == 0
    rows = [{"entry": entry, "first_on": ALWAYS if first else today} for entry in sorted(entries)]
    if rows:
        connection.execute(upsert(connection, known_entry).on_conflict_do_nothing(), rows)


def new_entries(connection: Connection, today: date) -> Mapping[str, date]:
    """Since when each entry is in the list that came in the last two months."""
    query = select(known_entry).where(known_entry.c.first_on > today - NEW_FOR)
    return {row.entry: row.first_on for row in connection.execute(query)}


def listeners(connection: Connection, now: datetime) -> list[Listeners]:
    """Everybody who may be told of something now, in groups that get the same message."""
    reachable = exists().where(address.c.person_id == person.c.id, address.c.gone_at.is_(None))
    query = select(person.c.id, person.c.news_of, person.c.outcode, person.c.news_at).where(
        person.c.told_of_news.is_(True),
        person.c.stopped_at.is_(None),
        person.c.news_at <= now - AT_MOST_EVERY,
        reachable,
    )
    groups: dict[tuple[str, str, date], list[str]] = {}
    for row in connection.execute(query.order_by(person.c.id)):
        key = (row.news_of or "", row.outcode or "", row.news_at.date())
        groups.setdefault(key, []).append(row.id)
    return [Listeners(*key, people) for key, people in sorted(groups.items())]


def to_tell(group: Listeners) -> Callable[[Connection, int, datetime], Sequence[str]]:
    """Claims those of the group who were not told meanwhile and still want to be."""

    def claim(connection: Connection, most: int, now: datetime) -> Sequence[str]:
        due = (person.c.told_of_news.is_(True)) & (person.c.news_at <= now - AT_MOST_EVERY)
        some = select(person.c.id).where(person.c.id.in_(group.people), due).order_by(person.c.id).limit(most)
        told = update(person).where(person.c.id.in_(some), due).values(news_at=now)
        return connection.scalars(told.returning(person.c.id)).all()

    return claim


def not_listening(connection: Connection, people: Collection[str]) -> None:
    """These people want to hear no more of it: what it took is forgotten, where they live if nothing else needs it."""
    where = case((person.c.ask_me.is_(True), person.c.outcode), else_=None)
    theirs = update(person).where(person.c.id.in_(sorted(people)))
    connection.execute(theirs.values(news_of=None, news_at=None, outcode=where))
