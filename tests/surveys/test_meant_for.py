"""Whom a survey is meant for is known only from what people told; nothing is guessed."""

import pytest

from bot.surveys.meant_for import Told, is_for_anybody, is_for_older, meant_for, merged_bands
from bot.surveys.record import Audience

YOUNG = Audience(age_bands=("11-13", "14-18"), roles=("young_person",))


def test_a_survey_for_everybody_asks_nobody():
    assert is_for_anybody(Audience())
    assert meant_for(Audience(), Told()) is True


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        (Told(), None),
        (Told("young_person"), None),
        (Told("young_person", "11-13"), True),
        (Told("young_person", "11-18"), None),
        (Told("young_person", "8-10"), False),
        (Told("young_person", "19+"), False),
        (Told("parent", "11-13"), False),
        (Told("", "8-10"), False),
        (Told("young_person", "teens"), None),
    ],
)
def test_what_is_not_known_is_none_and_what_does_not_fit_is_no(told, meant):
    assert meant_for(YOUNG, told) is meant


@pytest.mark.parametrize(
    ("areas", "outcode", "meant"),
    [
        (("DT4", "DT3"), "DT4", True),
        (("DT4",), "BH1", False),
        (("DT4",), "", None),
        (("Dorset Council",), "DT4", None),
        (("Dorset Council", "BH1"), "DT4", None),
    ],
)
def test_a_council_says_nothing_of_an_outward_code(areas, outcode, meant):
    assert meant_for(Audience(areas=areas), Told(outcode=outcode)) is meant


@pytest.mark.parametrize(
    ("bands", "stretches"),
    [
        (("14-18", "11-13"), [(11, 18)]),
        (("11-13", "16-18"), [(11, 13), (16, 18)]),
        (("16-18", "19+"), [(16, None)]),
        (("19+", "11-25"), [(11, None)]),
        ((), []),
    ],
)
def test_neighbouring_age_bands_are_one_stretch(bands, stretches):
    assert merged_bands(Audience(age_bands=bands)) == stretches


def test_only_a_survey_for_nobody_under_sixteen_is_for_older_people():
    assert [
        is_for_older(Audience(age_bands=bands)) for bands in ((), ("16-18",), ("19+",), ("11-18", "19+"))
    ] == [
        False,
        True,
        True,
        False,
    ]
