"""Whether somebody may be invited to a survey; knows nothing of who they are beyond what they told.

Stricter than what is asked of somebody who comes by themselves: what is not known keeps an invitation back. Who is
under 13, or has not said how old they are, is never invited to a survey with an age band they are not known to be in,
nor to one with a personal question.
"""

from collections.abc import Collection
from dataclasses import replace

from bot.catalogue.areas import area_key
from bot.surveys.meant_for import Told, meant_for, merged_bands
from bot.surveys.record import Audience, Survey

YOUNG = "young_person"
OLD_ENOUGH = 13
"""Years: from this age somebody decides by themselves what they are asked (UK GDPR, article 8, as the Data Protection
Act 2018, section 9, has it)."""


def fits(survey: Survey, told: Told, areas: Collection[str] = ()) -> bool:
    """Whether an invitation may go to them. `areas` are the keys (`area_key`) of the councils that all of their outward
    code is known to lie in."""
    if meant_for(_plainly(survey.audience, areas), told) is not True:
        return False
    return not (is_strict(told) and asks_personally(survey))


def is_strict(told: Told) -> bool:
    """Whether the strictest treatment is due: a child under 13, or somebody who may be one."""
    if told.role != YOUNG:
        return not told.role
    youngest = told.age_band.partition("-")[0].rstrip("+")
    return not youngest.isdecimal() or int(youngest) < OLD_ENOUGH


def asks_personally(survey: Survey) -> bool:
    """Whether any of its questions is about who somebody is."""
    return any(question.personal for question in survey.questions)


def _plainly(audience: Audience, areas: Collection[str]) -> Audience:
    """With neighbouring age bands as one, and without areas when the person is known to live in one of them."""
    bands = tuple(f"{low}+" if high is None else f"{low}-{high}" for low, high in merged_bands(audience))
    inside = any(area_key(area) in areas for area in audience.areas)
    return replace(audience, age_bands=bands, areas=() if inside else audience.areas)
