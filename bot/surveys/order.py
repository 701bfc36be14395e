"""The order in which one person sees the choices of a question; the same seed gives the same order, always."""

from collections.abc import Sequence
from hashlib import sha256

from bot.surveys.record import SurveyChoice, SurveyQuestion


def in_order(
    question: SurveyQuestion, choices: Sequence[SurveyChoice], seed: str
) -> tuple[SurveyChoice, ...]:
    """`choices` shuffled when the question says so; "other" and "none of these" stay last.

    The question's own seed wins over the person's; without either the author's order stays. The order follows from
    question and seed alone, so keeping the seed keeps the order.
    """
    key = question.shuffle_seed or seed
    if not question.shuffled or not key:
        return tuple(choices)
    moving = [choice for choice in choices if not (choice.exclusive or choice.other)]
    staying = [choice for choice in choices if choice.exclusive or choice.other]
    return (*sorted(moving, key=lambda choice: _place(key, question.id, choice.value)), *staying)


def _place(seed: str, question: str, value: str) -> bytes:
    return sha256(f"{seed}\0{question}\0{value}".encode()).digest()
