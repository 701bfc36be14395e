"""The parts a conversation is made of: scenes, what worries, what commands there are, what is said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.dialogue.effects import Json
from bot.dialogue.events import Recalled
from bot.dialogue.state import State, Turn


class Words(Protocol):
    """A sentence from the wording files: `words("find.none", place="Weymouth")`; raises KeyError when unknown."""

    def __call__(self, key: str, /, **values: object) -> str: ...


@dataclass(frozen=True, slots=True)
class Moment:
    """All that a scene may look at besides the immutable snapshot it was made from."""

    state: State
    at: datetime


@dataclass(frozen=True, slots=True)
class Scene:
    """One part of the talk.

    open(moment, arg)      the person comes here
    heard(moment, text)    the person typed something that is no command, no worry and no button's label
    picked(moment, value)  the person pressed one of the buttons that are live now
    again(moment)          say once more where we are: after an old button, a sticker, or coming back
    keeps                  how long unfinished data is kept after the last event
    resumable(state)       whether there is something here worth coming back to
    which(data)            of several talks of this kind that may wait side by side, which one the data belongs to
    free_text(state)       whether what is typed now is an answer to be taken word for word
    """

    name: str
    open: Callable[[Moment, str], Turn]
    heard: Callable[[Moment, str], Turn]
    picked: Callable[[Moment, str], Turn]
    again: Callable[[Moment], Turn]
    keeps: timedelta = timedelta(hours=24)
    resumable: Callable[[State], bool] = lambda _state: False
    free_text: Callable[[State], bool] = lambda _state: False
    which: Callable[[Mapping[str, Json]], str] = lambda _data: ""


@dataclass(frozen=True, slots=True)
class Bot:
    """An immutable snapshot. `worries` finds a concern in a text (its kind) or None; `command` gives the scene a typed
    command leads to and its argument, or None; `start` the same for a deep link's payload. `first` is the scene for
    somebody new, `care` the one for a worrying message, `located` the one for a shared place.
    `recalled` answers with what was looked up."""

    scenes: Mapping[str, Scene]
    words: Words
    worries: Callable[[str], str | None]
    command: Callable[[str], tuple[str, str] | None]
    start: Callable[[str], tuple[str, str]]
    recalled: Callable[[Moment, Recalled], Turn]
    first: str = "welcome"
    care: str = "care"
    located: str = "find"
