"""Takes out of a text what could lead to a person; knows nothing of who wrote it or why.

Phone numbers (found by phonenumbers, Google's list of numbering plans), email addresses, links, handles, and postcodes
beyond the outward code. It would rather take out a word too many: what is stored cannot be unstored from a backup.
"""

import re
from collections.abc import Callable
from functools import cache

PHONE, EMAIL, LINK, HANDLE = "[phone number]", "[email]", "[link]", "[handle]"

_ENDINGS = "com|org|net|info|co|uk|io|gg|tv|me|app|link|ly|xyz|online|site|chat|be|fm|edu|gov|eu|de|fr"
_AT, _DOT = r"\s*(?:@|\(at\)|\[at\]|\sat\s)\s*", r"\s*(?:\.|\sdot\s|\(dot\)|\[dot\])\s*"
_EMAIL = rf"(?<![\w.+-])(?:[\w.+-]+@[\w.+@-]*\w|[\w.+-]+{_AT}[\w-]+(?:{_DOT}[\w-]+)*{_DOT}(?:{_ENDINGS})\b)"
"""Looked for from the beginning of a word only: from each of its letters, a word of a thousand would take a second."""
_LABEL = "a-z0-9-"
_LINK = (
    rf"(?<![a-z+])[a-z+]+://\S+|\bwww\.\S+"
    rf"|(?<![{_LABEL}])(?<![{_LABEL}]\.)(?:[{_LABEL}]+\.)+(?:{_ENDINGS})\b(?:/\S*)?"
)
_AT_HANDLE = r"(?<![\w@])@\s?[\w.]*\w"
_APPS = (
    "insta(?:gram)?|snap(?:chat)?|tik\\s?tok|discord|whats\\s?app|twitter|telegram|roblox|psn|gamertag|xbox"
)
_NAMED_HANDLE = (
    rf"\b(?P<lead>my\s+(?:{_APPS})\s*(?:name|user\s?name|handle|id|tag)?\s*(?:is|:|=|-|\s)\s*|(?:{_APPS})\s*[:=]\s*"
    rf"|(?:add|find|follow|dm|message)\s+me\s+on\s+(?:{_APPS})\s+)(?P<handle>[\w.#-]+)"
)
_POSTCODE = r"\b([a-z]{1,2}\d[a-z\d]?)[ \t]*\d[abd-hjlnp-uw-z]{2}\b"
_DIGITS = r"(?<![\w.])\+?(?:\d[\s().\-/]{0,2}){9,14}\d(?!\w)"
"""Ten to fifteen digits, however spaced: no other number that a young person gives is so long."""


def redact(text: str) -> str:
    """The text with personal data replaced by what kind it was; a full postcode becomes its outward code."""
    for step in _STEPS:
        text = step(text)
    return text


def _replacing(pattern: str, by: str | Callable[[re.Match[str]], str]) -> Callable[[str], str]:
    """The pattern is compiled when the first text comes: a bot that starts need not wait for it."""
    compiled = cache(lambda: re.compile(pattern, re.IGNORECASE))
    return lambda text: compiled().sub(by, text)


def _without_phones(text: str) -> str:
    """phonenumbers is imported here for the same reason."""
    from phonenumbers import Leniency, PhoneNumberMatcher

    found = list(PhoneNumberMatcher(text, "GB", leniency=Leniency.VALID))
    for match in reversed(found):
        text = text[: match.start] + PHONE + text[match.end :]
    return text


_STEPS: tuple[Callable[[str], str], ...] = (
    _replacing(_EMAIL, EMAIL),
    _replacing(_LINK, LINK),
    _replacing(_NAMED_HANDLE, lambda found: found["lead"] + HANDLE),
    _replacing(_AT_HANDLE, HANDLE),
    _without_phones,
    _replacing(_DIGITS, PHONE),
    _replacing(_POSTCODE, lambda found: found[1].upper()),
)
