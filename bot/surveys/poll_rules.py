"""What a poll must not hold, whoever writes it: questions that find people out, and personal data itself; knows no
sentence that says so.

What is about groups of people (age, faith, health) may be asked with a reason and is only remarked on, by `advice`.
What is refused here tells one person from all others, and no poll needs it: answers are nobody's.
"""

import re

from bot.surveys.redacting import redact

_APPS = r"insta(?:gram)?|snap(?:chat)?|tik\s?tok|discord|whats\s?app|roblox|psn|xbox|telegram"
_YOUR = r"\b(?:your|ur|yr)\b"
_ASKED: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (what, re.compile(pattern, re.IGNORECASE))
    for what, pattern in (
        (
            "name",
            rf"{_YOUR}\s+(?:(?:full|first|last|middle|real|own|sur|nick|family|\w+['’]s)\s*)*(?:name|nickname|surname)s?\b"
            r"|\bwho are you\b|\bwhat are you called\b|\bsurname\b|\b(?:first|last|full) name\b"
            r"|\bsay who you are\b|\bwhat(?:['’]?s| is) (?:the )?name of your (?:mum|dad|parent|teacher|friend)",
        ),
        (
            "phone",
            rf"\b(?:phone|mobile|telephone|contact|whats\s?app)\s*(?:number|no\b|num\b|details)|{_YOUR}\s+(?:number|digits)\b"
            r"|\bnumber (?:to|we can) (?:ring|call|text)\b|\bcan we (?:ring|call|phone|text) you\b",
        ),
        ("email", rf"{_YOUR}\s+(?:\w+\s+)?e-?mail\b|\be-?mail address"),
        (
            "handle",
            rf"{_YOUR}\s+(?:{_APPS})\s*(?:name|user\w*|handle|id|tag|account)\b"
            rf"|\bwhat(?:['’]?s| is| are)\s+{_YOUR}\s+(?:{_APPS}|socials)\b"
            r"|\busername\b|\bgamer\s?tag\b|\bhandle on\b",
        ),
        (
            "address",
            rf"{_YOUR}\s+(?:home |house |street |full )?address|\bhome address\b|\b(?:full|whole) postcode\b"
            r"|\bwhat (?:street|road|house)\b|\bwhich (?:street|road|house) do\b|\bhouse number\b",
        ),
        (
            "birthday",
            rf"\bdate of birth\b|\bbirthda(?:y|te)\b|\bd\.?o\.?b\b|\bwhen were you born\b|{_YOUR}\s+dob\b",
        ),
        (
            "photo",
            rf"\bselfies?\b|\b(?:photo|picture|pic|video)s? of (?:you|yourself)\b|{_YOUR}\s+(?:photo|face)\b",
        ),
    )
)
_SOMEBODY = re.compile(r"\b(?:(?i:mr|mrs|ms|mx|dr)|Miss|Sir)\b\.?\s+[A-Z]")


def asked_for(text: str) -> str:
    """What that tells one person from all others the text asks for: name, phone, email, handle, address, birthday or
    photo; "" when nothing."""
    return next((what for what, pattern in _ASKED if pattern.search(text)), "")


def holds_contact(text: str) -> bool:
    """Whether a phone number, an email address, a link, a handle or a whole postcode stands in the text."""
    return redact(text) != text


def names_somebody(text: str) -> bool:
    """Whether the text speaks of one person by title and name: a poll is about things, not about one person."""
    return _SOMEBODY.search(text) is not None
