"""What the Telegram tests share: the shipped wording and the emulator."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

WORDING = Path(__file__).parents[3] / "content" / "wording" / "en"


@pytest.fixture(scope="session")
def wording():
    """Every shipped sentence by its key."""
    sentences = {}
    for file in sorted(WORDING.glob("*.yaml")):
        sentences |= YAML(typ="safe").load(file) or {}
    return sentences
