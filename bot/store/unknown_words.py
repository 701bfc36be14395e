"""Knows which words nobody here understood, and keeps each unreadable until five people typed it; refuses to know who.

A name is typed by one person or two, a word that the vocabulary lacks by many. A word is therefore counted under its
keyed hash, each person once by a mark that cannot be read either, and is written out only when the fifth comes.
"""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import Connection, bindparam, select, update

from bot.store.dialect import upsert
from bot.store.sealing import Sealer
from bot.store.tables import unknown_word, word_mark

ENOUGH = 5
"""So many different people must have typed a word before anybody may read it."""
SHORTEST, LONGEST = 3, 24
_JOINS = "-'’"

Typed = tuple[date, str, str]
"""On which day, the id of the person, and the word."""

_SPELL = (
    update(unknown_word)
    .where(unknown_word.c.id == bindparam("which"), unknown_word.c.word.is_(None))
    .values(word=bindparam("spelt"))
)


def worth_counting(word: str) -> bool:
    """Whether it could be a word at all: 3 to 24 letters, which hyphens and apostrophes may join, and no digit."""
    kinds = [unicodedata.category(char)[0] for char in word]
    return (
        len(word) <= LONGEST
        and kinds.count("L") >= SHORTEST
        and all(kind in "LM" or char in _JOINS for kind, char in zip(kinds, word, strict=True))
    )


def count(connection: Connection, sealer: Sealer, typed: Collection[Typed]) -> None:
    """Counts each word once a person; two statements for all of them, and a third when a word has become readable."""
    words = {_hash(sealer, word): word for _, _, word in typed}
    people = _new_people(connection, sealer, typed) if typed else {}
    if not people:
        return
    adding = upsert(connection, unknown_word)
    total = unknown_word.c.people + adding.excluded.people
    counting = adding.on_conflict_do_update(index_elements=[unknown_word.c.id], set_={"people": total})
    day = min(day for day, _, _ in typed)
    rows = [{"id": id, "people": n, "first_on": day} for id, n in sorted(people.items())]
    returned = connection.execute(counting.returning(unknown_word), rows)
    enough = {row.id for row in returned if row.people >= ENOUGH and row.word is None}
    if enough:
        connection.execute(_SPELL, [{"which": id, "spelt": words[id]} for id in sorted(enough)])


def readable(connection: Connection) -> list[tuple[str, int]]:
    """The words that enough people typed, and how many did; the commonest first."""
    columns = (unknown_word.c.word, unknown_word.c.people)
    known = select(*columns).where(unknown_word.c.word.is_not(None))
    ordered = known.order_by(unknown_word.c.people.desc(), unknown_word.c.word)
    return [(row.word, row.people) for row in connection.execute(ordered)]


def _new_people(connection: Connection, sealer: Sealer, typed: Iterable[Typed]) -> Counter[str]:
    """How many people typed each word, by its hash, for the first time in 90 days."""
    marks = {_mark(sealer, person, word): (day, _hash(sealer, word)) for day, person, word in typed}
    rows = [{"id": mark, "made_on": day} for mark, (day, _) in sorted(marks.items())]
    adding = upsert(connection, word_mark).on_conflict_do_nothing().returning(word_mark.c.id)
    return Counter(marks[row.id][1] for row in connection.execute(adding, rows))


def _hash(sealer: Sealer, word: str) -> str:
    return sealer.keyed_hash("unknown word", word)


def _mark(sealer: Sealer, person: str, word: str) -> str:
    return sealer.keyed_hash("who typed an unknown word", f"{person}\0{word}")
