"""The `earshot` command; knows what people type and leaves all work to the rooms below."""

import typer

from bot.cli import asking, content, feeds, hearing, places, running, staff, surveys, talking, voice

app = typer.Typer(
    name="earshot",
    help="A chat bot for UK music education hubs.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for part in (running, talking, content, feeds, places, surveys, asking, hearing, staff, voice):
    part.add_to(app)


def main() -> None:
    """The console script."""
    app()
