"""Who deletes their data leaves nothing behind, in no table and in no file, but what the hub's record says stays."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Table, select

from bot.dialogue.effects import (
    Alert,
    AskPerson,
    Effect,
    Forget,
    Noted,
    Propose,
    Puzzled,
    Reached,
    Recall,
    Remember,
    Remind,
    Report,
    Say,
    Submit,
    Suggest,
)
from bot.dialogue.events import Event, Recalled, Said
from bot.dialogue.state import State, Turn
from bot.store import Arrival, Store, council, invitations, open_store, random_id, tables
from bot.store.broadcasts import INVITATION, NEWS, Round
from bot.store.sending import send
from staff_site import Clock

OPEN, CLOSED, TALK = "autumn", "summer", "jam"
WORDS = "marmalade"
"""A word of theirs that stands in all they say and nowhere else."""
STAYS = {
    "audit": "that somebody joined the council",
    "bursary_outcome": "counts",
    "concern": "a worry, locked, without whose it was",
    "demand": "counts of what was looked for",
    "notice": "that staff were told of it",
    "seen_update": "numbers of updates, for a week",
    "setup_link": "that a link was used",
    "thread": "what was said to be wrong, without by whom",
    "thread_message": "what was said to be wrong, locked",
    "unknown_word": "how many typed a word",
    "word_mark": "that a word was counted",
    "broadcast": "to how many a message went",
    "response": "answers to what is closed, which are nobody's",
    "answer": "answers to what is closed, which are nobody's",
    "edition": "what was asked",
    "definition": "what was asked",
    "key_check": "the key",
}
"""What there may be afterwards, and why; none of it leads to them."""


class Life:
    """All that one person ever does, in two chats that became one person's."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store, self.clock = store, clock

    def does(self, chat: str, *effects: Effect, state: dict[str, str] | None = None) -> dict[str, object]:
        found: dict[str, object] = {}

        def step(_state: State, event: Event) -> Turn:
            if isinstance(event, Recalled):
                found.update(event.record)
            mine = State(scene="survey", data=state or {})
            return Turn(
                mine, () if isinstance(event, Recalled) else effects, self.clock() + timedelta(days=7)
            )

        arrival = Arrival(chat, random_id(), f"{chat}-{WORDS}", Said(WORDS, self.clock()), echo=WORDS)
        [outcome] = self.store.queue(lambda: self.store.take([arrival], step, lambda: "")).result()
        assert outcome.fault is None, outcome.fault
        return found

    def lives(self) -> None:
        self.store.write(lambda c: council.invite(c, "token", None, self.clock()))
        self.does("web", Recall("council", "token"))
        self.tells()
        self.answers()
        self.is_written_to()
        token = str(self.does("web", Recall("link"))["token"])
        assert self.does("telegram", Recall("carry", token))["carried"] is True
        self.does("telegram", Recall("link"))
        self.does("web", Say(WORDS), state={"draft": WORDS})

    def tells(self) -> None:
        told = {"age_band": "14-18", "outcode": "DT4", "role": "young_person", "language": "en"}
        asked = {"ask_me": True, "told_of_news": True, "news_of": "drums"}
        self.does("web", *(Remember(name, value) for name, value in {**told, **asked}.items()))
        self.does("web", AskPerson(WORDS), Remind(self.clock() + timedelta(days=3), WORDS))
        self.does("web", Alert("harm", "high", "a worry"), Report("drum-club", "it is shut"))
        self.does("web", Noted("drums", "DT4", "14-18", 0), Puzzled((WORDS,)))

    def answers(self) -> None:
        self.does("telegram", Submit(CLOSED, "h", {"a": "yes"}))
        self.store.close_edition(CLOSED)
        self.does("telegram", Submit(OPEN, "h", {"a": WORDS}))
        self.does("web", Suggest(TALK, WORDS), Propose("", {"slug": f"poll-{WORDS}", "title": WORDS}))

    def is_written_to(self) -> None:
        whom = invitations.to_invite(OPEN, lambda *_: True)
        assert send(self.store, Round(INVITATION, OPEN), whom, Say(WORDS)) == 1
        self.does("web", Reached(OPEN, "started", 2))
        people = self.keys("person", "id")
        queue = iter((people, ()))
        send(self.store, Round(NEWS, ""), lambda *_: next(queue), Say(WORDS))

    def keys(self, table: str, column: str) -> list[str]:
        which = tables.metadata.tables[table].c[column]
        return list(self.store.read(lambda c: c.scalars(select(which)).all()))

    def rows(self) -> dict[str, list[str]]:
        """Every row of every table as text."""

        def read(table: Table) -> list[str]:
            return self.store.read(lambda c: [repr(tuple(row)) for row in c.execute(select(table))])

        return {name: read(table) for name, table in tables.metadata.tables.items()}


@pytest.fixture
def life(tmp_path: Path, secret: bytes) -> Iterator[Life]:
    clock = Clock()
    store = open_store(f"sqlite:///{tmp_path / 'earshot.db'}", secret, clock)
    for slug in (OPEN, CLOSED, TALK):
        store.open_edition(slug, "{}", "h")
    yield Life(store, clock)
    store.close()


def test_whoever_lived_a_whole_life_here_fills_every_table_about_people(life: Life) -> None:
    life.lives()
    about = {
        name
        for name, table in tables.metadata.tables.items()
        if {"person_id", "address_id", "respondent"} & set(table.c.keys()) or name == "person"
    }
    empty = {name for name, rows in life.rows().items() if name in about and not rows}
    assert empty == set()


def test_afterwards_no_table_holds_anything_but_what_the_record_says_stays(life: Life) -> None:
    life.lives()
    theirs = {*life.keys("person", "id"), *life.keys("address", "id")}
    held = set(filter(None, [*life.keys("response", "respondent"), *life.keys("statement", "respondent")]))
    life.does("telegram", Forget(), Say("Gone."))
    life.clock.later(days=2)
    while life.store.prune(life.clock()):
        continue
    rows = life.rows()
    left = Counter({name: len(found) for name, found in rows.items() if found})
    assert set(left) <= set(STAYS), left
    assert (left["response"], left["answer"]) == (1, 1)
    everything = "".join("".join(found) for found in rows.values())
    assert [each for each in (WORDS, *theirs, *held) if each in everything] == []


def test_afterwards_no_file_holds_an_id_or_a_word_of_theirs(life: Life, tmp_path: Path) -> None:
    life.lives()
    theirs = {*life.keys("person", "id"), *life.keys("response", "respondent")} - {None}
    before = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    life.does("telegram", Forget(), Say("Gone."))
    after = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    wanted = [each.encode() for each in (WORDS, *theirs)]
    assert ([each in before for each in wanted], [each in after for each in wanted]) == (
        [True] * len(wanted),
        [False] * len(wanted),
    )
