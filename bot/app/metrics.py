"""What `/metrics` shows: counts of the database and of open pages; no person in any label."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

from prometheus_client import GC_COLLECTOR, PROCESS_COLLECTOR, CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

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


class _Counts:
    """Reads the database when it is asked, so that every replica tells the same."""

    def __init__(self, store: Store, waker: Waker, unanswered: Counter[str]) -> None:
        self._store = store
        self._waker = waker
        self._unanswered = unanswered

    def collect(self) -> Iterator[Metric]:
        for name, value in asdict(self._store.counts()).items():
            shown = value - value % FEWEST if name == "responses" else value
            yield GaugeMetricFamily(f"earshot_{name}", MEANINGS[name], value=shown)
        yield GaugeMetricFamily(
            "earshot_open_pages", "Web chats open here now", value=self._waker.all_watchers()
        )
        unanswered = CounterMetricFamily(
            "earshot_telegram_unanswered", "Telegram updates that led to no turn", labels=["kind"]
        )
        for kind, count in self._unanswered.items():
            unanswered.add_metric([kind], count)
        yield unanswered


def measured(store: Store, waker: Waker, unanswered: Counter[str]) -> CollectorRegistry:
    """A set of its own, so that two servers in one process do not mix; `unanswered` is by one of few fixed words."""
    shown = CollectorRegistry(auto_describe=False)
    for collector in (_Counts(store, waker, unanswered), PROCESS_COLLECTOR, GC_COLLECTOR):
        shown.register(collector)
    return shown
