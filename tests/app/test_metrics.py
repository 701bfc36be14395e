"""What anybody may read: how many answered, in tens, and what Telegram sent that we could not answer."""

from collections import Counter

from prometheus_client import generate_latest

from bot.app.metrics import measured
from bot.channels.web.waker import Waker
from youth_voice import POLL, voice


def test_how_many_answered_is_told_in_whole_tens() -> None:
    with voice() as said:
        said.ask(POLL, [{"workshop": "djing"}] * 17)
        text = generate_latest(measured(said.store, Waker(), Counter())).decode()
    assert [line for line in text.splitlines() if line.startswith("earshot_responses")] == [
        "earshot_responses 10.0"
    ]


def test_updates_that_led_to_no_turn_are_counted_by_kind() -> None:
    with voice() as said:
        text = generate_latest(measured(said.store, Waker(), Counter(poll=2))).decode()
    assert 'earshot_telegram_unanswered_total{kind="poll"} 2.0' in text.splitlines()
