"""Takes every button of both shipped hubs, breadth first: no dead end, nothing too long for any channel."""

import json
from collections import deque
from collections.abc import Iterator
from datetime import date

import pytest

from bot.app.content import read_content
from bot.dialogue.effects import Recall, Say
from bot.dialogue.events import Chose, Event, Recalled, Said, Started
from bot.dialogue.state import State, Turn
from bot.dialogue.step import step
from transcript import START

TODAY = date(2026, 11, 22)
LONGEST_MESSAGE = 4096
LONGEST_TOKEN = 64
LONGEST_LABEL = 100
BEGINNINGS = (
    Started("", START),
    Started("survey-autumn-2026", START),
    Said("drums near me", START),
    Said("xylophone in lerwick", START),
    Said("can my daughter get help paying for lessons", START),
    Said("help", START),
    Said("i want to die", START),
    Said("my data", START),
)
ENOUGH = 4000


def walk(hub: str) -> Iterator[tuple[str, Turn]]:
    """Every turn reachable by buttons, once for each screen: the messages with their buttons are what make a screen."""
    bot = read_content(hub, TODAY).bot
    seen: set[str] = set()
    waiting: deque[tuple[str, State, Event]] = deque((str(e), State(salt="walk"), e) for e in BEGINNINGS)
    while waiting and len(seen) < ENOUGH:
        way, state, event = waiting.popleft()
        turn = step(bot, state, event)
        recall = next((effect for effect in turn.effects if isinstance(effect, Recall)), None)
        if recall is not None:
            record = {"responses": 1, "outcode": "DT4"}
            turn = step(bot, turn.state, Recalled(record, START, recall.topic, recall.key))
        screen = screen_of(turn)
        if screen in seen:
            continue
        seen.add(screen)
        yield way, turn
        reloaded = State.from_json(json.loads(json.dumps(turn.state.to_json())))
        for offer in reloaded.offers:
            waiting.append((f"{way} > {offer.label}", reloaded, Chose(offer.token, START)))


def screen_of(turn: Turn) -> str:
    says = [effect for effect in turn.effects if isinstance(effect, Say)]
    return json.dumps([turn.state.scene, [[say.text, [o.label for o in say.options]] for say in says]])


@pytest.mark.parametrize("hub", ["dorset", "durham"])
def test_every_button_leads_somewhere_that_every_channel_can_show(hub: str) -> None:
    screens = 0
    for way, turn in walk(hub):
        screens += 1
        says = [effect for effect in turn.effects if isinstance(effect, Say)]
        if says:
            assert any(say.options for say in says), f"a dead end after {way}"
        for say in says:
            assert 0 < len(say.text) <= LONGEST_MESSAGE, way
            for option in say.options:
                assert 0 < len(option.label) <= LONGEST_LABEL, (way, option.label)
                assert len(option.token.encode()) <= LONGEST_TOKEN, way
            tokens = [option.token for option in say.options]
            assert len(set(tokens)) == len(tokens), f"two buttons mean the same after {way}"
    assert screens > 50
