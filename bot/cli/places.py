"""places import: where outward codes are, from OS or ONS postcode products on this machine; fetches nothing."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.content import Into
from bot.cli.given import Hub, fail, settings, today
from bot.cli.progress import progress

if TYPE_CHECKING:
    from bot.library.folders import Folders
    from bot.library.places_import import ImportedPlaces

MOST_NAMED = 12
PLACES = typer.Typer(help="Towns, villages and outward codes.", no_args_is_help=True)
_AREA = re.compile(r"[A-Z]{1,2}")

Source = Annotated[
    Path,
    typer.Argument(
        help="Code-Point Open, the ONS Postcode Directory or its Lookup: a csv file, a folder or a zip."
    ),
]
Areas = Annotated[str, typer.Option("--areas", help="Letters of the postcodes wanted, such as DT,BH,SP.")]


def add_to(app: typer.Typer) -> None:
    app.add_typer(PLACES, name="places")
    PLACES.command("import")(import_places)


@PLACES.callback()
def places() -> None:
    """Towns, villages and outward codes."""


def import_places(source: Source, hub: Hub = "", into: Into = None, areas: Areas = "") -> None:
    """Bring in where outward codes are, and whose council. No whole postcode is kept."""
    from bot.library.fault_in_file import ContentError
    from bot.library.places_import import import_places as brought_in

    if bool(hub) == bool(into):
        fail("say where to: either --hub HUB or --into FOLDER")
    letters = _letters(areas)
    try:
        with progress("postcodes", counted=False) as shown:
            done = brought_in(source, _folders(hub, into), today(None).year, letters, shown)
    except ContentError as error:
        fail(*(str(fault) for fault in error.faults), "Nothing was written.")
    except OSError as error:
        fail(f"{error.filename or source}: {error.strerror}", "Nothing was written.")
    _tell(done)


def _letters(areas: str) -> list[str]:
    letters = [area.strip().upper() for area in areas.split(",") if area.strip()]
    for area in letters:
        if not _AREA.fullmatch(area):
            fail(f"--areas: `{area}` is not the letters of a postcode; write them like DT,BH,SP")
        if area == "BT":
            fail("--areas: Northern Ireland's postcodes (BT) need a licence of their own; leave BT out")
    return letters


def _folders(hub: str, into: Path | None) -> "Folders":
    """The hub's folders. A folder of its own must be one already: it is made by `earshot import`."""
    from bot.library.folders import folders_for, shipped

    if into is None:
        return folders_for(settings().content_dir or shipped("content"), None, hub)
    if not (into / "hub.yaml").is_file():
        fail(
            f"{into}: this is no hub's folder; make it first, such as with earshot import csv FILE --into {into}"
        )
    return folders_for(into, None, "")


def _tell(done: "ImportedPlaces") -> None:
    if not done.councils:
        typer.echo(
            "note: no list of councils came with it, so what is written of councils stays as it is", err=True
        )
    if done.untouched:
        named = ", ".join(done.untouched[:MOST_NAMED]) + (" …" if len(done.untouched) > MOST_NAMED else "")
        typer.echo(f"note: it does not have {named}; they stay as they are", err=True)
    typer.echo(
        f"{done.rows} rows of {done.product} read, {len(done.added)} outward codes added, "
        f"{done.changed} brought up to date: {done.file}"
    )
