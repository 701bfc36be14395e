"""What a misspelt word was meant to be, among known words; knows nothing of what the words mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA, JaroWinkler

from bot.catalogue.text import singular, squeezed

_SOUNDS = (
    ("ough", "o"), ("augh", "a"), ("ph", "f"), ("gh", "g"), ("kn", "n"), ("wr", "r"), ("ck", "k"), ("qu", "kw"),
    ("tion", "shn"), ("tch", "ch"), ("sch", "sk"), ("x", "ks"), ("ce", "se"), ("ci", "si"), ("cy", "sy"),
    ("c", "k"), ("z", "s"), ("q", "k"), ("dge", "j"),
)  # fmt: skip
_VOWELS = str.maketrans("", "", "aeiouyhw")


def sound(word: str) -> str:
    """A phonetic key: spellings that sound alike mostly share it ("saxaphone", "saxophone")."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    skeleton = word[:1].translate(_FIRST) + word[1:].translate(_VOWELS)
    return "".join(char for at, char in enumerate(skeleton) if at == 0 or char != skeleton[at - 1])


_FIRST = str.maketrans({"e": "a", "i": "a", "o": "a", "u": "a", "y": "a"})


@dataclass(frozen=True, slots=True)
class Speller:
    """Known words in buckets by their first letters and length, and by sound."""

    known: frozenset[str]
    buckets: Mapping[tuple[str, int], tuple[str, ...]]
    sounds: Mapping[str, tuple[str, ...]]

    def guess(self, word: str, floor: float = 0.0) -> tuple[str, float] | None:
        """The likeliest known word and how alike it is (0 to 1), or None when nothing is near enough."""
        word = squeezed(word)
        if word in self.known:
            return word, 1.0
        best = max(((likeness(word, other), other) for other in self._candidates(word)), default=None)
        return (best[1], best[0]) if best and best[0] >= max(floor, threshold(len(word))) else None

    def _candidates(self, word: str) -> Iterable[str]:
        found: dict[str, None] = dict.fromkeys(self.sounds.get(sound(word), ()))
        reach = 1 if len(word) < 5 else 2 if len(word) < 8 else 3
        for start in dict.fromkeys((word[:2], word[:1] + word[2:3], word[1:2] + word[:1], "_" + word[1:2])):
            for length in range(len(word) - reach, len(word) + reach + 1):
                found.update(dict.fromkeys(self.buckets.get((start, length), ())))
        return found


def likeness(word: str, other: str) -> float:
    """How likely `word` is `other` misspelt, from edit distance, shared start and sound (0 to 1)."""
    longer = max(len(word), len(other))
    edits = OSA.normalized_similarity(word, other)
    start = JaroWinkler.similarity(word, other)
    heard = OSA.normalized_similarity(sound(word), sound(other))
    return 0.45 * edits + 0.3 * start + 0.25 * heard - (0.03 if longer < 5 else 0.0)


def threshold(length: int) -> float:
    """How alike a guess must be: short words leave little room for doubt."""
    return 0.86 if length <= 3 else 0.78 if length <= 4 else 0.74 if length <= 6 else 0.7


def speller(known: Iterable[str]) -> Speller:
    """Index words of at least three letters."""
    kept = sorted({word for word in known if len(word) >= 3 and word.isalpha()})
    buckets: dict[tuple[str, int], list[str]] = {}
    sounds: dict[str, list[str]] = {}
    for word in kept:
        for start in {word[:2], word[:1] + word[2:3], "_" + word[1:2]}:
            buckets.setdefault((start, len(word)), []).append(word)
        sounds.setdefault(sound(word), []).append(word)
    return Speller(
        known=frozenset(kept),
        buckets={key: tuple(group) for key, group in buckets.items()},
        sounds={key: tuple(group) for key, group in sounds.items()},
    )


def variants(word: str) -> tuple[str, ...]:
    """Forms under which a word may be known: itself, its singular, its plural."""
    return tuple(dict.fromkeys((word, singular(word), word + "s")))
