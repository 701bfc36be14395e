"""The schemes that ship, read from content/ as they stand."""

from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.eligibility.reading import scheme_from
from bot.eligibility.scheme import Scheme

CONTENT = Path(__file__).parents[2] / "content"
HUBS = ("dorset", "durham")


def read_yaml(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path.read_text("utf-8"))


def files(hub: str) -> list[Path]:
    return sorted((CONTENT / hub / "bursaries").glob("*.yaml"))


def read(path: Path) -> Scheme:
    scheme = scheme_from(read_yaml(path))
    assert isinstance(scheme, Scheme), f"{path.name}: {scheme}"
    return scheme


@cache
def schemes(hub: str) -> tuple[Scheme, ...]:
    """A hub's own schemes and the national ones."""
    return tuple(read(path) for path in (*files(hub), *files("national")))


@cache
def every_scheme() -> tuple[Scheme, ...]:
    return tuple(read(path) for hub in (*HUBS, "national") for path in files(hub))
