"""What somebody answered and whom a survey is for, in words; knows nothing of what is asked next."""

from collections.abc import Sequence

from bot.dialogue.bot import Words
from bot.dialogue.effects import Json
from bot.dialogue.forms import Answers
from bot.scenes.cards import listed
from bot.scenes.house import House
from bot.surveys.meant_for import merged_bands
from bot.surveys.piping import piped
from bot.surveys.record import OTHER_SUFFIX, PREFER_NOT, Survey, SurveyQuestion, Type
from bot.surveys.values import as_text, as_words

LONGEST = 120
"""Characters of an answer, and of its question, shown when all are listed."""
MOST_LINES = 14


def said(house: House, survey: Survey, answers: Answers) -> str:
    """A line for each question and what they answered."""
    lines = [_line(house, survey, name, answers) for name in answers]
    return "\n".join(lines[:MOST_LINES] + ["…"] * (len(lines) > MOST_LINES))


def who_it_is_for(house: House, survey: Survey) -> str:
    """Such as "young people aged 11 to 18 in DT4"."""
    words, audience = house.words, survey.audience
    roles = _either(words, [words(f"survey.role_{role}") for role in audience.roles])
    bands = [
        words("survey.band_from", low=low) if high is None else words("survey.band", low=low, high=high)
        for low, high in merged_bands(audience)
    ]
    ages = words("survey.aged", ages=_either(words, bands)) if bands else ""
    areas = words("survey.in_areas", areas=_either(words, audience.areas)) if audience.areas else ""
    return " ".join(part for part in (roles or words("survey.role_anybody"), ages, areas) if part)


def _either(words: Words, items: Sequence[str]) -> str:
    return listed(words, items, "list.or")


def _line(house: House, survey: Survey, name: str, answers: Answers) -> str:
    question = survey.question(name)
    if question is not None:
        asked = piped(question.text, survey, answers, {key: as_text(given) for key, given in answers.items()})
    else:
        asked = house.words("survey_reading.what_other") if name.endswith(OTHER_SUFFIX) else name
    said = _answer(house, question, answers[name])
    return house.words("survey.you_said", asked=_short(asked), said=_short(said))


def _answer(house: House, question: SurveyQuestion | None, value: Json) -> str:
    words = house.words
    if value is None or value == [] or value == "":
        return words("survey.skipped")
    if value in (PREFER_NOT, [PREFER_NOT]):
        return words("survey_reading.prefer_not")
    if question is not None and question.type is Type.YES_NO and not question.choices:
        return words(f"survey_reading.{as_text(value)}")
    return as_words(value, question.choices if question else ())


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
