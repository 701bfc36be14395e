"""What anybody may read of how many answered."""

from prometheus_client import generate_latest

from bot.app.metrics import registry_of, unanswered_updates
from bot.channels.web.waker import Waker
from youth_voice import POLL, voice


def test_how_many_answered_is_told_in_whole_tens() -> None:
    with voice() as said:
        said.ask(POLL, [{"workshop": "djing"}] * 17)
        text = generate_latest(registry_of(said.store, Waker(), unanswered_updates())).decode()
    assert [line for line in text.splitlines() if line.startswith("earshot_responses")] == [
        "earshot_responses 10.0"
    ]
