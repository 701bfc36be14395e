"""When to remind a family of a scheme's deadline; knows no clock, and no deadline that its provider has not named."""

from datetime import date, timedelta

from bot.eligibility.scheme import Scheme

AHEAD = timedelta(days=14)
TERMS_BEGIN = ((1, 8), (4, 20), (9, 8))
"""A week into each school term in England, as month and day; councils differ by some days."""


def remind_on(scheme: Scheme, on: date) -> date | None:
    """The day to remind: two weeks before the deadline, or early next term for a scheme to ask for each term.

    None when the deadline is past, nearer than two weeks, or named only in words.
    """
    if scheme.deadline_on is not None:
        day = scheme.deadline_on - AHEAD
        return day if day > on else None
    return _next_term(on) if scheme.each_term else None


def _next_term(on: date) -> date:
    days = (date(year, month, day) for year in (on.year, on.year + 1) for month, day in TERMS_BEGIN)
    return next(day for day in days if day > on)
