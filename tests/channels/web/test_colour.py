"""A hub's colours, made legible whatever they are."""

import re

import pytest

from bot.channels.web.colour import contrast, ink_on, legible, stylesheet

PAIRS = (
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "hub-soft"),
    ("ink", "accent-soft"),
    ("ink-soft", "paper"),
    ("ink-soft", "card"),
    ("hub-ink", "hub"),
    ("hub-ink", "hub-deep"),
    ("link", "paper"),
    ("link", "card"),
    ("link", "hub-soft"),
)
COLOURS = ("#1d5c63", "#000000", "#ffffff", "#ffff00", "#7a1fa2", "#ff0000", "#00ff00", "#808080", "#e8f0ff")


def palettes(css):
    return [
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", rule)) for rule in re.findall(r":root {([^}]*)}", css)
    ]


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("accent", COLOURS)
def test_text_is_legible_by_day_and_by_night_in_any_colours(colour, accent):
    day, night = palettes(stylesheet(colour, accent))
    faint = [
        (name, on, round(contrast(palette[name], palette[on]), 2))
        for palette in (day, night)
        for name, on in PAIRS
        if contrast(palette[name], palette[on]) < 4.5
    ]
    assert faint == []


@pytest.mark.parametrize("colour", COLOURS)
def test_the_edge_of_a_field_can_be_seen(colour):
    for palette in palettes(stylesheet(colour, colour)):
        assert min(contrast(palette["field-line"], palette[on]) for on in ("paper", "card")) >= 3


@pytest.mark.parametrize("bad", ["red", "#fff", "#1d5c63;} body{display:none", "", "#gggggg"])
def test_what_is_no_colour_is_never_written(bad):
    assert stylesheet(bad, bad) == stylesheet("#1d5c63", "#f2a541")


def test_contrast_is_what_wcag_says():
    assert (contrast("#000000", "#ffffff"), round(contrast("#767676", "#ffffff"), 2)) == (21, 4.54)


def test_a_colour_that_is_legible_already_is_left_alone():
    assert legible("#1d5c63", "#ffffff") == "#1d5c63"
    assert ink_on("#ffff00") == "#1d2327"
