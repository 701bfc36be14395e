"""The lists as they are shipped, read once for all tests of this room."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.safeguarding.worries import Safeguarding, safeguarding_from

LISTS = Path(__file__).resolve().parents[2] / "content/safeguarding"


@pytest.fixture(scope="session")
def lists() -> Mapping[str, Mapping[str, Any]]:
    yaml = YAML(typ="safe")
    return {file.stem: yaml.load(file) for file in LISTS.glob("*.yaml")}


@pytest.fixture(scope="session")
def shipped(lists: Mapping[str, Mapping[str, Any]]) -> Safeguarding:
    return safeguarding_from(lists)
