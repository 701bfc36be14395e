"""The made-up hub the conversations are held with, loaded once."""

from datetime import date
from functools import cache
from pathlib import Path

from bot.app.content import Loaded, read_content

HUB = Path(__file__).parent / "hub"
TODAY = date(2026, 11, 22)


@cache
def example_hub() -> Loaded:
    return read_content("", TODAY, HUB)
