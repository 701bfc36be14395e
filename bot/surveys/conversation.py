"""A poll to which young people add statements and agree, disagree or pass; knows nothing of storing it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that others may agree with; everybody sees only what staff approved."""

    id: str
    text: str
