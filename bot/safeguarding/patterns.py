"""Ways of saying something, as lines anyone can edit, found in a list of words; knows no meaning and no spelling.

All lines together are one graph. A step along it is a word, a group (`{family}`, kept as a set and never multiplied
out), a number (`#`) or a gap (`...`). Each line has one word, or one group, that is rare among all lines: its telling
word. Nothing is compared where no telling word is near, so most messages cost no more than their spelling.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

MOST_BETWEEN = 3
"""How many other words may stand where a line has `...`."""
NUMBER = "#"

Meaning = TypeVar("Meaning")
Words = tuple[str, ...]
Respell = Callable[[str], Words]
Step = tuple[str, int]
"""What may be taken at one place of a message: a word, group or number, and how many words that is."""
_PART = re.compile(
    r"\((?P<may>[^)]*)\)|\{(?P<group>\w+)\}|(?P<gap>\.\.\.)|(?P<number>#)|(?P<word>[^\s(){}#]+)"
)


@dataclass(slots=True)
class _Node(Generic[Meaning]):
    """What has been matched so far. Changed only while the graph is built."""

    nexts: dict[str, "_Node[Meaning]"] = field(default_factory=dict)
    gap: "_Node[Meaning] | None" = None
    means: tuple[Meaning, ...] = ()

    def after(self, sign: str) -> "_Node[Meaning]":
        node = self.nexts.get(sign)
        if node is None:
            node = self.nexts[sign] = _Node()
        return node

    def after_gap(self) -> "_Node[Meaning]":
        if self.gap is None:
            self.gap = _Node()
        return self.gap


@dataclass(frozen=True, slots=True)
class Patterns(Generic[Meaning]):
    """The graph; for each word what it may be taken for; for the first two words of the phrases in groups how each
    goes on; the telling words; and `reach`, how many words the longest line may take up.
    """

    root: _Node[Meaning]
    steps: Mapping[str, tuple[Step, ...]]
    phrases: Mapping[tuple[str, str], tuple[tuple[Words, Step], ...]]
    telling: frozenset[str]
    reach: int

    def find(self, words: Sequence[str]) -> list[tuple[Meaning, int, int]]:
        """Every match: what it means, the index of its first word and the index after its last."""
        if self.telling.isdisjoint(words):
            return []
        steps = [self._steps(words, at) for at in range(len(words))]
        first = self.root.nexts
        found: list[tuple[Meaning, int, int]] = []
        for start in self._starts(words):
            for sign, length in steps[start]:
                node = first.get(sign)
                if node is not None:
                    _walk(node, steps, start, start + length, found)
        return found

    def _starts(self, words: Sequence[str]) -> Iterator[int]:
        """The places that have a telling word within the reach of a line, in order."""
        done = 0
        for at, word in enumerate(words):
            if word in self.telling:
                yield from range(max(done, at - self.reach), at + 1)
                done = at + 1

    def _steps(self, words: Sequence[str], at: int) -> tuple[Step, ...]:
        word = words[at]
        steps = self.steps.get(word)
        if steps is None:
            return ((NUMBER, 1),) if word.isdigit() else ()
        longer = self.phrases.get((word, words[at + 1])) if at + 1 < len(words) else None
        if longer is None:
            return steps
        return steps + tuple(
            [step for rest, step in longer if tuple(words[at + 2 : at + 2 + len(rest)]) == rest]
        )


def _walk(
    node: _Node[Meaning],
    steps: Sequence[tuple[Step, ...]],
    start: int,
    at: int,
    found: list[tuple[Meaning, int, int]],
) -> None:
    for means in node.means:
        found.append((means, start, at))
    if at >= len(steps):
        return
    if node.nexts:
        _take(node.nexts, steps, start, at, found)
    if node.gap is not None:
        for later in range(at, min(at + MOST_BETWEEN + 1, len(steps))):
            _take(node.gap.nexts, steps, start, later, found)


def _take(
    nexts: Mapping[str, _Node[Meaning]],
    steps: Sequence[tuple[Step, ...]],
    start: int,
    at: int,
    found: list[tuple[Meaning, int, int]],
) -> None:
    for sign, length in steps[at]:
        following = nexts.get(sign)
        if following is not None:
            _walk(following, steps, start, at + length, found)


def patterns_from(
    lines: Iterable[tuple[str, Meaning]],
    groups: Mapping[str, Sequence[str]],
    respell: Respell,
    ordinary: Iterable[str] = (),
) -> Patterns[Meaning]:
    """The lines as one graph. `respell` gives the words of a line in the spelling that messages are brought to.
    `ordinary` words are telling only in lines that have no others; they change how fast lines are found, not which.

    Raises KeyError naming a group that is not there, ValueError for a line in which no word must be there.
    """
    building: _Building[Meaning] = _Building(groups, respell)
    for line, means in lines:
        building.lines.append(building.must_have(line))
        if not building.lines[-1]:
            raise ValueError(f"`{line}` has no word that must be there")
        for end in building.ends([building.root], line):
            if means not in end.means:
                end.means += (means,)
    return Patterns(
        building.root,
        {word: tuple(steps) for word, steps in building.steps.items()},
        {word: tuple(phrases) for word, phrases in building.phrases.items()},
        building.telling(frozenset(ordinary)),
        building.reach,
    )


class _Building(Generic[Meaning]):
    """The graph while lines are added, with every word met and every group used."""

    def __init__(self, groups: Mapping[str, Sequence[str]], respell: Respell) -> None:
        self.groups = groups
        self.respell = lru_cache(maxsize=None)(respell)
        self.root: _Node[Meaning] = _Node()
        self.steps: dict[str, dict[Step, None]] = defaultdict(dict)
        self.phrases: dict[tuple[str, str], dict[tuple[Words, Step], None]] = defaultdict(dict)
        self.members: dict[str, dict[Words, None]] = {}
        self.used: set[str] = set()
        self.lines: list[list[str]] = []
        self.reach = 0
        self.widest = lru_cache(maxsize=None)(lambda name: max(map(len, self._members(name)), default=0))
        self.parts = lru_cache(maxsize=None)(lambda line: tuple(_PART.finditer(line)))

    def ends(self, nodes: list[_Node[Meaning]], line: str) -> list[_Node[Meaning]]:
        """The nodes that a line leads to; more than one when a part of it may be left out."""
        for part in self.parts(line):
            match part.lastgroup:
                case "may":
                    nodes = _once([*nodes, *self.ends(nodes, part["may"])])
                case "group":
                    self._use(part["group"])
                    nodes = [node.after(part["group"] + "}") for node in nodes]
                case "gap":
                    nodes = [node.after_gap() for node in nodes]
                case "number":
                    nodes = [node.after(NUMBER) for node in nodes]
                case _:
                    nodes = self._after_words(nodes, self.respell(part["word"]))
        return nodes

    def _after_words(self, nodes: list[_Node[Meaning]], words: Words) -> list[_Node[Meaning]]:
        for word in words:
            self.steps[word][word, 1] = None
            nodes = [node.after(word) for node in nodes]
        return nodes

    def _use(self, name: str) -> None:
        """Notes for each word and phrase of a group that it may be taken for the group."""
        if name in self.used:
            return
        self.used.add(name)
        for first, *rest in self._members(name):
            step = (name + "}", 1 + len(rest))
            if rest:
                self.phrases[first, rest[0]][tuple(rest[1:]), step] = None
            else:
                self.steps[first][step] = None
            for word in (first, *rest):
                self.steps.setdefault(word, {})

    def must_have(self, line: str) -> list[str]:
        """The words and groups of the line that may not be left out; notes how far the line may reach."""
        parts: list[str] = []
        self.reach = max(self.reach, sum(map(self._room, self.parts(line))))
        for part in self.parts(line):
            if part["group"]:
                parts.append(part["group"] + "}")
            elif part["word"]:
                parts += self.respell(part["word"])
        return parts

    def _room(self, part: re.Match[str]) -> int:
        """The most words that a part of a line may take up."""
        match part.lastgroup:
            case "may":
                return sum(map(self._room, self.parts(part["may"])))
            case "group":
                return self.widest(part["group"])
            case "word":
                return len(self.respell(part["word"]))
            case other:
                return MOST_BETWEEN if other == "gap" else 1

    def telling(self, ordinary: frozenset[str]) -> frozenset[str]:
        """Of each line the words of its rarest part: one of them is there whenever the line is."""
        often = Counter(part for line in self.lines for part in line)
        for name in self.used:
            for word in {word for member in self._members(name) for word in member}:
                often[word] += often[name + "}"]
        often.update(dict.fromkeys(ordinary, len(self.lines)))

        def rarest(words: Iterable[str]) -> str:
            return min(words, key=lambda word: (often[word], word))

        ways = {name + "}": {rarest(member) for member in self._members(name)} for name in self.used}
        rarity = {part: max(often[word] for word in words) for part, words in ways.items()}
        found: set[str] = set()
        for line in self.lines:
            part = min(line, key=lambda part: rarity.get(part, often[part]))
            found |= ways.get(part, {part})
        return frozenset(found)

    def _members(self, name: str) -> dict[Words, None]:
        """Every way of saying the group, those of the groups it names among them."""
        if name not in self.members:
            found: dict[Words, None] = {}
            for entry in self.groups[name]:
                found.update(dict.fromkeys(self._member(entry)))
            self.members[name] = {member: None for member in found if member}
        return self.members[name]

    def _member(self, entry: str) -> Iterable[Words]:
        """The ways of one entry; a group named in it stands for each of its own ways."""
        before, brace, after = entry.partition("{")
        if not brace:
            return [self.respell(entry)]
        name, _, rest = after.partition("}")
        return [(*self.respell(before), *member, *self.respell(rest)) for member in self._members(name)]


def _once(nodes: Iterable[_Node[Meaning]]) -> list[_Node[Meaning]]:
    return list({id(node): node for node in nodes}.values())
