"""What an author is told about how a survey feels to those who answer it; every remark is a warning, none a refusal."""

import re
from collections.abc import Callable, Iterator

from bot.catalogue.fault import Fault
from bot.surveys import conversation_advice
from bot.surveys.course import Course, Walk, course
from bot.surveys.progress import progress
from bot.surveys.reach import reach_faults
from bot.surveys.reading_age import reading_age
from bot.surveys.record import CHOOSING, FREE, UNSEEN, Survey, SurveyChoice, SurveyQuestion, Type

MOST_QUESTIONS = 8
MOST_SECONDS = 120
MOST_READING_AGE = 11
FEWEST_WORDS = 6
"""Below it one long word decides the reading age, and says little of how hard the question is."""
WORDS_A_SECOND = 2.5
"""150 words a minute: how fast an eleven-year-old reads to themselves."""
SECONDS = {
    Type.TEXT: 20,
    Type.PLACE: 8,
    Type.NUMBER: 6,
    Type.DATE: 10,
    Type.MANY: 6,
    Type.RANK: 12,
    Type.NOTE: 1,
}
"""To answer once it is read; choosing one answer takes 3."""

_DOUBLE = re.compile(
    r"\band\b(?=[^?.]*\?)|\bas well as\b|\bor (?:do|did|are|is|would|have|can)\b", re.IGNORECASE
)
_LEADING = re.compile(
    r"don't you (?:think|agree)|do you agree that|isn't it|aren't they|wouldn't you|surely|obviously|of course"
    r"|everyone knows|as we all know|how (?:much do you (?:love|enjoy|like)|great|good|amazing|important)"
    r"|\b(?:amazing|wonderful|fantastic|brilliant|awful|terrible|horrible|boring)\b",
    re.IGNORECASE,
)
_IDENTITY = re.compile(
    r"\b(?:your (?:full |first |last )?name|who are you|address|postcode|where (?:do )?you live|which school"
    r"|what school|your school|gender|boy or (?:a )?girl|girl or (?:a )?boy|ethnic\w*|race|religio\w*|faith"
    r"|disabilit\w+|are you disabled|sexual\w*|pronouns|how old|your age|date of birth|birthday|e-?mail|phone"
    r"|do you live|free school meals|in care)\b",
    re.IGNORECASE,
)
_BAD = re.compile(
    r"\b(?:poor|bad|awful|terrible|unhappy|sad|disagree|difficult|worse|worst|dislike|hate|dissatisfied|unsatisfied)\b",
    re.IGNORECASE,
)
_GOOD = re.compile(
    r"\b(?:good|great|excellent|brilliant|amazing|happy|agree|easy|better|best|like|love|satisfied|fine|ok|okay)\b",
    re.IGNORECASE,
)


def faults_of(survey: Survey) -> list[Fault]:
    """Everything worth telling the author, in the order of the questions; all of it warnings."""
    if survey.is_conversation:
        promises = [*_promises(survey)]
        return [*promises, *conversation_advice.faults_of(survey, young=_asks_the_young(survey))]
    prepared = course(survey)
    found = [*_survey_wide(survey, prepared)]
    for index, question in enumerate(survey.questions):
        path: tuple[str | int, ...] = ("questions", index)
        remarks = [
            check(question) for check in (*_CHECKS, *(_FOR_THE_YOUNG if _asks_the_young(survey) else ()))
        ]
        found += [Fault(path, remark[0], remark[1], warning=True) for remark in remarks if remark]
    return [*found, *reach_faults(prepared)]


def kinds_of_remark(survey: Survey) -> tuple[str, ...]:
    """What there is to remark on its questions, by name: double, leading, unbalanced, identity, hard_to_read and so on,
    for whoever has sentences of their own for it."""
    checks = (*_CHECKS, *(_FOR_THE_YOUNG if _asks_the_young(survey) else ()))
    found = [check for check in checks if any(map(check, survey.questions))]
    return tuple(check.__name__.removeprefix("_") for check in found)


def asks_who(text: str) -> bool:
    """Whether a question is about who somebody is, so that they may want to keep it to themselves."""
    return _IDENTITY.search(text) is not None


def seconds_to_answer(survey: Survey) -> int:
    """About how long the longest way through takes an eleven-year-old."""
    if survey.is_conversation:
        return conversation_advice.seconds_to_vote(survey)
    prepared = course(survey)
    every = [_seconds(question) for question in survey.questions if question.type not in UNSEEN]
    asked = [question for question in survey.questions if question.type not in UNSEEN]
    most = progress(prepared, _start(prepared))[1] + sum(question.type is Type.NOTE for question in asked)
    return round(sum(every) * min(1.0, most / max(1, len(asked))))


def _start(prepared: Course) -> Walk:
    return prepared.walk({})


def _seconds(question: SurveyQuestion) -> float:
    words = " ".join((question.text, question.hint, *(choice.label for choice in question.choices))).split()
    return len(words) / WORDS_A_SECOND + SECONDS.get(question.type, 3)


def _survey_wide(survey: Survey, prepared: Course) -> Iterator[Fault]:
    count = progress(prepared, _start(prepared))[1]
    if count > MOST_QUESTIONS:
        wrong = f"somebody may have to answer {count} questions"
        yield Fault(("questions",), wrong, f"keep the {MOST_QUESTIONS} you will act on", warning=True)
    seconds = seconds_to_answer(survey)
    if seconds > MOST_SECONDS:
        wrong = f"it takes about {seconds} seconds"
        yield Fault(("questions",), wrong, "stay under two minutes: shorten or leave out", warning=True)
    yield from _promises(survey)


def _promises(survey: Survey) -> Iterator[Fault]:
    for key, what in _PROMISES.items():
        if not getattr(survey, key):
            yield Fault((), f"it does not say {what}", f"write {key}: and say so", warning=True)


_PROMISES = {"why": "why you ask", "who_asks": "who asks", "what_happens": "what happens with the answers"}
Remark = tuple[str, str] | None


def _double(question: SurveyQuestion) -> Remark:
    two = question.text.count("?") > 1 or (_DOUBLE.search(question.text) and "?" in question.text)
    if question.type in UNSEEN or not two:
        return None
    return "this may be two questions in one", "ask one thing, or split it in two"


def _leading(question: SurveyQuestion) -> Remark:
    found = _LEADING.search(question.text)
    if found is None:
        return None
    return f"{found[0]!r} leads people to an answer", "ask so that any answer feels just as welcome"


def _unbalanced(question: SurveyQuestion) -> Remark:
    if question.type is not Type.SCALE:
        return None
    bad = sum(map(_is_bad, question.choices))
    good = sum(bool(_GOOD.search(choice.label)) and not _is_bad(choice) for choice in question.choices)
    if abs(good - bad) <= 1:
        return None
    return f"the scale has {good} good answers and {bad} bad ones", "give it as many good as bad answers"


def _is_bad(choice: SurveyChoice) -> bool:
    negated = re.search(r"\bnot\b", choice.label, re.IGNORECASE) and _GOOD.search(choice.label)
    return bool(_BAD.search(choice.label) or negated)


def _identity(question: SurveyQuestion) -> Remark:
    found = _IDENTITY.search(question.text)
    if found is None or question.type in UNSEEN or question.type is Type.NOTE:
        return None
    if not question.why:
        return (
            f"it asks about {found[0]!r} without a reason",
            "write why: and why you need to know, or leave it out",
        )
    if not question.personal:
        return f"it asks about {found[0]!r} and nobody can decline", "add personal: yes"
    return None


def _asks_the_young(survey: Survey) -> bool:
    """Adults may be asked in adults' words."""
    return not survey.audience.roles or "young_person" in survey.audience.roles


def _hard_to_read(question: SurveyQuestion) -> Remark:
    age = reading_age(question.text)
    too_short = len(question.text.split()) < FEWEST_WORDS
    if question.type in UNSEEN or too_short or age <= MOST_READING_AGE:
        return None
    return f"its words need a reading age of {age:.0f}", "use shorter words and shorter sentences"


def _too_many_choices(question: SurveyQuestion) -> Remark:
    if question.type not in CHOOSING or len(question.choices) <= MOST_CHOICES:
        return None
    return f"{len(question.choices)} choices are a lot on a phone", f"keep the {MOST_CHOICES} that matter"


def _default_unused(question: SurveyQuestion) -> Remark:
    if not question.default or question.type in UNSEEN:
        return None
    return "a chat fills in no default", "take it out; nobody sees it"


def _forced_words(question: SurveyQuestion) -> Remark:
    if not (question.required and question.type in FREE):
        return None
    return (
        "nobody can skip a question in their own words",
        "take required out: who has to write, writes anything",
    )


MOST_CHOICES = 10
_CHECKS: tuple[Callable[[SurveyQuestion], Remark], ...] = (
    _double, _leading, _unbalanced, _identity, _too_many_choices, _default_unused, _forced_words,
)  # fmt: skip
_FOR_THE_YOUNG = (_hard_to_read,)
