"""A poll to which young people add statements and agree, disagree or pass; knows nothing of storing it."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from rapidfuzz import fuzz

from bot.dialogue.typed import plain

AGREE, DISAGREE, PASS = "agree", "disagree", "pass"
VOTES = (AGREE, DISAGREE, PASS)
LONGEST = 140
"""Characters of a statement: what is read at one glance on a phone."""
FEWEST_WORDS = 3
MOST_WAITING = 5
"""Of one person in one conversation: more would keep staff from those of others."""
SAME = 90.0
"""rapidfuzz token sort ratio (0-100) from which two statements say the same in nearly the same words."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that others may agree with; everybody sees only what staff approved."""

    id: str
    text: str


def in_own_order(statements: Iterable[Statement], seed: str) -> tuple[Statement, ...]:
    """The statements in an order that differs between people and stays when more are added."""
    return tuple(sorted(statements, key=lambda each: sha256(f"{seed}\0{each.id}".encode()).digest()))


def like(text: str, statements: Iterable[Statement]) -> Statement | None:
    """The statement that says nearly the same already; None when there is none."""
    said = plain(text)
    near = [(fuzz.token_sort_ratio(said, plain(each.text)), each) for each in statements]
    best = max(near, key=lambda each: each[0], default=None)
    return best[1] if best and best[0] >= SAME else None
