"""Turns a hub's two colours into a palette that stays legible by day and by night; knows nothing of pages."""

import re
from colorsys import hls_to_rgb, rgb_to_hls

Rgb = tuple[float, float, float]

PAPER = "#fbf6ee"
NIGHT = "#15191c"
CARD = "#ffffff"
NIGHT_CARD = "#20262a"
INK = "#1d2327"
_AA = 4.6  # WCAG 2.2 AA asks 4.5:1 of text; a little more leaves room for rounding
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_FALLBACK = ("#1d5c63", "#f2a541")


def stylesheet(colour: str, accent: str) -> str:
    """The custom properties of a hub as CSS. A value that is not a six-digit hex colour is replaced, never written."""
    hub = colour if _HEX.fullmatch(colour) else _FALLBACK[0]
    warm = accent if _HEX.fullmatch(accent) else _FALLBACK[1]
    return f"{_rule(_by_day(hub, warm))}\n@media (prefers-color-scheme: dark) {{\n{_rule(_by_night(hub, warm))}\n}}\n"


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two hex colours, 1 to 21."""
    light, dark = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def legible(colour: str, background: str) -> str:
    """`colour`, made just so much darker or lighter, in its own hue, that it can be read on `background`."""
    darker = contrast("#000000", background) > contrast("#ffffff", background)
    hue, lightness, saturation = rgb_to_hls(*_rgb(colour))
    end = 0.0 if darker else 1.0
    for percent in range(0, 101, 4):
        shade = _hex(hls_to_rgb(hue, lightness + (end - lightness) * percent / 100, saturation))
        if contrast(shade, background) >= _AA:
            return shade
    return "#000000" if darker else "#ffffff"


def _legible_on_all(colour: str, *backgrounds: str) -> str:
    for background in backgrounds:
        colour = legible(colour, background)
    return colour


def ink_on(background: str) -> str:
    """Dark ink or white, whichever is easier to read on `background`."""
    return INK if contrast(INK, background) >= contrast("#ffffff", background) else "#ffffff"


def mix(one: str, other: str, share: float) -> str:
    """`one` with `share` (0 to 1) of `other` in it."""
    red, green, blue = (a * (1 - share) + b * share for a, b in zip(_rgb(one), _rgb(other), strict=True))
    return _hex((red, green, blue))


def _by_day(hub: str, warm: str) -> dict[str, str]:
    solid = legible(hub, CARD)
    return {
        "hub": solid,
        "hub-ink": ink_on(solid),
        "hub-deep": mix(solid, "#000000", 0.28),
        "hub-soft": mix(CARD, hub, 0.1),
        "hub-line": mix(PAPER, hub, 0.4),
        "link": _legible_on_all(hub, PAPER, CARD, mix(CARD, hub, 0.1)),
        "accent": warm,
        "accent-ink": ink_on(warm),
        "accent-soft": mix(PAPER, _at_least(warm, 0.6), 0.3),
        "paper": PAPER,
        "card": CARD,
        "ink": INK,
        "ink-soft": "#535b60",
        "line": "#e3dccf",
        "field-line": "#857d70",
    }


def _by_night(hub: str, warm: str) -> dict[str, str]:
    warm = _at_least(warm, 0.5)
    link = _legible_on_all(hub, NIGHT, NIGHT_CARD, mix(NIGHT, hub, 0.24))
    solid = legible(_at_least(hub, 0.33), "#ffffff")
    return {
        "hub": solid,
        "hub-ink": ink_on(solid),
        "hub-deep": mix(solid, "#000000", 0.3),
        "hub-soft": mix(NIGHT, hub, 0.24),
        "hub-line": mix(NIGHT, link, 0.5),
        "link": link,
        "accent": warm,
        "accent-ink": ink_on(warm),
        "accent-soft": mix(NIGHT, warm, 0.16),
        "paper": NIGHT,
        "card": NIGHT_CARD,
        "ink": "#f3efe8",
        "ink-soft": "#b7bec2",
        "line": "#343c41",
        "field-line": "#818a90",
    }


def _rule(values: dict[str, str]) -> str:
    return ":root {" + " ".join(f"--{name}: {value};" for name, value in values.items()) + "}"


def _at_least(colour: str, least: float) -> str:
    """`colour` with at least this lightness (0 to 1), so that a dark one stands out from the night."""
    hue, lightness, saturation = rgb_to_hls(*_rgb(colour))
    return _hex(hls_to_rgb(hue, max(lightness, least), saturation))


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in rgb)


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(rgb: Rgb) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
