from datetime import date

import pytest

from bot.eligibility.ages import age_range, reference_day

ON = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("age", "year", "on", "at", "ages"),
    [
        (12, None, ON, "", (12, 12)),
        (12, None, ON, "08-31", (11, 12)),
        (None, 7, ON, "08-31", (11, 11)),
        (None, 7, ON, "", (11, 12)),
        (12, 7, ON, "08-31", (11, 11)),
        (12, 8, ON, "08-31", (12, 12)),
        (None, 0, ON, "08-31", (4, 4)),
        (None, -1, ON, "08-31", (3, 3)),
        (None, 13, date(2026, 8, 31), "", (18, 18)),
        (None, 13, date(2026, 9, 1), "", (17, 18)),
        (24, None, date(2024, 12, 15), "2025-07-31", (24, 25)),
        (None, None, ON, "", None),
        (0, None, ON, "08-31", (0, 0)),
        (16, None, date(2024, 2, 29), "02-29", (16, 16)),
    ],
)
def test_an_age_on_a_reference_day_lies_in_a_range(
    age: int | None, year: int | None, on: date, at: str, ages: tuple[int, int] | None
) -> None:
    assert age_range(age, year, on, at) == ages


def test_an_age_and_a_school_year_that_cannot_both_be_so_leave_both_open() -> None:
    assert age_range(8, 11, ON) == (8, 16)


@pytest.mark.parametrize(
    ("at", "on", "day"),
    [
        ("", ON, ON),
        ("08-31", ON, date(2026, 8, 31)),
        ("08-31", date(2026, 8, 30), date(2025, 8, 31)),
        ("08-31", date(2026, 8, 31), date(2026, 8, 31)),
        ("2025-07-31", ON, date(2025, 7, 31)),
    ],
)
def test_a_reference_day_is_the_last_one_up_to_today_or_one_fixed_day(at: str, on: date, day: date) -> None:
    assert reference_day(at, on) == day
