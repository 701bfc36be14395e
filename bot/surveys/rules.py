"""Whether a value may stand as the answer to a question; knows nothing of the sentence that says why not."""

from collections.abc import Mapping
from datetime import date

from bot.dialogue.effects import Json
from bot.surveys.expression import ExpressionError, Facts, holds, uses_today
from bot.surveys.record import FREE, PREFER_NOT, SurveyQuestion, Type
from bot.surveys.values import as_text

BOUNDED = frozenset({Type.NUMBER, *FREE})


def has_rule(question: SurveyQuestion) -> bool:
    """Whether there is anything to check that the chat does not check by itself: it knows no shortest text."""
    shortest = question.type in FREE and question.least is not None
    return bool(question.constraint) or question.step is not None or shortest or in_own_words(question)


def in_own_words(question: SurveyQuestion) -> bool:
    """Whether the author has a sentence of their own for a value out of bounds."""
    bounded = question.least is not None or question.most is not None
    return bounded and question.type in BOUNDED and bool(question.constraint_message)


def fits(question: SurveyQuestion, value: Json, values: Mapping[str, str], today: date | None) -> bool:
    """Whether the author's rules allow the value; skipping and rather not saying always are."""
    text = as_text(value)
    if text in ("", PREFER_NOT):
        return True
    return (
        _within(question, value) and _on_a_step(question, value) and _allowed(question, text, values, today)
    )


def _within(question: SurveyQuestion, value: Json) -> bool:
    if question.type not in BOUNDED:
        return True
    size = len(value) if isinstance(value, str) else value
    if not isinstance(size, int | float):
        return True
    return (question.least is None or size >= question.least) and (
        question.most is None or size <= question.most
    )


def _on_a_step(question: SurveyQuestion, value: Json) -> bool:
    if question.step is None or not isinstance(value, int | float):
        return True
    steps = (value - (question.least or 0)) / question.step
    return abs(steps - round(steps)) < 1e-9


def _allowed(question: SurveyQuestion, text: str, values: Mapping[str, str], today: date | None) -> bool:
    if uses_today(question.constraint) and today is None:
        return True
    try:
        return holds(question.constraint, Facts({**values, question.id: text}, question.id, today))
    except ExpressionError:
        return True  # a rule that cannot be worked out must not keep anybody from answering
