"""The emulator's strictness is itself tested: a lenient one would let the bot's faults pass."""

import pytest

from telegram_refusals import Refusal, checked_keyboard, checked_text


def refusal(check, **given):
    with pytest.raises(Refusal) as raised:
        check(given)
    return raised.value.description


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<b>Drums</b> &amp; <i>noise</i> &lt;live&gt; &#39;now&#x27;", "Drums & noise <live> 'now'"),
        ('<a href="https://example.org/?a=1&amp;b=2">here</a>', "here"),
        ("a &unknown; b & c", "a &unknown; b & c"),
        ("  around  ", "around"),
        ("x" * 4096, "x" * 4096),
        ("<b>" + "x" * 4096 + "</b>", "x" * 4096),
    ],
)
def test_what_a_person_reads_of_html(text, read):
    assert checked_text({"text": text, "parse_mode": "HTML"}) == read


def test_without_a_parse_mode_nothing_is_read_as_html():
    assert checked_text({"text": "<b> & <unknown>"}) == "<b> & <unknown>"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<p>x</p>", 'can\'t parse entities: Unsupported start tag "p" at byte offset 0'),
        ("é<<", "can't parse entities: Unclosed start tag at byte offset 2"),
        ("<b>x", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ("x</b>", "can't parse entities: Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", "can't parse entities: Unmatched end tag at byte offset 7"),
        ("<b>  </b>", "message text is empty"),
        ("", "message text is empty"),
        ("x" * 4097, "message is too long"),
        ("🥁" * 2049, "message is too long"),
    ],
)
def test_a_text_the_real_server_refuses(text, said):
    assert refusal(checked_text, text=text, parse_mode="HTML") == f"Bad Request: {said}"


def test_an_unknown_parse_mode_is_refused():
    assert refusal(checked_text, text="x", parse_mode="html5") == "Bad Request: unsupported parse_mode"


def keyboard(*rows):
    return {"inline_keyboard": list(rows)}


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ([], "object expected as reply markup"),
        (
            keyboard({"text": "x"}),
            "can't parse inline keyboard: array of InlineKeyboardButton expected",
        ),
        (
            keyboard([{"callback_data": "x"}]),
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        (
            keyboard([{"text": "x"}]),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (keyboard([{"text": "x", "callback_data": ""}]), "BUTTON_DATA_INVALID"),
        (keyboard([{"text": "x", "callback_data": "é" * 33}]), "BUTTON_DATA_INVALID"),
        (
            keyboard([{"text": "x", "url": "tel:116123"}]),
            "inline keyboard button URL 'tel:116123' is invalid: Wrong HTTP URL",
        ),
        (keyboard([{"text": "x", "callback_data": "y"}] * 9), "reply markup is too long"),
        (keyboard(*[[{"text": "x", "callback_data": "y"}]] * 101), "reply markup is too long"),
    ],
)
def test_a_keyboard_the_real_server_refuses(markup, said):
    assert refusal(checked_keyboard, reply_markup=markup) == f"Bad Request: {said}"


def test_a_keyboard_it_takes():
    rows = [[{"text": "x", "callback_data": "y" * 64}, {"text": "z", "url": "https://example.org"}]]
    assert checked_keyboard({"reply_markup": {"inline_keyboard": rows}}) == rows
    assert checked_keyboard({}) == []
