"""Links that nobody made, however odd, join nobody, move nothing and break nothing."""

import pytest
from sqlalchemy import select

from bot.dialogue.effects import Recall, Say
from bot.dialogue.events import Started
from bot.dialogue.state import State
from bot.dialogue.step import step
from bot.store import Store, council, tables
from example_hub import example_hub
from talker import do
from transcript import START

ODD = (
    "",
    "-",
    "../../etc/passwd",
    "%00%0a",
    "\x00",
    "\ud800",
    "' OR 1=1 --",
    "<script>",
    "poll-example",
    "🎸" * 40,
    "A" * 22,
    "A" * 100_000,
)
KINDS = (
    "",
    "no-",
    "redo-",
    "carry-",
    "council-",
    "find-",
    "wrong-",
    "about-",
    "tell-me",
    "ask-me",
    "newpoll",
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("odd", ODD)
def test_every_forged_link_is_answered_or_looked_up(kind: str, odd: str) -> None:
    turn = step(example_hub().bot, State(salt="x"), Started(kind + odd, START))
    said = [effect for effect in turn.effects if isinstance(effect, Say | Recall)]
    assert said
    assert [each.text for each in said if isinstance(each, Say) and "passwd" in each.text] == []


@pytest.mark.parametrize("odd", [odd for odd in ODD if odd != "poll-example"])
def test_a_forged_token_joins_nobody_and_moves_nothing(store: Store, odd: str) -> None:
    store.write(lambda c: council.invite(c, "good", None, store.clock()))
    do(store, Recall("link"), who="maker")
    joined, carried = do(store, Recall("council", odd)), do(store, Recall("carry", odd))
    assert joined is not None
    assert carried is not None
    assert (joined.record["member"], carried.record["carried"]) == (False, False)
    assert store.read(lambda c: c.scalar(select(tables.setup_link.c.used_at))) is None
    assert len(store.read(lambda c: c.execute(select(tables.channel_link)).all())) == 1
