"""How to mend an unknown word: the nearest known one; knows nothing of what the words mean."""

from collections.abc import Sequence
from difflib import get_close_matches


def suggestion(word: str, words: Sequence[str]) -> str:
    """The nearest known word first, then all of them."""
    near = get_close_matches(word, words, 1)
    listed = ", ".join(words)
    return f"did you mean {near[0]}? Known: {listed}" if near else f"use one of: {listed}"
