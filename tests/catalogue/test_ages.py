"""Ages as people type them."""

import pytest

from bot.catalogue.ages import ages_in


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("im 12", [(12, 12)]),
        ("my son is nine", [(9, 9)]),
        ("9yo", [(9, 9)]),
        ("9 yr old girl", [(9, 9)]),
        ("yr 8", [(12, 13)]),
        ("y7", [(11, 12)]),
        ("year six", [(10, 11)]),
        ("years 3-4", [(7, 9)]),
        ("ks2", [(7, 11)]),
        ("the one you blow", []),
        ("my two youngest", []),
        ("wednesday after 5", []),
        ("my 2 younger ones", []),
        ("5-7 year olds", [(5, 7)]),
        ("ages 8 to 11", [(8, 11)]),
        ("for under 5s", [(0, 4)]),
        ("16+", [(16, 99)]),
        ("18 months old", [(1, 1)]),
        ("6 month old baby", [(0, 0)]),
        ("choir poole 9", [(9, 9)]),
        ("shes 8 and hes 11", [(8, 8), (11, 11)]),
        ("14", [(14, 14)]),
        ("tuesdays for 12s", [(12, 12)]),
    ],
)
def test_an_age_is_read(text: str, ages: list[tuple[int, int]]) -> None:
    assert [(heard.low, heard.high) for heard in ages_in(text)] == ages


@pytest.mark.parametrize(
    "text",
    [
        "grade 5 flute",
        "within 10 miles",
        "at 6pm",
        "3 of us",
        "£5 a week",
        "for 10 weeks",
        "2 kids",
        "under 10 miles",
        "1 to 1",
    ],
)
def test_other_figures_are_no_ages(text: str) -> None:
    assert ages_in(text) == ()
