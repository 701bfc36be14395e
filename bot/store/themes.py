"""Knows what the council sorted free-text answers under; refuses to say which answers are one person's.

An answer is named by a key that is another for each question, so that two answers of one person cannot be put together,
and in whose order the answers come: it tells nothing.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, tuple_, update

from bot.store.dialect import upsert
from bot.store.sealing import Sealer, random_id
from bot.store.tables import answer, response, theme, theme_tag
from bot.surveys.record import PREFER_NOT

Tag = tuple[str, str]
"""The key of an answer and the id of a theme."""


@dataclass(frozen=True, slots=True)
class Theme:
    """`answers` is how many stand under it."""

    id: str
    name: str
    answers: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody wrote, with the ids of its themes."""

    key: str
    text: str
    themes: frozenset[str]


def answers(connection: Connection, sealer: Sealer, slug: str, question: str) -> list[Answer]:
    """All answers in words to one question, in the order of their keys."""
    tagged: dict[str, set[str]] = {}
    query = (
        select(theme_tag.c.response_id, theme_tag.c.theme_id)
        .join(theme, theme.c.id == theme_tag.c.theme_id)
        .where(theme.c.edition == slug, theme.c.question == question)
    )
    for row in connection.execute(query):
        tagged.setdefault(row.response_id, set()).add(row.theme_id)
    given = _texts(connection, slug, question)
    found = [
        Answer(_key(sealer, slug, question, id), text, frozenset(tagged.get(id, ())))
        for id, text in given.items()
    ]
    return sorted(found, key=lambda each: each.key)


def themes(connection: Connection, slug: str, question: str) -> list[Theme]:
    """By name."""
    query = (
        select(theme.c.id, theme.c.name, func.count(theme_tag.c.response_id).label("answers"))
        .outerjoin(theme_tag)
        .where(theme.c.edition == slug, theme.c.question == question)
        .group_by(theme.c.id, theme.c.name)
    )
    found = [Theme(row.id, row.name, row.answers) for row in connection.execute(query)]
    return sorted(found, key=lambda each: (each.name.casefold(), each.name))


def counts(connection: Connection, slug: str) -> dict[str, tuple[tuple[str, int], ...]]:
    """How many answers each theme has, by question: as they are, so to be shown only through `theme_results`."""
    query = (
        select(theme.c.question, theme.c.name, func.count(theme_tag.c.response_id).label("answers"))
        .outerjoin(theme_tag)
        .where(theme.c.edition == slug)
        .group_by(theme.c.id, theme.c.question, theme.c.name)
        .order_by(theme.c.question, theme.c.name)
    )
    found: dict[str, list[tuple[str, int]]] = {}
    for row in connection.execute(query):
        found.setdefault(row.question, []).append((row.name, row.answers))
    return {question: tuple(each) for question, each in found.items()}


def answered(connection: Connection, slug: str, questions: Collection[str]) -> dict[str, int]:
    """How many answered each question in words: as it is, to be shown only from ten."""
    return {question: len(_texts(connection, slug, question)) for question in questions}


def add(connection: Connection, slug: str, question: str, name: str) -> str:
    """The id of the theme of that name, new or not; capitals make no difference."""
    known = _named(connection, slug, question, name)
    if known:
        return known
    row = {"id": random_id(), "edition": slug, "question": question, "name": name}
    connection.execute(insert(theme), row)
    return str(row["id"])


def rename(connection: Connection, slug: str, key: str, name: str) -> bool:
    """Gives the theme another name; where there is one of that name, the two become one. False when it is gone."""
    question = _question(connection, slug, key)
    if question is None:
        return False
    other = _named(connection, slug, question, name)
    if other and other != key:
        return merge(connection, slug, key, other)
    connection.execute(update(theme).where(theme.c.id == key).values(name=name))
    return True


def merge(connection: Connection, slug: str, key: str, into: str) -> bool:
    """Puts all answers of a theme under another of the same question and takes it away; False when that cannot be."""
    question = _question(connection, slug, key)
    if question is None or key == into or _question(connection, slug, into) != question:
        return False
    theirs = connection.scalars(select(theme_tag.c.response_id).where(theme_tag.c.theme_id == key)).all()
    _tag(connection, [(response_id, into) for response_id in theirs])
    return remove(connection, slug, key)


def remove(connection: Connection, slug: str, key: str) -> bool:
    """Takes a theme away; its answers stay, without it. False when it is gone."""
    which = delete(theme).where(theme.c.id == key, theme.c.edition == slug)
    return connection.execute(which).rowcount == 1


def sort(
    connection: Connection,
    sealer: Sealer,
    slug: str,
    question: str,
    under: Iterable[Tag] = (),
    no_longer: Iterable[Tag] = (),
) -> int:
    """Puts answers under themes and takes them away from others; what is not of this question is passed over.

    Returns how many answers there now are under more or other themes.
    """
    ids = {_key(sealer, slug, question, id): id for id in _texts(connection, slug, question)}
    known = {each.id for each in themes(connection, slug, question)}
    more = sorted({(ids[key], to) for key, to in under if key in ids and to in known})
    fewer = sorted({(ids[key], to) for key, to in no_longer if key in ids and to in known})
    if fewer:
        which = tuple_(theme_tag.c.response_id, theme_tag.c.theme_id).in_(fewer)
        connection.execute(delete(theme_tag).where(which))
    _tag(connection, more)
    return len({id for id, _ in (*more, *fewer)})


def replace(
    connection: Connection, sealer: Sealer, slug: str, question: str, sorted_as: Mapping[str, Sequence[str]]
) -> int:
    """Puts each of these answers (by key) under just the themes named, which are made where there are none."""
    names = dict.fromkeys(name for each in sorted_as.values() for name in each)
    ids = {name: add(connection, slug, question, name) for name in names}
    before = {each.key: each.themes for each in answers(connection, sealer, slug, question)}
    wanted = {key: {ids[name] for name in each} for key, each in sorted_as.items() if key in before}
    return sort(
        connection,
        sealer,
        slug,
        question,
        [(key, id) for key, each in wanted.items() for id in each - before[key]],
        [(key, id) for key, each in wanted.items() for id in before[key] - each],
    )


def _tag(connection: Connection, tags: Sequence[Tag]) -> None:
    if tags:
        rows = [{"response_id": response_id, "theme_id": to} for response_id, to in tags]
        connection.execute(upsert(connection, theme_tag).on_conflict_do_nothing(), rows)


def _texts(connection: Connection, slug: str, question: str) -> dict[str, str]:
    """What was written, by response; what was skipped or held back is no answer."""
    query = (
        select(answer.c.response_id, answer.c.value)
        .join(response, response.c.id == answer.c.response_id)
        .where(response.c.edition == slug, answer.c.question == question)
    )
    given = {row.response_id: json.loads(row.value) for row in connection.execute(query)}
    return {
        id: text
        for id, text in given.items()
        if isinstance(text, str) and text.strip() and text != PREFER_NOT
    }


def _named(connection: Connection, slug: str, question: str, name: str) -> str | None:
    every = themes(connection, slug, question)
    return next((each.id for each in every if each.name.casefold() == name.casefold()), None)


def _question(connection: Connection, slug: str, key: str) -> str | None:
    return connection.scalar(select(theme.c.question).where(theme.c.id == key, theme.c.edition == slug))


def _key(sealer: Sealer, slug: str, question: str, response_id: str) -> str:
    """Begins with a letter, so that no spreadsheet takes it for a number."""
    mark = sealer.keyed_hash("answer to sort", f"{slug}\0{question}\0{response_id}")
    return "a" + hashlib.sha256(mark.encode()).hexdigest()[:13]
