"""Where a conversation stands, as plain JSON; knows nothing of who is talking."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from bot.dialogue.effects import Effect, Json

VERSION = 1
MOST_PAUSED = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """A button that is live now: pressing `token`, or typing `label`, means `value`."""

    token: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Paused:
    """A scene somebody was in the middle of when something else came first."""

    scene: str
    data: Mapping[str, Json]
    since: str


@dataclass(frozen=True, slots=True)
class State:
    """A conversation between two turns.

    `data` belongs to the current scene and goes when it is left; `kept` outlives scenes (the last search) for a day;
    `salt` makes tokens differ between conversations; `visit` counts questions so that old buttons are recognised;
    `touched` is the ISO time of the last event.
    """

    scene: str = ""
    data: Mapping[str, Json] = field(default_factory=dict)
    kept: Mapping[str, Json] = field(default_factory=dict)
    offers: tuple[Offer, ...] = ()
    paused: tuple[Paused, ...] = ()
    visit: int = 0
    salt: str = ""
    touched: str = ""

    def with_data(self, **changes: Json) -> Self:
        return self.at_scene(self.scene, {**self.data, **changes})

    def with_kept(self, **changes: Json) -> Self:
        kept = {**self.kept, **changes}
        return type(self)(
            self.scene, self.data, kept, self.offers, self.paused, self.visit, self.salt, self.touched
        )

    def at_scene(self, scene: str, data: Mapping[str, Json]) -> Self:
        """The same talk at `scene`, which keeps `data`.

        This and its neighbours are written out because every turn needs them and `dataclasses.replace` takes five
        times as long.
        """
        return type(self)(
            scene, data, self.kept, self.offers, self.paused, self.visit, self.salt, self.touched
        )

    def asked(self, offers: tuple[Offer, ...], visit: int, touched: str) -> Self:
        """The state at the end of a turn: what may be pressed now, and when we were last in touch."""
        return type(self)(self.scene, self.data, self.kept, offers, self.paused, visit, self.salt, touched)

    def to_json(self) -> dict[str, Any]:
        return {
            "version": VERSION,
            "scene": self.scene,
            "data": dict(self.data),
            "kept": dict(self.kept),
            "offers": [[o.token, o.label, o.value] for o in self.offers],
            "paused": [[p.scene, dict(p.data), p.since] for p in self.paused],
            "visit": self.visit,
            "salt": self.salt,
            "touched": self.touched,
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """The state saved by `to_json`; a version this code does not know starts afresh with the same salt."""
        if raw.get("version") != VERSION:
            return cls(salt=str(raw.get("salt", "")))
        return cls(
            scene=raw["scene"],
            data=raw["data"],
            kept=raw["kept"],
            offers=tuple(Offer(*o) for o in raw["offers"]),
            paused=tuple(Paused(*p) for p in raw["paused"]),
            visit=raw["visit"],
            salt=raw["salt"],
            touched=raw["touched"],
        )


@dataclass(frozen=True, slots=True)
class Go:
    """Leave this scene for another; `arg` is one string that the other scene understands."""

    scene: str
    arg: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one event leads to. `go` is only for a scene that hands over; `step` never returns it.

    `expires` is when what the state holds must be forgotten if nothing more is heard.
    """

    state: State
    effects: tuple[Effect, ...] = ()
    go: Go | None = None
    expires: datetime | None = None
