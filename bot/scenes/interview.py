"""Running a form inside a scene: shows, reads, goes back, skips; knows nothing of what the answers are for.

It keeps two things in the scene's data: `answers` by question id, in the order given, and `ticked`. Somebody who goes
through a form for another time sees what they answered the `last` time, and keeps it with one tap.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.dialogue.asking import (
    BACK,
    Answered,
    Reading,
    Ticked,
    Unclear,
    Wanted,
    heard,
    picked,
    show,
)
from bot.dialogue.bot import Moment, Words
from bot.dialogue.effects import Json, Say
from bot.dialogue.forms import SEVERAL, Answers, Form, Question, step_back
from bot.dialogue.last_time import still_possible
from bot.dialogue.state import State, Turn
from bot.scenes.menu import told


@dataclass(frozen=True, slots=True)
class Interview:
    """A form and what happens when it has no more questions."""

    words: Words
    form: Form
    finished: Callable[[Moment], Turn]
    last: Answers = field(default_factory=dict)

    def question(self, moment: Moment) -> Question | None:
        """What is asked now."""
        return self.form(answers_of(moment.state))

    def ask(self, moment: Moment, before: str = "") -> Turn:
        """The next question, with the sentence `before` above it; or the end of the form."""
        question = self.question(moment)
        if question is None:
            return self.finished(moment)
        say = self._shown(moment.state, question)
        return told(moment, replace(say, text=f"{before}\n\n{say.text}" if before else say.text))

    def begun(self, moment: Moment, before: str = "") -> Turn:
        """The next question for the first time, ticked as it was answered the last time."""
        question = self.question(moment)
        last = None if question is None else self._last(question)
        ticked = last if question is not None and question.kind in SEVERAL and isinstance(last, list) else []
        return self.ask(Moment(moment.state.with_data(ticked=ticked), moment.at), before)

    def picked(self, moment: Moment, value: str) -> Turn:
        question = self.question(moment)
        if question is None:
            return self.finished(moment)
        ticked, known = ticked_of(moment.state), answers_of(moment.state)
        reading = picked(self.words, question, value, ticked, known, self._last(question))
        return self._react(moment, question, reading)

    def heard(self, moment: Moment, text: str) -> Turn:
        question = self.question(moment)
        if question is None:
            return self.finished(moment)
        ticked, known = ticked_of(moment.state), answers_of(moment.state)
        reading = heard(self.words, question, text, ticked, known, self._last(question))
        return self._react(moment, question, reading)

    def back(self, moment: Moment) -> Turn:
        """The last answer taken back and asked for again, with its ticks as they were."""
        before = answers_of(moment.state)
        kept = step_back(self.form, before)
        question = self.form(kept)
        given = before.get(question.id) if question is not None else None
        several = question is not None and question.kind in SEVERAL and isinstance(given, list)
        state = moment.state.with_data(
            answers=kept, ticked=list(given) if several and isinstance(given, list) else []
        )
        return self.ask(Moment(state, moment.at))

    def _last(self, question: Question) -> Json:
        return still_possible(question, self.last.get(question.id))

    def _shown(self, state: State, question: Question, again: bool = False) -> Say:
        back = bool(answers_of(state))
        return show(self.words, question, ticked_of(state), back, again, self._last(question))

    def _react(self, moment: Moment, question: Question, reading: Reading) -> Turn:
        match reading:
            case Answered(value):
                return self.begun(Moment(answered(moment.state, question.id, value), moment.at))
            case Ticked(values):
                state = moment.state.with_data(ticked=list(values))
                return told(Moment(state, moment.at), self._shown(state, question, again=True))
            case Wanted(what):
                return self.back(moment) if what == BACK else self._explain(moment, question)
            case Unclear(sentence):
                say = self._shown(moment.state, question)
                return told(moment, replace(say, text=f"{sentence}\n\n{question.text}"))

    def _explain(self, moment: Moment, question: Question) -> Turn:
        """Why it is asked, then the question again without saying so twice."""
        say = self._shown(moment.state, replace(question, hint=""))
        return told(moment, replace(say, text=f"{question.why}\n\n{say.text}"))


def answers_of(state: State) -> Answers:
    answers = state.data.get("answers")
    return answers if isinstance(answers, dict) else {}


def ticked_of(state: State) -> tuple[str, ...]:
    ticked = state.data.get("ticked")
    return tuple(str(value) for value in ticked) if isinstance(ticked, list) else ()


def answered(state: State, question: str, value: Json) -> State:
    """The state with this answer added. One that it makes irrelevant stays aside, should its question come back."""
    return state.with_data(answers={**answers_of(state), question: value}, ticked=[])
