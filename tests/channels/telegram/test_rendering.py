"""Messages as Telegram shows them; whatever comes out must pass the emulator's strict reading."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.rendering import (
    Button,
    cut,
    has_links,
    is_web_address,
    render,
    size,
    without_links,
)
from telegram_refusals import checked_keyboard, checked_text, parsed_html

CARD = {
    "id": "example-drum-club",
    "title": "Drums & Noise <live>",
    "lines": ["1.2 miles away", "Saturdays, free"],
    "because": ["It is near Weymouth."],
    "url": "https://example.org/drums?a=1&b=2",
}


def rendered(text="Hello", cards=(), options=(), most=4096):
    return render({"text": text, "cards": list(cards), "options": list(options)}, "Find out more", most)


def buttons(*labels, **more):
    return [
        {"label": label, "token": f"t{n}", "chosen": False, "url": "", **more}
        for n, label in enumerate(labels)
    ]


def labels(result):
    return [[button.label for button in row] for row in result.keyboard]


def test_text_is_escaped():
    assert rendered("Do < Re & Mi > Fa").parts == ("Do &lt; Re &amp; Mi &gt; Fa",)


def test_a_card_is_its_title_lines_reasons_and_link():
    assert rendered("Here you are:", [CARD]).parts == (
        "Here you are:\n\n"
        "<b>Drums &amp; Noise &lt;live&gt;</b>\n1.2 miles away\nSaturdays, free\n<i>It is near Weymouth.</i>\n"
        '<a href="https://example.org/drums?a=1&amp;b=2">Find out more</a>',
    )


def test_an_address_telegram_would_not_link_is_written_out():
    assert rendered("x", [{"title": "T", "url": "ask at the library"}]).parts == (
        "x\n\n<b>T</b>\nask at the library",
    )


def test_a_quote_in_an_address_cannot_break_out_of_the_link():
    html = rendered("x", [{"title": "T", "url": 'https://example.org/"><b>'}]).parts[0]
    assert html.endswith('<a href="https://example.org/&quot;&gt;&lt;b&gt;">Find out more</a>')


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        (["Yes", "No"], [["Yes", "No"]]),
        (["Guitar", "Drums", "Violin"], [["Guitar", "Drums"], ["Violin"]]),
        (["Something much longer than that", "No"], [["Something much longer than that"], ["No"]]),
        (["1", "2", "3", "4", "5", "Skip", "Back"], [["1", "2", "3", "4", "5"], ["Skip", "Back"]]),
        ([str(n) for n in range(11)], [["0", "1", "2", "3", "4"], ["5", "6", "7", "8", "9"], ["10"]]),
    ],
)
def test_short_buttons_share_a_row_and_long_ones_do_not(names, rows):
    assert labels(rendered(options=buttons(*names))) == rows


def test_a_chosen_option_shows_a_tick():
    options = [*buttons("Guitar", chosen=True), *buttons("Drums")]
    assert labels(rendered(options=options)) == [["✅ Guitar", "Drums"]]


def test_a_web_address_becomes_a_link_button():
    options = [{"label": "Open the page", "token": "", "url": "https://example.org/x"}]
    assert rendered(options=options).keyboard == ((Button("Open the page", url="https://example.org/x"),),)


@pytest.mark.parametrize(
    ("label", "url", "line"),
    [
        ("Call Childline", "tel:08001111", "Call Childline: 08001111"),
        ("Text SHOUT", "sms:85258", "Text SHOUT: 85258"),
        ("Write to us", "mailto:hub@example.org", "Write to us: hub@example.org"),
        ("Call 0800 1111", "tel:0800 1111", "• Call 0800 1111"),
        ("This server", "http://localhost:8080/x", "This server: http://localhost:8080/x"),
    ],
)
def test_a_button_telegram_would_refuse_is_written_out(label, url, line):
    result = rendered("Hello", options=[{"label": label, "url": url, "token": ""}, *buttons("OK")])
    assert (result.parts, labels(result)) == ((f"Hello\n\n{line}",), [["OK"]])


def test_a_token_too_long_for_telegram_becomes_a_line_to_type():
    result = rendered(options=[{"label": "Guitar", "token": "é" * 33}])
    assert (result.parts, result.keyboard) == (("Hello\n\n• Guitar",), ())


def test_more_buttons_than_telegram_takes_are_written_out():
    result = rendered(options=buttons(*(f"Choice {n}" for n in range(103))))
    assert sum(map(len, result.keyboard)) == 100
    assert result.parts == ("Hello\n\n• Choice 100\n• Choice 101\n• Choice 102",)


def test_a_card_that_does_not_fit_opens_the_next_message():
    assert rendered("a" * 30, [CARD], most=110).parts[0] == "a" * 30
    assert rendered("a" * 30, [CARD], most=110).parts[1].startswith("<b>Drums")


def test_a_long_text_is_cut_between_sentences():
    text = "One short sentence. " * 10
    pieces = cut(text.strip(), 70)
    assert all(piece.endswith("sentence.") for piece in pieces)
    assert " ".join(pieces) == text.strip()


def test_a_text_without_any_break_is_cut_anyway():
    assert cut("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]
    assert cut("🥁" * 5, 4) == ["🥁🥁", "🥁🥁", "🥁"]
    assert size("🥁a") == 3


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://example.org", True),
        ("http://example.org:8080/a?b#c", True),
        ("https://localhost/x", False),
        ("https://example.org/a b", False),
        ("ftp://example.org", False),
        ("javascript:alert(1)", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_a_web_address_is_http_with_a_dotted_host(address, good):
    assert is_web_address(address) is good


def test_without_links_every_address_is_a_line():
    payload = {
        "text": "Here:",
        "cards": [CARD],
        "options": [{"label": "Open", "url": "https://example.org/x", "token": ""}, *buttons("OK")],
    }
    result = render(without_links(payload), "Find out more")
    assert has_links(payload)
    assert not has_links(without_links(payload))
    assert labels(result) == [["OK"]]
    assert result.parts == (
        "Here:\n\nOpen: https://example.org/x\n\n"
        "<b>Drums &amp; Noise &lt;live&gt;</b>\n1.2 miles away\nSaturdays, free\nhttps://example.org/drums?a=1&amp;b=2\n"
        "<i>It is near Weymouth.</i>",
    )


TEXT = st.text(alphabet="ab .\n<&>🥁", min_size=0, max_size=120)
CARDS = st.fixed_dictionaries(
    {"title": TEXT, "lines": st.lists(TEXT, max_size=3), "because": st.lists(TEXT, max_size=2), "url": TEXT}
)
OPTIONS = st.fixed_dictionaries(
    {
        "label": TEXT,
        "token": st.text(max_size=70),
        "url": st.sampled_from(["", "tel:1", "https://a.org", "http://b"]),
    }
)


@settings(max_examples=150, deadline=None)
@given(TEXT, st.lists(CARDS, max_size=3), st.lists(OPTIONS, max_size=5), st.integers(20, 200))
def test_nothing_is_lost_and_telegram_takes_every_part(text, cards, options, most):
    result = rendered(text, cards, options, most)
    read = [
        checked_text({"text": part, "parse_mode": "HTML"})
        for part in result.parts
        if parsed_html(part).strip()
    ]
    assert all(size(parsed_html(part)) <= most for part in result.parts)
    shown = re.sub(r"\s", "", "".join(read))
    for words in (
        text,
        *(line for card in cards for line in (card["title"], *card["lines"], *card["because"])),
    ):
        assert re.sub(r"\s", "", words) in shown
    markup = [
        [{"text": b.label, **({"url": b.url} if b.url else {"callback_data": b.token})} for b in row]
        for row in result.keyboard
    ]
    assert checked_keyboard({"reply_markup": {"inline_keyboard": markup}}) == markup
