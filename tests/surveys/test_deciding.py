"""Findings and decisions are public: a role decides, a reason stands beside every verdict, nobody is named."""

from datetime import date

import pytest

from bot.surveys.deciding import Draft, faults_in, looks_like_a_name, tells_a_small_number

TODAY = date(2026, 11, 22)
GOOD = Draft(
    "Most of you want a drum club nearer home.",
    "hub board",
    "yes",
    "There is room.",
    "A club opens",
    "2027-03-01",
)


def faults(**changed: str) -> dict[str, str]:
    return faults_in(Draft(**{**{name: getattr(GOOD, name) for name in Draft.__slots__}, **changed}), TODAY)


def test_a_whole_decision_has_no_faults() -> None:
    assert faults() == {}


def test_a_finding_may_wait_without_a_verdict() -> None:
    assert faults(verdict="", reason="", action="", due_on="") == {}


@pytest.mark.parametrize("verdict", ["yes", "partly", "no"])
def test_every_verdict_needs_its_reason(verdict: str) -> None:
    assert list(faults(verdict=verdict, reason="")) == ["reason"]


def test_a_reason_needs_its_verdict() -> None:
    assert list(faults(verdict="")) == ["reason"]


@pytest.mark.parametrize(
    "name", ["Jane Smith", "Dr Jones", "Jane O'Neill", "Anne-Marie Lee", "Mary J. Blige", "jo@hub.example"]
)
def test_a_person_may_not_stand_for_a_role(name: str) -> None:
    assert list(faults(decision_maker=name)) == ["decision_maker"]


@pytest.mark.parametrize(
    "role", ["hub board", "Music Hub Board", "Head of Music", "Dorset Council", "Governors", "the trust"]
)
def test_a_role_is_no_name(role: str) -> None:
    assert not looks_like_a_name(role)


@pytest.mark.parametrize(
    "text",
    [
        "3 of you asked for drums",
        "two young people said so",
        "One parent",
        "only 5 people",
        "Nine of them",
        "7 said no",
    ],
)
def test_a_number_of_people_below_ten_is_seen(text: str) -> None:
    assert tells_a_small_number(text)
    assert list(faults(finding=text)) == ["finding"]


@pytest.mark.parametrize(
    "text",
    [
        "32 of you asked for drums",
        "a club for 8 weeks",
        "ages 8 to 11",
        "£5 a session",
        "At 4.30 people arrive",
        "some of you",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not tells_a_small_number(text)


def test_nothing_that_reaches_a_person_is_told_to_the_public() -> None:
    assert list(faults(action="Ring 07700 900123")) == ["action"]
    assert list(faults(reason="Ask Mrs Brown")) == ["reason"]
    assert faults(action="Read it at https://hub.example/minutes") == {}


def test_days_are_days_and_what_is_done_is_not_still_to_come() -> None:
    assert list(faults(due_on="31/3/2027")) == ["due_on"]
    assert list(faults(done_on="2026-11-23")) == ["done_on"]
    assert faults(done_on="2026-11-22") == {}
    assert list(faults(done_on="2026-11-22", action="")) == ["done_on"]
