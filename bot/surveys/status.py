"""How far an edition has come, from its first draft to its report; knows nothing of where any of that is written."""

from datetime import date
from enum import StrEnum

from bot.surveys.record import Survey


class Status(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT_BACK = "sent back"
    TAKEN_BACK = "taken back"
    APPROVED = "approved"
    OPEN = "open"
    CLOSED = "closed"
    REPORTED = "reported"


_UNAPPROVED = {
    "submitted": Status.SUBMITTED,
    "refused": Status.SENT_BACK,
    "withdrawn": Status.TAKEN_BACK,
}


def status_of(survey: Survey, today: date, proposed: str = "", edition: str = "") -> Status:
    """`proposed` is what was decided on it (submitted, approved, refused, withdrawn), `edition` what has come of it
    since (open, closed, reported); either is "" when there is none.

    A file that is no draft is the hub's own approval. What is approved is open as soon as its day has come.
    """
    if edition:
        return Status(edition)
    if proposed in _UNAPPROVED:
        return _UNAPPROVED[proposed]
    if survey.draft and not proposed:
        return Status.DRAFT
    return Status.OPEN if survey.open_on(today) else Status.APPROVED
