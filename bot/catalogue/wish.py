"""What somebody is looking for, as far as it was understood; knows nothing of the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from bot.catalogue.entry import Place

LISTS = frozenset(
    "activities hints names without days times levels access audience kinds unknown used titles".split()
)


@dataclass(frozen=True, slots=True)
class Wish:
    """The slots of a search.

    activities  vocabulary ids that were named ("drums")
    hints       vocabulary ids that what was said points to ("won't stop banging on pots")
    names       words that are no vocabulary but stand in the catalogue, found as written
    without     vocabulary ids that they do not want, or words that stand in what they do not want
    near        where; `alternatives` are other places of that name, when it is not clear which is meant
    near_me     they want it near but have not said where
    lost        they have said where, but no such place is known
    outcode     the outward code they gave; a full postcode is reduced to it at once
    low, high   inclusive age in years; `together` when people of both ages come, so both must be welcome
    within      a distance in miles they set, else None
    days        weekdays as mon..sun; `times` are morning, afternoon, evening, after_school, weekend, holidays
    free, cheap what they want to pay
    unknown     words that fit nothing
    used        words that were understood and that a title may share
    asking      the words ask for something to do, even when no slot is filled
    elsewhere   they speak of something that is not ours, such as football
    titles      titles of entries that stand in the message word for word
    sure        0 for no search at all to 1 for a search that named what and where
    """

    activities: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    near: Place | None = None
    alternatives: tuple[Place, ...] = ()
    near_me: bool = False
    lost: bool = False
    outcode: str = ""
    low: int | None = None
    high: int | None = None
    together: bool = False
    within: float | None = None
    days: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    free: bool = False
    cheap: bool = False
    levels: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    online: bool = False
    unknown: tuple[str, ...] = ()
    used: tuple[str, ...] = ()
    asking: bool = False
    elsewhere: bool = False
    titles: tuple[str, ...] = ()
    sure: float = 0.0

    @property
    def is_empty(self) -> bool:
        """Whether nothing in the text was a search."""
        return self.sure <= 0.0

    @property
    def what(self) -> tuple[str, ...]:
        """What was named, else what was hinted at."""
        return self.activities or self.hints

    def to_json(self) -> dict[str, Any]:
        """Plain JSON of the slots that are filled; `from_json` gives the same wish back."""
        raw = {name: value for name, blank in _BLANK if (value := getattr(self, name)) != blank}
        if self.near:
            raw["near"] = _place_json(self.near)
        if self.alternatives:
            raw["alternatives"] = [_place_json(place) for place in self.alternatives]
        return {name: list(value) if isinstance(value, tuple) else value for name, value in raw.items()}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """The wish saved by `to_json`; slots that this version does not know are left out."""
        kept: dict[str, Any] = {
            name: tuple(value) if name in LISTS else value for name, value in raw.items() if name in _SLOTS
        }
        kept["near"] = _place(raw["near"]) if raw.get("near") else None
        kept["alternatives"] = tuple(_place(place) for place in raw.get("alternatives", ()))
        return cls(**kept)


_BLANK = tuple((slot.name, slot.default) for slot in fields(Wish))
_SLOTS = frozenset(name for name, _ in _BLANK)


def _place_json(place: Place) -> dict[str, Any]:
    raw = {field.name: getattr(place, field.name) for field in fields(place)}
    return raw | {"names": list(place.names)}


def _place(raw: Mapping[str, Any]) -> Place:
    return Place(**{**raw, "names": tuple(raw.get("names", ()))})
