"""What could lead to a person is taken out of free text; what could not stays."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.surveys.redacting import redact

TAKEN = {
    "ring me on 07700 900123 ok": "ring me on [phone number] ok",
    "my number is 07700900123": "my number is [phone number]",
    "+44 7700 900 123": "[phone number]",
    "school is 01632 960001": "school is [phone number]",
    "0 7 7 0 0 9 0 0 1 2 3": "[phone number]",
    "07700-900-123!": "[phone number]!",
    "mail me at kid.drums@example.com pls": "mail me at [email] pls",
    "kid at example dot com": "[email]",
    "kid(at)example.co.uk": "[email]",
    "see https://example.org/a?b=c and www.example.org": "see [link] and [link]",
    "discord.gg/abc123": "[link]",
    "my insta is drum_kid09": "my insta is [handle]",
    "snap: drumkid": "snap: [handle]",
    "add me on snapchat drumkid": "add me on snapchat [handle]",
    "i am @drum.kid ok": "i am [handle] ok",
    "I live at DT4 7AB": "I live at DT4",
    "dt47ab": "DT4",
    "dl14 6xx is mine": "DL14 is mine",
}
STAYS = [
    "I was born in 2012 and have 3 guitars",
    "meet at 16.30 on 22.11.2026",
    "it costs 12.50 a month",
    "i like the bass.its fun",
    "£1,000,000 please",
    "8 to 12 year olds, 10-15 people",
    "insta is bad for you",
    "my teacher is at school.she is nice",
    "DT4 has no drums",
    "more gigs at 7pm in 2027, 2028, 2029",
    "",
]


@pytest.mark.parametrize("text", TAKEN)
def test_personal_data_is_taken_out(text):
    assert redact(text) == TAKEN[text]


@pytest.mark.parametrize("text", STAYS)
def test_what_is_not_personal_stays_as_it_was_said(text):
    assert redact(text) == text


@given(st.text(max_size=200))
def test_a_redacted_text_has_nothing_more_to_take_out(text):
    assert redact(redact(text)) == redact(text)


@given(st.integers(7400000000, 7999999999), st.sampled_from(["0{}", "+44{}", "0044{}", "text 0{} now"]))
def test_no_mobile_number_gets_through(number, shape):
    said = shape.format(number)
    assert str(number) not in redact(said)


@given(st.text(st.characters(categories=["L"], max_codepoint=122), min_size=1, max_size=12))
def test_no_email_address_gets_through(name):
    assert redact(f"write to {name}@example.com soon") == "write to [email] soon"


LONG = "a|a.|a-|a+|1|1 |@|a@|a at |www.|my insta |07700 900123 |x.co".split("|")


@pytest.mark.parametrize("piece", LONG)
def test_the_longest_message_is_read_in_a_moment_whatever_is_in_it(piece):
    redact("once, so that the patterns are there")
    began = process_time()
    redact((piece * 4096)[:4096])
    assert process_time() - began < 0.1


def test_addresses_that_hang_together_all_go():
    assert redact("a@b.c+d@e.f+g@h.i x@y.z+1@k.com") == "[email] [email]"
    assert redact("..foo.com and +http://b.c a..foo.com") == "..[link] and [link] a..[link]"
