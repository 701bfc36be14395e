"""Whatever is pressed, typed, taken back, changed, doubled or killed, a person has at most one response, and its
answers are exactly the last ones given to questions that are still relevant.

The model knows nothing of scenes, forms or expressions: it keeps what was last given to each question, as the person
who presses would, and says in plain Python which question comes next and which answers count.
"""

import json
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.app.content import Loaded
from bot.app.editions import open_edition
from bot.dialogue.asking import PICK, TICK
from bot.dialogue.effects import Json, Recall, Submit
from bot.dialogue.events import Chose, Event, Recalled, Said, Started
from bot.dialogue.state import State, Turn
from bot.dialogue.step import step
from bot.store import Store, open_store
from bot.store.batch import Arrival
from bot.surveys.reading import survey_from
from bot.surveys.record import Survey
from example_survey import with_surveys
from transcript import START

SLUG = "anything"
SECRET = b"a secret for tests, 32 bytes long"
RECORD = {
    "slug": SLUG,
    "title": "Anything",
    "why": "To know.",
    "who_asks": "The council",
    "what_happens": "We tell you.",
    "opens": date(2026, 11, 1),
    "closes": date(2026, 12, 13),
    "questions": [
        {"id": "plays", "ask": "Do you play?", "type": "yes_no"},
        {
            "id": "what",
            "ask": "What?",
            "type": "many",
            "at_most": 2,
            "choices": ["Drums", "Cello", {"label": "None of these", "none": True}],
            "only_if": {"plays": "yes"},
        },
        {
            "id": "who",
            "ask": "With whom?",
            "type": "one",
            "personal": True,
            "why": "To plan.",
            "choices": ["Alone", "Friends", {"label": "Somebody else", "other": True}],
            "only_if": {"what": "drums"},
        },
        {"id": "often", "ask": "How often a week?", "type": "number", "at_least": 0, "at_most": 7},
        {"id": "more", "ask": "Anything else?", "type": "text", "only_if": {"plays": "no"}},
    ],
}
TYPED: dict[str, dict[str, Json]] = {
    "plays": {"yes": "yes", "nope": "no", "idk": None},
    "what": {
        "1 and 2": ["drums", "cello"],
        "none": ["none"],
        "cello, drums": ["cello", "drums"],
        "skip": None,
    },
    "who": {"friends": "friends", "somebody else": "somebody_else", "pass": None},
    "who_other": {"my dog": "my dog", "skip": None},
    "often": {"3": 3, "seven": 7, "idk": None},
    "more": {"more drums": "more drums", "skip": None},
}
NOT_AN_ANSWER = {"plays": "purple", "what": "purple", "who": "purple", "often": "12"}


def survey() -> Survey:
    made = survey_from(RECORD)
    assert isinstance(made, Survey), made
    return made


SURVEY = survey()
HUB: Loaded = with_surveys(SURVEY)


def way(given: dict[str, Json]) -> tuple[list[str], str | None]:
    """The questions answered so far, in order, and the next one; None when there is none left."""
    passed: list[str] = []
    for name in ("plays", "what", "who", "who_other", "often", "more"):
        if not _asked(name, {each: given[each] for each in passed}):
            continue
        if name not in given:
            return passed, name
        passed.append(name)
    return passed, None


def _asked(name: str, given: dict[str, Json]) -> bool:
    match name:
        case "what":
            return given.get("plays") == "yes"
        case "who":
            return "drums" in (given.get("what") or [])  # type: ignore[operator]
        case "who_other":
            return given.get("who") == "somebody_else"
        case "more":
            return given.get("plays") == "no"
    return True


@dataclass(slots=True)
class Person:
    """What somebody has in mind: where they are, what they gave, what is ticked, and what they sent."""

    stage: str = ""
    given: dict[str, Json] = field(default_factory=dict)
    ticked: list[str] = field(default_factory=list)
    sent: dict[str, Json] | None = None
    changing: bool = False

    @property
    def question(self) -> str | None:
        return way(self.given)[1] if self.stage == "asking" else None

    def last(self, name: str) -> Json:
        return (self.sent or {}).get(name) if self.changing else None

    def answers(self, value: Json) -> None:
        assert self.question is not None
        self.given[self.question] = value
        self._next()

    def begins(self, changing: bool) -> None:
        self.stage, self.changing, self.given = "asking", changing, {}
        self._next()

    def goes_back(self) -> None:
        passed, _ = way(self.given)
        before = self.given
        self.given = {name: before[name] for name in passed[:-1]}
        self.stage = "asking"
        last = before.get(passed[-1]) if passed else None
        self.ticked = list(last) if isinstance(last, list) else []

    def sends(self) -> None:
        self.sent = {name: self.given[name] for name in way(self.given)[0]}
        self.stage = ""

    def _next(self) -> None:
        name = way(self.given)[1]
        last = self.last(name) if name else None
        self.ticked = list(last) if isinstance(last, list) else []
        self.stage = "asking" if name else "review"

    def presses(self, value: str) -> None:
        match value:
            case "start" | "change":
                self.begins(changing=value == "change")
            case "send":
                self.sends()
            case "drop" | "later" | "leave":
                self.stage = ""
            case "back":
                self.goes_back()
            case "skip":
                self.answers(None)
            case "keep":
                self.answers(self.last(self.question or ""))
            case "done":
                self.answers(list(self.ticked))
            case _ if value.startswith(TICK):
                self._ticks(value[len(TICK) :])
            case _:
                self.answers(value[len(PICK) :])

    def _ticks(self, value: str) -> None:
        if value in self.ticked:
            self.ticked.remove(value)
        elif value == "none":
            self.answers(["none"])
        elif len([each for each in self.ticked if each != "none"]) < 2:
            self.ticked = [*(each for each in self.ticked if each != "none"), value]


class EngineWorld:
    """step() alone, the state through JSON between every two turns."""

    def __init__(self) -> None:
        self.states: dict[str, State] = {}
        self.sent: dict[str, dict[str, Json]] = {}

    def does(self, who: str, event: Event) -> None:
        state = self.states.get(who, State(salt=who))
        turn = step(HUB.bot, state, event)
        recall = next((effect for effect in turn.effects if isinstance(effect, Recall)), None)
        if recall is not None:
            record = {"open": True, "answered": self.sent.get(who), "full": []}
            turn = step(HUB.bot, turn.state, Recalled(record, START, recall.topic, recall.key))
        for effect in turn.effects:
            if isinstance(effect, Submit):
                self.sent[who] = dict(effect.answers)
        self.states[who] = State.from_json(json.loads(json.dumps(turn.state.to_json())))

    def kill(self) -> None:
        """There is nothing to kill."""

    def close(self) -> None:
        """Nor to close."""

    def responses(self) -> list[dict[str, Json]]:
        return list(self.sent.values())


class StoreWorld:
    """The database, to which every event comes twice, and which may be closed and opened at any time."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.store = self._opened()
        open_edition(self.store, SURVEY)
        self.states: dict[str, State] = {}
        self.number = 0

    def _opened(self) -> Store:
        return open_store(
            f"sqlite:///{Path(self.folder.name) / 'earshot.db'}", b"a secret for tests, 32 bytes long"
        )

    def does(self, who: str, event: Event) -> None:
        self.number += 1
        arrival = Arrival("web", str(self.number), who, event)

        def stepping(state: State, each: Event) -> Turn:
            turn = step(HUB.bot, state, each)
            self.states[who] = turn.state
            return turn

        for again in (False, True):
            taking = self.store.queue(lambda: self.store.take([arrival], stepping, lambda: "Sorry."))
            [outcome] = taking.result()
            assert (outcome.duplicate, outcome.fault) == (again, None)

    def kill(self) -> None:
        self.store.close()
        self.store = self._opened()

    def close(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def responses(self) -> list[dict[str, Json]]:
        return [response.answers for response in self.store.responses(SLUG)]


class OneResponse(RuleBasedStateMachine):
    """Two people press and type anything that there is."""

    world: type[Any] = EngineWorld

    @initialize()
    def begin(self) -> None:
        self.there = self.world()
        self.people = {"a": Person(), "b": Person()}
        self.used: dict[str, list[str]] = {"a": [], "b": []}

    def teardown(self) -> None:
        if hasattr(self, "there"):
            self.there.close()

    def offers(self, who: str) -> dict[str, str]:
        """Token by value of the buttons that belong to the survey."""
        state = self.there.states.get(who)
        mine = state is not None and state.scene == "survey"
        return {o.value: o.token for o in state.offers if ":" not in o.value} if mine else {}

    def does(self, who: str, event: Event) -> None:
        state = self.there.states.get(who)
        self.used[who] += [offer.token for offer in state.offers] if state else []
        self.there.does(who, event)

    @rule(who=st.sampled_from("ab"), which=st.integers(0, 40))
    def presses(self, who: str, which: int) -> None:
        offers = self.offers(who)
        if not offers:
            self.opens_it(who)
            return
        value = sorted(offers)[which % len(offers)]
        self.does(who, Chose(offers[value], START))
        if value != "why":
            self.people[who].presses(value)

    @rule(who=st.sampled_from("ab"), which=st.lists(st.integers(0, 40), min_size=10, max_size=10))
    def goes_on_to_the_end(self, who: str, which: list[int]) -> None:
        """What leads on, as most people do, with a step back now and then."""
        for number in which:
            held_back = set() if number % 6 == 0 else {"back"}
            onward = sorted(set(self.offers(who)) - {"later", "leave", "drop", "why"} - held_back)
            if not onward:
                return
            value = next((each for each in ("back", "send") if each in onward), onward[number % len(onward)])
            self.does(who, Chose(self.offers(who)[value], START))
            self.people[who].presses(value)

    @rule(who=st.sampled_from("ab"), which=st.integers(0, 40), wrong=st.booleans())
    def types(self, who: str, which: int, wrong: bool) -> None:
        person = self.people[who]
        name = person.question
        if name is None:
            self.opens_it(who)
            return
        if wrong and name in NOT_AN_ANSWER:
            self.does(who, Said(NOT_AN_ANSWER[name], START))
            return
        text = list(TYPED[name])[which % len(TYPED[name])]
        self.does(who, Said(text, START))
        person.answers(TYPED[name][text])

    @rule(who=st.sampled_from("ab"))
    def types_back(self, who: str) -> None:
        if self.people[who].question is not None and way(self.people[who].given)[0]:
            self.does(who, Said("back", START))
            self.people[who].goes_back()

    @rule(who=st.sampled_from("ab"))
    def goes_away_and_comes_back(self, who: str) -> None:
        person = self.people[who]
        self.does(who, Said("menu", START))
        if person.stage in ("asking", "review"):
            self.does(who, Said("carry on", START))
        else:
            person.stage = ""

    @rule(who=st.sampled_from("ab"), which=st.integers(0, 400))
    def presses_an_old_button(self, who: str, which: int) -> None:
        state = self.there.states.get(who)
        live = {offer.token for offer in state.offers} if state else set()
        old = [token for token in self.used[who] if token and token not in live]
        if old:
            self.does(who, Chose(old[which % len(old)], START))

    @rule(who=st.sampled_from("ab"))
    def opens_it(self, who: str) -> None:
        person = self.people[who]
        self.does(who, Started(SLUG, START))
        if person.stage not in ("asking", "review"):
            person.stage = "intro" if person.sent is None else "answered"

    @rule()
    def is_killed(self) -> None:
        self.there.kill()

    @invariant()
    def each_has_at_most_one_response_and_it_is_what_they_sent_last(self) -> None:
        if hasattr(self, "there"):
            sent = [person.sent for person in self.people.values() if person.sent is not None]
            assert sorted(map(_ordered, self.there.responses())) == sorted(map(_ordered, sent))

    @invariant()
    def the_question_that_is_asked_is_the_one_that_comes_next(self) -> None:
        if hasattr(self, "there"):
            for who, person in self.people.items():
                state = self.there.states.get(who)
                if state is not None and person.stage in ("asking", "review"):
                    assert state.data.get("stage") == person.stage
                    assert list(state.data.get("ticked", [])) == person.ticked or person.stage == "review"


def _ordered(answers: dict[str, Json]) -> str:
    return json.dumps(list(answers.items()))


class WithStore(OneResponse):
    """The same, with the database."""

    world = StoreWorld


SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


class TestOnTheEngine(OneResponse.TestCase):  # type: ignore[misc]
    settings = settings(
        max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=SLOW, derandomize=True
    )


class TestWithTheDatabase(WithStore.TestCase):  # type: ignore[misc]
    settings = settings(
        max_examples=6, stateful_step_count=25, deadline=None, suppress_health_check=SLOW, derandomize=True
    )
