"""Roughly how common each answer is; used only to decide what is worth asking and in what order, never to judge.

The shares are round figures of the right size (about one pupil in four has free school meals, Department for Education
2024; fewer than one in a hundred is looked after). A wrong figure costs a question or saves one too many; it never
changes a verdict.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from math import prod

from bot.dialogue.effects import Json
from bot.eligibility.condition import AllOf, AnyOf, Condition, InCareOf, Is, Leaf, NoneOf, States, Tree
from bot.eligibility.facts import ELSEWHERE, OTHER, Facts, known
from bot.eligibility.scheme import Scheme

Guesses = tuple[tuple[float, Json], ...]

RARE = 0.03
"""A scheme that hangs on something rarer than this is shown with what it comes down to, and nobody is asked."""

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
    "age": ((0.03, 4), (0.1, 6), (0.25, 9), (0.3, 12), (0.2, 15), (0.06, 17), (0.04, 19), (0.01, 23), (0.01, 28)),
    "school_year": ((0.03, -1), (0.2, 2), (0.32, 5), (0.35, 9), (0.1, 13)),
    "school_kind": (
        (0.88, "state"), (0.06, "independent"), (0.03, "home_educated"), (0.02, "nursery"), (0.01, "college"),
    ),
    "care": ((0.98, "no"), (0.01, "looked_after"), (0.005, "previously_looked_after"), (0.005, "care_leaver")),
    "purpose": (
        (0.45, "lessons"), (0.15, "ensemble"), (0.14, "hire"), (0.14, "buying"), (0.05, "course"), (0.02, "anything"),
        (0.02, "exam"), (0.02, "travel"), (0.01, "advanced_training"),
    ),
    "level": ((0.3, "first_go"), (0.35, "beginner"), (0.25, "improver"), (0.1, "advanced")),
    "dependants": ((0.4, 1), (0.4, 2), (0.15, 3), (0.05, 5)),
    "instrument": ((0.15, "voice"), (0.85, OTHER)),
    "income": ((0.15, 15_000), (0.25, 25_000), (0.2, 35_000), (0.25, 50_000), (0.15, 80_000)),
    "income_after": ((0.2, 12_000), (0.3, 22_000), (0.2, 35_000), (0.2, 45_000), (0.1, 70_000)),
}  # fmt: skip
TICKED: Mapping[str, float] = {"looked_after": 0.01, "previously_looked_after": 0.005, "care_leaver": 0.005}
DO_NOT_KNOW: Mapping[str, float] = {"school_is_member": 0.7, "income": 0.1, "income_after": 0.5}
IN_ONE_OF_OURS = 0.85
AT_HOME = 0.94
STATED = 0.02
STATED_BY_THE_INVITED = 0.5
BY_INVITATION = ("advanced_training", "choir_school")


def guesses(fact: str, facts: Facts, councils: Iterable[str] = (), statements: Iterable[str] = ()) -> Guesses:
    """The answers worth imagining to somebody of whom `facts` are known, each with its share; shares add up to one."""
    if fact in CHOICES:
        return CHOICES[fact]
    if fact == "council":
        return _councils(tuple(councils), IN_ONE_OF_OURS, ELSEWHERE)
    if fact in ("school_council", "care_council"):
        return _near_home(tuple(councils), known(facts, "council"))
    if fact == "statements":
        return _statements(tuple(statements), _stated(facts))
    return ((YES[fact], "yes"), (1 - YES[fact], "no"))


def _councils(named: tuple[str, ...], share: float, otherwise: Json) -> Guesses:
    if not named:
        return ((1.0, otherwise),)
    return (*((share / len(named), council) for council in named), (1 - share, otherwise))


def _near_home(named: tuple[str, ...], home: Json) -> Guesses:
    """Most go to school, and are looked after, where they live; the rest where a rule names a council, or elsewhere."""
    if not home:
        return _councils(named, IN_ONE_OF_OURS, ELSEWHERE)
    others = tuple(council for council in named if council != home)
    return _councils(others or (ELSEWHERE,), 1 - AT_HOME, home)


def _statements(named: tuple[str, ...], share: float) -> Guesses:
    each = min(share, 1 / max(1, len(named)))
    some: list[tuple[float, Json]] = [(each, [name]) for name in named]
    return ((1 - each * len(named), []), *some)


def _stated(facts: Facts) -> float:
    """Most statements are about a place already offered: common only with those who ask about such a place."""
    return STATED_BY_THE_INVITED if known(facts, "purpose") in BY_INVITATION else STATED


def worth_asking_for(scheme: Scheme, facts: Facts, on: date) -> bool:
    """Whether a scheme still hangs on things common enough to ask everybody about."""
    rules = [rule for rule in (scheme.likely, scheme.possibly) if rule is not None]
    return any(RARE <= rarest(rule, facts, on) < 1 for rule in rules)


def rarest(rule: Condition, facts: Facts, on: date) -> float:
    """The share of families that fit the rarest thing a rule needs, of those of whom `facts` are known.

    Not the share that fit all of it: before anything is known every scheme is for few, which is no reason not to ask.
    """
    if not isinstance(rule, Tree):
        held = rule.holds(facts, on)
        return _share(rule, facts, on) if held is None else float(held)
    parts = [rarest(part, facts, on) for part in rule.parts]
    if isinstance(rule, AnyOf):
        return 1 - prod(1 - part for part in parts)
    if isinstance(rule, NoneOf):
        return min(1 - part for part in parts)
    return min(parts) if isinstance(rule, AllOf) else sorted(parts, reverse=True)[rule.count - 1]


def _share(leaf: Leaf, facts: Facts, on: date) -> float:
    if isinstance(leaf, InCareOf) and known(facts, "care") is None:
        return TICKED["looked_after"]
    fact = leaf.wanted(facts)[-1]
    named = leaf.councils if isinstance(leaf, InCareOf) else leaf.values if isinstance(leaf, Is) else ()
    imagined = guesses(fact, facts, named, leaf.statements if isinstance(leaf, States) else ())
    return sum(share for share, value in imagined if leaf.holds({**facts, fact: value}, on))
