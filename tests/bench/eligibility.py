"""How fast help with the cost is judged and asked about, beside what it may take: python tests/bench/eligibility.py.

Fifty schemes are the shipped ones, repeated under other ids. Each figure is the median of many single runs, in
processor time, over families of whom nothing, something or everything is known.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from time import process_time

sys.path.append(str(Path(__file__).parents[1] / "eligibility"))

from population import families
from shipped_schemes import schemes

from bot.dialogue.effects import Json
from bot.eligibility.asking import next_question
from bot.eligibility.judge import judge
from bot.eligibility.scheme import Scheme

ON = date(2026, 11, 22)
SCHEMES = 50
JUDGING_LIMIT = 0.001
ASKING_LIMIT = 0.020
Facts = dict[str, Json]


def fifty(hub: str) -> tuple[Scheme, ...]:
    own = schemes(hub)
    return tuple(replace(own[number % len(own)], id=f"scheme-{number}") for number in range(SCHEMES))


def seconds(work: Callable[[Facts], object], known: list[Facts]) -> float:
    taken = []
    for facts in known:
        begun = process_time()
        work(facts)
        taken.append(process_time() - begun)
    return median(taken)


def report() -> list[str]:
    people = [family for family in families(120) if family.hub == "durham"]
    all_schemes = fifty("durham")
    lines = [f"{SCHEMES} schemes, {len(people)} families, median processor time"]
    for name, known in (
        ("nothing known", [Facts() for _ in people]),
        ("what was said at first", [family.said for family in people]),
        ("everything known", [family.truth for family in people]),
    ):
        judging = seconds(lambda facts: [judge(scheme, facts, ON) for scheme in all_schemes], known)
        asking = seconds(lambda facts: next_question(all_schemes, facts, ON), known)
        lines.append(
            f"{name:<24} judging {judging * 1000:6.2f} ms = {judging / JUDGING_LIMIT:5.0%} of its limit   "
            f"next question {asking * 1000:6.2f} ms = {asking / ASKING_LIMIT:5.0%} of its limit"
        )
    return lines


if __name__ == "__main__":
    print("\n".join(report()))
