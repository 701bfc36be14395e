"""How a made-up person takes part in a conversation: votes by the buttons, a statement after the other, then stops."""

from collections.abc import Awaitable, Callable

from bot.dialogue.state import State
from bot.scenes.conversation import ENOUGH, NAME, VOTING
from bot.surveys.simulating import Voter

Press = Callable[[State, str], Awaitable[tuple[State, tuple[str, ...]]]]
"""Presses the button of that value, and gives where it leads and what was stored."""


async def vote(state: State, press: Press, somebody: Voter) -> int:
    """Votes on each statement shown until there is none, or until they have had enough; how often.

    `state` is where the first statement is shown.
    """
    given = 0
    while state.scene == NAME and state.data.get("stage") == VOTING:
        choice = somebody.votes.get(str(state.data.get("shown")), ENOUGH)
        state, stored = await press(state, choice if given < somebody.patience else ENOUGH)
        given += any(line.startswith("submitted ") for line in stored)
    return given
