"""Roughly how common each answer is; used only to put questions in a good order, never to judge anybody.

The shares are round figures of the right size (about one pupil in four has free school meals, Department for Education
2024; fewer than one in a hundred is looked after). A wrong figure costs a question, not a verdict.
"""

from collections.abc import Iterable, Mapping

from bot.dialogue.effects import Json
from bot.eligibility.facts import ELSEWHERE, OTHER

Guesses = tuple[tuple[float, Json], ...]

YES: Mapping[str, float] = {
    "free_school_meals": 0.25,
    "ever_6": 0.26,
    "pupil_premium": 0.26,
    "universal_credit": 0.25,
    "universal_credit_low_earnings": 0.5,
    "passporting_benefit": 0.05,
    "asylum_support": 0.01,
    "no_recourse": 0.01,
    "ehcp": 0.05,
    "send": 0.18,
    "disabled": 0.1,
    "adapted_instrument": 0.01,
    "young_carer": 0.05,
    "service_child": 0.02,
    "refugee": 0.01,
    "barrier": 0.3,
    "has_instrument": 0.5,
    "enrolled": 0.5,
    "lessons_in_school": 0.5,
    "school_is_member": 0.5,
}
CHOICES: Mapping[str, Guesses] = {
    "age": (
        (0.03, 4),
        (0.1, 6),
        (0.25, 9),
        (0.3, 12),
        (0.2, 15),
        (0.06, 17),
        (0.04, 19),
        (0.01, 23),
        (0.01, 28),
    ),
    "school_year": ((0.03, -1), (0.2, 2), (0.32, 5), (0.35, 9), (0.1, 13)),
    "school_kind": (
        (0.88, "state"),
        (0.06, "independent"),
        (0.03, "home_educated"),
        (0.02, "nursery"),
        (0.01, "college"),
    ),
    "care": (
        (0.98, "no"),
        (0.01, "looked_after"),
        (0.005, "previously_looked_after"),
        (0.005, "care_leaver"),
    ),
    "purpose": (
        (0.45, "lessons"),
        (0.15, "ensemble"),
        (0.15, "hire"),
        (0.15, "buying"),
        (0.05, "course"),
        (0.02, "anything"),
        (0.01, "exam"),
        (0.01, "travel"),
        (0.01, "advanced_training"),
    ),
    "level": ((0.3, "first_go"), (0.35, "beginner"), (0.25, "improver"), (0.1, "advanced")),
    "dependants": ((0.4, 1), (0.4, 2), (0.15, 3), (0.05, 5)),
    "instrument": ((0.15, "voice"), (0.85, OTHER)),
}
TICKED: Mapping[str, float] = {"looked_after": 0.01, "previously_looked_after": 0.005, "care_leaver": 0.005}
DO_NOT_KNOW: Mapping[str, float] = {"school_is_member": 0.7, "income": 0.1, "income_after": 0.5}
IN_ONE_OF_OURS = 0.85
RARE = 0.03
BY_INVITATION = ("advanced_training", "choir_school")
INCOMES = ((0.15, 15_000), (0.25, 25_000), (0.2, 35_000), (0.25, 50_000), (0.15, 80_000))


def guesses(fact: str, councils: Iterable[str] = (), statements: Iterable[str] = ()) -> Guesses:
    """The answers worth imagining, each with its share; shares add up to one."""
    if fact in CHOICES:
        return CHOICES[fact]
    if fact in ("council", "school_council", "care_council"):
        return _councils(tuple(councils))
    if fact in ("income", "income_after"):
        return INCOMES
    if fact == "statements":
        return _statements(tuple(statements))
    return ((YES[fact], "yes"), (1 - YES[fact], "no"))


def is_rare(offered: Iterable[str], purpose: Json) -> bool:
    """Whether fewer than three families in a hundred would say yes to any of it.

    Such a question is not put to everybody: the scheme is shown instead, with the one thing it comes down to. Most
    statements are about a place already offered, which is common only with those who ask about such a place.
    """
    if tuple(offered) == ("statements",):
        return purpose not in BY_INVITATION
    return sum(TICKED["looked_after"] if fact == "care" else YES.get(fact, 1.0) for fact in offered) < RARE


def _councils(ours: tuple[str, ...]) -> Guesses:
    if not ours:
        return ((1.0, ELSEWHERE),)
    return (*((IN_ONE_OF_OURS / len(ours), council) for council in ours), (1 - IN_ONE_OF_OURS, ELSEWHERE))


def _statements(ours: tuple[str, ...]) -> Guesses:
    each = 0.1 / len(ours) if ours else 0.0
    some: list[tuple[float, Json]] = [(each, [name]) for name in ours]
    return ((1 - each * len(ours), []), *some)
