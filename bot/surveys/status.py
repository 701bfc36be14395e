"""How far an edition has come, from its first draft to its report; knows nothing of where any of that is written."""

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


_PROPOSED = {
    "submitted": Status.SUBMITTED,
    "refused": Status.SENT_BACK,
    "withdrawn": Status.TAKEN_BACK,
    "approved": Status.APPROVED,
}


def status_of(survey: Survey, proposed: str = "", edition: str = "") -> Status:
    """`proposed` is what was decided on it (submitted, approved, refused, withdrawn), `edition` what has come of it
    since (open, closed, reported); either is "" when there is none.

    A file that is no draft is the hub's own approval.
    """
    if edition:
        return Status(edition)
    if proposed:
        return _PROPOSED[proposed]
    return Status.DRAFT if survey.draft else Status.APPROVED
