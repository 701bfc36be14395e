"""A small content folder to break: one hub, one drum club, one choir, a few words."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import copytree
from textwrap import dedent

import pytest

from bot.library.folders import shipped

TODAY = date(2026, 11, 22)

FILES = {
    "small/hub.yaml": """
        id: small
        name: Small Music Hub
        objectives: {inclusion: Music for every child}
        """,
    "small/places.yaml": """
        places:
          - {name: Weymouth, lat: 50.61, lon: -2.46}
        outcodes:
          - {outcode: DT4, lat: 50.61, lon: -2.46}
        """,
    "small/opportunities/drum-club.yaml": """
        id: drum-club
        title: Drum club
        provider: Example provider
        kind: activity
        activities: [drumming]
        where: {place: Weymouth}
        next_steps: [choir]
        objectives: [inclusion]
        """,
    "small/opportunities/choir.yaml": """
        id: choir
        title: Choir
        provider: Example provider
        kind: ensemble
        where: {outcode: DT4}
        """,
    "vocabulary/instruments.yaml": """
        drums: {name: drums, say: [drum kit]}
        """,
    "vocabulary/activities.yaml": """
        drumming: {name: drumming}
        """,
    "vocabulary/genres.yaml": """
        samba: {name: samba}
        """,
    "wording/en/core.yaml": """
        core.hello: "Hello {name}."
        core.bye: Goodbye
        """,
}


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a file of the content folder, with the indentation of the test taken off."""

    def write(name: str, text: str) -> Path:
        file = tmp_path / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return file

    return write


@pytest.fixture
def content(tmp_path: Path, write: Callable[[str, str], Path]) -> Path:
    """A content folder in which everything is right."""
    for name, text in FILES.items():
        write(name, text)
    copytree(shipped("content") / "safeguarding", tmp_path / "content" / "safeguarding")
    return tmp_path / "content"


@pytest.fixture
def today() -> date:
    return TODAY
