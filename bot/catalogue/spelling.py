"""What a misspelt word was meant to be, among known words; knows nothing of what the words mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from bot.catalogue.text import squeezed

SHORTEST = 3
RERANKED = 12

# Letters that are mistaken for each other at the start of a word.
_ALIKE = {letter: group for group in ("ckqsxz", "fpv", "gj", "aeiouyh") for letter in group}
_SOUNDS = (
    ("ough", "o"), ("augh", "a"), ("eigh", "a"), ("ph", "f"), ("gh", "g"), ("kn", "n"), ("wr", "r"), ("ck", "k"),
    ("qu", "kw"), ("tion", "shn"), ("sion", "shn"), ("tch", "ch"), ("sch", "sk"), ("dge", "j"), ("ch", "k"),
    ("x", "ks"), ("ce", "se"), ("ci", "si"), ("cy", "sy"), ("c", "k"), ("z", "s"), ("q", "k"),
)  # fmt: skip
_SILENT = str.maketrans("", "", "aeiouyhw")
_FIRST = str.maketrans("eiouy", "aaaaa")


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """A phonetic key: spellings that sound alike mostly share it ("saxaphone", "saxophone")."""
    for written, heard in _SOUNDS:
        if written in word:
            word = word.replace(written, heard)
    skeleton = word[:1].translate(_FIRST) + word[1:].translate(_SILENT)
    return "".join(char for at, char in enumerate(skeleton) if at == 0 or char != skeleton[at - 1])


@dataclass(frozen=True, slots=True)
class Speller:
    """Known words in buckets by how they start and how long they are, and by sound."""

    known: frozenset[str]
    buckets: Mapping[tuple[str, int], tuple[str, ...]]
    sounds: Mapping[str, tuple[str, ...]]

    def guesses(
        self, word: str, favoured: frozenset[str] = frozenset(), by: float = 0.0
    ) -> list[tuple[float, str]]:
        """Known words near enough to be meant, likeliest first; `favoured` words are taken as `by` more alike."""
        word = squeezed(word)
        close = process.extract(
            word, self._candidates(word), scorer=OSA.normalized_similarity, score_cutoff=0.4, limit=RERANKED
        )
        heard = self.sounds.get(sound(word), ())
        options = dict.fromkeys((*(other for other, _, _ in close), *heard))
        least = _least(len(word))
        scored = [(likeness(word, other) + (by if other in favoured else 0.0), other) for other in options]
        return sorted((pair for pair in scored if pair[0] >= least), key=lambda pair: (-pair[0], pair[1]))

    def _candidates(self, word: str) -> list[str]:
        size = len(word)
        reach = 1 if size < 5 else 2 if size < 7 else 3
        starts = dict.fromkeys((_ALIKE.get(word[0], word[0]), _ALIKE.get(word[1:2], word[1:2])))
        return [
            other
            for start in starts
            for length in range(size - reach, size + reach + 1)
            for other in self.buckets.get((start, length), ())
        ]


def likeness(word: str, other: str) -> float:
    """How likely `word` is `other` misspelt (0 to 1), from edits, a shared start, the sound and the first letter."""
    edits = OSA.normalized_similarity(word, other)
    start = JaroWinkler.similarity(word, other)
    mine, theirs = sound(word), sound(other)
    heard = 1.0 if mine == theirs else OSA.normalized_similarity(mine, theirs)
    first = 0.04 if word[0] == other[0] else 0.0
    return 0.40 * edits + 0.30 * start + 0.26 * heard + first


def _least(length: int) -> float:
    """How alike a guess must be: short words leave little room for doubt."""
    return 0.86 if length <= 3 else 0.80 if length == 4 else 0.76 if length == 5 else 0.72


def speller(known: Iterable[str]) -> Speller:
    """Index words of at least `SHORTEST` letters."""
    kept = sorted({word for word in known if len(word) >= SHORTEST and word.isalpha() and word.isascii()})
    buckets: dict[tuple[str, int], list[str]] = {}
    sounds: dict[str, list[str]] = {}
    for word in kept:
        buckets.setdefault((_ALIKE.get(word[0], word[0]), len(word)), []).append(word)
        sounds.setdefault(sound(word), []).append(word)
    return Speller(
        known=frozenset(kept),
        buckets={key: tuple(group) for key, group in buckets.items()},
        sounds={key: tuple(group) for key, group in sounds.items()},
    )
