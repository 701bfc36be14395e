"""Which questions of a survey one person is asked, and how far they are; knows nothing of how it begins or ends.

What a survey in progress keeps in the scene's data: `slug`; `stage`; `answers` and `ticked` (see interview); `seed`,
which keeps shuffled choices in one order wherever the talk goes on; `last`, the answers they want to change; `plain`,
whether personal questions are left out; `invited`; and `waiting`, what for the store was asked.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.dialogue.bot import Moment
from bot.dialogue.effects import Effect, Json, Reached, Recall
from bot.dialogue.forms import Answers, asked_so_far
from bot.dialogue.state import State, Turn
from bot.scenes.house import House
from bot.scenes.interview import Interview, answers_of
from bot.scenes.menu import told
from bot.surveys.answers import meets_quota
from bot.surveys.form import form
from bot.surveys.record import Survey

TOPIC = "edition"
OPENED, STARTED, DECLINED = "opened", "started", "declined"


@dataclass(frozen=True, slots=True)
class Asking:
    """A survey on its way through one person's questions. `finished` is called when there are no more."""

    house: House
    survey: Survey
    finished: Callable[[Moment], Turn]

    def begin(self, moment: Moment) -> Turn:
        """The first question that has no answer yet."""
        return _with(self._reached(moment.state), self._interview(moment).begun(moment))

    def ask(self, moment: Moment, before: str = "") -> Turn:
        return self._interview(moment).ask(moment, before)

    def heard(self, moment: Moment, text: str) -> Turn:
        return self._moved(moment, self._interview(moment).heard(moment, text))

    def picked(self, moment: Moment, value: str) -> Turn:
        return self._moved(moment, self._interview(moment).picked(moment, value))

    def back(self, moment: Moment) -> Turn:
        return self._moved(moment, self._interview(moment).back(moment))

    def _interview(self, moment: Moment) -> Interview:
        seed = f"{moment.state.data.get('seed') or moment.state.salt}{self.survey.slug}"
        asked = asked_of(self.survey, moment.state)
        asking = form(asked, self.house.words, seed, today=self.house.today(moment.at))
        return Interview(self.house.words, asking, self.finished, last_of(moment.state))

    def _moved(self, moment: Moment, turn: Turn) -> Turn:
        """The turn, unless the answer just given has to be looked up among full quotas first."""
        before, now = answers_of(moment.state), answers_of(turn.state)
        given = {key: value for key, value in now.items() if key not in before or before[key] != value}
        if meets_quota(self.survey, given):
            return look_up(Moment(turn.state, moment.at), self.survey.slug, "quota")
        return turn if now == before else _with(self._reached(turn.state), turn)

    def _reached(self, state: State) -> tuple[Effect, ...]:
        """The number of the question somebody who was invited has come to."""
        if not is_invited(state):
            return ()
        asking = form(asked_of(self.survey, state), self.house.words)
        return (Reached(self.survey.slug, STARTED, len(asked_so_far(asking, answers_of(state))) + 1),)


def asked_of(survey: Survey, state: State) -> Survey:
    """The survey without its personal questions for somebody whose age is not known to be right for them."""
    if not state.data.get("plain"):
        return survey
    return replace(survey, questions=tuple(each for each in survey.questions if not each.personal))


def last_of(state: State) -> Answers:
    """The answers that somebody wants to change; empty the first time."""
    last = state.data.get("last")
    return last if isinstance(last, dict) else {}


def is_invited(state: State) -> bool:
    """Whether it is worth telling how far they come: they were invited, and are not changing what they sent."""
    return bool(state.data.get("invited")) and not last_of(state)


def look_up(moment: Moment, slug: str, waiting: Json) -> Turn:
    """Asks the store how the edition stands; what for is kept in the data until the answer comes."""
    return told(Moment(moment.state.with_data(waiting=waiting), moment.at), Recall(TOPIC, slug))


def _with(effects: tuple[Effect, ...], turn: Turn) -> Turn:
    return replace(turn, effects=(*effects, *turn.effects)) if effects else turn
