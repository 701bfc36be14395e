"""Opens and closes the surveys in the database when their days come, and keeps what is asked as it was opened.

What an open survey asks is what was frozen when it opened. A file that is changed meanwhile waits: a slip of spelling
is frozen anew and then asked, anything more is refused, and staff are told. Knows no answer.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from bot.scenes.voice_now import Edition
from bot.store import Store, proposals
from bot.surveys.definition import (
    OUTSIDE_THE_HASH,
    definition,
    hash_of,
    only_spelling,
    survey_from_definition,
)
from bot.surveys.record import Survey


def open_due_editions(store: Store, surveys: Iterable[Survey], today: date) -> bool:
    """Freezes the definition of every survey that is open today, as written; safe to repeat. Whether any was new."""
    opened = [open_edition(store, survey) for survey in surveys if survey.open_on(today)]
    return any(opened)


def open_edition(store: Store, survey: Survey) -> bool:
    """Freezes the definition and lets answers in, whatever the day; safe to repeat. Whether that was new.

    While it is open only its spelling may change.
    """
    edition = store.edition(survey.slug)
    if edition and (edition.status != "open" or edition.hash == hash_of(survey)):
        return False
    if edition and not only_spelling(survey_from_definition(json.loads(edition.definition)), survey):
        return False
    questions = json.dumps(definition(survey), ensure_ascii=False, sort_keys=True)
    author, reviewer = store.read(lambda c: proposals.signed(c, survey.slug)) or (survey.who_asks, "")
    store.open_edition(survey.slug, questions, hash_of(survey), author, reviewer)
    return True


def as_asked(written: Mapping[str, Survey], editions: Mapping[str, Edition]) -> dict[str, Survey]:
    """Every survey as it is asked now: as it was frozen while it is open, with the days and audience now written."""
    return {slug: _frozen(survey, editions.get(slug)) for slug, survey in written.items()}


def refused_changes(written: Iterable[Survey], editions: Mapping[str, Edition]) -> list[str]:
    """A sentence for staff about each open survey whose file now asks something else."""
    return [
        f"{survey.slug}: this survey is open and its file was changed by more than spelling, so what is asked stays "
        "as it was; put the change into a file with a new slug, or set closes: to end this survey first"
        for survey in written
        if _changed(survey, editions.get(survey.slug))
    ]


def _frozen(survey: Survey, edition: Edition | None) -> Survey:
    if edition is None or edition.closed or hash_of(_asked(edition)) == hash_of(survey):
        return survey
    free = {name: getattr(survey, name) for name in OUTSIDE_THE_HASH}
    return replace(_asked(edition), **free)


def _changed(survey: Survey, edition: Edition | None) -> bool:
    if edition is None or edition.closed or survey.draft:
        return False
    asked = _asked(edition)
    return hash_of(asked) != hash_of(survey) and not only_spelling(asked, survey)


def _asked(edition: Edition) -> Survey:
    """What was frozen; the statements of a conversation stand as its questions only where it is counted."""
    return replace(edition.survey, questions=()) if edition.survey.is_conversation else edition.survey


def close_due_editions(store: Store, surveys: Iterable[Survey], today: date) -> list[str]:
    """Closes what has passed its last day, which makes its answers nobody's; the slugs it closed."""
    closed = []
    for survey in surveys:
        edition = store.edition(survey.slug)
        if edition and edition.status == "open" and survey.closes and survey.closes < today:
            store.close_edition(survey.slug)
            closed.append(survey.slug)
    return closed
