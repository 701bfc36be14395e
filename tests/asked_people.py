"""People in a store who said what they said about being asked, for the tests of sending."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.dialogue.effects import Effect, Option, Remember, Say
from bot.dialogue.step import link
from bot.store import BROADCAST, Claimed, Store, broadcasts, invitations, tables
from bot.store.broadcasts import INVITATION, Progress, Round
from bot.store.sending import send
from staff_site import turn

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SLUG = "autumn"
INVITED = Say("Would you like to answer?", (Option("Start", token=link(SLUG)),))


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def anybody(_role: str, _band: str, _outcode: str) -> bool:
    return True


class Town:
    """A store with an open edition, and people with chats."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store, self.clock = store, clock
        store.open_edition(SLUG, "{}", "hash")

    def willing(self, *names: str, channel: str = "telegram", role: str = "young_person") -> None:
        for name in names:
            self.turn(name, Remember("role", role), Remember("ask_me", True), channel=channel)

    def turn(self, name: str, *effects: Effect, channel: str = "telegram") -> None:
        turn(self.store, *effects, who=name, channel=channel)

    def invite(self, fits: Callable[[str, str, str], bool] = anybody, slug: str = SLUG) -> int:
        return send(self.store, Round(INVITATION, slug), invitations.to_invite(slug, fits), INVITED)

    def reach(self, fits: Callable[[str, str, str], bool] = anybody) -> invitations.Reach:
        return self.store.read(lambda c: invitations.reach(c, SLUG, fits, self.clock()))

    def claim(self, most: int = 100, lease: str = "courier") -> list[Claimed]:
        return self.store.deliver(lease, [], ("telegram",), 100, most, self.clock())

    def settle(self, *results: Any, lease: str = "courier") -> None:
        self.store.deliver(lease, results, ("telegram",), 0, 0, self.clock())

    def rounds(self) -> list[Progress]:
        return self.store.read(broadcasts.rounds)

    def came(self, slug: str = SLUG) -> dict[str, int]:
        counts = self.store.read(lambda c: invitations.dispositions(c, slug))
        return {name: people for (name, _), people in sorted(counts.items())}

    def rows(self, name: str) -> list[dict[str, Any]]:
        table = tables.metadata.tables[name]
        return self.store.read(lambda c: [dict(row) for row in c.execute(select(table)).mappings()])

    def waiting(self) -> list[str]:
        """The addresses an invitation waits for, as the courier would see them."""
        claimed = sorted(each.address for each in self.claim() if each.priority == BROADCAST)
        self.store.hand_back("courier", [], self.clock())
        return claimed
