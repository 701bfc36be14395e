"""A conversation is written as statements, has a fingerprint of its own, and comes to each in an order of their own."""

from dataclasses import replace

import pytest

from bot.surveys.advice import faults_of, seconds_to_answer
from bot.surveys.conversation import Statement, in_own_order, like
from bot.surveys.definition import definition, hash_of, only_spelling, survey_from_definition
from bot.surveys.reading import survey_from
from bot.surveys.record import Survey
from bot.surveys.xlsform import NoForm, to_xlsform

HEAD = {
    "slug": "conversation-test",
    "kind": "conversation",
    "title": "What should change?",
    "why": "To know what you agree on",
    "who_asks": "The council",
    "what_happens": "We tell you",
}
SAID = [
    "I want more gigs",
    "Lessons cost too much",
    "I like playing alone",
    "Buses are too rare",
    "Choirs are for me",
]


def conversation(statements=SAID, **more) -> Survey:
    survey = survey_from({**HEAD, "statements": statements, **more})
    assert isinstance(survey, Survey), survey
    return survey


def test_statements_are_named_by_their_places():
    read = conversation()
    assert read.statements == tuple(Statement(f"s{n}", text) for n, text in enumerate(SAID, 1))
    assert read.questions == ()
    assert faults_of(read) == []


@pytest.mark.parametrize(
    ("record", "path", "wrong"),
    [
        ({**HEAD, "statements": SAID, "questions": []}, ("questions",), "a conversation has no questions"),
        ({**HEAD, "statements": SAID[:2]}, (), "there is too little to begin with"),
        ({**HEAD, "statements": [*SAID, "x" * 141]}, ("statements", 5), "statement 6 has 141 characters"),
        ({**HEAD, "statements": [*SAID, SAID[0]]}, ("statements", 5), "statement 6 is there already"),
        ({**HEAD, "statements": [*SAID, None]}, ("statements", 5), "statement 6 is empty"),
        ({**HEAD, "statements": {"a": "b"}}, ("statements",), "statements should be a list"),
        ({**HEAD, "kind": "chat", "statements": SAID}, ("kind",), "kind is 'chat'"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(record, path, wrong):
    faults = survey_from(record)
    assert isinstance(faults, list)
    assert (path, wrong) in [(fault.path, fault.wrong) for fault in faults]


def test_a_survey_with_statements_is_told_to_be_a_conversation():
    questions = [{"id": "plays", "ask": "Do you play?", "type": "yes_no"}]
    faults = survey_from({**HEAD, "kind": "survey", "questions": questions, "statements": SAID})
    assert [fault.wrong for fault in faults] == ["a survey has no statements"]


def test_an_author_hears_what_makes_a_statement_hard_to_vote_on():
    said = [*SAID[:3], "Is there enough music here?", "It costs too much and it is too far"]
    told = [(fault.path, fault.wrong) for fault in faults_of(conversation(said))]
    assert told == [
        (("statements", 3), "this is a question"),
        (("statements", 4), "with 'and' this may say two things"),
    ]
    few = [fault.wrong for fault in faults_of(conversation(SAID[:3]))]
    assert few == ["it begins with 3 statements"]
    assert seconds_to_answer(conversation()) == round(sum(len(s.split()) for s in SAID) / 2.5 + 15)


def test_a_conversation_comes_back_from_its_definition_as_it_was():
    read = conversation()
    assert survey_from_definition(definition(read)) == read


def test_the_hash_covers_the_statements():
    read = conversation()
    more = conversation([*SAID, "Drums for everyone here"])
    assert hash_of(read) != hash_of(more)
    assert not only_spelling(read, more)
    assert only_spelling(read, conversation(["I want more gigz", *SAID[1:]]))


def test_a_survey_frozen_before_there_were_conversations_keeps_its_hash(survey_of):
    survey = survey_of("- {id: plays, ask: Do you play?, type: yes_no}")
    assert {"kind", "statements"}.isdisjoint(definition(survey))
    assert hash_of(survey) == "ab75e7879b0a219ae5c70890921e2c4fc69be14722be903bf5111060079e6b6f"


def test_xlsform_has_no_word_for_a_conversation():
    with pytest.raises(NoForm, match=r"conversation-test is a conversation, .* share its \.yaml file"):
        to_xlsform(conversation())


def test_everybody_has_an_order_of_their_own_that_stays_when_more_are_added():
    statements = conversation().statements
    mine, yours = in_own_order(statements, "me"), in_own_order(statements, "you")
    assert mine != yours
    assert sorted(mine, key=lambda s: s.id) == sorted(statements, key=lambda s: s.id)
    more = in_own_order([*statements, Statement("new", "Another one here")], "me")
    assert tuple(each for each in more if each.id != "new") == mine


def test_a_statement_that_is_there_in_other_words_is_found():
    statements = conversation().statements
    assert like("Lessons cost TOO much!", statements) == statements[1]
    assert like("there should be a recording studio", statements) is None
    assert like("anything", ()) is None


def test_who_is_asked_and_when_may_change_while_it_is_open():
    read = conversation()
    assert hash_of(replace(read, reminders=1)) == hash_of(read)
