"""How many questions families are asked: python tests/eligibility/evaluate.py [families] [of them, for the best].

Compares with a questionnaire in a fixed order (asking everything, and stopping when all is settled) and, on a part of
the families, with the best possible: the fewest questions that would have left nothing worth asking, found by trying
all sets of questions with each family's own answers. Nobody can ask that few, because nobody knows the answers before.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import combinations
from statistics import mean, median

from population import Family, families
from shipped_schemes import HUBS, schemes

from bot.dialogue.effects import Json
from bot.eligibility.asking import MOST_QUESTIONS, next_question, open_schemes, worth_asking
from bot.eligibility.facts import DONT_KNOW
from bot.eligibility.judge import NotEnough, judge
from bot.eligibility.questions import BY_ID, QUESTIONS, FactQuestion
from bot.eligibility.scheme import Scheme

ON = date(2026, 11, 22)
FIXED_ORDER = (
    "purpose", "instrument", "council", "school_council", "age", "school_kind", "lessons_in_school", "school_is_member",
    "enrolled", "support", "circumstances", "care_council", "income",
)  # fmt: skip
Facts = dict[str, Json]
Chooser = Callable[[tuple[Scheme, ...], Facts], FactQuestion | None]


class Memory:
    """The next question for a state of knowledge, worked out once however many families come through it."""

    def __init__(self) -> None:
        self.known: dict[str, FactQuestion | None] = {}

    def next(self, of: tuple[Scheme, ...], facts: Facts) -> FactQuestion | None:
        key = f"{id(of)} {sorted(facts.items(), key=lambda item: item[0])}"
        if key not in self.known:
            self.known[key] = next_question(of, facts, ON)
        return self.known[key]


def answer(family: Family, facts: Facts, offered: Iterable[str]) -> None:
    facts.update({fact: family.truth.get(fact, DONT_KNOW) for fact in offered})


def asked_adaptively(family: Family, memory: Memory) -> tuple[list[str], Facts]:
    facts, asked = dict(family.said), list[str]()
    while len(asked) < MOST_QUESTIONS and (question := memory.next(schemes(family.hub), facts)) is not None:
        if question.id in asked:
            break
        asked.append(question.id)
        answer(family, facts, question.offered)
    return asked, facts


def asked_in_fixed_order(family: Family, *, stopping: bool) -> int:
    """Everything that some scheme of the hub uses and that was not said; with `stopping`, until all is settled."""
    of = schemes(family.hub)
    used = frozenset[str]().union(*(scheme.uses for scheme in of))
    facts, count = dict(family.said), 0
    for name in FIXED_ORDER:
        offered = [fact for fact in BY_ID[name].facts if fact in used and fact not in facts]
        if stopping and not worth_asking(open_schemes(of, facts, ON), facts, ON):
            break
        if not offered or (name == "care_council" and facts.get("care") != "looked_after"):
            continue
        count += 1
        answer(family, facts, offered)
    return count


def best_possible(family: Family) -> int:
    """The size of the smallest set of questions after which nothing is worth asking."""
    of = schemes(family.hub)
    used = frozenset[str]().union(*(scheme.uses for scheme in of))
    useful = [ask for ask in QUESTIONS if any(fact in used and fact not in family.said for fact in ask.facts)]
    for size in range(len(useful) + 1):
        for chosen in combinations(useful, size):
            facts = dict(family.said)
            for ask in chosen:
                answer(family, facts, (fact for fact in ask.facts if fact not in family.said))
            if not worth_asking(open_schemes(of, facts, ON), facts, ON):
                return size
    raise AssertionError("asking everything settles everything")


def quantile(counts: Sequence[int], share: float) -> int:
    return sorted(counts)[min(len(counts) - 1, int(share * len(counts)))]


def line(name: str, counts: Sequence[int]) -> str:
    spread = f"median {median(counts):.0f}  p95 {quantile(counts, 0.95)}  most {max(counts)}  mean {mean(counts):.2f}"
    return f"{name:<44} {spread}"


def report(count: int, sample: int) -> list[str]:
    everybody = list(families(count))
    memory = Memory()
    runs = [asked_adaptively(family, memory) for family in everybody]
    counts = [len(asked) for asked, _ in runs]
    silent = [len(asked_adaptively(Family(f.hub, f.truth, {}), memory)[0]) for f in everybody[: count // 5]]
    open_left = [
        sum(_is_open(scheme, facts) for scheme in schemes(f.hub))
        for f, (_, facts) in zip(everybody, runs, strict=True)
    ]
    few, few_counts = everybody[:sample], counts[:sample]
    best = [best_possible(family) for family in few]
    return [
        f"{count} families, {', '.join(f'{len(schemes(hub))} schemes for {hub}' for hub in HUBS)}, on {ON}",
        line("asked", counts),
        line("asked when nothing was said before", silent),
        line("fixed order, everything", [asked_in_fixed_order(f, stopping=False) for f in everybody]),
        line("fixed order, until settled", [asked_in_fixed_order(f, stopping=True) for f in everybody]),
        line(f"asked, first {sample} families", few_counts),
        line(f"best possible, first {sample} families", best),
        f"above the best possible on average: {mean(a - b for a, b in zip(few_counts, best, strict=True)):.2f}",
        f"schemes that nothing could be said of at the end, a family: {mean(open_left):.2f}",
    ]


def _is_open(scheme: Scheme, facts: Facts) -> bool:
    return isinstance(judge(scheme, facts, ON), NotEnough)


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    print("\n".join(report(*(numbers + [10_000, 150][len(numbers) :]))))
