"""Knows how an edition's answers come to its results, free text by its themes; refuses to tell one answer."""

from sqlalchemy import Connection

from bot.store import editions, themes
from bot.surveys.record import Survey
from bot.surveys.results import Results, results
from bot.surveys.themed import with_themes


def tallied(connection: Connection, slug: str, survey: Survey) -> Results:
    """The results of all answers given so far, small numbers kept back."""
    found = results(survey, [each.answers for each in editions.responses(connection, slug)])
    return with_themes(found, themes.counts(connection, slug))
