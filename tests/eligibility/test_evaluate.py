from statistics import mean, median

from evaluate import Memory, asked_adaptively, asked_in_fixed_order, best_possible
from population import families

FAMILIES = 120
BEST_OF = 12


def test_the_median_family_is_asked_four_questions_and_far_fewer_than_in_a_fixed_order() -> None:
    everybody, memory = list(families(FAMILIES)), Memory()
    asked = [len(asked_adaptively(family, memory)[0]) for family in everybody]
    fixed = [asked_in_fixed_order(family, stopping=True) for family in everybody]
    assert median(asked) <= 4
    assert mean(asked) < mean(fixed) - 3


def test_families_are_asked_within_one_question_of_the_best_possible() -> None:
    some, memory = list(families(BEST_OF)), Memory()
    above = [len(asked_adaptively(family, memory)[0]) - best_possible(family) for family in some]
    assert mean(above) <= 1
