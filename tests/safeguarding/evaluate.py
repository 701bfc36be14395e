"""Measures how well worries are found; `--show` lists what went wrong, but never in the locked third."""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from ruamel.yaml import YAML

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from bot.app.content import read_content  # noqa: E402
from bot.dialogue.bot import Bot  # noqa: E402
from bot.dialogue.effects import Say  # noqa: E402
from bot.dialogue.events import Said  # noqa: E402
from bot.dialogue.state import State  # noqa: E402
from bot.dialogue.step import step  # noqa: E402
from bot.safeguarding.worries import URGENT, Concern, Safeguarding, safeguarding_from  # noqa: E402

SOON = frozenset(("bullying", "hate", "eating", "grief", "distress", "drugs"))
"""The kinds in worrying.yaml that are not urgent in themselves."""


@dataclass(frozen=True, slots=True)
class Message:
    """One written message; `group` is its kind of worry or its topic."""

    text: str
    group: str
    locked: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What was found in the open or the locked part: of `urgent` and `soon` messages how many, and false alarms."""

    urgent: tuple[int, int]
    soon: tuple[int, int]
    as_urgent: int
    false: tuple[int, int]

    @property
    def urgent_recall(self) -> float:
        return self.urgent[0] / self.urgent[1]

    @property
    def recall(self) -> float:
        return (self.urgent[0] + self.soon[0]) / (self.urgent[1] + self.soon[1])

    @property
    def precision(self) -> float:
        caught = self.urgent[0] + self.soon[0]
        return caught / (caught + self.false[0])

    @property
    def false_per_thousand(self) -> float:
        return 1000 * self.false[0] / self.false[1]


@cache
def safeguarding() -> Safeguarding:
    """The lists as they are shipped."""
    yaml = YAML(typ="safe")
    return safeguarding_from(
        {file.stem: yaml.load(file) for file in (ROOT / "content/safeguarding").glob("*.yaml")}
    )


def messages(name: str) -> list[Message]:
    """The messages of a file beside this one. Which third is locked hangs on the text alone."""
    written = YAML(typ="safe").load(HERE / f"{name}.yaml")
    return [
        Message(text, group, sha256(text.encode()).digest()[0] % 3 == 0)
        for group, texts in written.items()
        for text in texts
    ]


def searches() -> list[str]:
    """What people might type when they look for music, as written for the tests of finding."""
    lines = (ROOT / "tests/finding/queries.txt").read_text(encoding="utf-8").splitlines()
    return [line.split("|")[1].strip() for line in lines if line.count("|") > 1 and not line.startswith("#")]


def later() -> tuple[tuple[int, int], tuple[int, int]]:
    """Of the batch written after the lists: worrying ones found of all, and false alarms of all."""
    batch = messages("later_batch")
    worrying = [each for each in batch if each.group == "worrying"]
    harmless = [each for each in batch if each.group == "harmless"]
    return (len(_caught(worrying)), len(worrying)), (len(_caught(harmless)), len(harmless))


@cache
def talk() -> Bot:
    return read_content("dorset", NOW.date()).bot


def met_with_help(text: str) -> bool:
    """Whether somebody who types this, out of nothing, is shown a helpline: as a worry, or because it may be a hint."""
    state = State(salt="evaluation", scene="welcome", touched=NOW.isoformat())
    says = [effect.text for effect in step(talk(), state, Said(text, NOW)).effects if isinstance(effect, Say)]
    return any("0800 1111" in said for said in says)


def measure(locked: bool) -> Part:
    worrying = [each for each in messages("worrying") if each.locked == locked]
    harmless = [each for each in messages("harmless") if each.locked == locked]
    urgent = [each for each in worrying if each.group not in SOON]
    soon = [each for each in worrying if each.group in SOON]
    return Part(
        urgent=(len(_caught(urgent)), len(urgent)),
        soon=(len(_caught(soon)), len(soon)),
        as_urgent=sum(concern.level == URGENT for concern in _caught(urgent)),
        false=(len(_caught(harmless)), len(harmless)),
    )


def _caught(of: Iterable[Message]) -> list[Concern]:
    found = (safeguarding().worries(each.text) for each in of)
    return [concern for concern in found if concern is not None]


def _table() -> Iterator[str]:
    titles = ("urgent found", "as urgent", "soon found", "recall", "precision", "false/1000")
    yield " " * 8 + "".join(
        title.rjust(wide) for title, wide in zip(titles, (16, 12, 14, 9, 11, 12), strict=True)
    )
    for name, locked in (("open", False), ("locked", True)):
        part = measure(locked)
        urgent, soon = ("{} of {}".format(*pair) for pair in (part.urgent, part.soon))
        yield (
            f"{name:8}{urgent:>16}{part.as_urgent:>12}{soon:>14}{part.recall:>9.3f}{part.precision:>11.3f}"
            f"{part.false_per_thousand:>12.1f}"
        )
    (found, written), (false, harmless) = later()
    yield f"written later, all locked: {found} of {written} found, {false} false of {harmless}"
    batch = messages("later_batch")
    hints = [
        sum(met_with_help(each.text) for each in batch if each.group == group)
        for group in ("worrying", "harmless")
    ]
    yield f"of these met with a helpline, found or not: {hints[0]} worrying, {hints[1]} harmless"
    asked = searches()
    yield f"searches met with a helpline: {sum(map(met_with_help, asked))} of {len(asked)}"
    alarms = sum(safeguarding().worries(text) is not None for text in asked)
    yield f"searches taken for a worry: {alarms} of {len(asked)}"


def _mistakes() -> Iterator[str]:
    """What went wrong in the open part."""
    missed: dict[str, list[str]] = defaultdict(list)
    for each in messages("worrying"):
        concern = safeguarding().worries(each.text)
        if each.locked:
            continue
        if concern is None:
            missed[f"missed {each.group}"].append(each.text)
        elif concern.kind != each.group:
            missed[f"{each.group} taken for {concern.kind} {concern.level}"].append(each.text)
    for each in messages("harmless"):
        concern = safeguarding().worries(each.text)
        if concern is not None and not each.locked:
            missed[f"harmless taken for {concern.kind}"].append(each.text)
    for text in searches():
        concern = safeguarding().worries(text)
        if concern is not None:
            missed[f"search taken for {concern.kind}"].append(text)
    for what, texts in missed.items():
        yield f"\n{what}\n" + "\n".join(f"  {text}" for text in texts)


if __name__ == "__main__":
    print("\n".join(_table()))
    if "--show" in sys.argv:
        print("\n".join(_mistakes()))
