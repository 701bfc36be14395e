"""import oruk, import ics, export oruk: open data in and out; fetches an address only when told to."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.error import URLError
from urllib.request import urlopen

import typer

from bot.cli.content import EXPORT, IMPORT, Into, SkipBad, bring_in, writable
from bot.cli.given import Content, Hub, fail, settings, snapshot_of, today

if TYPE_CHECKING:
    from bot.library.catalogue_sheet import ReadSheet

LARGEST = 50_000_000
PATIENCE_SECONDS = 30
Source = Annotated[str, typer.Argument(help="A file, or an http(s) address.")]


def add_to(_app: typer.Typer) -> None:
    IMPORT.command("oruk")(import_oruk)
    IMPORT.command("ics")(import_calendar)
    EXPORT.command("oruk")(export_oruk)


def import_oruk(source: Source, hub: Hub = "", into: Into = None, skip_bad: SkipBad = False) -> None:
    """Bring in services from Open Referral UK (3.0 or 1.0) or HSDS 3.0."""
    from bot.library.oruk import read_oruk

    _bring_in(source, read_oruk, hub, into, skip_bad)


def import_calendar(
    source: Source,
    provider: Annotated[str, typer.Option("--provider", help="Who runs what is in the calendar.")],
    hub: Hub = "",
    into: Into = None,
    skip_bad: SkipBad = False,
) -> None:
    """Bring in dated events from an iCalendar file or address."""
    from bot.library.calendar_file import read_calendar

    _bring_in(source, partial(read_calendar, provider=provider, today=today(None)), hub, into, skip_bad)


def _bring_in(
    source: str, read: "Callable[[Path], ReadSheet]", hub: str, into: Path | None, skip_bad: bool
) -> None:
    with at_hand(source) as file:
        bring_in(file, hub, into, skip_bad, read)


@contextmanager
def at_hand(source: str) -> Iterator[Path]:
    """The file itself, or what the address gives, as a file that is gone afterwards."""
    if not source.startswith(("http://", "https://")):
        yield Path(source)
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / (Path(source.partition("?")[0]).name or "fetched")
        try:
            with urlopen(source, timeout=PATIENCE_SECONDS) as answer:
                body = answer.read(LARGEST + 1)
        except (URLError, TimeoutError) as error:
            fail(f"{source}: cannot be fetched ({error}); download it yourself and give the file")
        if len(body) > LARGEST:
            fail(f"{source}: larger than {LARGEST // 1_000_000} MB; download it yourself and split it")
        file.write_bytes(body)
        yield file


def export_oruk(
    file: Annotated[Path, typer.Argument(help="The file to write.")], hub: Hub = "", content: Content = None
) -> None:
    """Write the hub's own entries as Open Referral UK 3.0 services."""
    from bot.library.oruk_written import write_oruk

    snapshot = snapshot_of(hub, content)
    base, contact = settings().public_url.rstrip("/"), snapshot.hub.contact.url
    entries = [entry for entry in snapshot.opportunities if entry.id in snapshot.own]
    with writable(file):
        count = write_oruk(
            file, entries, snapshot.hub.id, lambda entry: f"{base}/o/{entry.id}" if base else contact
        )
    typer.echo(f"{count} services written to {file}")
