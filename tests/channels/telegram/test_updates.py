"""Raw updates, whatever they look like."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.updates import (
    Blocked,
    GroupPointer,
    Ignored,
    Unblocked,
    chat_of,
    number_of,
    press_of,
    read,
)
from bot.dialogue.events import Chose, Said, Unreadable
from bot.turns import Incoming

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
HOME = {"id": 7, "type": "private"}
GROUP = {"id": -100123, "type": "supergroup"}
BOT = "EarshotTestBot"


def meaning(update_id=5, **update):
    return read({"update_id": update_id, **update}, NOW, lambda lat, lon: None, BOT)


def incoming(event, number="5"):
    return Incoming("telegram", number, "7", event)


def test_a_message_becomes_an_event_of_its_chat():
    assert meaning(message={"chat": HOME, "text": "hi"}) == incoming(Said("hi", NOW))


def test_a_press_becomes_a_choice_now():
    press = {"id": "q1", "data": "tok", "message": {"chat": HOME, "date": 1}}
    assert meaning(callback_query=press) == incoming(Chose("tok", NOW))
    assert press_of({"callback_query": press}) == "q1"


def test_a_press_on_a_message_grown_too_old_is_still_a_choice():
    inaccessible = {"chat": HOME, "message_id": 3, "date": 0}
    assert meaning(callback_query={"id": "q", "data": "t", "message": inaccessible}) == incoming(
        Chose("t", NOW)
    )


def test_a_press_without_token_or_chat_is_ignored():
    assert meaning(callback_query={"id": "q", "message": {"chat": HOME}}) == Ignored("press_without_token")
    assert meaning(callback_query={"id": "q", "data": "t"}) == Ignored("malformed")


def test_an_edit_is_told_that_it_is_not_read():
    assert meaning(edited_message={"chat": HOME, "text": "new"}) == incoming(Unreadable("edited", NOW))


def test_a_moving_live_location_is_no_edit():
    assert meaning(edited_message={"chat": HOME, "location": {}}) == Ignored("live_location")


def test_an_album_is_answered_once():
    first = meaning(5, message={"chat": HOME, "photo": [{}], "media_group_id": "99"})
    second = meaning(6, message={"chat": HOME, "photo": [{}], "media_group_id": "99"})
    assert first == second == incoming(Unreadable("photo", NOW), "album:99")


def test_the_words_of_an_album_keep_their_own_number():
    said = meaning(6, message={"chat": HOME, "photo": [{}], "caption": "look", "media_group_id": "99"})
    assert said == incoming(Said("look", NOW), "6")


@pytest.mark.parametrize(
    "text", ["/help", f"/help@{BOT}", f"/help@{BOT.lower()} me", f"hello @{BOT}", f"@{BOT.upper()} drums"]
)
def test_who_turns_to_the_bot_in_a_group_is_sent_to_the_private_chat(text):
    message = {"chat": GROUP, "message_id": 9, "text": text, "from": {"id": 7}}
    assert meaning(message=message) == GroupPointer(-100123, 9, asked=True)


def test_a_reply_to_the_bot_in_a_group_turns_to_it():
    message = {"chat": GROUP, "message_id": 9, "text": "yes", "reply_to_message": {"from": {"username": BOT}}}
    assert meaning(message=message) == GroupPointer(-100123, 9, asked=True)


@pytest.mark.parametrize("text", ["hello all", "/help@AnotherBot", "mail me@example.org"])
def test_other_talk_in_a_group_is_not_meant_for_the_bot(text):
    assert meaning(message={"chat": GROUP, "message_id": 9, "text": text}) == GroupPointer(
        -100123, 9, asked=False
    )


def test_what_is_no_text_in_a_group_is_ignored():
    assert meaning(message={"chat": GROUP, "message_id": 9, "photo": [{}]}) == Ignored("group")
    assert meaning(message={"chat": GROUP, "message_id": 9, "location": {}}) == Ignored("group")


def test_presses_and_edits_in_a_group_are_ignored():
    assert meaning(callback_query={"id": "q", "data": "t", "message": {"chat": GROUP}}) == Ignored("group")
    assert meaning(edited_message={"chat": GROUP, "text": "/find drums"}) == Ignored("group")


def changed(chat, old, new):
    member = {"old_chat_member": {"status": old}, "new_chat_member": {"status": new}}
    return meaning(my_chat_member={"chat": chat, **member})


def test_blocking_and_letting_in_again_are_told_apart():
    assert changed(HOME, "member", "kicked") == Blocked(7)
    assert changed(HOME, "kicked", "member") == Unblocked(7)


def test_a_group_the_bot_was_added_to_is_told_where_to_find_it():
    assert changed(GROUP, "left", "member") == GroupPointer(-100123)
    assert changed(GROUP, "member", "left") == Ignored("membership")
    assert changed(GROUP, "administrator", "member") == Ignored("membership")
    assert changed({"id": -5, "type": "channel"}, "left", "member") == Ignored("membership")


@pytest.mark.parametrize(
    ("update", "kind"),
    [
        ({"channel_post": {"text": "x"}}, "another_kind"),
        ({"inline_query": {"query": "x"}}, "another_kind"),
        ({"next_years_kind": {}}, "unknown_kind"),
        ({}, "unknown_kind"),
        ({"message": None}, "malformed"),
        ({"message": {"chat": {"id": True, "type": "private"}, "text": "x"}}, "malformed"),
        ({"message": {"chat": {"id": 2**60, "type": "private"}, "text": "x"}}, "malformed"),
        ({"message": {"chat": {"id": 7}, "text": "x"}}, "malformed"),
        ({"message": {"chat": HOME, "pinned_message": {}}}, "service"),
    ],
)
def test_what_the_bot_has_no_use_for_is_ignored_under_a_fixed_word(update, kind):
    assert meaning(**update) == Ignored(kind)


@pytest.mark.parametrize(
    "update", [None, 1, "x", [], {}, {"update_id": -1}, {"update_id": True}, {"update_id": "1"}]
)
def test_what_is_no_update_is_malformed(update):
    assert read(update, NOW, lambda lat, lon: None) == Ignored("malformed")
    assert number_of(update) is None


def test_an_update_is_queued_by_its_chat():
    assert chat_of({"message": {"chat": HOME}}) == 7
    assert chat_of({"callback_query": {"message": {"chat": HOME}}}) == 7
    assert chat_of({"inline_query": {}}) is None


NAMES = st.sampled_from(
    "update_id message edited_message callback_query my_chat_member chat id type text date data location venue caption"
    " latitude longitude media_group_id new_chat_member old_chat_member status photo reply_to_message from username"
    " message_id edit_date".split()
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(alphabet=st.characters())
    | st.sampled_from(["private", "group", "kicked", "member", "/start x", 10**400, "\ud83d", "\0"])
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=12,
)
CHATS = st.fixed_dictionaries({"id": JSON, "type": st.sampled_from(["private", "group", 1])})
MESSAGES = st.dictionaries(NAMES, JSON, max_size=6).flatmap(
    lambda rest: CHATS.map(lambda chat: {**rest, "chat": chat})
)
UPDATES = st.fixed_dictionaries(
    {"update_id": st.integers(0, 2**31)},
    optional={
        "message": MESSAGES,
        "edited_message": MESSAGES,
        "my_chat_member": MESSAGES,
        "callback_query": st.fixed_dictionaries({"id": JSON, "data": JSON, "message": MESSAGES}),
    },
)


@settings(max_examples=120, deadline=None)
@given(JSON | UPDATES)
def test_no_json_whatever_makes_reading_fail(update):
    result = read(update, NOW, lambda lat, lon: "Weymouth", BOT)
    assert isinstance(result, Incoming | Ignored | GroupPointer | Blocked | Unblocked)
    assert press_of(update) is None or isinstance(press_of(update), str)
    assert chat_of(update) is None or isinstance(chat_of(update), int)


@settings(max_examples=60, deadline=None)
@given(UPDATES)
def test_whatever_is_read_can_be_stored_as_utf8(update):
    result = read(update, NOW, lambda lat, lon: None, BOT)
    if isinstance(result, Incoming):
        assert "\0" not in repr(result.event).encode().decode()
        for name in ("text", "token", "payload"):
            getattr(result.event, name, "").encode()
