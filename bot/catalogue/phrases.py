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
    return next((phrase for phrase in phrases if _stands(spoken, at, phrase)), ())


def _stands(spoken: Sequence[str], at: int, phrase: Phrase) -> bool:
    end = at + len(phrase)
    if end > len(spoken):
        return False
    return all(
        said == word or singular(said) == word
        for said, word in zip(spoken[at + 1 : end], phrase[1:], strict=True)
    )
