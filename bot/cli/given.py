"""What several commands are given: a hub or folder, a time, a database; says clearly what is wrong with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.app.content import Loaded
    from bot.library.snapshot import Snapshot
    from bot.store import Store

Hub = Annotated[str, typer.Option("--hub", help="The hub: a folder in content/. Else EARSHOT_HUB.")]
Content = Annotated[Path | None, typer.Option("--content", help="A content folder, or one hub's folder.")]
At = Annotated[str, typer.Option("--at", help="The time it is, such as 2026-11-22T10:00:00+00:00.")]


def fail(*lines: str) -> NoReturn:
    """Says what is wrong on standard error and ends with status 1."""
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(1)


def settings() -> Settings:
    """The settings; a wrong one is named with what it may be."""
    from pydantic import ValidationError

    try:
        return Settings()
    except ValidationError as error:
        fail(
            *(
                f"EARSHOT_{str(e['loc'][0]).upper()}: {e['msg']} (it is {e['input']!r})"
                for e in error.errors()
            )
        )


def moment(text: str) -> datetime | None:
    """The time of `--at`; a day alone is its midnight, a time without an offset is UTC."""
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        fail(f"--at {text!r} is not a time; write it like 2026-11-22T10:00:00+00:00")
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def today(at: datetime | None) -> date:
    return (at or datetime.now(UTC)).date()


def content_of(hub: str, folder: Path | None, at: datetime | None = None) -> "Loaded":
    """The hub's content, or the end with every fault in it."""
    from bot.app.content import read_content
    from bot.library.fault_in_file import ContentError

    given = settings()
    try:
        return read_content(
            hub or given.hub, today(at), folder or given.content_dir, given.surveys_dir, given.public_url
        )
    except ContentError as error:
        fail(*(str(fault) for fault in error.faults))


def snapshot_of(hub: str, folder: Path | None) -> "Snapshot":
    """What was read of the hub's content, without an index to search it by, or the end with every fault in it."""
    from bot.library.fault_in_file import ContentError
    from bot.library.folders import shipped
    from bot.library.snapshot import load

    given = settings()
    try:
        return load(
            folder or given.content_dir or shipped("content"),
            given.surveys_dir or shipped("surveys"),
            hub or given.hub,
            today(None),
        )
    except ContentError as error:
        fail(*(str(fault) for fault in error.faults))


@contextmanager
def store_at(url: str, secret: bytes) -> Iterator["Store"]:
    """The database, closed at the end; a wrong key or address ends with what to do."""
    from bot.store import CannotOpen, Unavailable, WrongKey, open_store

    try:
        store = open_store(url, secret)
    except (CannotOpen, WrongKey, Unavailable) as error:
        fail(str(error))
    try:
        yield store
    finally:
        store.close()


@contextmanager
def own_store(db: Path | None = None) -> Iterator["Store"]:
    """The database that the settings name, or the file `db`."""
    given = settings()
    try:
        secret = given.secret()
    except ValueError as error:
        fail(str(error))
    with store_at(f"sqlite:///{db}" if db else given.database(), secret) as store:
        yield store
