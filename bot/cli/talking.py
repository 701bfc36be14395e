"""chat, find: talking to the bot and searching from the terminal."""

import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.given import At, Content, Hub, content_of, fail, moment, settings, store_at, today

if TYPE_CHECKING:
    from bot.app.content import Loaded
    from bot.catalogue.found import Found
    from bot.catalogue.wish import Wish
    from bot.scenes.house import House
    from bot.store import Store

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line, in and out.")]


def add_to(app: typer.Typer) -> None:
    app.command()(chat)
    app.command()(find)


def chat(
    as_json: AsJson = False,
    hub: Hub = "",
    content: Content = None,
    db: Annotated[
        Path | None, typer.Option("--db", help="A database file; without it nothing is kept.")
    ] = None,
    at: At = "",
) -> None:
    """Talk to the bot here in the terminal."""
    from bot.app.talk import up_to_date

    begun = moment(at)
    loaded = content_of(hub, content, begun)
    url = f"sqlite:///{db}" if db else "sqlite://"
    secret = settings().secret() if db else b"kept in memory for this talk only"
    with store_at(url, secret) as store:
        hold(store, up_to_date(store, loaded, today(begun)), begun, as_json)


def hold(store: "Store", loaded: "Loaded", at: datetime | None, as_json: bool) -> None:
    """A talk on the screen, or one JSON object a line; everything happens `at`, else now."""
    from bot.app.talk import talking

    with talking(store, loaded) as take:
        if as_json:
            from bot.channels.terminal.json_lines import chat_json

            chat_json(sys.stdin.buffer, _line, take, store.messages, at=at)
        else:
            _on_screen(loaded, take, store.messages, at)


def _on_screen(loaded: "Loaded", take: Any, messages: Any, at: Any) -> None:
    from rich.console import Console

    from bot.channels.terminal.chat import chat as talk

    console = Console()
    talk(console, lambda: console.input("\n[bold]> [/bold]"), take, messages, loaded.house.words, at=at)


def _line(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def find(
    text: Annotated[str, typer.Argument(help="What to look for, as somebody would say it.")] = "",
    as_json: AsJson = False,
    batch: Annotated[
        bool, typer.Option("--batch", help='Read {"id", "text"} lines from standard input.')
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Print the arithmetic.")] = False,
    hub: Hub = "",
    content: Content = None,
    at: At = "",
) -> None:
    """Search the catalogue."""
    house = content_of(hub, content, moment(at)).house
    if batch:
        for line in sys.stdin:
            if line.strip():
                _line(json.dumps(_batched(house, line), ensure_ascii=False))
        return
    if not text:
        fail('say what to look for, such as: earshot find "drums near Weymouth"')
    found = _found(house, text)
    if as_json:
        _line(json.dumps({"id": "", **found}, ensure_ascii=False))
    else:
        _print(house, text, explain)


def _batched(house: "House", line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except ValueError:
        return {"error": 'not JSON; write {"id": "1", "text": "drums near Weymouth"}'}
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        return {"error": 'a line needs "text", such as {"id": "1", "text": "drums near Weymouth"}'}
    return {"id": asked.get("id", ""), **_found(house, asked["text"])}


def _searched(house: "House", text: str) -> "tuple[Wish, Found]":
    """What was understood, and what was found; nothing for what is no search, such as a word about the weather."""
    from bot.catalogue.found import Found

    wish = house.catalogue.understand(text)
    return wish, Found() if wish.is_empty else house.catalogue.find(wish)


def _found(house: "House", text: str) -> dict[str, Any]:
    wish, found = _searched(house, text)
    say: Callable[..., str] = house.words
    return {
        "understood": wish.to_json(),
        "results": [
            {
                "id": match.entry.id,
                "title": match.entry.title,
                "exact": match.exact,
                "score": round(match.score, 2),
                "distance_miles": None if match.distance_miles is None else round(match.distance_miles, 1),
                "because": [say(f"because.{reason.code}", **reason.values) for reason in match.because],
            }
            for match in found.results
        ],
        "relaxed": [say(f"because.{reason.code}", **reason.values) for reason in found.relaxed],
    }


def _print(house: "House", text: str, explain: bool) -> None:
    from bot.catalogue.found import explain as arithmetic

    _, found = _searched(house, text)
    for reason in found.relaxed:
        typer.echo(house.words(f"because.{reason.code}", **reason.values))
    for match in found.results:
        typer.echo(
            f"{match.entry.title} ({match.entry.id})" + ("" if match.exact else ", near but not exact")
        )
        for reason in match.because:
            typer.echo(f"    {house.words(f'because.{reason.code}', **reason.values)}")
        if explain:
            typer.echo(f"    {arithmetic(match)}")
    if not found.results:
        typer.echo("Nothing found.")
