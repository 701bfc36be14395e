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
        return _values(self.senses, slot)

    def not_wanted(self, slot: str) -> tuple[str, ...]:
        return _values(self.without, slot)


def _values(senses: list[Sense], slot: str) -> tuple[str, ...]:
    found = [sense.values for sense in senses if sense.slot == slot]
    if not found:
        return ()
    return (
        found[0] if len(found) == 1 else tuple(dict.fromkeys(value for values in found for value in values))
    )
