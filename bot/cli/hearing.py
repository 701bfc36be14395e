"""themes, heard: what young people say in their own words, sorted, and what they ask for that is not there."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.content import writable
from bot.cli.given import Content, Hub, content_of, fail, own_store

if TYPE_CHECKING:
    from bot.store import Store

Database = Annotated[Path | None, typer.Option("--db", help="A database file; else the settings' database.")]


def add_to(app: typer.Typer) -> None:
    app.command()(themes)
    app.command()(heard)


def themes(
    slug: Annotated[str, typer.Argument(help="The survey's slug, such as survey-autumn-2026.")],
    question: Annotated[str, typer.Option("--question", help="The question's id; else all of them.")] = "",
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Write the answers and their themes to this file.")
    ] = None,
    sheet: Annotated[
        Path | None, typer.Option("--from", help="Read the themes of the answers from such a file.")
    ] = None,
    db: Database = None,
) -> None:
    """Answers in words and the themes they stand under; sort them in a spreadsheet, or on the staff site."""
    with own_store(db) as store:
        questions = _questions(store, slug)
        if question and question not in questions:
            fail(f"{slug} has no question {question!r} in words; choose one of {', '.join(questions)}")
        chosen = question or (next(iter(questions)) if len(questions) == 1 else "")
        if (csv or sheet) and not chosen:
            fail(f"say which question: --question {' or '.join(questions)}")
        if sheet:
            _bring_in(store, slug, chosen, sheet)
        if csv:
            _write(store, slug, chosen, csv)
        for name in [chosen] if chosen else questions:
            _tell(store, slug, name, questions[name])


def _questions(store: "Store", slug: str) -> dict[str, str]:
    """The questions of the edition that are answered in words, or the end."""
    import json

    from bot.surveys.definition import survey_from_definition
    from bot.surveys.themes import in_own_words

    edition = store.edition(slug)
    if edition is None:
        fail(f"there is no edition {slug!r} in the database; it appears once it has been open")
    found = dict(in_own_words(survey_from_definition(json.loads(edition.definition))))
    return found or fail(f"{slug} asks nothing that is answered in words")


def _bring_in(store: "Store", slug: str, question: str, file: Path) -> None:
    from bot.reporting.theme_sheet import read
    from bot.store import themes as stored

    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        fail(f"{file}: {error.strerror}")
    except UnicodeDecodeError:
        fail(f"{file}: this is not UTF-8; save it from the spreadsheet as “CSV UTF-8”")
    known = {each.key for each in store.read(lambda c: stored.answers(c, store.sealer, slug, question))}
    found = read(text, known)
    if found.faults:
        fail(*(f"{file}: {fault}" for fault in found.faults), "Nothing was changed.")
    count = store.write(lambda c: stored.replace(c, store.sealer, slug, question, found.themes))
    typer.echo(f"{count} answer{'s' * (count != 1)} sorted anew, {len(found.themes) - count} as before.")


def _write(store: "Store", slug: str, question: str, file: Path) -> None:
    from bot.reporting.theme_sheet import written
    from bot.store import themes as stored
    from bot.surveys.results import FEWEST

    answers, named = store.read(
        lambda c: (stored.answers(c, store.sealer, slug, question), stored.themes(c, slug, question))
    )
    if len(answers) < FEWEST:
        fail(
            f"fewer than {FEWEST} people have answered {question}; their answers can be read from {FEWEST} on"
        )
    with writable(file):
        file.write_text(written(answers, named), encoding="utf-8", newline="")
    typer.echo(f"{len(answers)} answers written to {file}")


def _tell(store: "Store", slug: str, question: str, text: str) -> None:
    from bot.reporting.theme_sheet import listing
    from bot.store import themes as stored
    from bot.surveys.themes import theme_results

    named, answered = store.read(
        lambda c: (stored.themes(c, slug, question), stored.answered(c, slug, [question])[question])
    )
    tallies = theme_results([(each.name, each.answers) for each in named], answered)
    for line in listing(f"{text} ({question})", tallies, answered):
        typer.echo(line)


def heard(
    within: Annotated[float, typer.Option("--within", min=1, help="Miles that count as near.")] = 10.0,
    as_table: Annotated[bool, typer.Option("--csv", help="As a table for a spreadsheet.")] = False,
    db: Database = None,
    hub: Hub = "",
    content: Content = None,
) -> None:
    """What young people asked for in answers and searches in the last year, and is not near them today."""
    from bot.app.heard import heard as joined
    from bot.reporting.heard_not_found import NOTHING, as_csv, lines

    loaded = content_of(hub, content)
    catalogue = loaded.house.catalogue
    with own_store(db) as store:
        found = joined(store, catalogue, loaded.house.today(store.clock()), within)
    if as_table:
        typer.echo(as_csv(found, catalogue.label, within), nl=False)
        return
    for line in lines(found, catalogue.label, within) if found else (NOTHING,):
        typer.echo(line)
