"""How an answer reads inside an expression and inside a sentence; knows nothing of where it came from."""

from collections.abc import Sequence

from bot.dialogue.effects import Json
from bot.surveys.record import SurveyChoice


def as_text(answer: Json) -> str:
    """The answer as an expression sees it: several choices with spaces between, nothing for a skipped question."""
    match answer:
        case None:
            return ""
        case bool():
            return "yes" if answer else "no"
        case float() | int():
            return f"{answer:.15g}"
        case list():
            return " ".join(as_text(part) for part in answer)
        case _:
            return str(answer)


def as_words(answer: Json, choices: Sequence[SurveyChoice]) -> str:
    """The answer as a person reads it: the labels of what was chosen, or what was typed."""
    labels = {choice.value: choice.label for choice in choices}
    if isinstance(answer, list):
        return ", ".join(labels.get(as_text(part), as_text(part)) for part in answer)
    text = as_text(answer)
    return labels.get(text, text)
