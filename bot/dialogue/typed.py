"""Typed answers are as good as buttons: reads a text as one or more of the choices; knows nothing of scenes."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.dialogue.forms import Choice
from bot.dialogue.state import Offer

ONE_SLIP_FROM, TWO_SLIPS_FROM = 5, 9
"""Labels this long may be typed with one or two slips (optimal string alignment), but never in the first letter:
"hello" is no slip for "cello"."""

YES = frozenset("yes y yeah yep yea ya yup yh ye aye sure ok okay definitely defo course".split())
NO = frozenset("no n nah nope naw nay never not".split())
UNSURE = frozenset(
    (
        "skip",
        "idk",
        "dunno",
        "dont know",
        "i dont know",
        "not sure",
        "pass",
        "no idea",
        "next",
        "rather not",
        "no comment",
    )
)
ORDINALS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5,
}  # fmt: skip
NONE = frozenset(
    (
        "none",
        "nothing",
        "none of them",
        "none of these",
        "none of those",
        "neither",
        "no none",
        "not any of them",
    )
)
ALL = frozenset(
    ("all", "all of them", "all of these", "all of those", "everything", "every one of them", "both")
)
_DENIALS = frozenset(
    "not no dont doesnt didnt never none without nothing neither isnt cant wont havent hardly".split()
)
_NOTHING = frozenset("no none never nothing neither without".split())
_TELLS_NOTHING = frozenset(
    """about again all also anything been both could does down each else ever every from good have here into just know
    like lots made make many maybe more most much music need often only other over rather really some something
    sometimes than that their them then there these they thing things think this those time times very want well were
    what when where which while will with would your""".split()
)
_ASCII = {ord(c): " " for c in map(chr, range(128)) if not c.isalnum()} | {ord("'"): None}
_JOINERS = re.compile(r"\s*(?:,|;|/|&|\+|\n|\band\b|\bor\b)\s*")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Lower case, accents and apostrophes gone, everything that is neither letter nor digit a single space."""
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII).split())
    bare = unicodedata.normalize("NFKD", text.casefold().replace("'", "").replace("’", ""))
    kept = "".join(c if c.isalnum() else " " for c in bare if not unicodedata.combining(c))
    return " ".join(kept.split())


def is_unsure(text: str) -> bool:
    """Whether somebody says that they don't know or would rather not."""
    return plain(text) in UNSURE


def offer_meant(text: str, offers: Iterable[Offer], exactly: bool = False) -> Offer | None:
    """The live button whose label was typed, misspelt or not; None when none or more than one fits as well."""
    every = list(offers)
    if not (said := plain(text)):
        best = _written_so(text, [offer.label for offer in every])
    else:
        best = _closest(said, [plain(offer.label) for offer in every], exactly)
    return None if best is None else every[best]


def choice_labelled(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The choice whose very label was typed, whatever its capitals and marks."""
    said = plain(text)
    if not said:
        best = _written_so(text, [choice.label for choice in choices])
        return None if best is None else choices[best]
    return next((choice for choice in choices if plain(choice.label) == said), None)


def choice_meant(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The choice typed by its label, its number in the list, or a way of saying yes or no."""
    said = plain(text)
    if not said:
        return choice_labelled(text, choices)
    best = _closest(said, [plain(choice.label) for choice in choices], exactly=False)
    if best is not None:
        return choices[best]
    by_value = {choice.value.casefold(): choice for choice in choices}
    if said in by_value:
        return by_value[said]
    first_word = said.partition(" ")[0]
    if first_word in YES and "yes" in by_value:
        return by_value["yes"]
    if first_word in NO and "no" in by_value:
        return by_value["no"]
    return _by_number(said, choices) or _by_inside(said, choices) or _by_part(said, choices)


def choices_meant(text: str, choices: Sequence[Choice]) -> tuple[Choice, ...] | None:
    """Several choices typed at once ("1 and 3", "guitar, drums", "none"); None when a part fits nothing."""
    whole = choice_meant(text, choices)
    if whole is not None and not _JOINERS.search(text):
        return (whole,)
    parts = [part for part in _JOINERS.split(text.strip()) if part]
    if len(parts) == 1 and re.fullmatch(r"[\d\s]+", text):
        parts = text.split()
    if plain(text) in NONE:
        return _by_itself(choices)
    if plain(text) in ALL:
        return tuple(choice for choice in choices if not (choice.exclusive or choice.other)) or None
    meant = [choice_meant(part, choices) for part in parts]
    found = [choice for choice in meant if choice is not None]
    return tuple(dict.fromkeys(found)) if found and len(found) == len(meant) else None


def _by_itself(choices: Sequence[Choice]) -> tuple[Choice, ...] | None:
    """The choice that means none of the others: of several that exclude the rest, the one that says so."""
    alone = [choice for choice in choices if choice.exclusive]
    said_so = [choice for choice in alone if _NOTHING & set(plain(f"{choice.value} {choice.label}").split())]
    found = alone if len(alone) == 1 else said_so
    return (found[0],) if len(found) == 1 else None


def number_meant(text: str) -> float | None:
    """The one number in the text, in digits or as a word up to ten; None when there is none or more than one."""
    digits = re.findall(r"-?\d+(?:\.\d+)?", text)
    words = [ORDINALS[word] for word in plain(text).split() if word in ORDINALS]
    found = [float(number) for number in digits] or [float(number) for number in words]
    return found[0] if len(found) == 1 else None


def _written_so(text: str, labels: Sequence[str]) -> int | None:
    """The one label written just like a text without letters or digits, such as a face; None when not just one is."""
    same = [index for index, label in enumerate(labels) if label.strip() == text.strip()]
    return same[0] if len(same) == 1 else None


def _closest(said: str, labels: Sequence[str], exactly: bool) -> int | None:
    if said in labels:
        return labels.index(said)
    slips = 0 if exactly else (len(said) >= ONE_SLIP_FROM) + (len(said) >= TWO_SLIPS_FROM)
    if not slips:
        return None
    near = sorted(
        (OSA.distance(said, label, score_cutoff=slips), index) for index, label in enumerate(labels)
    )
    if not near or near[0][0] > slips or (len(near) > 1 and near[1][0] == near[0][0]):
        return None
    return near[0][1]


def _by_number(said: str, choices: Sequence[Choice]) -> Choice | None:
    number = ORDINALS.get(said) or (int(said) if said.isascii() and said.isdigit() else 0)
    return choices[number - 1] if 1 <= number <= len(choices) else None


def _by_inside(said: str, choices: Sequence[Choice]) -> Choice | None:
    """The only choice whose label stands whole inside a longer sentence ("i play the guitar a bit")."""
    padded = f" {said} "
    inside = [c for c in choices if len(plain(c.label)) > 3 and f" {plain(c.label)} " in padded]
    return inside[0] if len(inside) == 1 else None


def _by_part(said: str, choices: Sequence[Choice]) -> Choice | None:
    """The only choice that what was typed is a part of ("freelance" for "Freelance or visiting teacher").

    Words that tell no choice from another are no part, nor is what a label denies ("like it" in "I don't like it").
    """
    words = said.split()
    if len(said) <= 3 or (_TELLS_NOTHING | _DENIALS).issuperset(words):
        return None
    labels = [plain(choice.label) for choice in choices]
    holds = [index for index, label in enumerate(labels) if f" {said} " in f" {label} "]
    if len(holds) != 1 or _DENIALS & (set(labels[holds[0]].split()) - set(words)):
        return None
    return choices[holds[0]]
