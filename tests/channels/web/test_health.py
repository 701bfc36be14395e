"""Alive, ready, measured."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily

from bot.channels.web.health import health_routes


class Turns:
    """Something to measure: one turn."""

    def collect(self):
        yield CounterMetricFamily("turns", "Turns taken", value=1)


@pytest.fixture
async def ask():
    missing = [""]
    measured = CollectorRegistry()
    measured.register(Turns())

    async def ready():
        return missing[0]

    app = web.Application()
    app.add_routes(health_routes(ready, measured))
    async with TestClient(TestServer(app)) as client:

        async def get(path, says=""):
            missing[0] = says
            async with client.get(path) as answer:
                return answer.status, await answer.text()

        yield get


async def test_alive_says_so_whatever_is_missing(ask):
    assert await ask("/healthz", "everything") == (200, "ok\n")


async def test_ready_says_what_is_missing(ask):
    assert await ask("/readyz") == (200, "ready\n")
    assert await ask("/readyz", "database does not answer") == (503, "database does not answer\n")


async def test_metrics_are_for_prometheus(ask):
    status, text = await ask("/metrics")
    assert (status, "turns_total 1.0" in text.split("\n")) == (200, True)
