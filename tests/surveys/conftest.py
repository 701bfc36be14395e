"""What the tests of surveys share: real words, a way to write a survey in YAML, a person who answers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.dialogue.bot import Words
from bot.surveys.reading import survey_from
from bot.surveys.record import Survey

WORDING = Path(__file__).parents[2] / "content" / "wording" / "en" / "survey_reading.yaml"
HEAD = {
    "slug": "poll-test",
    "title": "A test",
    "why": "To know",
    "who_asks": "The council",
    "what_happens": "We tell you",
}


@pytest.fixture(scope="session")
def words() -> Words:
    sentences = YAML(typ="safe").load(WORDING)

    def say(key: str, /, **values: object) -> str:
        return str(sentences[key]).format(**values)

    return say


@pytest.fixture(scope="session")
def survey_of() -> Callable[[str], Survey]:
    """A survey with these questions, written in YAML."""

    def read(questions: str) -> Survey:
        survey = survey_from({**HEAD, "questions": YAML(typ="safe").load(questions)})
        assert isinstance(survey, Survey), survey
        return survey

    return read
