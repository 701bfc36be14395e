"""Knows what a council does with themes, each time with the trace it leaves; refuses to know how pages ask for it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.store import staff, themes
from bot.store.sealing import Sealer
from bot.store.staff import Action
from bot.store.themes import Tag


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose desk it is (an account), when, and the question of an edition that lies on it."""

    by: str
    at: datetime
    edition: str
    question: str


def sort_page(
    connection: Connection,
    sealer: Sealer,
    desk: Desk,
    on: Collection[Tag],
    was: Collection[Tag],
    named: Mapping[str, str],
) -> int:
    """Stores what was ticked and unticked on a page, and themes named beside an answer (by its key).

    What nobody touched there stays as it is, so that two people can sort at the same time. Returns how many answers
    were put elsewhere.
    """
    added = [(key, themes.add(connection, desk.edition, desk.question, name)) for key, name in named.items()]
    more, fewer = [*(set(on) - set(was)), *added], set(was) - set(on)
    count = themes.sort(connection, sealer, desk.edition, desk.question, more, fewer)
    _trace(connection, desk, Action.ANSWERS_SORTED)
    return count


def add_theme(connection: Connection, desk: Desk, name: str) -> bool:
    themes.add(connection, desk.edition, desk.question, name)
    _trace(connection, desk, Action.THEMES_CHANGED)
    return True


def rename_theme(connection: Connection, desk: Desk, key: str, name: str) -> bool:
    """False when the theme is gone."""
    return _changed(connection, desk, themes.rename(connection, desk.edition, key, name))


def merge_theme(connection: Connection, desk: Desk, key: str, into: str) -> bool:
    """False when one of the themes is gone, or they are not of one question."""
    return _changed(connection, desk, themes.merge(connection, desk.edition, key, into))


def remove_theme(connection: Connection, desk: Desk, key: str) -> bool:
    """False when the theme is gone."""
    return _changed(connection, desk, themes.remove(connection, desk.edition, key))


def _changed(connection: Connection, desk: Desk, done: bool) -> bool:
    if done:
        _trace(connection, desk, Action.THEMES_CHANGED)
    return done


def _trace(connection: Connection, desk: Desk, action: Action) -> None:
    staff.record(connection, desk.at, desk.by, action, f"{desk.edition} {desk.question}")
