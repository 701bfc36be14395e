"""How somebody has taken part in a conversation so far, read from what was looked up; knows nobody."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.dialogue.effects import Json


@dataclass(frozen=True, slots=True)
class Mine:
    """A statement that this person added: waiting, approved, or refused with a reason."""

    text: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """`votes` by statement, in the order in which they were given."""

    votes: Mapping[str, str] = field(default_factory=dict)
    mine: tuple[Mine, ...] = ()


def part_of(record: Mapping[str, Json]) -> Part:
    """Empty for somebody who has neither voted nor said anything."""
    votes, mine = record.get("answered"), record.get("added")
    return Part(
        {name: str(vote) for name, vote in votes.items()} if isinstance(votes, dict) else {},
        tuple(Mine(*map(str, each)) for each in mine if isinstance(each, list) and len(each) == 3)
        if isinstance(mine, list)
        else (),
    )
