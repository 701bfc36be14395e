"""Reminders of the day from which one can sign up."""

from datetime import UTC, date, datetime

from bot.catalogue.entry import Join, When
from bot.dialogue.effects import Remind
from finder import Finder, entry

OPENS = Join(url="https://example.org/join", opens=date(2027, 7, 5))
COURSE = entry("course", "Drum Week", join=OPENS, when=When(dates=(date(2027, 8, 2),)))
MORNING_IT_OPENS = datetime(2027, 7, 5, 7, 0, tzinfo=UTC)


def test_the_card_says_when_one_can_sign_up() -> None:
    finder = Finder([COURSE]).start("about-course")
    assert "Sign-up opens: 5 July 2027" in finder.cards[0].lines


def test_signing_up_comes_before_the_day_itself() -> None:
    finder = Finder([COURSE]).start("about-course").press("Remind me to sign up")
    assert finder.stored(Remind) == [Remind(MORNING_IT_OPENS, "about-course")]
    assert finder.text == "OK. I'll remind you here in this chat on the day you can sign up for Drum Week."


def test_it_can_be_asked_for_in_words_and_is_set_once() -> None:
    finder = Finder([COURSE]).start("about-course").say("tell me when it opens")
    assert finder.stored(Remind) == [Remind(MORNING_IT_OPENS, "about-course")]
    assert finder.say("remind me when sign up opens").stored(Remind) == []


def test_once_it_is_open_the_day_itself_is_what_is_left_to_be_reminded_of() -> None:
    finder = Finder([COURSE], at=MORNING_IT_OPENS).start("about-course")
    assert "Remind me to sign up" not in finder.buttons
    assert finder.press("Remind me").stored(Remind) == [
        Remind(datetime(2027, 8, 1, 16, 0, tzinfo=UTC), "about-course")
    ]


def test_when_one_can_sign_up_is_told_to_whoever_asks() -> None:
    finder = Finder([COURSE]).start("about-course").say("when does sign up open?")
    assert "Sign-up opens: 5 July 2027" in finder.text


def test_what_has_ended_is_not_to_be_signed_up_for() -> None:
    over = entry("over", "Old Week", join=OPENS, status="ended")
    finder = Finder([over]).start("about-over")
    assert finder.say("remind me").stored(Remind) == []
