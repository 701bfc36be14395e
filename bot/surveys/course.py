"""Walks a survey with the answers given so far: what applied, what comes next; knows nothing of how it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.dialogue.forms import Answers
from bot.surveys.expression import ExpressionError, Facts, holds, names_in, worth
from bot.surveys.record import (
    CHOOSING,
    NO,
    OTHER_SUFFIX,
    UNSEEN,
    YES,
    Section,
    Survey,
    SurveyChoice,
    SurveyQuestion,
    Type,
)
from bot.surveys.values import as_text

YES_NO_VALUES = (SurveyChoice(YES, YES), SurveyChoice(NO, NO))


@dataclass(frozen=True, slots=True)
class Stop:
    """A question to be answered; with `what_other` it asks what the "other" chosen there is."""

    question: SurveyQuestion
    what_other: bool = False

    @property
    def id(self) -> str:
        return self.question.id + (OTHER_SUFFIX if self.what_other else "")


@dataclass(frozen=True, slots=True)
class Walk:
    """`values` are the answers that count, as texts, with what was computed; `stops` those answered in order;
    `next` is the first still to be answered."""

    values: Mapping[str, str]
    stops: tuple[Stop, ...] = ()
    next: Stop | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold for a question, its own condition and those of the sections around it as one. `names` are the
    questions it looks at; `on_choices` when all of them are answered by choosing."""

    text: str = ""
    names: tuple[str, ...] = ()
    on_choices: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """A survey prepared for walking, told apart by identity so that what follows from it can be remembered.

    `today` is the local day, None when it is not known; `early` are the computed questions that stand before some
    answer they look at, and are worked out again when it comes.
    """

    survey: Survey
    today: date | None
    sections: Mapping[str, Section]
    conditions: Mapping[str, Condition]
    early: tuple[SurveyQuestion, ...] = ()

    def walk(self, answers: Answers) -> Walk:
        """From the start, as far as the answers lead."""
        values: dict[str, str] = {}
        stops: list[Stop] = []
        for question in self.survey.questions:
            if not self.applies(question, values):
                continue
            if question.type in UNSEEN:
                values[question.id] = self.computed(question, values)
                continue
            for stop in _stops(question, answers):
                if stop.id not in answers:
                    return Walk(values, tuple(stops), stop)
                values[stop.id] = as_text(answers[stop.id])
                stops.append(stop)
            self._catch_up(values)
        return Walk(values, tuple(stops))

    def _catch_up(self, values: dict[str, str]) -> None:
        """Works out again what stood too early, once it has been passed."""
        for _ in self.early:  # one may look at another that stands below it
            for question in self.early:
                if question.id in values:
                    values[question.id] = self.computed(question, values)

    def applies(self, question: SurveyQuestion, values: Mapping[str, str]) -> bool:
        """Whether the question is to be asked: its own condition, those around it, and something to choose."""
        if not self.true(self.conditions[question.id], values):
            return False
        return not question.choice_filter or bool(self.choices(question, values))

    def choices(self, question: SurveyQuestion, values: Mapping[str, str]) -> tuple[SurveyChoice, ...]:
        """The choices that the answers so far leave, in the author's order."""
        if question.type is Type.YES_NO and not question.choices:
            return YES_NO_VALUES
        if not question.choice_filter:
            return question.choices
        return tuple(choice for choice in question.choices if self._kept(question, choice, values))

    def computed(self, question: SurveyQuestion, values: Mapping[str, str]) -> str:
        """What a calculation comes to; a default stands where there is none or it cannot be worked out."""
        if not question.calculation:
            return question.default
        try:
            return worth(question.calculation, Facts(values, question.id, self.today))
        except ExpressionError:
            return question.default

    def true(self, condition: Condition, values: Mapping[str, str]) -> bool:
        """Whether a condition holds; one that cannot be worked out does: better a question too many than one lost."""
        if not condition.text:
            return True
        try:
            if condition.on_choices:
                chosen = tuple((name, values.get(name, "")) for name in condition.names)
                return _chosen(condition.text, chosen, self.today)
            return holds(condition.text, Facts(values, "", self.today))
        except ExpressionError:
            return True

    def _kept(self, question: SurveyQuestion, choice: SurveyChoice, values: Mapping[str, str]) -> bool:
        columns = {"name": choice.value, "label": choice.label, **choice.tags}
        try:
            return holds(question.choice_filter, Facts(values, "", self.today, columns))
        except ExpressionError:
            return True


@lru_cache(maxsize=64)
def course(survey: Survey, today: date | None = None) -> Course:
    """The survey prepared for walking; the same one for the same survey and day."""
    sections = {section.id: section for section in survey.sections}
    choosing = frozenset(question.id for question in survey.questions if question.type in CHOOSING)
    conditions = {}
    for question in survey.questions:
        every = [part for part in (*_around(sections, question.section), question.relevant) if part]
        text = every[0] if len(every) == 1 else " and ".join(f"({part})" for part in every)
        names = names_in(text)
        conditions[question.id] = Condition(text, names, choosing.issuperset(names))
    return Course(survey, today, sections, conditions, _early(survey))


def _early(survey: Survey) -> tuple[SurveyQuestion, ...]:
    """Computed questions that look at a later question, or at one of these."""
    found: list[SurveyQuestion] = []
    later = [question.id for question in survey.questions]
    for question in survey.questions:
        later.remove(question.id)
        late = {*later, *(each.id for each in found)}
        if question.calculation and late.intersection(names_in(question.calculation)):
            found.append(question)
    return tuple(found)


def _around(sections: Mapping[str, Section], name: str) -> tuple[str, ...]:
    section = sections.get(name)
    return (*_around(sections, section.inside), section.relevant) if section else ()


@lru_cache(maxsize=4096)
def _chosen(condition: str, chosen: tuple[tuple[str, str], ...], today: date | None) -> bool:
    """Remembered only for conditions on choices, so that nothing anybody typed is kept."""
    return holds(condition, Facts(dict(chosen), "", today))


def _stops(question: SurveyQuestion, answers: Answers) -> tuple[Stop, ...]:
    others = {choice.value for choice in question.choices if choice.other}
    given = answers.get(question.id)
    chosen = given if isinstance(given, list) else [given]
    return (
        (Stop(question), Stop(question, what_other=True))
        if others & set(map(as_text, chosen))
        else (Stop(question),)
    )
