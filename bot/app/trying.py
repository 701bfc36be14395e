"""A survey alone in the house, to be tried on any day; knows nothing of who tries it."""

from dataclasses import replace
from datetime import date

from bot.app.content import Loaded
from bot.scenes.cast import bot_of
from bot.surveys.record import Survey


def alone(loaded: Loaded, survey: Survey) -> Loaded:
    """The same house with just this survey, always open; a talk begins with it."""
    house = replace(loaded.house, surveys={survey.slug: replace(survey, opens=date.min, closes=None)})
    bot = bot_of(house)

    def start(payload: str) -> tuple[str, str]:
        return bot.start(payload or survey.slug)

    return Loaded(loaded.snapshot, house, replace(bot, start=start))
