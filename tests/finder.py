"""Somebody who looks for music in a catalogue made for one test; the state goes through JSON after every turn."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.entry import Ages, Cost, Opportunity, Source, When, Where
from bot.dialogue.bot import Bot
from bot.dialogue.effects import Card, Effect, Say
from bot.dialogue.events import Chose, Located, Said, Started
from bot.dialogue.state import State
from bot.dialogue.step import step
from bot.scenes.cast import bot_of
from bot.scenes.house import House
from example_hub import TODAY, example_hub

MORNING = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
WEYMOUTH = Where(place="Weymouth", outcode="DT4", lat=50.6137, lon=-2.4577)
PORTLAND = Where(place="Portland", outcode="DT5", lat=50.5519, lon=-2.4464)
DORCHESTER = Where(place="Dorchester", outcode="DT1", lat=50.7154, lon=-2.4367)
FREE, PAID = Cost(free=True), Cost(free=False)
SATURDAYS = When(days=("sat",))


def entry(
    id: str, title: str, where: Where = WEYMOUTH, cost: Cost = FREE, when: When = SATURDAYS, **more: object
) -> Opportunity:
    """An ordinary drum club, but for what is given."""
    plain = Opportunity(
        id=id,
        title=title,
        provider=f"Example {id}",
        kind="activity",
        instruments=("drums",),
        ages=Ages(8, 16),
        where=where,
        when=when,
        cost=cost,
        source=Source("https://example.org", "2026-09-01"),
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def house_of(entries: Sequence[Opportunity]) -> House:
    read = example_hub()
    snapshot = read.snapshot
    catalogue = Catalogue.build(entries, snapshot.vocabulary, snapshot.places, snapshot.hub, TODAY)
    return replace(read.house, catalogue=catalogue)


class Finder:
    """Says and presses things and looks at what came back last."""

    def __init__(
        self, entries: Sequence[Opportunity] = (), at: datetime = MORNING, bot: Bot | None = None
    ) -> None:
        """Talks to `bot`, or to one that knows just these entries."""
        self.at = at
        self.bot = bot or bot_of(house_of(entries))
        self.state = State(scene="welcome", salt="finder", touched=at.isoformat())
        self.effects: tuple[Effect, ...] = ()

    def say(self, text: str) -> "Finder":
        return self._take(Said(text, self.at))

    def start(self, payload: str) -> "Finder":
        return self._take(Started(payload, self.at))

    def share(self, place: str) -> "Finder":
        return self._take(Located(place, self.at))

    def press(self, label: str) -> "Finder":
        token = next(offer.token for offer in self.state.offers if offer.label == label)
        return self._take(Chose(token, self.at))

    def _take(self, event: Said | Started | Located | Chose) -> "Finder":
        turn = step(self.bot, self.state, event)
        self.state = State.from_json(json.loads(json.dumps(turn.state.to_json())))
        self.effects = turn.effects
        return self

    @property
    def says(self) -> list[Say]:
        return [effect for effect in self.effects if isinstance(effect, Say)]

    @property
    def text(self) -> str:
        return self.says[-1].text

    @property
    def buttons(self) -> list[str]:
        return [option.label for option in self.says[-1].options]

    @property
    def cards(self) -> tuple[Card, ...]:
        return self.says[-1].cards

    @property
    def titles(self) -> list[str]:
        return [card.title for card in self.cards]

    def stored(self, kind: type) -> list[Effect]:
        return [effect for effect in self.effects if isinstance(effect, kind)]
