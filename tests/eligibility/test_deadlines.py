from dataclasses import replace
from datetime import date

import pytest
from shipped_schemes import every_scheme

from bot.eligibility.deadlines import remind_on
from bot.eligibility.scheme import Scheme

TRUST = next(scheme for scheme in every_scheme() if scheme.id == "hartlepool-young-musicians-trust")
SUBSIDY = next(scheme for scheme in every_scheme() if scheme.id == "dorset-school-lesson-subsidy")


@pytest.mark.parametrize(
    ("scheme", "on", "day"),
    [
        (TRUST, date(2024, 12, 1), date(2024, 12, 27)),
        (TRUST, date(2024, 12, 27), None),
        (TRUST, date(2025, 2, 1), None),
        (SUBSIDY, date(2026, 11, 22), date(2027, 1, 8)),
        (SUBSIDY, date(2027, 1, 8), date(2027, 4, 20)),
        (SUBSIDY, date(2027, 4, 20), date(2027, 9, 8)),
        (replace(SUBSIDY, each_term=False), date(2026, 11, 22), None),
    ],
)
def test_a_reminder_comes_in_time_or_not_at_all(scheme: Scheme, on: date, day: date | None) -> None:
    assert remind_on(scheme, on) == day
