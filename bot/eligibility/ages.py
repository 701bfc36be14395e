"""How old somebody is on a day, from an age or a school year; never asks for a date of birth.

An age in whole years leaves a year in which the birthday may lie, and so does a school year in England: pupils of Year
N turned N + 4 by 31 August before it began. Together they often say how old somebody was on a scheme's reference day.
"""

from datetime import date, timedelta

from bot.dialogue.effects import Json
from bot.eligibility.ranges import Range, narrowed

SCHOOL_YEAR_BEGINS = (9, 1)
AGE_BEFORE_YEAR_0 = 4


def age_range(age: Json, school_year: Json, on: date, at: str = "") -> Range | None:
    """Youngest and oldest they can be on the reference day `at`: "" (`on` itself), "MM-DD" (the last one) or ISO."""
    years = school_year if isinstance(school_year, int) else None
    if not isinstance(age, int):
        return None if years is None else _age_range(None, years, on, at)
    return (age, age) if years is None and not at else _age_range(age, years, on, at)


def _age_range(age: int | None, school_year: int | None, on: date, at: str) -> Range | None:
    born = narrowed(
        None if age is None else _born_by_age(age, on),
        None if school_year is None else _born_by_year(school_year, on),
    )
    if born is None:
        return None
    day = reference_day(at, on)
    latest, earliest = date.fromordinal(born[1] or born[0]), date.fromordinal(born[0])
    return max(0, _age(latest, day)), max(0, _age(earliest, day))


def reference_day(at: str, on: date) -> date:
    """The day a scheme counts ages on."""
    if not at:
        return on
    if len(at) > len("MM-DD"):
        return date.fromisoformat(at)
    day = date.fromisoformat(f"{on.year}-{at}")
    return day if day <= on else date.fromisoformat(f"{on.year - 1}-{at}")


def _born_by_age(age: int, on: date) -> Range:
    return (_years_before(on, age + 1) + timedelta(days=1)).toordinal(), _years_before(on, age).toordinal()


def _born_by_year(school_year: int, on: date) -> Range:
    begins = on.year if (on.month, on.day) >= SCHOOL_YEAR_BEGINS else on.year - 1
    last = date(begins - school_year - AGE_BEFORE_YEAR_0, 8, 31)
    return (_years_before(last, 1) + timedelta(days=1)).toordinal(), last.toordinal()


def _years_before(day: date, years: int) -> date:
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=day.year - years)


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
