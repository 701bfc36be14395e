"""serve, settings: running the server and seeing how it is set."""

import asyncio
import gc

import typer

from bot.cli.given import fail, settings


def add_to(app: typer.Typer) -> None:
    app.command()(serve)
    app.command("settings")(show_settings)


def serve() -> None:
    """Run the bot: web chat, staff site, and Telegram when a token is set."""
    gc.disable()  # until it serves: what is loaded now stays, and looking through it takes a tenth of the start
    from bot.app.serving import NotServed, serve_until_stopped

    try:
        asyncio.run(serve_until_stopped(settings()))
    except NotServed as error:
        fail(str(error))


def show_settings() -> None:
    """Every setting, its value and what it means."""
    from rich.console import Console
    from rich.table import Table

    table = Table("setting", "value", "meaning", box=None, pad_edge=False)
    for name, value, meaning in settings().rows():
        table.add_row(name, value or "-", meaning)
    Console(width=None if Console().is_terminal else 160).print(table)
