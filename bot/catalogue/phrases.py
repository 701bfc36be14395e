"""Known phrases in a row of words; knows neither what they mean nor where the words come from."""

from collections.abc import Iterable, Mapping, Sequence

from bot.catalogue.text import singular

Phrase = tuple[str, ...]
Starts = Mapping[str, tuple[Phrase, ...]]


def starts_of(phrases: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    """Phrases by their first word, the longest first."""
    found: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(sorted(group, key=lambda p: (-len(p), p))) for first, group in found.items()}


def longest_at(spoken: Sequence[str], at: int, starts: Starts) -> Phrase:
    """The longest phrase that stands at `at`, in the singular or plural, else ()."""
    first = spoken[at]
    found = _longest(spoken, at, starts[first]) if first in starts else ()
    one = singular(first)
    if one == first or one not in starts:
        return found
    other = _longest(spoken, at, starts[one])
    return other if len(other) > len(found) else found


def _longest(spoken: Sequence[str], at: int, phrases: tuple[Phrase, ...]) -> Phrase:
    """The first of these that stands at `at`; most fail at their second word, so that is looked at first."""
    left = len(spoken) - at
    second = spoken[at + 1] if left > 1 else ""
    either = (second, singular(second))
    for phrase in phrases:
        length = len(phrase)
        if length == 1 or (
            length <= left and phrase[1] in either and (length == 2 or _goes_on(spoken, at, phrase))
        ):
            return phrase
    return ()


def _goes_on(spoken: Sequence[str], at: int, phrase: Phrase) -> bool:
    """Whether the third and later words stand there, in the singular or plural."""
    said = spoken[at + 2 : at + len(phrase)]
    return all(one == word or singular(one) == word for one, word in zip(said, phrase[2:], strict=True))
