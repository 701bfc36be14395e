"""Ways of saying something, as lists of words anyone can edit, matched against a text; knows no meaning."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from rapidfuzz.distance import OSA

from bot.dialogue.typed import plain

MOST_BETWEEN = 3
"""How many other words may stand where a pattern has "..."."""
REPAIRED_FROM = 6
"""Words this long or longer are also recognised with one slip."""

Steps = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Runs of words that follow each other with up to MOST_BETWEEN other words between the runs."""

    steps: Steps
    means: str


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns by the first word of each, and the long words among them by first letter for repair."""

    by_first: Mapping[str, tuple[Pattern, ...]]
    long_words: Mapping[str, tuple[str, ...]]

    def find(self, words: Sequence[str]) -> Iterator[tuple[Pattern, int, int]]:
        """Every match with its first word's index and the index after its last."""
        for start, word in enumerate(words):
            for pattern in self.by_first.get(word, ()):
                end = _match(pattern.steps, words, start)
                if end is not None:
                    yield pattern, start, end

    def repaired(self, words: Iterable[str]) -> list[str]:
        """The words with slips in long pattern words put right ("suicidle")."""
        return [self._repair(word) for word in words]

    def _repair(self, word: str) -> str:
        if len(word) < REPAIRED_FROM - 1:
            return word
        near = self.long_words.get(word[0], ())
        if word in near:
            return word
        return next((right for right in near if OSA.distance(word, right, score_cutoff=1) <= 1), word)


def patterns_from(lines: Iterable[tuple[str, str]], groups: Mapping[str, Sequence[str]]) -> Patterns:
    """Patterns from (line, meaning) pairs; `{name}` stands for any entry of that group."""
    by_first: dict[str, dict[Pattern, None]] = defaultdict(dict)
    for line, means in lines:
        for steps in _expand(line, groups):
            by_first[steps[0][0]][Pattern(steps, means)] = None
    long_words: dict[str, dict[str, None]] = defaultdict(dict)
    for word in _words(by_first):
        if len(word) >= REPAIRED_FROM:
            long_words[word[0]][word] = None
    return Patterns(
        {first: tuple(found) for first, found in by_first.items()},
        {first: tuple(found) for first, found in long_words.items()},
    )


def _words(by_first: Mapping[str, Mapping[Pattern, None]]) -> Iterator[str]:
    for patterns in by_first.values():
        for pattern in patterns:
            for step in pattern.steps:
                yield from step


def _expand(line: str, groups: Mapping[str, Sequence[str]]) -> Iterator[Steps]:
    parts = re.split(r"(\{\w+\}|\.\.\.)", line)
    ways: list[Sequence[str]] = []
    for part in parts:
        if part.startswith("{"):
            ways.append([plain(word) for word in groups[part[1:-1]]])
        elif part.strip():
            ways.append(["..."] if part == "..." else [plain(part)])
    for way in product(*ways):
        runs = " ".join(way).split("...")
        yield tuple(tuple(run.split()) for run in runs if run.strip())


def _match(steps: Steps, words: Sequence[str], start: int) -> int | None:
    end = _run(steps[0], words, start)
    for step in steps[1:]:
        if end is None:
            return None
        nexts = (_run(step, words, at) for at in range(end, end + MOST_BETWEEN + 1))
        end = next((found for found in nexts if found is not None), None)
    return end


def _run(run: Sequence[str], words: Sequence[str], start: int) -> int | None:
    end = start + len(run)
    return end if tuple(words[start:end]) == tuple(run) else None
