"""A conversation from the first vote to the last: statements of others come in, and votes are kept whatever happens."""

import re
from datetime import UTC, datetime
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from bot.app.content import Loaded, with_voice
from bot.app.editions import open_edition
from bot.app.voice_now import Reading, voice_now
from bot.dialogue.events import Chose, Event, Said, Started
from bot.dialogue.state import State, Turn
from bot.dialogue.step import step
from bot.store import Store, open_store, statements, tables
from bot.store.batch import Arrival
from bot.store.statements import Decided
from bot.surveys.definition import hash_of
from bot.surveys.results import FEWEST
from example_conversation import SLUG, conversation
from example_conversation import conversation_hub as hub_with_one_added
from example_hub import example_hub
from talker import submit_all
from transcript import START

SECRET = b"a secret for tests, 32 bytes long"
TEXTS = {each.text: each.id for each in conversation().statements}
VOTES = {"Agree": "agree", "Disagree": "disagree", "Pass": "pass"}


@cache
def hub() -> Loaded:
    """The made-up hub with the conversation, to which nobody has added anything yet."""
    return with_voice(hub_with_one_added(), example_hub().house.voice)


def heard(store: Store) -> Loaded:
    """The hub as it is once what staff decided was read."""
    surveys = hub().snapshot.surveys
    return with_voice(hub(), voice_now(store, surveys, "Europe/London", Reading()))


class Person:
    """Somebody in front of a chat, or of several."""

    def __init__(self, store: Store, loaded: Loaded, name: str) -> None:
        self.store, self.loaded, self.name = store, loaded, name
        self.number = 0
        self.shown: list[dict] = []

    def does(self, event: Event, chat: str = "one", times: int = 1) -> None:
        self.number += 1
        arrival = Arrival("terminal", f"{self.name}-{self.number}", f"{self.name}-{chat}", event)
        for _ in range(times):
            [outcome] = self.store.queue(lambda: self.store.take([arrival], self._step, lambda: "!")).result()
            assert outcome.fault is None, outcome.fault
        self.shown = [m.payload for m in self.store.messages("terminal", f"{self.name}-{chat}") if not m.mine]

    def _step(self, state: State, event: Event) -> Turn:
        return step(self.loaded.bot, state, event)

    def starts(self, chat: str = "one") -> None:
        self.does(Started(SLUG, START), chat)

    def says(self, text: str) -> None:
        self.does(Said(text, START))

    def presses(self, label: str, chat: str = "one", times: int = 1) -> bool:
        """Whether there was such a button on the last message."""
        options = self.shown[-1]["options"] if self.shown else []
        token = next((each["token"] for each in options if each["label"] == label), None)
        if token is not None:
            self.does(Chose(token, START), chat, times)
        return token is not None

    @property
    def statement(self) -> str:
        """The statement that stands above the buttons, "" when none does."""
        found = re.search(r"\d+ of \d+\n“(.*)”", self.shown[-1]["text"]) if self.shown else None
        return found[1] if found else ""


def opened() -> Store:
    store = open_store("sqlite://", SECRET, lambda: datetime(2026, 11, 22, 12, tzinfo=UTC))
    open_edition(store, conversation())
    return store


def test_what_one_adds_others_vote_on_once_staff_have_read_it(store: Store) -> None:
    open_edition(store, conversation())
    ann, ben = Person(store, heard(store), "ann"), Person(store, heard(store), "ben")
    ann.starts()
    ann.presses("Start")
    ann.says("there should be a band in every school")
    ann.presses("Send it")
    [waiting] = store.read(statements.waiting)
    ben.starts()
    assert "There are 3 so far" in ben.shown[-1]["text"]
    by = {"id": "s" * 22, "email": "a@hub.example", "password_hash": "x", "role": "staff"}
    row = {**by, "name_of_role": "officer", "created_at": store.clock()}
    store.write(lambda c: c.execute(tables.staff.insert(), row))
    store.write(lambda c: statements.decide(c, waiting.id, Decided("approved", "", "s" * 22, store.clock())))
    ben.loaded = ann.loaded = heard(store)
    ben.starts()
    assert "There are 4 so far" in ben.shown[-1]["text"]
    ben.presses("Start")
    seen = set()
    while ben.statement:
        seen.add(ben.statement)
        ben.presses("Agree")
    assert "there should be a band in every school" in seen
    [response] = store.responses(SLUG)
    assert response.answers == dict.fromkeys((*TEXTS.values(), waiting.id), "agree")
    ann.starts()
    assert "Others are voting on what you said" in ann.shown[-1]["text"]


def test_what_most_think_is_heard_once_ten_have_voted(store: Store) -> None:
    open_edition(store, conversation(results="live"))
    for number in range(FEWEST):
        person = Person(store, hub(), f"p{number}")
        person.starts()
        person.presses("Start")
        person.presses("Agree" if person.statement.startswith("Getting") else "Pass")
        while person.statement:
            person.presses("Agree" if person.statement.startswith("Getting") else "Pass")
    voice = heard(store).house.voice
    assert [each.statement for each in voice.opinions[SLUG].together] == ["s1"]
    assert voice.results[SLUG].people == FEWEST
    assert [question.id for question in voice.editions[SLUG].survey.questions] == ["s1", "s2", "s3"]


def test_who_stops_hears_what_people_think_so_far_where_that_may_be_seen(store: Store) -> None:
    open_edition(store, conversation(results="live"))
    submit_all(store, SLUG, "s1", ["agree"] * FEWEST, hash_of(conversation(results="live")))
    ann = Person(store, heard(store), "ann")
    ann.starts()
    for label in ("Start", "Pass", "That's enough for now"):
        ann.presses(label)
    heard_so_far = "What most people think:\n• Most agree: “Getting there is the hardest part.”"
    assert heard_so_far in ann.shown[-1]["text"]


def test_closing_leaves_votes_that_are_nobodys(store: Store) -> None:
    open_edition(store, conversation())
    ann = Person(store, hub(), "ann")
    ann.starts()
    ann.presses("Start")
    ann.presses("Agree")
    store.close_edition(SLUG)
    ann.presses("Agree")
    assert len(store.responses(SLUG)) == 1
    assert len(store.responses(SLUG)[0].answers) == 1
    assert "has closed" in ann.shown[-1]["text"]


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *VOTES,
                *VOTES,
                "Back",
                "Add your own",
                "Never mind",
                "That's enough for now",
                "Start",
                "again",
                "old",
            ]
        ),
        st.sampled_from(["one", "two"]),
        st.integers(1, 2),
    ),
    max_size=25,
)


@settings(max_examples=15, deadline=None)
@given(ACTIONS)
def test_whatever_is_pressed_in_two_chats_the_last_votes_are_kept_once(actions: list) -> None:
    store = opened()
    try:
        chats = {chat: Person(store, hub(), "ann") for chat in ("one", "two")}
        chats["two"].number = 1000
        for chat, person in chats.items():
            person.starts(chat)
        _make_one_person(store)
        wanted: dict[str, str] = {}
        for action, chat, times in actions:
            person, before = chats[chat], chats[chat].statement
            if action == "again":
                person.starts(chat)
            elif action == "old":
                person.does(Chose("an old button", START), chat, times)
            elif person.presses(action, chat, times) and action in VOTES:
                wanted[TEXTS[before]] = VOTES[action]
        found = [response.answers for response in store.responses(SLUG)]
        assert found == ([wanted] if wanted else [])
    finally:
        store.close()


def _make_one_person(store: Store) -> None:
    """Makes the second chat one of the first's person, as a link between chats does."""
    first, second = (store.sealer.address_id("terminal", f"ann-{chat}") for chat in ("one", "two"))
    address = tables.address
    mine = address.select().where(address.c.id == first)
    person = store.read(lambda c: c.execute(mine).one().person_id)
    store.write(lambda c: c.execute(update(address).where(address.c.id == second).values(person_id=person)))
