"""Reads the statements that a conversation begins with; knows nothing of the survey around them."""

from typing import cast

from bot.surveys.conversation import LONGEST, Statement
from bot.surveys.fields import Fields, spoken
from bot.surveys.record import Kind

KINDS = ("survey", "conversation")
FEWEST = 3


def kind_of(fields: Fields) -> Kind:
    return cast(Kind, fields.one_of("kind", KINDS, "survey"))


def statements_from(fields: Fields, kind: Kind) -> tuple[Statement, ...]:
    """The statements, named s1, s2 ... by their places; whatever is wrong is among the fields' faults."""
    if kind == "survey":
        if "statements" in fields.raw:
            fields.fault(
                "statements", "a survey has no statements", "write kind: conversation, or take them out"
            )
        return ()
    if "questions" in fields.raw:
        fields.fault(
            "questions",
            "a conversation has no questions",
            "write statements:, or take out kind: conversation",
        )
    texts = [spoken(text) for text in _given(fields)]
    statements = tuple(Statement(f"s{number}", text) for number, text in enumerate(texts, 1))
    if len(statements) < FEWEST:
        fields.fault(None, "there is too little to begin with", f"write statements: and at least {FEWEST}")
    for index, statement in enumerate(statements):
        _check(fields, index, statement, texts[:index])
    return statements


def _given(fields: Fields) -> list[object]:
    value = fields.raw.get("statements", [])
    if isinstance(value, list):
        return value
    fields.fault("statements", "statements should be a list", "write one line each, starting with a dash")
    return []


def _check(fields: Fields, index: int, statement: Statement, before: list[str]) -> None:
    inside = Fields({}, (*fields.path, "statements"), fields.faults)
    if not statement.text or statement.text == "None":
        inside.fault(index, f"statement {index + 1} is empty", "write what others may agree with")
    if len(statement.text) > LONGEST:
        wrong = f"statement {index + 1} has {len(statement.text)} characters"
        inside.fault(index, wrong, f"say it in {LONGEST} at most, or make two of it")
    if statement.text in before:
        inside.fault(index, f"statement {index + 1} is there already", "take it out")
