"""Who may be invited: what is not known keeps an invitation back."""

import pytest

from bot.surveys.audience import fits, is_strict
from bot.surveys.meant_for import Told
from bot.surveys.record import Audience, Survey, SurveyQuestion, Type

ANYBODY = Audience()
PLAIN = SurveyQuestion("likes", Type.TEXT, "What do you like?")
PERSONAL = SurveyQuestion("school", Type.TEXT, "Which school?", personal=True)


def survey(audience: Audience = ANYBODY, *questions: SurveyQuestion) -> Survey:
    return Survey("s", "Title", audience=audience, questions=questions or (PLAIN,))


TEEN, CHILD, UNSAID = (Told("young_person", band) for band in ("13-15", "11-12", ""))
PARENT, NOBODY = Told("parent"), Told()


@pytest.mark.parametrize("told", [TEEN, CHILD, UNSAID, PARENT, NOBODY])
def test_what_is_for_everybody_and_asks_nothing_personal_goes_to_everybody(told: Told) -> None:
    assert fits(survey(), told)


@pytest.mark.parametrize(
    ("told", "strict"), [(TEEN, False), (CHILD, True), (UNSAID, True), (PARENT, False), (NOBODY, True)]
)
def test_children_and_who_may_be_one_are_never_asked_anything_personal(told: Told, strict: bool) -> None:
    assert is_strict(told) is strict
    assert fits(survey(ANYBODY, PLAIN, PERSONAL), told) is not strict


def test_a_role_that_is_not_known_keeps_it_back() -> None:
    for_young = survey(Audience(roles=("young_person",)))
    assert [fits(for_young, told) for told in (TEEN, CHILD, UNSAID, PARENT, NOBODY)] == [
        True,
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        (("11-13",), [False, True, False, False]),
        (("11-13", "14-18"), [True, True, False, False]),
        (("13+",), [True, False, False, False]),
        (("14-18",), [False, False, False, False]),
    ],
)
def test_an_age_group_must_lie_wholly_inside(bands: tuple[str, ...], expected: list[bool]) -> None:
    aged = survey(Audience(age_bands=bands))
    assert [fits(aged, told) for told in (TEEN, CHILD, UNSAID, PARENT)] == expected


def test_where_somebody_lives_must_be_known_to_lie_inside() -> None:
    local = survey(Audience(areas=("DT4", "Dorset Council")))
    assert fits(local, Told("parent", "", "DT4"))
    assert not fits(local, Told("parent", "", "BH21"))
    assert fits(local, Told("parent", "", "BH21"), {"dorset"})
    assert not fits(local, PARENT)
