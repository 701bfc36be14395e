"""What is submitted of the answers given: only what still applies, without personal data; knows nothing of storing."""

from collections.abc import Callable, Collection
from datetime import date

from bot.dialogue.effects import Json
from bot.dialogue.forms import Answers
from bot.surveys.course import course
from bot.surveys.record import FREE, PREFER_NOT, UNSEEN, Quota, Survey, Type
from bot.surveys.redacting import redact
from bot.surveys.values import as_text


def clean(
    survey: Survey,
    answers: Answers,
    *,
    today: date | None = None,
    redacting: Callable[[str], str] = redact,
    outcode_of: Callable[[str], str] = str,
) -> dict[str, Json]:
    """The answers to questions that still apply, in the order asked, free text redacted.

    `outcode_of` gets what was typed as a place, redacted, and returns what of it is kept: the outward code, by somebody
    who knows places. A skipped question stays as None, so that it can be told from one never asked. Notes have no
    answer.
    """
    kept: dict[str, Json] = {}
    for stop in course(survey, today).walk(answers).stops:
        if stop.question.type is Type.NOTE:
            continue
        answer = answers[stop.id]
        if isinstance(answer, str) and (stop.what_other or stop.question.type in FREE):
            answer = redacting(answer)
        if isinstance(answer, str) and stop.question.type is Type.PLACE and answer != PREFER_NOT:
            answer = outcode_of(answer)
        kept[stop.id] = answer
    return kept


def computed(survey: Survey, answers: Answers, *, today: date | None = None) -> dict[str, str]:
    """What the survey's computed and hidden questions come to for these answers."""
    values = course(survey, today).walk(answers).values
    unseen = [question.id for question in survey.questions if question.type in UNSEEN]
    return {name: values[name] for name in unseen if name in values}


def meets_quota(survey: Survey, answers: Answers) -> bool:
    """Whether any of these answers is one that only so many people may give."""
    return any(_meets(quota, answers) for quota in survey.quotas)


def quota_reached(survey: Survey, answers: Answers, full: Collection[tuple[str, str]]) -> Quota | None:
    """The first quota that these answers meet and that is full; `full` holds (question, value)."""
    met = (quota for quota in survey.quotas if (quota.question, quota.value) in full)
    return next((quota for quota in met if _meets(quota, answers)), None)


def _meets(quota: Quota, answers: Answers) -> bool:
    return quota.value in as_text(answers.get(quota.question)).split()
