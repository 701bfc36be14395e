"""Parts of the site that are built when somebody first comes to them; knows no page.

The server answers sooner when it does not wait for what few people visit. Whoever starts the server opens every wing
soon after, so that what is wrong with one is known before anybody comes.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NoReturn

from aiohttp import web

Routes = Callable[[], Iterable[web.AbstractRouteDef]]


class Wing:
    """Some pages, not yet built. `routes` may import what nothing else needs."""

    def __init__(self, routes: Routes) -> None:
        self._routes = routes
        self._router: web.UrlDispatcher | None = None

    def open(self) -> web.UrlDispatcher:
        """Builds the pages, the first time. Raises whatever building them raises."""
        if self._router is None:
            router = web.UrlDispatcher()
            router.add_routes(self._routes())
            self._router = router
        return self._router


class _Way(web.AbstractResource):
    """Everything under a path leads into a wing."""

    def __init__(self, path: str, wing: Wing) -> None:
        super().__init__()
        self._path, self._wing = path, wing

    @property
    def canonical(self) -> str:
        return self._path

    async def resolve(self, request: web.Request) -> tuple[web.UrlMappingMatchInfo, set[str]]:
        return await self._wing.open().resolve(request), set()

    def url_for(self, **_kwargs: str) -> NoReturn:
        raise RuntimeError("a wing has no address of its own")

    def add_prefix(self, prefix: str) -> NoReturn:
        raise RuntimeError(f"a wing cannot be moved to {prefix}")

    def get_info(self) -> Any:
        return {"path": self._path}

    def raw_match(self, path: str) -> bool:
        return path == self._path

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[web.AbstractRoute]:
        """None: to list the site's routes must not build a wing."""
        return iter(())


def add_wing(application: web.Application, paths: Iterable[str], routes: Routes) -> Wing:
    """Lets everything at and under each of `paths` lead into a new wing; its routes hold the whole paths."""
    wing = Wing(routes)
    for path in paths:
        application.router.register_resource(_Way(path, wing))
    return wing
