"""Who may do what on the staff site; the only place that answers that question."""

from enum import StrEnum


class Role(StrEnum):
    STAFF = "staff"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    COUNCIL_MEMBER = "council_member"
    GOVERNOR = "governor"


class Act(StrEnum):
    SIGN_IN = "sign_in"
    EXPORT = "export"
    INVITE = "invite"
    READ_CASES = "read_cases"
    CLOSE_CASES = "close_cases"
    ANSWER_QUESTIONS = "answer_questions"


_MAY: dict[str, frozenset[Act]] = {
    Role.STAFF: frozenset({Act.SIGN_IN, Act.EXPORT, Act.INVITE, Act.ANSWER_QUESTIONS}),
    Role.SAFEGUARDING_LEAD: frozenset({Act.SIGN_IN, Act.READ_CASES, Act.CLOSE_CASES, Act.ANSWER_QUESTIONS}),
    Role.COUNCIL_MEMBER: frozenset(),
    Role.GOVERNOR: frozenset(),
}
INVITED = (Role.STAFF, Role.SAFEGUARDING_LEAD)
NAMES = {Role.STAFF: "hub staff", Role.SAFEGUARDING_LEAD: "safeguarding lead"}


def may(role: str, action: Act) -> bool:
    """Whether this role may do it. A role nobody has heard of may do nothing."""
    return action in _MAY.get(role, frozenset())
