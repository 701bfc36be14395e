"""Known phrases in a row of words; knows neither what they mean nor where the words come from."""

from collections.abc import Iterable, Mapping, Sequence

from bot.catalogue.text import singular

Phrase = tuple[str, ...]
Following = Mapping[str, tuple[Phrase, ...]]
Starts = Mapping[str, Following]


def starts_of(phrases: Iterable[Phrase]) -> dict[str, dict[str, tuple[Phrase, ...]]]:
    """Phrases by their first word, then by their second ("" for those of one word), the longest first."""
    found: dict[str, dict[str, list[Phrase]]] = {}
    for phrase in phrases:
        second = phrase[1] if len(phrase) > 1 else ""
        found.setdefault(phrase[0], {}).setdefault(second, []).append(phrase)
    return {
        first: {
            second: tuple(sorted(group, key=lambda p: (-len(p), p))) for second, group in following.items()
        }
        for first, following in found.items()
    }


def longest_at(spoken: Sequence[str], at: int, starts: Starts) -> Phrase:
    """The longest phrase that stands at `at`, in the singular or plural, else ()."""
    first = spoken[at]
    found = _longest(spoken, at, starts[first]) if first in starts else ()
    one = singular(first)
    if one == first or one not in starts:
        return found
    other = _longest(spoken, at, starts[one])
    return other if len(other) > len(found) else found


def _longest(spoken: Sequence[str], at: int, following: Following) -> Phrase:
    """The longest of these that goes on as it stands at `at`."""
    second = spoken[at + 1] if at + 1 < len(spoken) else ""
    if not second:
        return following[""][0] if "" in following else ()
    found = _going_on(spoken, at, following.get(second, ()))
    one = singular(second)
    if one != second and one in following:
        other = _going_on(spoken, at, following[one])
        found = other if len(other) > len(found) else found
    return found or (following[""][0] if "" in following else ())


def _going_on(spoken: Sequence[str], at: int, phrases: tuple[Phrase, ...]) -> Phrase:
    """The first of these whose third and later words stand there, in the singular or plural."""
    left = len(spoken) - at
    for phrase in phrases:
        length = len(phrase)
        if length == 2:
            return phrase
        if length <= left and all(
            one == word or singular(one) == word
            for one, word in zip(spoken[at + 2 : at + length], phrase[2:], strict=True)
        ):
            return phrase
    return ()
