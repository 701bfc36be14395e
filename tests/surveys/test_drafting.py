"""From what an author answered to a poll: lists, days, names and marks as people type them."""

from datetime import date

import pytest

from bot.surveys import drafting
from bot.surveys.drafting import asked, begun, closing_day, finished, listed, slug_of

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("drums, guitar", ("Drums", "Guitar")),
        ("drums, guitar or bass", ("Drums", "Guitar", "Bass")),
        ("drums, guitar, or bass", ("Drums", "Guitar", "Bass")),
        ("rock and roll, jazz", ("Rock and roll", "Jazz")),
        ("a jam, with tea\na gig", ("A jam, with tea", "A gig")),
        ("1. one\n2) two\n- three\n• four", ("One", "Two", "Three", "Four")),
        ("now; later", ("Now", "Later")),
        ("iPad, DJ", ("iPad", "DJ")),
        ("now or never", ("Now or never",)),
        (" ,, ", ()),
        ("8-10, 11-13", ("8-10", "11-13")),
    ],
)
def test_a_list_is_read_as_it_was_meant(text, options):
    assert listed(text) == options


@pytest.mark.parametrize(
    ("answer", "day"),
    [
        ("2", date(2026, 12, 6)),
        ("2 weeks", date(2026, 12, 6)),
        ("in two weeks", date(2026, 12, 6)),
        ("10 days", date(2026, 12, 2)),
        ("in 3 weeks time", date(2026, 12, 13)),
        ("12 December 2026", date(2026, 12, 12)),
        ("5 december", date(2026, 12, 5)),
        ("3rd jan", date(2027, 1, 3)),
        ("2026-12-01", date(2026, 12, 1)),
        ("soon", None),
        ("31 february", None),
        (None, None),
    ],
)
def test_the_last_day_is_understood(answer, day):
    assert closing_day(answer, TODAY) == day


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("what  should we\nplan", "What should we plan?"),
        ("wot gigs", "Wot gigs?"),
        ("What now?", "What now?"),
        ("Tell us your idea", "Tell us your idea"),
        ("do you like it!", "Do you like it!"),
    ],
)
def test_a_question_gets_its_capital_and_its_mark(text, shown):
    assert asked(text) == shown


def test_a_reason_ends_with_a_full_stop():
    assert (finished("we act on it"), finished("we act on it!")) == ("We act on it.", "We act on it!")


def test_only_a_small_word_gets_a_capital():
    assert (begun("iPad music"), begun("drums"), begun("")) == ("iPad music", "Drums", "")


def test_a_poll_is_called_by_its_question_and_its_day():
    assert slug_of("What should we plan next?", TODAY, ()) == "poll-what-should-we-plan-next-2026-11-22"


def test_a_name_that_is_taken_gets_a_number():
    first = slug_of("Drums?", TODAY, ())
    assert slug_of("Drums?", TODAY, {first, f"{first}-2"}) == "poll-drums-2026-11-22-3"


def test_a_long_question_or_one_without_letters_still_has_a_name_that_fits_a_link():
    assert len(slug_of("Which of all these many things " * 5, TODAY, ())) <= drafting.LONGEST_SLUG
    assert slug_of("🎸🎸?", TODAY, ()) == "poll-2026-11-22"


def test_options_that_differ_only_in_marks_are_the_same():
    assert drafting.same_option("Hip-hop!") == drafting.same_option("hip hop")
    assert drafting.same_option("🎸") != drafting.same_option("🥁")
