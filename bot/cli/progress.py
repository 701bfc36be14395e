"""Shows how far a long command has got, on standard error, and nothing where nobody watches."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_BLOCK = 1 << 20
Shown = Callable[[int, int | None], None]
"""Told how much is done, and of how much where that is known."""


@contextmanager
def progress(what: str, counted: bool = True) -> Iterator[Shown]:
    """A bar with the time taken and the time left, and with the count of what is done if it is `counted`."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    console = Console(stderr=True)
    count = [TextColumn("{task.completed:,.0f}")] if counted else []
    columns = (
        TextColumn(what),
        BarColumn(),
        *count,
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, transient=True, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def lines_in(file: Path) -> int | None:
    """About how many rows a csv file has below its first; None for a file of another kind."""
    if file.suffix.lower() != ".csv":
        return None
    with file.open("rb") as raw:
        return sum(block.count(b"\n") for block in iter(lambda: raw.read(_BLOCK), b"")) - 1
