"""Whatever is typed, in whatever script, is answered at once and never fails."""

import json
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.found import Found
from bot.catalogue.text import LONGEST
from bot.catalogue.wish import Wish

GENEROUS_SECONDS = 2.0
Ask = Callable[[str, Wish | None], tuple[Wish, Found]]


@pytest.fixture(scope="module")
def ask(catalogue: Catalogue) -> Ask:
    def asked(text: str, before: Wish | None) -> tuple[Wish, Found]:
        wish = catalogue.understand(text, before)
        return wish, catalogue.find(wish)

    return asked


words = some.sampled_from(
    "drums weymoth im 12 free on saturdays nr the piano dt4 7aa year 8 or and ' - £ 99 🥁 ñ 5-7 yr".split()
)
texts = some.one_of(some.text(max_size=500), some.lists(words, max_size=200).map(" ".join))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
@example("a" * LONGEST)
@example("1" * LONGEST)
@example("drum " * 800)
@example("druum " * 680)
@example("im 12 " * 680)
@example("уроки гитары " * 300)
@example("\x00\u200d\ufeff")
@example("İstanbul ﬁddle ½ Ⅷ year ²")
def test_any_text_is_understood_and_searched(ask: Ask, text: str) -> None:
    start = time.perf_counter()
    wish, _ = ask(text, None)
    assert time.perf_counter() - start < GENEROUS_SECONDS
    assert Wish.from_json(json.loads(json.dumps(wish.to_json()))) == wish


@settings(max_examples=60, deadline=None)
@given(some.lists(texts, min_size=2, max_size=4))
def test_any_conversation_can_be_refined(ask: Ask, said: list[str]) -> None:
    wish = Wish()
    for text in said:
        wish, found = ask(text, wish)
        assert len(found.results) <= 3
