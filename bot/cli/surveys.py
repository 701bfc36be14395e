"""survey check, import, preview, export, simulate, results: what authors of surveys do; the rooms below do the work."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.given import At, Content, Hub, content_of, fail, moment, own_store, settings, store_at, today
from bot.cli.talking import AsJson, hold

if TYPE_CHECKING:
    from bot.surveys.record import Survey

SURVEY = typer.Typer(help="Write surveys and try them.", no_args_is_help=True)
EXPORT = typer.Typer(help="Take a survey out.", no_args_is_help=True)

Which = Annotated[str, typer.Argument(metavar="SLUG|FILE", help="A survey of the hub, or its file.")]
Slug = Annotated[str, typer.Argument(help="The survey's slug, such as survey-autumn-2026.")]
Database = Annotated[Path | None, typer.Option("--db", help="A database file; else the settings' database.")]


def add_to(app: typer.Typer) -> None:
    for name, command in (
        ("check", check),
        ("import", import_form),
        ("preview", preview),
        ("simulate", simulate),
        ("results", results),
    ):
        SURVEY.command(name)(command)
    EXPORT.command("xlsform")(export_xlsform)
    SURVEY.add_typer(EXPORT, name="export")
    app.add_typer(SURVEY, name="survey")


def check(
    which: Annotated[str, typer.Argument(metavar="[SLUG|FILE]", help="Else every survey.")] = "",
    hub: Hub = "",
    content: Content = None,
) -> None:
    """Say what is wrong with surveys, what those who answer would suffer, and how long it takes them."""
    from bot.library.survey_check import check_survey, check_surveys

    if which:
        file = _file(which, hub, content)
        among = check_surveys(file.parent) if not _is_file(which) else [check_survey(file)]
        checked = [found for found in among if found.file == file]
    else:
        names = [hub or settings().hub] if hub or content else _hubs()
        checked = [found for name in names for found in check_surveys(_folder(name, content))]
    for found in checked:
        typer.echo(str(found))
    if not checked:
        typer.echo("There are no surveys yet.")
    raise typer.Exit(1 if any(found.faults for found in checked) else 0)


def import_form(
    file: Annotated[Path, typer.Argument(help="An XLSForm, .xlsx.")],
    hub: Hub = "",
    into: Annotated[
        Path | None, typer.Option("--into", help="A folder of surveys, or a hub's folder of its own.")
    ] = None,
    even_if_open: Annotated[
        bool, typer.Option("--even-if-open", help="Replace a survey that people are answering now.")
    ] = False,
) -> None:
    """Bring an XLSForm in as a survey, or say everything that is wrong with it."""
    from bot.library.fault_in_file import ContentError
    from bot.library.survey_check import in_short
    from bot.library.survey_import import import_survey

    if bool(hub) == bool(into):
        fail("say where to: either --hub HUB or --into FOLDER")
    if not file.is_file():
        fail(f"{file}: there is no such file")
    try:
        done = import_survey(file, _target(hub, into), today(None), even_if_open=even_if_open)
    except ContentError as error:
        fail(*map(str, error.faults), "Nothing was written.")
    for note in done.read.advice:
        typer.echo(f"note: {note}", err=True)
    typer.echo(f"{done.file}: {in_short(done.read.survey)}")


def preview(
    which: Which, as_json: AsJson = False, hub: Hub = "", content: Content = None, at: At = ""
) -> None:
    """Take a survey here in the terminal, whatever the day; nothing is kept."""
    from bot.app.editions import open_edition
    from bot.app.trying import alone

    survey = _survey(which, hub, content)
    loaded = alone(content_of(hub, content, moment(at)), survey)
    if not as_json:
        typer.echo("This is a preview: nothing is kept.")
    with store_at("sqlite://", b"kept in memory for this preview only") as store:
        open_edition(store, survey)
        hold(store, loaded, moment(at), as_json)


def export_xlsform(
    which: Which,
    to: Annotated[Path, typer.Option("--to", help="The .xlsx file to write.")],
    hub: Hub = "",
    content: Content = None,
) -> None:
    """Write a survey as an XLSForm, for other survey tools."""
    from bot.library.sheet import write_xlsx
    from bot.library.survey_check import in_short
    from bot.surveys.xlsform import NoForm, to_xlsform

    if to.suffix.lower() != ".xlsx":
        fail(f"--to {to}: an XLSForm is an .xlsx file; give it a name such as {to.with_suffix('.xlsx')}")
    if not to.parent.is_dir():
        fail(f"--to {to}: there is no folder {to.parent}; make it first")
    survey = _survey(which, hub, content)
    try:
        write_xlsx(to, to_xlsform(survey))
    except NoForm as error:
        fail(str(error))
    except OSError as error:
        fail(f"--to {to}: {error.strerror}")
    typer.echo(f"{to}: {in_short(survey)}")


def simulate(
    which: Which,
    people: Annotated[int, typer.Option("--people", min=1, max=100_000, help="How many answer.")] = 100,
    seed: Annotated[int, typer.Option("--seed", help="The same number makes the same people.")] = 1,
    db: Database = None,
    hub: Hub = "",
    content: Content = None,
    at: At = "",
) -> None:
    """Let made-up people answer a survey and store their answers, for trying exports and reports."""
    from datetime import UTC, datetime

    from bot.app.editions import open_edition
    from bot.app.simulating import simulate as walked
    from bot.app.simulating import simulated_before
    from bot.app.trying import alone
    from bot.surveys.definition import hash_of
    from bot.turns import NotStored

    survey, begun = _survey(which, hub, content), moment(at) or datetime.now(UTC)
    loaded = alone(content_of(hub, content, begun), survey)
    with own_store(db) as store:
        edition = store.edition(survey.slug)
        if edition and edition.status != "open":
            fail(f"{survey.slug} is closed in this database; use another with --db FILE")
        if edition and store.responses(survey.slug) and not simulated_before(store):
            fail(f"{survey.slug} has real answers in this database; use another with --db FILE")
        open_edition(store, survey)
        if (asked := store.edition(survey.slug)) is None or asked.hash != hash_of(survey):
            fail(
                f"{survey.slug} is open in this database and asks something else; use another with --db FILE"
            )
        try:
            done = walked(store, loaded, survey, people, seed, begun)
        except NotStored as error:
            fail(str(error))
    stopped = ", ".join(f"{count} stopped at {name}" for name, count in sorted(done.stopped.items()))
    typer.echo(
        f"{survey.slug}: {done.sent} of {people} made-up people answered; {stopped or 'none stopped'}."
    )


def results(slug: Slug, db: Database = None) -> None:
    """The counts so far as bars, small numbers kept back."""
    import json

    from bot.reporting.conversation_result import opinion_lines
    from bot.reporting.result_bars import bars
    from bot.store.statements import with_added
    from bot.store.tallied import tallied
    from bot.surveys.definition import survey_from_definition

    with own_store(db) as store:
        edition = store.edition(slug)
        if edition is None:
            fail(f"there is no edition {slug!r} in the database; it appears once it has been open")
        survey = survey_from_definition(json.loads(edition.definition))
        survey = store.read(lambda c: with_added(c, survey))
        found = store.read(lambda c: tallied(c, slug, survey))
        votes = [each.answers for each in store.responses(slug)]
    for line in (*bars(survey, found), *opinion_lines(survey, votes)):
        typer.echo(line)


def _survey(which: str, hub: str, content: Path | None) -> "Survey":
    """The survey meant, or the end with every fault in it."""
    from bot.library.fault_in_file import ContentError
    from bot.library.survey_file import survey_in

    try:
        return survey_in(_file(which, hub, content))
    except ContentError as error:
        fail(*map(str, error.faults))


def _is_file(which: str) -> bool:
    from bot.library.survey_file import ENDINGS

    return Path(which).suffix.lower() in ENDINGS or Path(which).is_file()


def _file(which: str, hub: str, content: Path | None) -> Path:
    from bot.library.survey_file import ENDINGS

    if _is_file(which):
        return Path(which) if Path(which).is_file() else fail(f"{which}: there is no such file")
    folder = _folder(hub, content)
    found = [folder / f"{which}{ending}" for ending in ENDINGS] if folder else []
    return next((file for file in found if file.is_file()), None) or _unknown(which, folder)


def _unknown(which: str, folder: Path | None) -> Path:
    from bot.library.folders import files_in
    from bot.library.survey_file import ENDINGS

    known = ", ".join(file.stem for file in files_in(folder, *ENDINGS))
    fail(f"there is no survey {which!r}; " + (f"choose one of {known}" if known else "the hub has none yet"))


def _folder(hub: str, content: Path | None) -> Path | None:
    """Where the hub's surveys lie; None when it has none."""
    from bot.library.fault_in_file import ContentError
    from bot.library.folders import folders_for, shipped

    given = settings()
    where = content or given.content_dir or shipped("content")
    try:
        return folders_for(where, given.surveys_dir or shipped("surveys"), hub or given.hub).surveys
    except ContentError as error:
        fail(*map(str, error.faults))


def _hubs() -> Iterable[str]:
    from bot.library.folders import hub_names, shipped

    return hub_names(settings().content_dir or shipped("content"))


def _target(hub: str, into: Path | None) -> Path:
    """The folder that an imported survey belongs in."""
    from bot.library.folders import shipped

    if into:
        return into / "surveys" if (into / "hub.yaml").is_file() else into
    there = _folder(hub, None)  # ends here when there is no such hub
    return there or (settings().surveys_dir or shipped("surveys")) / hub
