"""The messages that bring a survey to somebody who said that they may be asked, to whom and when; knows nobody who gets
one.

Their buttons are deep links: the message comes between turns, and a button must be good whenever it is pressed.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, partial
from math import ceil

from bot.catalogue.areas import area_key
from bot.dialogue.effects import Option, Say
from bot.dialogue.step import link
from bot.scenes.house import House
from bot.scenes.menu import says
from bot.surveys.advice import seconds_to_answer
from bot.surveys.audience import fits
from bot.surveys.meant_for import Told
from bot.surveys.record import UNSEEN, Survey, Type

NOT_NOW, STOP = "no-", "stop-asking"
"""What a deep link begins with that says no to one survey, and the one that says no to all."""
LAST_DAYS = timedelta(days=2)


def invitation(house: House, survey: Survey) -> Say:
    """What is asked, by whom, and how much of their time it takes."""
    return Say(says(_opening(house, survey, "invited"), _how_long(house, survey)), _buttons(house, survey))


def reminder(house: House, survey: Survey) -> Say:
    """The one reminder."""
    words = house.words
    closes = words("inviting.until", day=f"{survey.closes.day} {survey.closes:%B}") if survey.closes else ""
    text = says(_opening(house, survey, "reminded"), closes, words("inviting.last_time"))
    return Say(text, _buttons(house, survey))


def _opening(house: House, survey: Survey, kind: str) -> str:
    if survey.who_asks:
        return house.words(f"inviting.{kind}_by", who=survey.who_asks, title=survey.title)
    return house.words(f"inviting.{kind}", title=survey.title)


def _how_long(house: House, survey: Survey) -> str:
    count = sum(question.type not in {Type.NOTE, *UNSEEN} for question in survey.questions)
    minutes = max(1, ceil(seconds_to_answer(survey) / 60))
    long = house.words("inviting.minute" if minutes == 1 else "inviting.minutes", minutes=minutes)
    if survey.is_conversation or not count:
        return long
    asked = house.words("inviting.question" if count == 1 else "inviting.questions", count=count)
    return f"{asked} {long}"


def _buttons(house: House, survey: Survey) -> tuple[Option, ...]:
    words = house.words
    return (
        Option(words("inviting.start"), token=link(survey.slug)),
        Option(words("inviting.not_now"), token=link(f"{NOT_NOW}{survey.slug}")),
        Option(words("inviting.stop"), token=link(STOP)),
    )


def fits_of(house: House, survey: Survey) -> Callable[[str, str, str], bool]:
    """Whether somebody of this role, age band and outward code ("" when not known) may be invited to it."""
    areas = cache(partial(areas_of, house))

    def may_be_invited(role: str, age_band: str, outcode: str) -> bool:
        return fits(survey, Told(role, age_band, outcode), areas(outcode))

    return may_be_invited


def areas_of(house: House, outcode: str) -> frozenset[str]:
    """The key of the council that every known settlement of this outward code lies in; none when there are several."""
    places = house.catalogue.gazetteer.places if outcode else ()
    found = frozenset(area_key(place.county) for place in places if place.outcode == outcode and place.county)
    return found if len(found) == 1 else frozenset()


def remind_on(survey: Survey) -> date | None:
    """The day of its one reminder: two days before it closes, or halfway when it is open for less than four days; None
    when there is none to be sent."""
    if not survey.reminders or survey.opens is None or survey.closes is None:
        return None
    return max(survey.closes - LAST_DAYS, survey.opens + (survey.closes - survey.opens) // 2)
