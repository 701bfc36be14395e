"""Shows earlier answers inside a sentence; knows nothing of conditions."""

from collections.abc import Mapping

from bot.dialogue.forms import Answers
from bot.surveys.expression import REFERENCE
from bot.surveys.record import Survey
from bot.surveys.values import as_words


def piped(text: str, survey: Survey, answers: Answers, values: Mapping[str, str]) -> str:
    """`text` with each `${question}` replaced by its answer in words, or by nothing when there is none."""
    if "${" not in text:
        return text

    def words(name: str) -> str:
        question = survey.question(name)
        if question is None or name not in answers:
            return values.get(name, "")
        return as_words(answers[name], question.choices)

    return REFERENCE.sub(lambda found: words(found[1]), text)
