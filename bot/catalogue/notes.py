"""What was read in one message, before it becomes a wish; knows neither how it was read nor what it is for."""

from dataclasses import dataclass, field

from bot.catalogue.entry import Place
from bot.catalogue.vocabulary import Sense


@dataclass(slots=True)
class Notes:
    """What has been read so far, before it becomes a wish. A place is kept with how clearly it was meant."""

    senses: list[Sense] = field(default_factory=list)
    places: list[tuple[int, tuple[Place, ...]]] = field(default_factory=list)
    outcode: str = ""
    within: float | None = None
    ages: list[tuple[int, int]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    used: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    without: list[Sense] = field(default_factory=list)

    def values(self, slot: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(v for sense in self.senses if sense.slot == slot for v in sense.values))

    def not_wanted(self, slot: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(v for sense in self.without if sense.slot == slot for v in sense.values))
