"""Reads what somebody typed below a statement as a vote; knows nothing of the statement."""

import re

from bot.dialogue.typed import NO, UNSURE, YES, plain
from bot.surveys.conversation import AGREE, DISAGREE, PASS

_THUMBS = {"👍": AGREE, "👎": DISAGREE, "✅": AGREE, "❌": DISAGREE, "🤷": PASS, "🤔": PASS}
_NUMBERS = {"1": AGREE, "2": DISAGREE, "3": PASS}
_AGAINST = re.compile(
    r"\b(?:disagree\w*|(?:dont|do not|not|cant|cannot|wouldnt) (?:\w+ )?(?:agree|think so|true|right)|false|wrong"
    r"|not really|no way|not at all|rubbish|untrue)\b"
)
_NEITHER = re.compile(
    r"\b(?:dont know|not sure|unsure|no idea|no opinion|dont mind|dont care|no comment|in between|in the middle)\b"
    r"|^(?:(?:it )?depends\b.*|dunno\b.*|idk\b.*|maybe|neither|both|either|neutral|sort of|kind of|kinda|sometimes)$"
)
_FOR = re.compile(
    r"\b(?:agree\w*|true|exactly|absolutely|totally)\b|^(?:same|same here|facts|me too|correct|right)$"
)
FIRST_WORDS = 5
"""A vote is said first: what comes later explains it, or is a statement of its own."""


def vote_meant(text: str) -> str | None:
    """The vote, or None when the text is none of the three: "yeah", "no way", "skip", "i agree", "2", "👍"."""
    for sign, vote in _THUMBS.items():
        if text.strip().startswith(sign):
            return vote
    said = plain(text)
    if said in _NUMBERS:
        return _NUMBERS[said]
    opening = " ".join(said.split()[:FIRST_WORDS])
    if said in UNSURE or _NEITHER.search(opening):
        return PASS
    if _AGAINST.search(opening):
        return DISAGREE
    first, *_ = said.split() or [""]
    if first in NO:
        return DISAGREE
    return AGREE if first in YES or _FOR.search(opening) else None
