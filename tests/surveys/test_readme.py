"""What the guide for authors shows really works."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.surveys.advice import faults_of
from bot.surveys.reading import FIELDS, survey_from
from bot.surveys.reading_question import FIELDS as QUESTION_FIELDS
from bot.surveys.record import Survey, Type
from bot.surveys.xlsform_types import PLAIN

GUIDE = (Path(__file__).parents[2] / "surveys" / "README.md").read_text(encoding="utf-8")
EVERY_BLOCK = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
BLOCKS = [block for block in EVERY_BLOCK if "kind: conversation" not in block]


def test_the_whole_poll_is_a_survey_without_remarks():
    poll = survey_from(YAML(typ="safe").load(BLOCKS[0]))
    assert isinstance(poll, Survey), poll
    assert faults_of(poll) == []


def test_the_conversation_can_be_held_without_remarks():
    (block,) = set(EVERY_BLOCK) - set(BLOCKS)
    conversation = survey_from(YAML(typ="safe").load(block))
    assert isinstance(conversation, Survey), conversation
    assert conversation.is_conversation
    assert faults_of(conversation) == []


@pytest.mark.parametrize("block", BLOCKS[1:])
def test_the_questions_shown_can_be_read(survey_of, block):
    assert survey_of(block).questions


def test_every_type_that_is_asked_is_shown(survey_of):
    shown = {
        question.type
        for block in BLOCKS
        for question in (survey_of(block).questions if block[0] == "-" else ())
    }
    assert shown | {Type.ONE, Type.COMPUTED, Type.HIDDEN} == set(Type)


def test_every_field_that_an_author_needs_is_explained():
    for_experts = {"must", "value", "default", "required_message"}
    also = {"quotas", "sections", "language", "translations", "questions"}
    for name in {*FIELDS, *QUESTION_FIELDS} - for_experts - also:
        assert name in GUIDE, name


def test_every_spreadsheet_type_named_is_one_that_works():
    plain = {"text", "integer", "decimal", "range", "date", "note", "calculate", "hidden"}
    assert plain <= set(PLAIN)
    assert all(f"`{name}`" in GUIDE for name in plain)
