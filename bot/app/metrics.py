"""What `/metrics` shows: counts of the database and of open pages; no person in any label."""

from collections.abc import Iterator
from dataclasses import asdict

from prometheus_client import CollectorRegistry, Counter
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.gc_collector import GCCollector
from prometheus_client.process_collector import ProcessCollector

from bot.channels.web.waker import Waker
from bot.store import Store
from bot.surveys.results import FEWEST

# Anybody may read these, so how many answered is not told to the one: beside a result it would tell who left out what.
MEANINGS = {
    "conversations": "Conversations whose person is known now",
    "searches": "Searches noted",
    "found_nothing": "Searches that found nothing",
    "responses": "Responses to surveys and polls, in whole tens",
    "open_concerns": "Safeguarding cases not yet handled",
    "notices": "Things that staff have not been told of yet",
    "waiting": "Messages waiting to be sent",
    "failed": "Events that ended in an apology",
}


def unanswered_updates() -> Counter:
    """Counts Telegram updates that led to no turn, by one of few fixed words."""
    return Counter(
        "earshot_telegram_unanswered", "Telegram updates that led to no turn", ["kind"], registry=None
    )


class _Counts:
    """Reads the database when it is asked, so that every replica tells the same."""

    def __init__(self, store: Store, waker: Waker) -> None:
        self._store = store
        self._waker = waker

    def collect(self) -> Iterator[Metric]:
        for name, value in asdict(self._store.counts()).items():
            shown = value - value % FEWEST if name == "responses" else value
            yield GaugeMetricFamily(f"earshot_{name}", MEANINGS[name], value=shown)
        yield GaugeMetricFamily(
            "earshot_open_pages", "Web chats open here now", value=self._waker.all_watchers()
        )


def registry_of(store: Store, waker: Waker, unanswered: Counter) -> CollectorRegistry:
    """A registry of its own, so that two servers in one process do not mix."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(unanswered)
    ProcessCollector(registry=registry)
    GCCollector(registry=registry)
    registry.register(_Counts(store, waker))
    return registry
