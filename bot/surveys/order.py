"""The order in which one person sees the choices of a question; the same seed gives the same order, always."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from bot.surveys.expression import REFERENCE
from bot.surveys.record import SurveyChoice, SurveyQuestion


def in_order(
    question: SurveyQuestion, choices: Sequence[SurveyChoice], seed: str, values: Mapping[str, str]
) -> tuple[SurveyChoice, ...]:
    """`choices` shuffled when the question says so; "other" and "none of these" stay last.

    The question's own seed, a number or another question's answer, wins over the person's; without any the author's
    order stays. The order follows from question and seed alone, so keeping the seed keeps the order.
    """
    named = REFERENCE.fullmatch(question.shuffle_seed)
    key = (values.get(named[1], "") if named else question.shuffle_seed) or seed
    if not question.shuffled or not key:
        return tuple(choices)
    moving = [choice for choice in choices if not (choice.exclusive or choice.other)]
    staying = [choice for choice in choices if choice.exclusive or choice.other]
    return (*sorted(moving, key=lambda choice: _place(key, question.id, choice.value)), *staying)


def _place(seed: str, question: str, value: str) -> bytes:
    return sha256(f"{seed}\0{question}\0{value}".encode()).digest()
