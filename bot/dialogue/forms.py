"""A form is a function from what we know to what to ask next; knows nothing of scenes, buttons or storage.

No step numbers are stored. The answers given so far decide the next question, so going back is taking the last answer
away, resuming is asking again, and a question that is no longer relevant is never asked. Surveys, polls, the
questions about help with the cost and the search's own follow-ups are all forms.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.dialogue.effects import Json

Answers = Mapping[str, Json]


class Kind(StrEnum):
    ONE = "one"
    MANY = "many"
    SCALE = "scale"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    RANK = "rank"
    NOTE = "note"


SEVERAL = frozenset({Kind.MANY, Kind.RANK})
"""Answered with a list of choices."""
WRITTEN = frozenset({Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.PLACE})
"""Answered in one's own words; a choice beside them is a way out, such as "I'd rather not say"."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose. `exclusive` clears the others ("none of these"); `other` asks to say what."""

    value: str
    label: str
    exclusive: bool = False
    other: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask. `least` and `most` bound a number, the length of a text or how many may be chosen (inclusive).

    `check` gets the value and the answers so far and returns the sentence to show when the value will not do;
    `required_message` is shown in place of the usual one when a required question is left without an answer.
    `progress` is shown as given, e.g. "3 of 6".
    """

    id: str
    text: str
    kind: Kind
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    why: str = ""
    required: bool = False
    required_message: str = ""
    least: float | None = None
    most: float | None = None
    whole: bool = False
    progress: str = ""
    check: Callable[[Json, Answers], str | None] | None = None


Form = Callable[[Answers], Question | None]


def asked_so_far(form: Form, answers: Answers) -> tuple[str, ...]:
    """The ids of the questions still relevant, in the order they were answered."""
    known: dict[str, Json] = {}
    order: list[str] = []
    while (question := form(known)) is not None and question.id in answers:
        known[question.id] = answers[question.id]
        order.append(question.id)
    return tuple(order)


def relevant(form: Form, answers: Answers) -> dict[str, Json]:
    """Only the answers to questions that the other answers still lead to."""
    return {key: answers[key] for key in asked_so_far(form, answers)}


def step_back(form: Form, answers: Answers) -> dict[str, Json]:
    """The relevant answers without the last one."""
    known = relevant(form, answers)
    if known:
        known.popitem()
    return known
