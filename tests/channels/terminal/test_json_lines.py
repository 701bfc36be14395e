"""The line format that other programs drive the bot with."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.terminal.json_lines import Unusable, chat_json, understood
from bot.dialogue.events import Chose, Said, Started
from bot.turns import NotStored, Receipt

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ASKED = {
    "text": "Which do you play?",
    "options": ["Guitar", "Drums", "Cello", "Skip"],
    "cards": [],
}


def run(house, *lines, **options):
    out = []
    written = [line if isinstance(line, str | bytes) else json.dumps(line) for line in lines]
    chat_json(written, out.append, *house, **{"at": NOW, **options})
    assert len(out) == len(lines)
    return [json.loads(line) for line in out]


def labels_only(message):
    return {**message, "options": [option["label"] for option in message["options"]]}


def texts(answer):
    return [message["text"] for message in answer["messages"]]


def test_start_gives_the_messages_of_the_turn(house):
    (answer,) = run(house, {"start": ""})
    assert [labels_only(message) for message in answer["messages"]] == [
        {"text": "Hello", "options": [], "cards": []},
        ASKED,
    ]
    assert answer["stored"] == []


def test_an_answer_has_these_fields_and_no_others(house):
    _, answer = run(house, {"start": "x"}, {"say": "cards"})
    assert list(answer) == ["messages", "stored"]
    assert list(answer["messages"][1]["options"][0]) == ["label", "token"]
    assert answer["messages"][0] == {
        "text": "Here:",
        "options": [],
        "cards": [
            {
                "id": "example-drum-club",
                "title": "Example drum club",
                "because": ["It is near."],
                "distance_miles": 1.2,
                "url": "https://example.org/drums",
            }
        ],
    }


def test_only_the_messages_of_this_turn_are_given(house):
    _, said = run(house, {"start": ""}, {"say": "good day"})
    assert texts(said) == ["You said good day"]


def test_what_a_turn_stores_is_told_one_line_an_effect(house):
    _, said, worried = run(house, {"start": ""}, {"say": "hi"}, {"say": "i hurt myself"})
    assert said["stored"] == ["noted demand drums DT4 found 1"]
    assert worried["stored"] == ["alert harm high"]


def test_people_are_kept_apart(house):
    _, other, back = run(
        house, {"start": "one"}, {"start": "two", "person": "p2"}, {"choose": "Drums", "person": "p1"}
    )
    assert texts(other) == ["Hello from two", "Which do you play?"]
    assert [option["label"] for option in back["messages"][0]["options"]] == ASKED["options"]


@pytest.mark.parametrize("choice", ["Skip", "skip", "  SKIP ", "⏭ Skip", "➡️skip"])
def test_a_button_is_meant_by_its_label(house, choice):
    _, answer = run(house, {"start": ""}, {"choose": choice})
    assert texts(answer) == ["Skipped"]


def test_a_button_is_meant_by_its_token(house):
    out = []

    def lines():
        yield json.dumps({"start": ""})
        token = json.loads(out[0])["messages"][1]["options"][3]["token"]
        yield json.dumps({"choose": token})

    chat_json(lines(), out.append, *house, at=NOW)
    assert texts(json.loads(out[1])) == ["Skipped"]


def test_a_button_that_was_not_offered_is_answered_as_an_old_one(house):
    _, answer = run(house, {"start": ""}, {"choose": "Trumpet"})
    assert texts(answer) == ["That button is from earlier.", "Which do you play?"]


def test_a_button_of_an_earlier_turn_is_passed_on_and_answered_as_an_old_one(house):
    *_, answer = run(house, {"start": ""}, {"say": "hi"}, {"choose": "Skip"})
    assert texts(answer) == ["That button is from earlier.", "Which do you play?"]


def test_an_event_has_the_time_of_its_line_else_the_given_one():
    taken = []

    def take(incoming):
        taken.append((incoming.event, incoming.address, incoming.update_id))
        return Receipt()

    lines = [
        {"start": "a"},
        {"say": "b", "at": "2026-11-23T09:00:00+01:00", "person": "p2"},
        {"choose": "c", "at": "2026-11-24T09:00:00"},
    ]
    run((take, lambda *_: []), *lines)
    assert taken == [
        (Started("a", NOW), "p1", "1-1"),
        (Said("b", datetime(2026, 11, 23, 8, tzinfo=UTC)), "p2", "1-2"),
        (Chose("c", datetime(2026, 11, 24, 9, tzinfo=UTC)), "p1", "1-3"),
    ]


def test_without_a_given_time_it_is_now():
    taken = []

    def take(incoming):
        taken.append(incoming.event)
        return Receipt()

    run((take, lambda *_: []), {"say": "b"}, at=None, clock=lambda: NOW)
    assert taken == [Said("b", NOW)]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("", 'not JSON; write one object a line, such as {"say": "drums near Weymouth"}'),
        ("{", 'not JSON; write one object a line, such as {"say": "drums near Weymouth"}'),
        ("[" * 100_000, 'not JSON; write one object a line, such as {"say": "drums near Weymouth"}'),
        ("[1]", 'not an object; write one such as {"say": "drums near Weymouth"}'),
        ("{}", "exactly one of say, choose and start is needed"),
        ('{"say": "a", "start": ""}', "exactly one of say, choose and start is needed"),
        ('{"say": 1}', '"say" must be a text'),
        ('{"say": "a", "persn": "p2"}', "unknown: persn; use say, choose or start, and person, at"),
        ('{"say": "a", "person": ""}', '"person" must be a name of 1 to 100 characters, such as "p1"'),
        ('{"say": "a", "person": 1}', '"person" must be a text'),
        ('{"say": "a", "at": "noon"}', '"at" must be a time such as "2026-11-22T10:00:00+00:00"'),
        (
            '{"say": "a", "at": "0001-01-01T00:00:00+05:00"}',
            '"at" must be a time such as "2026-11-22T10:00:00+00:00"',
        ),
    ],
)
def test_an_unusable_line_says_what_would_do_and_the_chat_goes_on(house, line, error):
    refused, answer = run(house, line, {"start": ""})
    assert refused == {"error": error}
    assert texts(answer) == ["Hello", "Which do you play?"]


def test_bytes_that_are_no_utf8_are_no_traceback(house):
    refused, said = run(house, b"\xff\xfe", b'{"say": "caf\xe9"}')
    assert set(refused) == {"error"}
    assert texts(said)[-1] == "You said caf�"


def test_what_cannot_be_stored_is_told_and_the_chat_goes_on():
    def take(_incoming):
        raise NotStored("the disk is full")

    assert run((take, lambda *_: []), {"say": "a"}, {"say": "b"}) == [{"error": "the disk is full"}] * 2


def test_a_failed_turn_gives_the_apology(house):
    _, answer = run(house, {"start": ""}, {"say": "broken"})
    assert texts(answer) == ["Sorry, something went wrong."]


def test_a_talk_goes_on_in_a_later_run_of_the_same_database(reopened):
    with reopened() as house:
        run(house, {"start": ""}, {"choose": "Drums"})
    with reopened() as house:
        skipped, said = run(house, {"choose": "skip"}, {"say": "hi"})
    assert (texts(skipped), texts(said)) == (["Skipped"], ["You said hi"])


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text()
    | st.recursive(
        st.none() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(
                st.sampled_from(["say", "choose", "start", "at", "person", "x"]), inner, max_size=3
            )
        ),
        max_leaves=6,
    ).map(json.dumps)
)
def test_no_line_whatever_is_a_traceback(line):
    try:
        wish = understood(line)
    except Unusable:
        return
    else:
        assert wish.verb in json.loads(line)
