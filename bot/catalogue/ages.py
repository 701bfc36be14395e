"""Ages in what people type: "im 12", "yr 8", "5-7 year olds"; knows nothing of entries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

OLDEST = 99
MOST = 8

_NUMBERS = (
    "one two three four five six seven eight nine ten "
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_NUMBER = r"(?:\d{1,2}|" + "|".join(reversed(_NUMBERS)) + ")"
_OLD = r"(?:(?:years?|yrs?|yeras?|y)[\s.-]*(?:olds?\b|o\b|of age)|y\W?o\b|yos\b|olds\b)"
_WHO = (
    r"(?:i\W?m|i am|i will be|ill be|he\W?s|she\W?s|they\W?re|he is|she is|they are|who\W?s|who is|is|are"
    r"|turned|turning|turns|just|aged?|ages|nearly|almost|about to be|age of|be|son|daughter|lad|girl|boy|kid|child)"
)
_RANGE = r"\s*(?:-|to|and|or|&|/)\s*"
_UNITS = r"miles?|pounds?|quid|£|pm\b|am\b|of us|kids|children|people|min|hours?|hr|days?|weeks?|wk|month|lesson|song"
_MORE_UNITS = (
    r"chord|string|time|grand|bar|in total|%|th\b|st\b|nd\b|rd\b|to 1|\+ ?1|p\b|piece|player|mate|friend|x\b"
)
_NO_UNIT = rf"(?!\s*(?:{_UNITS}|{_MORE_UNITS}))"

_MONTHS = re.compile(rf"\b({_NUMBER})\W*(?:month|mnth|mth|week|wk)s?(?:\W*olds?)?\b(?!\s*(?:ago|now))")
_KEY_STAGE = re.compile(r"\b(?:ks|key\s?stage)\s?([1-5])\b")
_YEARS = re.compile(
    rf"\b(?:year|yr|yrs|years|y)\W?\s?({_NUMBER})s?(?:{_RANGE}(?:(?:year|yr|y)\s?)?({_NUMBER})s?)?\b"
    r"(?!\W*(?:old|yo\b|o\b))"
)
_SPAN_OLD = re.compile(rf"\b({_NUMBER}){_RANGE}({_NUMBER})s?\W*{_OLD}")
_SPAN_AGED = re.compile(rf"\b(?:aged?|ages|from|for|between)\W+({_NUMBER}){_RANGE}({_NUMBER})s?\b{_NO_UNIT}")
_PLUS = re.compile(
    rf"\b({_NUMBER})\s?(?:\+|plus\b|and over\b|and up\b|or over\b|and above\b)"
    rf"|\b(?:over|above)\s+({_NUMBER})s?\b{_NO_UNIT}"
)
_UNDER = re.compile(rf"\b(?:under|below|younger than|less than)\W?({_NUMBER})s?\b{_NO_UNIT}")
_OLD_ONE = re.compile(rf"\b({_NUMBER})\W*{_OLD}")
_AGED_ONE = re.compile(
    rf"\b{_WHO}\W+(?:just |only |now |nearly |almost |turning |about |is |a )*({_NUMBER})(?:{_RANGE}({_NUMBER}))?"
    rf"(?:s\b)?(?!\w){_NO_UNIT}"
)
_PLURAL = re.compile(rf"\bfor\W+({_NUMBER})s\b(?:{_RANGE}({_NUMBER})s\b)?{_NO_UNIT}")
_BIRTHDAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\s+(?:birthday|bday)")
_BARE = re.compile(rf"^\W*(?:no\W+)?({_NUMBER})\W*$")
_LONE = re.compile(rf"(?<![\w£$.:/-])(\d{{1,2}})(?:\s?(?:yrs?|years?|ys?))?\b(?![.:/]\d){_NO_UNIT}")
_ANY_NUMBER = re.compile(_NUMBER)
_NOT_AGES = frozenset(
    (
        "grade",
        "gr",
        "grades",
        "stage",
        "level",
        "key",
        "route",
        "bus",
        "no",
        "number",
        "top",
        "channel",
        "at",
        "after",
        "before",
        "past",
        "until",
        "till",
        "under",
        "u",
    )
)
LEAST_LONE, MOST_LONE = 3, 25


@dataclass(frozen=True, slots=True)
class Heard:
    """Inclusive ages in years, and where in the text they were read."""

    low: int
    high: int
    start: int
    end: int


def number(written: str) -> int:
    """A number in figures or words up to twenty."""
    return int(written) if written.isdigit() else _NUMBERS.index(written) + 1


def ages_in(text: str) -> tuple[Heard, ...]:
    """Every age in a plain text; school years as the ages of England's years (Year 1 is 5 to 6)."""
    if not _ANY_NUMBER.search(text):
        return ()
    found: list[Heard] = []
    for heard in _all(text):
        if 0 <= heard.low <= heard.high <= OLDEST and not any(_overlap(heard, other) for other in found):
            found.append(heard)
        if len(found) == MOST:
            break
    if not found and (lone := _lone(text)):
        found.append(lone)
    return tuple(found)


def _overlap(one: Heard, other: Heard) -> bool:
    return one.start < other.end and other.start < one.end


def _all(text: str) -> Iterator[Heard]:
    for match in _MONTHS.finditer(text):
        weeks = "w" in match.group(0)
        years = number(match.group(1)) // (52 if weeks else 12)
        if "old" in match.group(0) or not weeks:
            yield Heard(years, years, *match.span())
    for match in _KEY_STAGE.finditer(text):
        low, high = ((5, 7), (7, 11), (11, 14), (14, 16), (16, 19))[int(match.group(1)) - 1]
        yield Heard(low, high, *match.span())
    for match in _SPAN_OLD.finditer(text):
        yield from _one_or_two(match)
    for match in _YEARS.finditer(text):
        first, last = number(match.group(1)), number(match.group(2) or match.group(1))
        if 1 <= first <= last <= 13:
            yield Heard(first + 4, last + 5, *match.span())
    for pattern in (_SPAN_AGED, _OLD_ONE, _AGED_ONE, _PLURAL):
        for match in pattern.finditer(text):
            yield from _one_or_two(match)
    for match in _PLUS.finditer(text):
        yield Heard(number(match.group(1) or match.group(2)), OLDEST, *match.span())
    for match in _UNDER.finditer(text):
        yield Heard(0, max(number(match.group(1)) - 1, 0), *match.span())
    for match in _BIRTHDAY.finditer(text):
        yield _span(match)
    for match in _BARE.finditer(text):
        yield _span(match)


def _lone(text: str) -> Heard | None:
    """A figure that stands by itself and could be an age ("choir poole 9"), when nothing clearer was said."""
    for match in _LONE.finditer(text):
        before = text[: match.start()].rstrip().rsplit(" ", 1)[-1].strip(".,")
        if LEAST_LONE <= int(match.group(1)) <= MOST_LONE and before not in _NOT_AGES:
            return _span(match)
    return None


def _one_or_two(match: re.Match[str]) -> Iterator[Heard]:
    """Two ages joined by "and" are two people, unless it is "between 8 and 11"."""
    second = 2 if match.lastindex == 2 else 0
    between = match.string[: match.start(1)].rstrip().endswith("between")
    if second and not between and re.search(r"and|&", match.string[match.end(1) : match.start(2)]):
        middle = match.start(2)
        yield Heard(number(match.group(1)), number(match.group(1)), match.start(), middle)
        yield Heard(number(match.group(2)), number(match.group(2)), middle, match.end())
    else:
        yield _span(match)


def _span(match: re.Match[str]) -> Heard:
    groups = [group for group in match.groups() if group]
    low, high = sorted((number(groups[0]), number(groups[-1])))
    return Heard(low, high, *match.span())
