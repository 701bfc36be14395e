"""How a new message changes what was wished before; knows nothing of reading or finding."""

from dataclasses import replace

from bot.catalogue.features import ONLY_WHEN_ASKED
from bot.catalogue.text import words
from bot.catalogue.vocabulary import Vocabulary
from bot.catalogue.wish import Wish
from bot.catalogue.wishing import WEEK, how_sure

PERSON = ("low", "high", "access", "audience")


def refined(before: Wish | None, new: Wish, text: str, vocabulary: Vocabulary, near_miles: float) -> Wish:
    """The wish after this message: what is new replaces what was, the rest is kept."""
    if before is None or before.is_empty:
        return new
    turns = _turns(text, vocabulary)
    if new.is_empty and not turns:
        return new
    fresh = bool(new.what and (new.near or new.outcode)) or "afresh" in turns
    wish = _person_of(before) if fresh else before
    wish = _turned(_overlaid(wish, new, also="also" in turns), before, turns, near_miles)
    return replace(wish, sure=how_sure(wish))


def _turns(text: str, vocabulary: Vocabulary) -> set[str]:
    spoken = words(text)
    return {
        sense.values[0]
        for at in range(len(spoken))
        for length in (1, 2, 3)
        for sense in vocabulary.phrases.get(spoken[at : at + length], ())
        if sense.slot == "turn"
    }


def _person_of(before: Wish) -> Wish:
    return Wish(low=before.low, high=before.high, access=before.access, audience=before.audience)


def _overlaid(wish: Wish, new: Wish, *, also: bool) -> Wish:
    if not set(ONLY_WHEN_ASKED).isdisjoint(new.kinds) and new.kinds != wish.kinds:
        wish = replace(_person_of(wish), near=wish.near, alternatives=wish.alternatives, outcode=wish.outcode)
    if new.what or new.names:
        activities = (*wish.activities, *new.activities) if also else new.activities
        wish = replace(
            wish,
            activities=tuple(dict.fromkeys(activities)),
            hints=new.hints,
            names=new.names,
            kinds=new.kinds,
        )
    if new.near or new.near_me or new.outcode or new.lost:
        wish = replace(
            wish,
            near=new.near,
            alternatives=new.alternatives,
            near_me=new.near_me,
            lost=new.lost,
            outcode=new.outcode,
            within=None,
        )
    if new.low is not None or new.high is not None:
        wish = replace(wish, low=new.low, high=new.high, together=new.together)
    for slot in (
        "days",
        "times",
        "levels",
        "access",
        "audience",
        "kinds",
        "within",
        "free",
        "cheap",
        "online",
    ):
        if getattr(new, slot):
            wish = replace(wish, **{slot: getattr(new, slot)})
    if new.without:
        kept = tuple(term for term in wish.activities if term not in new.without)
        hints = tuple(hint for hint in wish.hints if hint not in new.without)
        wish = replace(
            wish, activities=kept, hints=hints, without=tuple(dict.fromkeys((*wish.without, *new.without)))
        )
    used = tuple(dict.fromkeys((*(() if new.what else wish.used), *new.used)))
    return replace(wish, titles=new.titles, unknown=new.unknown, used=used, asking=wish.asking or new.asking)


def _turned(wish: Wish, before: Wish, turns: set[str], near_miles: float) -> Wish:
    if "closer" in turns:
        wish = replace(wish, within=max(1.0, (before.within or near_miles) / 2))
    if "further" in turns:
        wish = replace(wish, within=(before.within or near_miles) * 2)
    if "cheaper" in turns:
        wish = replace(wish, cheap=True)
    if "other_days" in turns:
        wish = replace(wish, days=tuple(day for day in WEEK if day not in before.days) if before.days else ())
    if "anything" in turns:
        wish = replace(wish, activities=(), hints=(), names=(), kinds=())
    if "anywhere" in turns:
        wish = replace(wish, near=None, alternatives=(), near_me=False, lost=False, outcode="", within=None)
    return wish
