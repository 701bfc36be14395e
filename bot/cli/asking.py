"""bursaries: judging schemes and trying the interview from the terminal."""

import typer


def add_to(app: typer.Typer) -> None:
    """Commands are added as their rooms are ready."""
