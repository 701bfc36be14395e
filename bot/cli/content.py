"""check, import, export csv|xlsx: what hub staff do with content."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

from bot.cli.given import Content, Hub, fail, settings, snapshot_of, today
from bot.cli.progress import lines_in, progress

if TYPE_CHECKING:
    from bot.library.catalogue_sheet import ReadSheet
    from bot.library.sheet_import import Imported

MOST_NOTES, OFTEN = 20, 500

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
    from bot.library import sheet_import
    from bot.library.fault_in_file import ContentError

    if bool(hub) == bool(into):
        fail("say where to: either --hub HUB or --into FOLDER")
    if not file.exists():
        fail(f"{file}: there is no such file; check the name")
    try:
        with progress("rows") as shown:
            total = lines_in(file)

            def on_row(count: int) -> None:
                if count % OFTEN == 0:
                    shown(count, total)

            given: _Given = {"read": read, "skip_bad": skip_bad, "progress": on_row}
            if into:
                done = sheet_import.import_alone(file, into, today(None), **given)
            else:
                done = sheet_import.import_sheet(file, snapshot_of(hub, None), today(None), **given)
    except ContentError as error:
        count = [f"{len(error.faults)} faults."] if len(error.faults) > MOST_NOTES else []
        fail(*(str(fault) for fault in error.faults), *count, "Nothing was written.")
    except OSError as error:
        fail(f"{error.filename or file}: {error.strerror}", "Nothing was written.")
    _tell(done)


class _Given(TypedDict):
    """What an import into a hub and one into a folder of its own are both given."""

    read: "Callable[[Path], ReadSheet]"
    skip_bad: bool
    progress: Callable[[int], None]


def _tell(done: "Imported") -> None:
    for fault in done.skipped:
        typer.echo(str(fault), err=True)
    for fault in done.warnings[:MOST_NOTES]:
        typer.echo(f"note: {fault}", err=True)
    if more := len(done.warnings[MOST_NOTES:]):
        typer.echo(f"note: {more} more like these; earshot check tells them all", err=True)
    left_out = f", {done.left_out} left out" if done.left_out else ""
    typer.echo(
        f"{done.rows} row{'s' * (done.rows != 1)} read, {done.written} written, "
        f"{done.unchanged} the same as before{left_out}: {done.folder}"
    )


@contextmanager
def writable(file: Path) -> Iterator[None]:
    """Says clearly when `file` cannot be written."""
    if not file.absolute().parent.is_dir():
        fail(f"{file}: there is no folder {file.absolute().parent}; make it, or choose another")
    try:
        yield
    except OSError as error:
        fail(f"{file}: cannot be written ({error.strerror}); choose another file or folder")


def export_sheet(file: File, hub: Hub = "", content: Content = None) -> None:
    from bot.library.catalogue_sheet import write_sheet

    snapshot = snapshot_of(hub, content)
    entries = [entry for entry in snapshot.opportunities if entry.id in snapshot.own]
    with writable(file):
        write_sheet(file, entries)
    typer.echo(f"{len(entries)} entries written to {file}")
