"""A conversation seen as a survey: each statement a question with three answers, so that it is counted, protected,
drawn and exported like any other; knows nothing of opinion groups."""

from collections.abc import Iterable
from dataclasses import replace

from bot.surveys.conversation import AGREE, DISAGREE, PASS, Statement
from bot.surveys.record import Survey, SurveyChoice, SurveyQuestion, Type

CHOICES = (SurveyChoice(AGREE, "Agree"), SurveyChoice(DISAGREE, "Disagree"), SurveyChoice(PASS, "Pass"))


def as_survey(survey: Survey, added: Iterable[Statement] = ()) -> Survey:
    """The survey with a question for each statement, those that people added last; any other survey as it is."""
    if not survey.is_conversation:
        return survey
    every = {each.id: each for each in (*survey.statements, *added)}
    questions = tuple(
        SurveyQuestion(each.id, Type.ONE, each.text, choices=CHOICES) for each in every.values()
    )
    return replace(survey, questions=questions)
