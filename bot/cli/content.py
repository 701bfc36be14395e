"""check, import, export csv|xlsx: what hub staff do with content."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.given import Content, Hub, content_of, fail, settings, today

if TYPE_CHECKING:
    from bot.library.catalogue_sheet import ReadSheet

IMPORT = typer.Typer(help="Bring content in.", no_args_is_help=True)
EXPORT = typer.Typer(help="Take content or answers out.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="The file.")]
Into = Annotated[Path | None, typer.Option("--into", help="Make this folder a hub's folder of its own.")]
SkipBad = Annotated[bool, typer.Option("--skip-bad", help="Write the good rows and report the rest.")]


def add_to(app: typer.Typer) -> None:
    app.command()(check)
    app.add_typer(IMPORT, name="import")
    app.add_typer(EXPORT, name="export")
    for kind in ("csv", "xlsx"):
        IMPORT.command(kind, help=f"Bring in a catalogue from a .{kind} file.")(import_sheet)
        EXPORT.command(kind, help=f"Write the catalogue to a .{kind} file.")(export_sheet)


def check(hub: Hub = "", content: Content = None) -> None:
    """Say whether all content and surveys are right, or every fault in them."""
    from bot.library.check import check as checked
    from bot.library.folders import shipped

    given = settings()
    folder = content or given.content_dir or shipped("content")
    asked = given.surveys_dir or (None if content else shipped("surveys"))
    found = checked(folder, asked, today(None), [hub] if hub else [])
    for warning in found.warnings:
        typer.echo(f"note: {warning}", err=True)
    typer.echo(str(found))
    raise typer.Exit(0 if found.right else 1)


def import_sheet(file: File, hub: Hub = "", into: Into = None, skip_bad: SkipBad = False) -> None:
    from bot.library.catalogue_sheet import read_sheet

    bring_in(file, hub, into, skip_bad, read_sheet)


def bring_in(
    file: Path, hub: str, into: Path | None, skip_bad: bool, read: "Callable[[Path], ReadSheet]"
) -> None:
    """Writes what `read` makes of the file into the hub, or into a folder of its own; all of it, or nothing."""
    from rich.console import Console
    from rich.progress import Progress

    from bot.library import sheet_import
    from bot.library.fault_in_file import ContentError

    if bool(hub) == bool(into):
        fail("say where to: either --hub HUB or --into FOLDER")
    with Progress(transient=True, console=Console(stderr=True)) as bar:
        task = bar.add_task("rows", total=None)

        def on_row(count: int) -> None:
            if count % 500 == 0:
                bar.update(task, completed=count)

        try:
            if into:
                done = sheet_import.import_alone(
                    file, into, today(None), read=read, skip_bad=skip_bad, progress=on_row
                )
            else:
                done = sheet_import.import_sheet(
                    file,
                    content_of(hub, None).snapshot,
                    today(None),
                    read=read,
                    skip_bad=skip_bad,
                    progress=on_row,
                )
        except ContentError as error:
            fail(*(str(fault) for fault in error.faults), "Nothing was written.")
        except OSError as error:
            fail(f"{file}: {error.strerror}")
    for fault in (*done.skipped, *done.warnings):
        typer.echo(str(fault), err=True)
    typer.echo(
        f"{done.rows} rows read, {done.written} written, {done.unchanged} the same as before: {done.folder}"
    )


def export_sheet(file: File, hub: Hub = "", content: Content = None) -> None:
    from bot.library.catalogue_sheet import write_sheet

    snapshot = content_of(hub, content).snapshot
    entries = [entry for entry in snapshot.opportunities if entry.id in snapshot.own]
    write_sheet(file, entries)
    typer.echo(f"{len(entries)} entries written to {file}")
