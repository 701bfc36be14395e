"""A survey as those who are asked will see it, and what its author should know; made by the code that asks them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.dialogue.asking import show
from bot.dialogue.bot import Moment, Words
from bot.dialogue.effects import Option, Say
from bot.dialogue.state import State, Turn
from bot.scenes import survey_doorway
from bot.scenes.cards import day_text
from bot.scenes.house import House
from bot.scenes.menu import says
from bot.scenes.survey_said import who_it_is_for
from bot.surveys.advice import kinds_of_remark
from bot.surveys.form import form
from bot.surveys.meant_for import is_for_anybody
from bot.surveys.record import UNSEEN, Survey, SurveyQuestion

LOOK = "look"
"""What pressing any button of a preview means."""
REMARKS = frozenset({"double", "leading", "unbalanced", "identity", "hard_to_read", "too_many_choices"})
"""What the wording has a sentence for; the rest cannot be said of a poll made in the chat."""
_NOBODY = Moment(State(), datetime(2000, 1, 1, tzinfo=UTC))


def as_seen(house: House, survey: Survey) -> tuple[Say, ...]:
    """All messages up to the last question, as somebody sees them of whom we know nothing yet; every question by
    itself, so that none is hidden behind a condition. Their buttons only show how it looks."""
    doorway = [survey_doorway.intro(house, _NOBODY, survey)]
    if not is_for_anybody(survey.audience):
        doorway.append(survey_doorway.who_for(house, _NOBODY, survey))
    asked = (question for question in survey.questions if question.type not in UNSEEN)
    messages = [*map(_said_in, doorway), *(_shown(house, survey, question) for question in asked)]
    return tuple(map(_only_to_look, messages))


def _said_in(turn: Turn) -> Say:
    return next(effect for effect in turn.effects if isinstance(effect, Say))


def _shown(house: House, survey: Survey, question: SurveyQuestion) -> Say:
    only = replace(survey, questions=(_by_itself(question),), sections=(), quotas=())
    asking = form(only if len(survey.questions) > 1 else survey, house.words)({})
    assert asking is not None
    return show(house.words, asking, back=False)


def _by_itself(question: SurveyQuestion) -> SurveyQuestion:
    return replace(question, relevant="", section="", choice_filter="", required_if="")


def _only_to_look(say: Say) -> Say:
    options = tuple(Option(option.label, LOOK) for option in say.options)
    return replace(say, options=options, question="", replaces=False)


def facts(house: House, survey: Survey) -> str:
    """For whom it is and until when, and what its author is advised."""
    words = house.words
    day = day_text(words, survey.closes) if survey.closes else ""
    anybody = is_for_anybody(survey.audience)
    whom = words("authoring.anybody") if anybody else who_it_is_for(house, survey)
    about = words("authoring.facts", audience=whom, day=day)
    return says(about, *_advice(words, kinds_of_remark(survey)))


def _advice(words: Words, remarks: Sequence[str]) -> tuple[str, ...]:
    known = [name for name in remarks if name in REMARKS]
    lines = "\n".join(f"• {words(f'authoring.advice.{name}')}" for name in known)
    return (f"{words('authoring.advice')}\n{lines}",) if known else ()
