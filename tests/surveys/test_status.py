"""An edition goes from draft to report; what was decided on the way shows."""

from dataclasses import replace
from datetime import date

import pytest

from bot.surveys.record import Survey
from bot.surveys.status import Status, status_of

TODAY = date(2026, 11, 22)
COMING = Survey("poll", "A poll", opens=date(2026, 12, 1))


@pytest.mark.parametrize(
    ("survey", "proposed", "edition", "status"),
    [
        (replace(COMING, draft=True), "", "", Status.DRAFT),
        (COMING, "submitted", "", Status.SUBMITTED),
        (COMING, "refused", "", Status.SENT_BACK),
        (COMING, "withdrawn", "", Status.TAKEN_BACK),
        (COMING, "approved", "", Status.APPROVED),
        (replace(COMING, draft=True), "approved", "", Status.APPROVED),
        (COMING, "", "", Status.APPROVED),
        (replace(COMING, opens=TODAY), "approved", "", Status.OPEN),
        (COMING, "approved", "open", Status.OPEN),
        (COMING, "approved", "closed", Status.CLOSED),
        (COMING, "", "reported", Status.REPORTED),
    ],
)
def test_how_far_an_edition_has_come(survey, proposed, edition, status):
    assert status_of(survey, TODAY, proposed, edition) is status


def test_a_draft_is_never_open():
    assert not replace(COMING, draft=True).open_on(date(2026, 12, 2))
    assert COMING.open_on(date(2026, 12, 2))
