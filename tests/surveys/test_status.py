"""An edition goes from draft to report; what was decided on the way shows."""

from dataclasses import replace
from datetime import date

import pytest

from bot.surveys.definition import definition, hash_of, survey_from_definition
from bot.surveys.reading import survey_from
from bot.surveys.record import Survey
from bot.surveys.status import Status, status_of
from bot.surveys.xlsform import survey_from_xlsform, to_xlsform

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


DRAFT = {
    "slug": "poll",
    "title": "A poll",
    "why": "To know.",
    "who_asks": "The council",
    "what_happens": "We tell you.",
    "questions": [{"ask": "Do you play?", "type": "yes_no"}],
    "status": "draft",
}


def test_a_file_says_that_it_is_a_draft_or_says_nothing():
    made = survey_from(DRAFT)
    assert isinstance(made, Survey)
    assert made.draft
    assert survey_from({key: value for key, value in DRAFT.items() if key != "status"}) == replace(
        made, draft=False
    )


def test_no_file_can_say_that_it_is_approved():
    [fault] = survey_from({**DRAFT, "status": "approved"})
    assert (fault.wrong, fault.mend) == ("status is 'approved'", "write status: draft, or leave it out")


def test_approving_a_draft_changes_nothing_of_what_is_asked():
    made = survey_from(DRAFT)
    assert hash_of(made) == hash_of(replace(made, draft=False))
    assert definition(replace(made, draft=False)).keys() == definition(COMING).keys()
    assert survey_from_definition(definition(made)) == made


def test_a_draft_is_one_as_an_xlsform_too():
    again = survey_from_xlsform(to_xlsform(survey_from(DRAFT)), "poll")
    assert isinstance(again, Survey)
    assert again.draft
