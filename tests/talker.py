"""Many chats at one store, each event with just the effects that a test gives it."""

from bot.dialogue.effects import Effect, Submit
from bot.dialogue.events import Event, Recalled, Said
from bot.dialogue.state import State, Turn
from bot.store import Store, random_id
from bot.store.batch import Arrival


def do(store: Store, *effects: Effect, who: str = "p1") -> Recalled | None:
    """One event of somebody's chat; what was looked up, when an effect asked for it."""
    heard: list[Recalled] = []

    def step(state: State, event: Event) -> Turn:
        if isinstance(event, Recalled):
            heard.append(event)
            return Turn(state)
        return Turn(state, effects)

    arrival = Arrival("terminal", random_id(), who, Said("words", store.clock()))
    [outcome] = store.queue(lambda: store.take([arrival], step, lambda: "Sorry.")).result()
    assert outcome.fault is None, outcome.fault
    return heard[0] if heard else None


def submit_all(store: Store, edition: str, question: str, texts: list[str | None], hash: str = "h1") -> None:
    """A response a text, each by somebody else."""
    for number, text in enumerate(texts):
        do(store, Submit(edition, hash, {question: text}), who=f"p{number}")
