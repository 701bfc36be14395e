"""Says whether this process is alive, ready and how busy; no figure in it is about a person."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest

Ready = Callable[[], Awaitable[str]]


def health_routes(ready: Ready, registry: CollectorRegistry = REGISTRY) -> list[web.RouteDef]:
    """`/healthz` (alive), `/readyz` (503 unless `ready` gives "") and `/metrics` (Prometheus).

    `ready` returns what is not ready yet, such as "database does not answer", without secrets: anybody may read it.
    """

    async def healthz(_request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def readyz(_request: web.Request) -> web.Response:
        missing = await ready()
        return web.Response(text=f"{missing or 'ready'}\n", status=503 if missing else 200)

    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return [web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", metrics)]
