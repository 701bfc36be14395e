"""What a survey is, down to the last choice; knows nothing of files, chat or who answered.

Conditions are XPath expressions as XLSForm writes them (`selected(${plays}, 'drums')`), whoever wrote the survey:
the plain words of a YAML survey are turned into them when it is read, so there is one language to evaluate, freeze and
export. Texts may hold `${question}` where an earlier answer is to be shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from bot.surveys.conversation import Statement

Results = Literal["live", "after_close", "no"]
Kind = Literal["survey", "conversation"]

YES, NO, OTHER, NONE, PREFER_NOT = "yes", "no", "other", "none", "prefer_not_to_say"
OTHER_SUFFIX = "_other"
"""XLSForm's own name for the question that follows "other": what was meant is kept in <question>_other."""


class Type(StrEnum):
    YES_NO = "yes_no"
    ONE = "one"
    MANY = "many"
    SCALE = "scale"
    RATING = "rating"
    RANK = "rank"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    PLACE = "place"
    NOTE = "note"
    COMPUTED = "computed"
    HIDDEN = "hidden"


CHOOSING = frozenset({Type.YES_NO, Type.ONE, Type.MANY, Type.SCALE, Type.RATING, Type.RANK})
SEVERAL = frozenset({Type.MANY, Type.RANK})
FREE = frozenset({Type.TEXT, Type.PLACE})
UNSEEN = frozenset({Type.COMPUTED, Type.HIDDEN})


@dataclass(frozen=True, slots=True)
class SurveyChoice:
    """`exclusive` clears all others ("none of these"); `other` is followed by asking what; `tags` are a choice
    filter's extra columns."""

    value: str
    label: str
    exclusive: bool = False
    other: bool = False
    tags: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """One question, note, or unseen value.

    `least` and `most` bound (inclusive) a number, the characters of a text or how many may be chosen. `personal` offers
    "I'd rather not say". `shuffled` shows the choices in an order that differs between people, `shuffle_seed` fixes it.
    `section` is the id of the innermost section, `required_if` an expression. `step` is how far apart the values of a
    range lie.
    """

    id: str
    type: Type
    text: str = ""
    hint: str = ""
    why: str = ""
    choices: tuple[SurveyChoice, ...] = ()
    required: bool = False
    required_if: str = ""
    required_message: str = ""
    relevant: str = ""
    constraint: str = ""
    constraint_message: str = ""
    calculation: str = ""
    default: str = ""
    least: float | None = None
    most: float | None = None
    step: float | None = None
    whole: bool = False
    personal: bool = False
    shuffled: bool = False
    shuffle_seed: str = ""
    choice_filter: str = ""
    section: str = ""
    appearance: str = ""
    choice_list: str = ""

    @property
    def name(self) -> str:
        """The id without the section that tells it from a question of the same name elsewhere (XLSForm allows that)."""
        return self.id.removeprefix(f"{self.section}.") if self.section else self.id


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together; `inside` is the id of the section around it."""

    id: str
    title: str = ""
    relevant: str = ""
    inside: str = ""

    @property
    def name(self) -> str:
        """The id without the section around it."""
        return self.id.removeprefix(f"{self.inside}.") if self.inside else self.id


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is asked; empty means anybody. Age bands as "11-13" (inclusive) or "19+", areas as councils or outcodes."""

    age_bands: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quota:
    """After `most` people chose `value` at `question`, the next who choose it are thanked with `message` instead."""

    question: str
    value: str
    most: int
    message: str = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """One edition as written. `opens` and `closes` are local days, both inclusive; `reminders` is 0 or 1.

    `translations` holds, by language, the sentence for a key such as "plays.text", "plays.hint" or "plays.choice.yes".
    `sample` marks a survey that the hub and its youth council have yet to confirm. A conversation has `statements` to
    agree with in place of questions, and those who take part add more.
    A `draft` is for staff only until one of them approves it.
    """

    slug: str
    title: str
    why: str = ""
    who_asks: str = ""
    what_happens: str = ""
    questions: tuple[SurveyQuestion, ...] = ()
    sections: tuple[Section, ...] = ()
    audience: Audience = Audience()
    opens: date | None = None
    closes: date | None = None
    anonymous: bool = True
    reminders: int = 0
    results: Results = "after_close"
    sample: bool = False
    council_authored: bool = False
    objectives: tuple[str, ...] = ()
    quotas: tuple[Quota, ...] = ()
    language: str = "en"
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    kind: Kind = "survey"
    statements: tuple[Statement, ...] = ()
    draft: bool = False

    @property
    def is_conversation(self) -> bool:
        return self.kind == "conversation"

    @property
    def languages(self) -> tuple[str, ...]:
        """The survey's own language first, then those it is translated into."""
        return (self.language, *(name for name in self.translations if name != self.language))

    def translation(self, language: str) -> Mapping[str, str]:
        """The sentences in that language, named as written ("Cymraeg (cy)") or by its code ("cy")."""
        for name, sentences in self.translations.items():
            if language and (name == language or name.endswith(f"({language})")):
                return sentences
        return {}

    def question(self, name: str) -> SurveyQuestion | None:
        return next((question for question in self.questions if question.id == name), None)

    def open_on(self, day: date) -> bool:
        """Whether `day` lies between the first and the last day; a draft, or a survey without an opening day, is never
        open."""
        if self.draft or self.opens is None or day < self.opens:
            return False
        return self.closes is None or day <= self.closes
