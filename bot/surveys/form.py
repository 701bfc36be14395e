"""Turns a survey into a form, a function from the answers so far to the next question; knows nothing of scenes.

A question asks for its answer when its conditions hold for the answers before it. What is computed or hidden is worked
out on the way and never asked. After "other" comes the question what that is, as XLSForm does it: `<question>_other`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.dialogue.bot import Words
from bot.dialogue.effects import Json
from bot.dialogue.forms import Answers, Choice, Form, Kind, Question
from bot.surveys.course import Course, Stop, Walk, course
from bot.surveys.expression import ExpressionError, Facts, holds
from bot.surveys.order import in_order
from bot.surveys.piping import piped
from bot.surveys.progress import progress
from bot.surveys.record import PREFER_NOT, Survey, SurveyChoice, SurveyQuestion, Type
from bot.surveys.rules import fits, has_rule, in_own_words

KINDS = {
    Type.YES_NO: Kind.ONE,
    Type.ONE: Kind.ONE,
    Type.MANY: Kind.MANY,
    Type.SCALE: Kind.SCALE,
    Type.RATING: Kind.SCALE,
    Type.RANK: Kind.RANK,
    Type.NUMBER: Kind.NUMBER,
    Type.TEXT: Kind.TEXT,
    Type.DATE: Kind.DATE,
    Type.PLACE: Kind.PLACE,
    Type.NOTE: Kind.NOTE,
}
LONGEST_OTHER = 200
"""Characters: enough to say what "other" is, too few for a story."""


def form(
    survey: Survey, words: Words, seed: str = "", *, today: date | None = None, language: str = ""
) -> Form:
    """The survey as a form.

    `seed` decides the order of shuffled choices and belongs to one person's try; `today` is the local day for
    conditions that need one; `language` one of the survey's own, else its first.
    """
    asking = _Asking(course(survey, today), words, seed, language)

    def ask(answers: Answers) -> Question | None:
        walk = asking.course.walk(answers)
        return None if walk.next is None else asking.question(walk.next, walk, answers)

    return ask


@dataclass(frozen=True, slots=True)
class _Asking:
    course: Course
    words: Words
    seed: str
    language: str

    def question(self, stop: Stop, walk: Walk, answers: Answers) -> Question:
        if stop.what_other:
            return self._what_other(stop, walk)
        asked = stop.question
        own_words = in_own_words(asked)
        return Question(
            id=asked.id,
            text=self._text(asked, walk, answers),
            kind=KINDS[asked.type],
            choices=self._choices(asked, walk, answers),
            hint=self._says(f"{asked.id}.hint", asked.hint, walk, answers),
            why=self._says(f"{asked.id}.why", asked.why, walk, answers),
            required=asked.required or self._required_now(asked, walk),
            required_message=self._says(
                f"{asked.id}.required_message", asked.required_message, walk, answers
            ),
            least=None if own_words else asked.least,
            most=None if own_words else asked.most,
            whole=asked.whole,
            progress=self._progress(walk),
            check=self._check(asked),
        )

    def _required_now(self, asked: SurveyQuestion, walk: Walk) -> bool:
        try:
            return bool(asked.required_if) and holds(
                asked.required_if, Facts(walk.values, asked.id, self.course.today)
            )
        except ExpressionError:
            return False

    def _what_other(self, stop: Stop, walk: Walk) -> Question:
        return Question(
            id=stop.id,
            text=self.words("survey_reading.what_other"),
            kind=Kind.TEXT,
            most=LONGEST_OTHER,
            progress=self._progress(walk),
        )

    def _progress(self, walk: Walk) -> str:
        if walk.next is None or walk.next.question.type is Type.NOTE:
            return ""
        number, total = progress(self.course, walk)
        return self.words("survey_reading.progress", number=number, total=total)

    def _text(self, asked: SurveyQuestion, walk: Walk, answers: Answers) -> str:
        """The question, under its section's title when it is the first asked of that section."""
        text = self._says(f"{asked.id}.text", asked.text, walk, answers)
        before = walk.stops[-1].question.section if walk.stops else ""
        section = self.course.sections.get(asked.section)
        if section is None or not section.title or asked.section == before:
            return text
        return f"{self._says(f'{section.id}.title', section.title, walk, answers)}\n{text}"

    def _says(self, key: str, own: str, walk: Walk, answers: Answers) -> str:
        """The author's sentence in the person's language, with earlier answers in it."""
        translated = self.course.survey.translation(self.language)
        return piped(translated.get(key, own), self.course.survey, answers, walk.values)

    def _choices(self, asked: SurveyQuestion, walk: Walk, answers: Answers) -> tuple[Choice, ...]:
        left = in_order(asked, self.course.choices(asked, walk.values), self.seed, walk.values)
        shown = [
            Choice(choice.value, self._label(asked, choice, walk, answers), choice.exclusive, choice.other)
            for choice in left
        ]
        if asked.personal and asked.type is not Type.NOTE and PREFER_NOT not in {c.value for c in shown}:
            shown.append(Choice(PREFER_NOT, self.words("survey_reading.prefer_not"), exclusive=True))
        return tuple(shown)

    def _label(self, asked: SurveyQuestion, choice: SurveyChoice, walk: Walk, answers: Answers) -> str:
        if not asked.choices:
            return self.words(f"survey_reading.{choice.value}")
        return self._says(f"{asked.id}.choice.{choice.value}", choice.label, walk, answers)

    def _check(self, asked: SurveyQuestion) -> Callable[[Json, Answers], str | None] | None:
        if not has_rule(asked):
            return None

        def check(value: Json, answers: Answers) -> str | None:
            walk = self.course.walk({key: given for key, given in answers.items() if key != asked.id})
            if fits(asked, value, walk.values, self.course.today):
                return None
            own = self._says(f"{asked.id}.constraint_message", asked.constraint_message, walk, answers)
            return own or self.words("survey_reading.does_not_fit")

        return check
