"""What somebody answered another time, to be shown and kept; knows nothing of where it was stored."""

from bot.dialogue.bot import Words
from bot.dialogue.effects import Json
from bot.dialogue.forms import SEVERAL, WRITTEN, Kind, Question

KEEPING = frozenset(
    {"keep", "keep it", "keep this", "keep that", "same", "the same", "same as before", "no change"}
)


def still_possible(question: Question, last: Json) -> Json:
    """What was answered another time, unless it cannot be chosen any more; None when there is nothing to keep."""
    if last is None or question.kind is Kind.NOTE:
        return None
    values = {choice.value for choice in question.choices}
    if question.kind in SEVERAL:
        return last if isinstance(last, list) and last and values.issuperset(map(str, last)) else None
    return last if question.kind in WRITTEN or last in values else None


def said_last_time(words: Words, question: Question, last: Json) -> str:
    """The line above the choices; "" when there is nothing to keep."""
    if last is None:
        return ""
    labels = {choice.value: choice.label for choice in question.choices}
    said = last if isinstance(last, list) else [last]
    return words("asking.last_time", said=", ".join(labels.get(str(part), _in_words(part)) for part in said))


def _in_words(value: Json) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
