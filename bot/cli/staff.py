"""export responses, privacy record, vocabulary unknown: what hub staff take out of the database."""

import sys
from typing import Annotated

import typer

from bot.cli.content import EXPORT
from bot.cli.given import fail, own_store

PRIVACY = typer.Typer(help="What is kept about people.", no_args_is_help=True)
VOCABULARY = typer.Typer(help="The words the bot knows.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    EXPORT.command("responses")(responses)
    PRIVACY.command("record")(record)
    app.add_typer(PRIVACY, name="privacy")
    VOCABULARY.command("unknown")(unknown)
    app.add_typer(VOCABULARY, name="vocabulary")


def responses(
    edition: Annotated[str, typer.Option("--edition", help="The survey's slug, such as survey-autumn-2026.")],
    format: Annotated[str, typer.Option("--format", help="csv")] = "csv",
) -> None:
    """The answers to one edition, one row a person, nobody named."""
    from bot.reporting.responses import as_csv

    if format != "csv":
        fail(f"--format {format} is not known; use csv")
    with own_store() as store:
        found = store.edition(edition)
        if found is None:
            fail(f"there is no edition {edition!r} in the database; it appears once it has been open")
        sys.stdout.write(as_csv(found, store.responses(edition)))


def record() -> None:
    """The record of processing: every column that is kept, why, and for how long."""
    from bot.reporting.responses import csv_text
    from bot.store import privacy_record

    rows = [(row.table, row.column, row.why, row.keep) for row in privacy_record()]
    sys.stdout.write(csv_text([("table", "column", "why", "kept for"), *rows]))


def unknown() -> None:
    """Words that searches did not know, and how many people typed each; only those that five different people did."""
    from bot.reporting.responses import csv_text

    with own_store() as store:
        words = store.unknown_words()
    sys.stdout.write(csv_text([("word", "people"), *((word, str(people)) for word, people in words)]))
