"""A population of invented families, for measuring how many questions they are asked.

The shares are round figures of the right size, not statistics about anybody. Facts that go together in life (free
school meals and low income) go together here.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from bot.dialogue.effects import Json
from bot.eligibility.facts import DONT_KNOW, RATHER_NOT

COUNCILS = {
    "dorset": (("dorset", 0.6), ("bcp", 0.3), ("somerset", 0.03), ("elsewhere", 0.07)),
    "durham": (
        ("county-durham", 0.7), ("darlington", 0.06), ("gateshead", 0.05), ("sunderland", 0.06), ("hartlepool", 0.03),
        ("newcastle", 0.03), ("elsewhere", 0.07),
    ),
}  # fmt: skip
STATEMENTS = {
    "dorset": ("advanced-training-centre",),
    "durham": (
        "advanced-training-centre", "glasshouse-cat", "glasshouse-young-people", "durham-chorister",
        "hartlepool-family",
    ),
}  # fmt: skip
PURPOSES = (
    ("lessons", 0.45), ("ensemble", 0.13), ("hire", 0.14), ("buying", 0.13), ("course", 0.06), ("mentoring", 0.01),
    ("exam", 0.02), ("travel", 0.02), ("advanced_training", 0.02), ("anything", 0.02),
)  # fmt: skip
AGES = ((4, 1), (5, 3), (6, 5), (7, 8), (8, 10), (9, 11), (10, 11), (11, 10), (12, 9), (13, 8), (14, 7), (15, 6),
        (16, 4), (17, 3), (18, 1.5), (19, 1), (21, 0.5), (24, 0.5), (27, 0.3))  # fmt: skip
INSTRUMENTS = (("voice", 0.12), ("piano", 0.2), ("guitar", 0.2), ("drums", 0.1), ("violin", 0.12), ("cello", 0.06),
               ("trumpet", 0.1), ("flute", 0.1))  # fmt: skip
SAID_AT_FIRST = {"purpose": 0.85, "instrument": 0.55, "council": 0.4, "age": 0.35, "free_school_meals": 0.1}
UNSURE_OF = {"school_is_member": 0.7, "income": 0.08, "income_after": 0.6, "pupil_premium": 0.3}
WOULD_RATHER_NOT = {"income": 0.06, "barrier": 0.04, "care": 0.01, "disabled": 0.03}


@dataclass(frozen=True, slots=True)
class Family:
    """All that is true of a family, as they would answer it, and what they said before the first question."""

    hub: str
    truth: dict[str, Json]
    said: dict[str, Json]


def families(count: int, seed: int = 4) -> Iterator[Family]:
    chance = random.Random(seed)
    for number in range(count):
        hub = "dorset" if number % 2 else "durham"
        truth = _truth(chance, hub)
        said = {fact: truth[fact] for fact, share in SAID_AT_FIRST.items() if chance.random() < share}
        if said.get("free_school_meals") == "no" or truth["purpose"] in ("ensemble", "anything"):
            said = {
                fact: value for fact, value in said.items() if fact not in ("free_school_meals", "instrument")
            }
        yield Family(hub, truth, said)


def _truth(chance: random.Random, hub: str) -> dict[str, Json]:
    council = _pick(chance, COUNCILS[hub])
    age = int(_pick(chance, AGES))
    school = (
        "nursery"
        if age < 5
        else "none"
        if age > 18
        else _pick(chance, (("state", 0.9), ("independent", 0.1)))
    )
    poor = chance.random() < 0.28
    purpose = _pick(chance, PURPOSES)
    truth: dict[str, Json] = {
        "purpose": purpose,
        "instrument": _pick(chance, INSTRUMENTS),
        "council": council,
        "school_council": council if chance.random() < 0.94 else _pick(chance, COUNCILS[hub]),
        "age": age,
        "school_kind": school,
        "lessons_in_school": _yes(chance, 0.5 if purpose == "lessons" else 0.4),
        "school_is_member": _yes(chance, 0.8),
        "has_instrument": _yes(chance, 0.5),
        "enrolled": _yes(chance, 0.6),
        "level": _pick(
            chance, (("first_go", 0.3), ("beginner", 0.35), ("improver", 0.25), ("advanced", 0.1))
        ),
        "statements": [name for name in STATEMENTS[hub] if chance.random() < 0.01],
        **_money(chance, poor),
        **_circumstances(chance, council, poor),
    }
    if 4 <= age <= 18:
        truth["school_year"] = age - 5 if chance.random() < 0.75 else age - 4
    for answer, shares in ((DONT_KNOW, UNSURE_OF), (RATHER_NOT, WOULD_RATHER_NOT)):
        for fact, share in shares.items():
            if chance.random() < share:
                truth[fact] = answer
    return truth


def _money(chance: random.Random, poor: bool) -> dict[str, Json]:
    meals = _yes(chance, 0.85 if poor else 0.02)
    income = chance.randrange(9_000, 28_000) if poor else chance.randrange(24_000, 110_000)
    return {
        "free_school_meals": meals,
        "ever_6": "yes" if meals == "yes" else _yes(chance, 0.06),
        "pupil_premium": "yes" if meals == "yes" else _yes(chance, 0.04),
        "universal_credit": _yes(chance, 0.85 if poor else 0.06),
        "universal_credit_low_earnings": _yes(chance, 0.6),
        "passporting_benefit": _yes(chance, 0.12 if poor else 0.01),
        "asylum_support": _yes(chance, 0.01 if poor else 0.0),
        "no_recourse": _yes(chance, 0.01 if poor else 0.0),
        "income": income,
        "income_after": max(0, income - 6_000),
        "dependants": int(_pick(chance, ((1, 4), (2, 4), (3, 1.5), (4, 0.5)))),
    }


def _circumstances(chance: random.Random, council: str, poor: bool) -> dict[str, Json]:
    care = _pick(
        chance,
        (("no", 0.975), ("looked_after", 0.012), ("previously_looked_after", 0.008), ("care_leaver", 0.005)),
    )
    send = _yes(chance, 0.17)
    return {
        "care": care,
        "care_council": council,
        "send": send,
        "ehcp": _yes(chance, 0.25 if send == "yes" else 0.0),
        "disabled": _yes(chance, 0.3 if send == "yes" else 0.04),
        "adapted_instrument": _yes(chance, 0.005),
        "young_carer": _yes(chance, 0.05),
        "service_child": _yes(chance, 0.02),
        "refugee": _yes(chance, 0.01),
        "barrier": _yes(chance, 0.7 if poor else 0.12),
    }


def _yes(chance: random.Random, share: float) -> str:
    return "yes" if chance.random() < share else "no"


def _pick(chance: random.Random, shares: tuple[tuple[str | int, float], ...]) -> str:
    values, weights = zip(*shares, strict=True)
    return str(chance.choices(values, weights)[0])
