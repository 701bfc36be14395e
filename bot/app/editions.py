"""Opens and closes the surveys in the database when their days come; knows no question and no answer."""

import json
from collections.abc import Iterable
from datetime import date

from bot.store import Store, proposals
from bot.surveys.definition import definition, hash_of
from bot.surveys.record import Survey


def open_due_editions(store: Store, surveys: Iterable[Survey], today: date) -> None:
    """Freezes the definition of every survey that is open today; safe to repeat."""
    for survey in surveys:
        if survey.open_on(today):
            open_edition(store, survey)


def open_edition(store: Store, survey: Survey) -> None:
    """Freezes the definition and lets answers in, whatever the day; safe to repeat."""
    edition = store.edition(survey.slug)
    if edition and (edition.status != "open" or edition.hash == hash_of(survey)):
        return
    questions = json.dumps(definition(survey), ensure_ascii=False, sort_keys=True)
    author, reviewer = store.read(lambda c: proposals.signed(c, survey.slug)) or (survey.who_asks, "")
    store.open_edition(survey.slug, questions, hash_of(survey), author, reviewer)


def close_due_editions(store: Store, surveys: Iterable[Survey], today: date) -> list[str]:
    """Closes what has passed its last day, which makes its answers nobody's; the slugs it closed."""
    closed = []
    for survey in surveys:
        edition = store.edition(survey.slug)
        if edition and edition.status == "open" and survey.closes and survey.closes < today:
            store.close_edition(survey.slug)
            closed.append(survey.slug)
    return closed
