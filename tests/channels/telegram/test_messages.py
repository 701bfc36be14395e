"""What people send in private, and what it means."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.telegram.messages import PICTURES_AND_SUCH, UNREADABLE_KINDS, event_of
from bot.dialogue.events import Located, Said, Started, Unreadable

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
SENT = int((NOW - timedelta(minutes=3)).timestamp())
AT = NOW - timedelta(minutes=3)


def nearest(lat, lon):
    return "Weymouth" if 50 < lat < 51 else None


def event(**message):
    return event_of({"date": SENT, **message}, NOW, nearest)


def test_text_is_heard_word_for_word():
    assert event(text="where can i do drums nr weymoth") == Said("where can i do drums nr weymoth", AT)


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("/start", ""),
        ("/start survey-autumn-2026", "survey-autumn-2026"),
        ("/START abc_DEF-9", "abc_DEF-9"),
        ("/start@EarshotTestBot abc", "abc"),
        ("/start two words", ""),
        ("/start <b>", ""),
        ("/start " + "a" * 64, "a" * 64),
        ("/start " + "a" * 65, ""),
    ],
)
def test_start_carries_only_a_well_formed_deep_link(text, payload):
    assert event(text=text) == Started(payload, AT)


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("/help", "/help"),
        ("/help@EarshotTestBot", "/help"),
        ("/find@EarshotTestBot drums in Weymouth", "/find drums in Weymouth"),
        ("/startle", "/startle"),
        ("/ 5 pounds", "/ 5 pounds"),
        ("see /help@EarshotTestBot", "see /help@EarshotTestBot"),
    ],
)
def test_a_command_loses_the_name_of_the_bot(text, heard):
    assert event(text=text) == Said(heard, AT)


def test_text_is_made_fit_for_any_database():
    assert event(text="a\0b \ud83d c \U0001f941") == Said("ab � c \U0001f941", AT)


@pytest.mark.parametrize(("content", "kind"), PICTURES_AND_SUCH.items())
def test_what_is_not_words_is_named(content, kind):
    assert event(**{content: {"file_id": "x"}}) == Unreadable(kind, AT)


@pytest.mark.parametrize(
    "content", ["poll", "dice", "story", "paid_media", "something_telegram_adds_next_year"]
)
def test_any_other_content_is_answered_too(content):
    assert event(**{content: {}}) == Unreadable("other", AT)


def test_every_kind_has_its_sentence(wording):
    missing = [kind for kind in UNREADABLE_KINDS if f"unreadable.{kind}" not in wording]
    assert missing == []


def test_the_words_under_a_picture_are_heard():
    assert event(photo=[{}], caption="i hate my life") == Said("i hate my life", AT)
    assert event(photo=[{}], caption="  ") == Unreadable("photo", AT)


def test_nothing_of_a_contact_is_kept():
    contact = {"phone_number": "+44 20 7946 0000", "first_name": "Private"}
    assert event(contact=contact) == Unreadable("contact", AT)


def test_a_location_is_reduced_to_the_nearest_place():
    assert event(location={"latitude": 50.6, "longitude": -2.45}) == Located("Weymouth", AT)
    assert event(venue={"location": {"latitude": 50.6, "longitude": -2}}) == Located("Weymouth", AT)


@pytest.mark.parametrize(
    "spot",
    [
        {"latitude": 10.0, "longitude": -2.45},
        {"latitude": float("nan"), "longitude": -2.45},
        {"latitude": float("inf"), "longitude": 0},
        {"latitude": 10**400, "longitude": 0},
        {"latitude": True, "longitude": False},
        {"latitude": "50.6", "longitude": "-2.45"},
        {"latitude": 50.6},
        None,
    ],
)
def test_a_location_that_is_nowhere_near_is_asked_about(spot):
    assert event(location=spot) == Unreadable("location", AT)


@pytest.mark.parametrize(
    "note", ["pinned_message", "message_auto_delete_timer_changed", "write_access_allowed"]
)
def test_telegrams_own_notes_are_no_message(note):
    assert event(**{note: {}}) is None


@pytest.mark.parametrize(
    "date",
    [0, -1, int((NOW + timedelta(minutes=1)).timestamp()), SENT - 3 * 86400, 10**400, True, "1", None, 1.5],
)
def test_a_date_that_cannot_be_is_replaced_by_now(date):
    assert event_of({"date": date, "text": "hi"}, NOW, nearest) == Said("hi", NOW)
