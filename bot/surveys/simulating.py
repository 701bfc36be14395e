"""Answers a survey as somebody might, for trying out reports; where the chance comes from is not its affair."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.dialogue.bot import Words
from bot.dialogue.effects import Json
from bot.dialogue.forms import Kind, Question
from bot.surveys.conversation import AGREE, DISAGREE, VOTES, Statement
from bot.surveys.form import form
from bot.surveys.record import Survey

Chance = Callable[[], float]
"""A number from 0 up to but not including 1, another each time."""
SKIPS = 0.05
"""How often somebody skips a question that they may skip."""
IN_WORDS = (
    "more gigs please", "it is fine as it is", "a band for beginners", "nearer to home", "cheaper lessons",
    "somewhere to just jam", "singing but not in a choir", "more drums",
)  # fmt: skip
TRIES = 20


def somebody(
    survey: Survey, words: Words, chance: Chance, seed: str = "", *, today: date | None = None
) -> dict[str, Json]:
    """One person's answers from the first question to the last, each allowed by the author's rules where 20 tries find
    one that is; else the question is skipped. `today` is the local day for rules that need one."""
    asking = form(survey, words, seed, today=today)
    answers: dict[str, Json] = {}
    while (question := asking(answers)) is not None:
        answers[question.id] = _answer(question, answers, chance)
    return answers


def _answer(question: Question, answers: dict[str, Json], chance: Chance) -> Json:
    if not question.required and chance() < SKIPS:
        return None
    for _ in range(TRIES):
        value = _value(question, chance)
        if question.check is None or question.check(value, answers) is None:
            return value
    return None


def _value(question: Question, chance: Chance) -> Json:
    values = [choice.value for choice in question.choices]
    match question.kind:
        case Kind.MANY:
            return _several(question, chance)
        case Kind.RANK:
            return sorted(values, key=lambda _value: chance())
        case Kind.NUMBER:
            return _number(question, chance)
        case Kind.DATE:
            return f"2026-{1 + int(chance() * 12):02}-{1 + int(chance() * 28):02}"
        case Kind.TEXT | Kind.PLACE:
            return _one_of(IN_WORDS, chance)
        case Kind.NOTE:
            return ""
        case _:
            return _one_of(values, chance)


def _several(question: Question, chance: Chance) -> Json:
    alone = [choice.value for choice in question.choices if choice.exclusive]
    if alone and chance() < 1 / len(question.choices):
        return [_one_of(alone, chance)]
    others = [choice.value for choice in question.choices if not choice.exclusive]
    least, most = int(question.least or 1), int(question.most or len(others))
    wanted = min(len(others), least + int(chance() * max(1, min(most, 3) - least + 1)))
    return list(sorted(others, key=lambda _value: chance())[:wanted])


def _number(question: Question, chance: Chance) -> Json:
    low = 0 if question.least is None else question.least
    high = low + 20 if question.most is None else question.most
    number = low + chance() * (high - low)
    return round(number) if question.whole else round(number, 1)


def _one_of(values: Sequence[str], chance: Chance) -> str:
    return values[int(chance() * len(values))]


CAMPS = 2
LOYAL = 0.7
"""How often somebody votes as the others of their camp do."""
STAYS = 0.9
"""How likely somebody is to vote on one more statement."""


@dataclass(frozen=True, slots=True)
class Voter:
    """What somebody would vote on each statement, and after how many they have had enough."""

    votes: Mapping[str, str]
    patience: int


def voter(statements: Sequence[Statement], chance: Chance) -> Voter:
    """Somebody of one of two camps, which see half of the statements in opposite ways."""
    camp, patience = int(chance() * CAMPS), 1
    while patience < len(statements) and chance() < STAYS:
        patience += 1
    votes = {}
    for index, statement in enumerate(statements):
        line = AGREE if (index + camp) % 2 or index % 4 == 0 else DISAGREE
        votes[statement.id] = line if chance() < LOYAL else _one_of(VOTES, chance)
    return Voter(votes, patience)
