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
    SEE_VOICE = "see_voice"
    """Surveys, their results, decisions and evidence; never one person's answers."""
    APPROVE = "approve"
    """Polls and statements of young people."""
    SEND = "send"
    """Invitations, reminders and what came of it."""
    SORT_ANSWERS = "sort_answers"
    """Read free-text answers and put them under themes."""
    RECORD_DECISIONS = "record_decisions"
    DECLARE_RUNG = "declare_rung"
    """How far young people had a say in a survey, on Hart's ladder."""


_MAY: dict[str, frozenset[Act]] = {
    Role.STAFF: frozenset(Act) - {Act.READ_CASES, Act.CLOSE_CASES},
    Role.SAFEGUARDING_LEAD: frozenset({Act.SIGN_IN, Act.READ_CASES, Act.CLOSE_CASES, Act.ANSWER_QUESTIONS}),
    Role.COUNCIL_MEMBER: frozenset({Act.SIGN_IN, Act.SEE_VOICE, Act.SORT_ANSWERS, Act.DECLARE_RUNG}),
    Role.GOVERNOR: frozenset({Act.SIGN_IN, Act.SEE_VOICE}),
}
INVITED = tuple(Role)
NAMES = {
    Role.STAFF: "hub staff",
    Role.SAFEGUARDING_LEAD: "safeguarding lead",
    Role.COUNCIL_MEMBER: "youth council member",
    Role.GOVERNOR: "governor",
}


def may(role: str, action: Act) -> bool:
    """Whether this role may do it. A role nobody has heard of may do nothing."""
    return action in _MAY.get(role, frozenset())
