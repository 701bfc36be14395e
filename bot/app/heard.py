"""Joins what was answered and searched with what the catalogue has now; knows no person, as neither of them does."""

import json
from collections import Counter
from datetime import date, timedelta

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.wish import Wish
from bot.store import Store, asked, demand
from bot.surveys.definition import survey_from_definition
from bot.surveys.heard import Asking, NotFound, not_found, wishes

WITHIN = 10.0
"""Miles that a young person may be expected to go, unless somebody says otherwise."""
LOOKED_BACK = timedelta(days=365)


def heard(store: Store, catalogue: Catalogue, today: date, within: float = WITHIN) -> tuple[NotFound, ...]:
    """What was asked for in the last year, in answers or searches, and is not within so many miles today."""
    since = today - LOOKED_BACK
    found: Counter[Asking] = store.read(lambda c: demand.searched(c, since))
    for edition in store.read(asked.every):
        if edition.opened_at.date() >= since:
            survey = survey_from_definition(json.loads(edition.definition))
            answers = [response.answers for response in store.responses(edition.slug)]
            found += wishes(survey, answers, lambda text: _asked_for(catalogue, text))
    return not_found(found, lambda what, where: nearest(catalogue, what, where), within)


def _asked_for(catalogue: Catalogue, text: str) -> tuple[str, ...]:
    """Only what is named: a hint in an answer may be about anything."""
    wish = catalogue.understand(text) if text.strip() else Wish()
    return tuple(what for what in wish.activities if what not in wish.without)


def nearest(catalogue: Catalogue, what: str, where: str) -> float | None:
    """Miles from the middle of the district to the nearest; from anywhere, 0 when there is one at all.

    An outward code that nobody can place is like anywhere.
    """
    place = catalogue.gazetteer.outcodes.get(where)
    known = what in catalogue.vocabulary.terms
    wish = Wish(activities=(what,) if known else (), names=() if known else (what,), near=place, sure=1.0)
    found = catalogue.find(wish, limit=1)
    if place is None:
        return 0.0 if found.total else None
    return found.nearest_miles
