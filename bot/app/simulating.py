"""Made-up people who take a survey through the same turns as everybody else; knows no screen and no real person.

The same seed makes the same people. They talk as if in the terminal, so nothing waits to be sent to them.
"""

import asyncio
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from random import Random

from bot.app.content import Loaded
from bot.app.simulating_votes import vote
from bot.channels.terminal.talk import CHANNEL
from bot.dialogue.asking import DONE, PICK, SKIP, TICK
from bot.dialogue.bot import Bot
from bot.dialogue.effects import Json
from bot.dialogue.events import Chose, Event, Recalled, Said, Started
from bot.dialogue.forms import Form, Kind, Question
from bot.dialogue.state import State, Turn
from bot.dialogue.step import step
from bot.scenes.interview import answers_of, ticked_of
from bot.scenes.survey import SEND
from bot.scenes.survey_doorway import ANSWERED, ASKING, AUDIENCE, CHANGE, INTRO, MINE, START
from bot.store import Store
from bot.surveys.conversation import Statement
from bot.surveys.form import form
from bot.surveys.record import Survey
from bot.surveys.simulating import Voter, somebody, voter
from bot.surveys.values import as_text
from bot.turns import Incoming, Turns

ADDRESS = "made-up person {}"
FULL, END = "a full group", "the end"
YES = {INTRO: START, ANSWERED: CHANGE, AUDIENCE: MINE}
"""Before the first question made-up people agree to everything, by stage."""
AT_ONCE = 64
"""People in the middle of the survey at any time; so many turns are stored together."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """`sent` people sent their answers; `stopped` says how many stopped where: a question they could not answer, or a
    group that was full."""

    sent: int
    stopped: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Move:
    """A button pressed by its value, or words typed."""

    text: str
    typed: bool = False


@dataclass(slots=True)
class _Crowd:
    """All who take the survey. `states` holds where an event has led, until whoever sent it looks."""

    loaded: Loaded
    survey: Survey
    at: datetime
    asking: Form
    turns: Turns | None = None
    run: str = field(default_factory=lambda: secrets.token_hex(8))
    states: dict[int, State] = field(default_factory=dict)
    latest: int = 0

    def step(self, bot: Bot, state: State, event: Event) -> Turn:
        """What was looked up belongs to the event before it, which asked for it in the same turn."""
        if not isinstance(event, Recalled):
            self.latest = id(event)
        turn = step(bot, state, event)
        self.states[self.latest] = turn.state
        return turn

    async def take(self, person: int, number: int, event: Event) -> tuple[State, tuple[str, ...]]:
        """Where this event leads, and a line for everything it stores."""
        assert self.turns is not None
        incoming = Incoming(CHANNEL, f"{self.run}-{person}-{number}", ADDRESS.format(person), event)
        receipt = await self.turns.take(incoming)
        return self.states.pop(id(event), State(salt="")), receipt.stored


def simulated_before(store: Store) -> bool:
    """Whether made-up people have talked in this database."""
    return bool(store.person_record(CHANNEL, ADDRESS.format(1)))


def simulate(store: Store, loaded: Loaded, survey: Survey, people: int, seed: int, at: datetime) -> Simulated:
    """`people` take the survey, which is open in `store` and in the house. Everything happens `at` once.

    Raises NotStored when the database gives up; what was stored before that stays.
    """
    asking = form(survey, loaded.house.words, today=loaded.house.today(at))
    return asyncio.run(_simulate(store, _Crowd(loaded, survey, at, asking), people, seed))


async def _simulate(store: Store, crowd: _Crowd, people: int, seed: int) -> Simulated:
    house = crowd.loaded.house
    crowd.turns = Turns(
        store, lambda: crowd.loaded.bot, lambda: house.words("apology"), lambda _touched: None, crowd.step
    )
    room = asyncio.Semaphore(AT_ONCE)

    async def one(person: int) -> str:
        chance = Random(f"{seed}-{person}").random
        if crowd.survey.is_conversation:
            async with room:
                return await _talk_over(crowd, person, voter(_statements(crowd), chance))
        plan = somebody(crowd.survey, house.words, chance, today=house.today(crowd.at))
        async with room:
            return await _go_through(crowd, person, plan)

    ends = await asyncio.gather(*(one(person) for person in range(1, people + 1)))
    await crowd.turns.close()
    return Simulated(sum(not end for end in ends), Counter(end for end in ends if end))


async def _go_through(crowd: _Crowd, person: int, plan: Mapping[str, Json]) -> str:
    """Takes the survey to its end; the question that could not be answered, "" when the answers were sent."""
    number = count()

    async def does(state: State, move: Move) -> tuple[State, tuple[str, ...]]:
        event = _event(state, move, crowd.at)
        return (state, ()) if event is None else await crowd.take(person, next(number), event)

    state, _ = await crowd.take(person, next(number), Started(crowd.survey.slug, crowd.at))
    while (agreed := YES.get(str(state.data.get("stage")))) is not None:
        state, _ = await does(state, Move(agreed))
    question = crowd.asking(answers_of(state))
    while question is not None and state.data.get("stage") == ASKING:
        for move in moves(question, plan.get(question.id), ticked_of(state)):
            state, _ = await does(state, move)
        if not state.data:
            return FULL
        if question.id not in answers_of(state):
            return question.id
        question = crowd.asking(answers_of(state))
    _, stored = await does(state, Move(SEND))
    if any(line.startswith("submitted ") for line in stored):
        return ""
    return FULL if crowd.survey.quotas else END


def _statements(crowd: _Crowd) -> tuple[Statement, ...]:
    added = crowd.loaded.house.voice.statements.get(crowd.survey.slug, ())
    return (*crowd.survey.statements, *added)


async def _talk_over(crowd: _Crowd, person: int, who: Voter) -> str:
    """Votes in the conversation; "" when a vote was stored."""
    number = count()

    async def press(state: State, value: str) -> tuple[State, tuple[str, ...]]:
        event = _event(state, Move(value), crowd.at)
        return (State(), ()) if event is None else await crowd.take(person, next(number), event)

    state, _ = await crowd.take(person, next(number), Started(crowd.survey.slug, crowd.at))
    while (agreed := YES.get(str(state.data.get("stage")))) is not None:
        state, _ = await press(state, agreed)
    return "" if await vote(state, press, who) else END


def moves(question: Question, value: Json, ticked: Iterable[str] = ()) -> Iterator[Move]:
    """What somebody does to give this answer: buttons where there are any, else words. `ticked` are unticked first."""
    chosen = {choice.value: choice for choice in question.choices}
    if question.kind is Kind.NOTE:
        yield Move(DONE)
    elif value is None:
        yield Move(SKIP)
    elif isinstance(value, list):
        ticks = [chosen[as_text(each)] for each in value]
        yield from (Move(TICK + value) for value in ticked)
        yield from (Move(TICK + choice.value) for choice in ticks)
        if not any(choice.exclusive for choice in ticks):
            yield Move(DONE)
    elif as_text(value) in chosen:
        yield Move(PICK + as_text(value))
    else:
        yield Move(as_text(value), typed=True)


def _event(state: State, move: Move, at: datetime) -> Event | None:
    """None when there is no such button."""
    if move.typed:
        return Said(move.text, at)
    return next((Chose(offer.token, at) for offer in state.offers if offer.value == move.text), None)
