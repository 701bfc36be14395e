"""worries(text): does this message mean that somebody may be at risk? Knows the lists it was given and nothing else."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.dialogue.typed import plain
from bot.safeguarding.patterns import Patterns, patterns_from

URGENT = "urgent"
_STRETCHED = re.compile(r"(.)\1{2,}")
_SPELT_OUT = re.compile(r"\b(?:\w[ .\-_*]){2,}\w\b")
_LOOKALIKE = str.maketrans("013457@$!|", "oieastasil")


@dataclass(frozen=True, slots=True)
class Concern:
    """Why a message worries us: `kind` as in concerns.yaml, `level` urgent or soon."""

    kind: str
    level: str


@dataclass(frozen=True, slots=True)
class Helpline:
    """One line to show; `kinds` it is for ("any" for all), `who` is everyone or adult."""

    id: str
    kinds: tuple[str, ...]
    who: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Safeguarding:
    """The lists of content/safeguarding, ready to use."""

    concerns: Patterns
    harmless: Patterns
    levels: Mapping[str, str]
    lines: tuple[Helpline, ...]
    rude: frozenset[str]
    filler: frozenset[str]

    def worries(self, text: str) -> Concern | None:
        """The most urgent concern in the text, in the order of concerns.yaml; None when nothing worries us."""
        found = {kind for reading in _readings(text) for kind in self._kinds(reading)}
        order = list(self.levels)
        first = sorted(found, key=lambda kind: (self.levels[kind] != URGENT, order.index(kind)))
        return Concern(first[0], self.levels[first[0]]) if first else None

    def _kinds(self, reading: str) -> set[str]:
        words = self.concerns.repaired(plain(reading).split())
        for _, start, end in list(self.harmless.find(words)):
            words[start:end] = ["-"] * (end - start)
        return {pattern.means for pattern, _, _ in self.concerns.find(words)}

    def helplines(self, kind: str) -> tuple[Helpline, ...]:
        """The helplines for this kind of concern, in the order of helplines.yaml."""
        return tuple(line for line in self.lines if "any" in line.kinds or kind in line.kinds)

    def is_only_rude(self, text: str) -> bool:
        """Whether the message holds rude words and hardly anything else."""
        words = plain(text).split()
        rest = [word for word in words if word not in self.rude and word not in self.filler]
        return not rest and any(word in self.rude for word in words)


def safeguarding_from(records: Mapping[str, Mapping[str, Any]]) -> Safeguarding:
    """Built from the parsed files of content/safeguarding: concerns, not_worrying, helplines, rude.

    Raises KeyError naming what is missing.
    """
    concerns: Sequence[Mapping[str, Any]] = records["concerns"]["kinds"]
    groups = records["concerns"]["groups"]
    lines = [(line, entry["kind"]) for entry in concerns for line in entry["says"]]
    harmless = [(line, "") for line in records["not_worrying"]["says"]]
    return Safeguarding(
        concerns=patterns_from(lines, groups),
        harmless=patterns_from(harmless, groups),
        levels={entry["kind"]: entry["level"] for entry in concerns},
        lines=tuple(_helpline(entry) for entry in records["helplines"]["helplines"]),
        rude=frozenset(records["rude"]["words"]),
        filler=frozenset(records["rude"]["filler"]),
    )


def _helpline(entry: Mapping[str, Any]) -> Helpline:
    return Helpline(entry["id"], tuple(entry["for"]), entry["who"], entry["text"], entry.get("url", ""))


def _readings(text: str) -> list[str]:
    """The text as written and, where that differs, with tricks undone: stretched, spelt out, digits for letters."""
    short = _STRETCHED.sub(r"\1", text)
    joined = _SPELT_OUT.sub(lambda found: re.sub(r"[ .\-_*]", "", found.group()), short)
    lookalike = joined.casefold().translate(_LOOKALIKE)
    return list(dict.fromkeys([text, short, joined, lookalike]))
