"""evidence and poster: what leaves the house about a survey; the rooms below make it."""

import sys
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.given import Hub, fail, own_store, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.app.present import Content
    from bot.store import Store

Slug = Annotated[str, typer.Argument(help="The survey's slug, such as survey-autumn-2026.")]
Database = Annotated[Path | None, typer.Option("--db", help="A database file; else the settings' database.")]
Out = Annotated[Path | None, typer.Option("--out", help="The file to write; - writes to the terminal.")]


class Format(StrEnum):
    MD = "md"
    PDF = "pdf"


def add_to(app: typer.Typer) -> None:
    app.command("evidence")(evidence)
    app.command("poster")(poster)


def evidence(
    slug: Slug,
    format: Annotated[Format, typer.Option("--format", help="md or pdf.")] = Format.MD,
    out: Out = None,
    hub: Hub = "",
    db: Database = None,
) -> None:
    """How young people were heard in one edition and what came of it, from the records."""
    from bot.admin.parts import CannotMake
    from bot.app.voice_documents import document

    with _present(hub, db) as (content, store):
        try:
            made = document(content, store, f"evidence.{format.value}", slug)
        except CannotMake as fault:
            fail(str(fault))
        known = ", ".join(content.current.house.voice.editions)
    if made is None:
        fail(
            f"there is no edition {slug!r} in the database; "
            + (f"there is {known}" if known else "there is none yet")
        )
    _write(made, out or (Path("-") if format is Format.MD else Path(f"{slug}-evidence.pdf")))


def poster(
    slug: Slug,
    pdf: Annotated[bool, typer.Option("--pdf", help="As PDF, which is what there is.")] = True,  # noqa: ARG001
    out: Out = None,
    telegram: Annotated[
        str,
        typer.Option("--telegram", metavar="BOT", help="The bot's user name, to add a code for Telegram."),
    ] = "",
    hub: Hub = "",
) -> None:
    """An A4 poster with a code that opens a survey in the chat."""
    from bot.admin.parts import CannotMake
    from bot.app.voice_documents import poster_of
    from bot.cli.given import content_of

    house = content_of(hub, None).house
    try:
        made = poster_of(house, slug, telegram)
    except CannotMake as fault:
        fail(str(fault))
    if made is None:
        fail(f"there is no survey {slug!r}; choose one of {', '.join(house.surveys)}")
    _write(made, out or Path(f"{slug}-poster.pdf"))


@contextmanager
def _present(hub: str, db: Path | None) -> "Iterator[tuple[Content, Store]]":
    """The hub's content and its database, with what the youth voice has come to."""
    from bot.app.present import Content
    from bot.library.fault_in_file import ContentError

    given = settings()
    try:
        content = Content.read(given.model_copy(update={"hub": hub}) if hub else given)
    except ContentError as error:
        fail(*(str(fault) for fault in error.faults))
    with own_store(db) as store:
        content.hear(store)
        yield content, store


def _write(made: bytes, out: Path) -> None:
    if str(out) == "-":
        sys.stdout.buffer.write(made)
        return
    try:
        out.write_bytes(made)
    except OSError as error:
        fail(f"--out {out}: {error.strerror}")
    typer.echo(f"{out}: {len(made):,} bytes")
