"""What is wrong with a finding or a decision as somebody wrote it down; knows nothing of storing or telling it.

Findings and reasons are told to everybody who answered and to the public, so they may hold nobody's name, nothing that
reaches a person, and no number of people so small that others could work out who is meant.
"""

import re
from dataclasses import dataclass
from datetime import date

from bot.surveys.influence import Verdict
from bot.surveys.redacting import EMAIL, HANDLE, PHONE, redact
from bot.surveys.results import FEWEST

VERDICTS: tuple[Verdict, ...] = ("yes", "partly", "no")
MOST_TEXT = 2000
MOST_ROLE = 120

_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lady|Lord|Rev|Cllr|Councillor)\.? +[A-Z]"
)
_NAME_LIKE = re.compile(r"[A-Z][A-Za-z'’-]+(?: [A-Z]\.?| [A-Z][A-Za-z'’-]+){1,2}")
_OF_A_BODY = frozenset(
    "academy adviser advisor agency association authority board cabinet charity church college committee "
    "company council councillors department director education executive forum foundation governors group "
    "head hub lead leader manager music network office officer orchestra panel partner partners "
    "partnership project school schools service services society staff steering teacher teachers team "
    "theatre trust trustees university venue youth".split()
)
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_PEOPLE = (
    r"(?:of (?:you|them|us|the|those)|(?:young )?(?:people|person|persons|men|women)|pupils?|students?|children|child|"
    r"kids?|girls?|boys?|parents?|carers?|teachers?|families|respondents?|answers?|responses?|votes?|members?|"
    r"(?:said|say|says|asked|ask|want|wants|wanted|wrote|told|chose|picked|voted|feel|felt|think|thought)\b)"
)
_FEW = re.compile(
    rf"(?<![\w.,£-])(?:[0-9]|{'|'.join(_WORDS)}|only a handful)"
    rf"(?: or (?:[0-9]|{'|'.join(_WORDS)}))? (?:\w+ )?{_PEOPLE}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding and what was decided, as typed into a form."""

    finding: str = ""
    decision_maker: str = ""
    verdict: str = ""
    reason: str = ""
    action: str = ""
    due_on: str = ""
    done_on: str = ""


def faults_in(draft: Draft, today: date) -> dict[str, str]:
    """By field what is wrong and how to mend it; empty when nothing is."""
    found = {
        "finding": _finding(draft.finding),
        "decision_maker": _role(draft.decision_maker),
        "verdict": "" if draft.verdict in ("", *VERDICTS) else "Choose yes, partly, no, or not decided yet.",
        "reason": _reason(draft),
        "action": _told(draft.action),
        "due_on": _day(draft.due_on),
        "done_on": _done(draft, today),
    }
    return {name: fault for name, fault in found.items() if fault}


def day_of(text: str) -> date | None:
    """The day of a form's field; None when it is empty. Raises ValueError when it is no day."""
    return date.fromisoformat(text) if text else None


def looks_like_a_name(text: str) -> bool:
    """Whether the text seems to be a person and not a role: "Dr Jones", "Jane Smith", but not "Music Hub Board"."""
    if _TITLED.search(text):
        return True
    alike = _NAME_LIKE.fullmatch(text.strip())
    return alike is not None and _OF_A_BODY.isdisjoint(text.casefold().split())


def tells_a_small_number(text: str) -> bool:
    """Whether it says of fewer than ten people what they said: "3 of you", "two young people asked"."""
    return _FEW.search(text) is not None


def _finding(text: str) -> str:
    return "Write what young people said, in a sentence." if not text else _told(text)


def _reason(draft: Draft) -> str:
    if draft.verdict and not draft.reason:
        return "Give the reason. Those who answered are told why, also when the answer is yes."
    if draft.reason and not draft.verdict:
        return "Choose yes, partly or no to go with the reason, or leave the reason out for now."
    return _told(draft.reason)


def _role(text: str) -> str:
    if not text:
        return "Say who decides: a role, such as hub board or head of music service."
    if len(text) > MOST_ROLE:
        return f"Shorten it to {MOST_ROLE} characters at most."
    if looks_like_a_name(text) or _reaches_a_person(text):
        return f"“{text}” looks like a person. Write the role instead, such as hub board or head of music service."
    return ""


def _told(text: str) -> str:
    """What is wrong with a text that is told to the public."""
    if len(text) > MOST_TEXT:
        return f"Shorten it to {MOST_TEXT:,} characters at most; it has {len(text):,}."
    if _TITLED.search(text) or _reaches_a_person(text):
        return "Leave out names, phone numbers and email addresses: this is told to the public."
    if tells_a_small_number(text):
        return (
            f"Leave out how many people it was when it was fewer than {FEWEST}: write “some of you” instead."
        )
    return ""


def _reaches_a_person(text: str) -> bool:
    """Whether it holds a phone number, an email address or a handle; a link to a page is fine."""
    without = redact(text)
    return any(mark in without and mark not in text for mark in (PHONE, EMAIL, HANDLE))


def _day(text: str) -> str:
    try:
        day_of(text)
    except ValueError:
        return "Write the day as year-month-day, such as 2027-03-31."
    return ""


def _done(draft: Draft, today: date) -> str:
    if fault := _day(draft.done_on):
        return fault
    done = day_of(draft.done_on)
    if done is None:
        return ""
    if done > today:
        return "This day is still to come. Leave it empty until it is done."
    return "" if draft.action else "Say what was done, in the line above."
