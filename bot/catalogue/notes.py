"""What was read in one message, before it becomes a wish; knows neither how it was read nor what it is for."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.catalogue.entry import Place
from bot.catalogue.vocabulary import Sense

Said = dict[str, dict[str, None]]


@dataclass(slots=True)
class Notes:
    """What has been read so far, before it becomes a wish. A place is kept with how clearly it was meant.

    `said` and `refused` hold the values of each slot in the order they were said; `explained` the words that fill a
    slot, `used` those of them that a title may share. `lost` is whether a place was named that is not known.
    """

    said: Said = field(default_factory=dict)
    refused: Said = field(default_factory=dict)
    places: list[tuple[int, tuple[Place, ...]]] = field(default_factory=list)
    outcode: str = ""
    lost: bool = False
    within: float | None = None
    ages: list[tuple[int, int]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    used: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    explained: set[str] = field(default_factory=set)

    def hear(self, senses: Iterable[Sense]) -> None:
        """Note what was said."""
        _note(self.said, senses)

    def refuse(self, senses: Iterable[Sense]) -> None:
        """Note what is not wanted."""
        _note(self.refused, senses)

    def values(self, slot: str) -> tuple[str, ...]:
        """What was said in a slot, each once."""
        return tuple(self.said[slot]) if slot in self.said else ()

    def not_wanted(self, slot: str) -> tuple[str, ...]:
        """What was refused in a slot, each once."""
        return tuple(self.refused[slot]) if slot in self.refused else ()


def _note(said: Said, senses: Iterable[Sense]) -> None:
    """Add what was said; a hint at one thing only ("wants a band") is clearer than one at many, and goes first."""
    for sense in senses:
        if sense.slot == "hint" and len(sense.values) == 1 and "hint" in said:
            said["hint"] = dict.fromkeys(sense.values) | said["hint"]
        else:
            said.setdefault(sense.slot, {}).update(dict.fromkeys(sense.values))
