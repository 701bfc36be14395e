"""How fast one visitor, and one network of visitors, may post; remembers counts for minutes, in memory only."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network

from aiohttp import web

MOST_REMEMBERED = 20_000
_NEAR = tuple(
    map(ip_network, ("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"))
)


@dataclass(frozen=True, slots=True)
class Limits:
    """`burst` posts at once, then `a_second` more. A school shares one address, so its limits suit several classes."""

    visitor_burst: float = 30
    visitor_a_second: float = 1
    network_burst: float = 600
    network_a_second: float = 30
    streams_a_visitor: int = 8
    streams: int = 5_000


@dataclass(slots=True)
class Pace:
    """A token bucket for each key. `now` gives seconds from a clock that never goes back."""

    burst: float
    a_second: float
    now: Callable[[], float]
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def allows(self, key: str) -> bool:
        """Takes one from the bucket of `key`; False when it is empty."""
        at = self.now()
        left, since = self._left.pop(key, (self.burst, at))
        left = min(self.burst, left + (at - since) * self.a_second)
        allowed = left >= 1
        self._left[key] = (left - 1 if allowed else left, at)
        if len(self._left) > MOST_REMEMBERED:
            self._left.popitem(last=False)
        return allowed


def network_of(request: web.Request) -> str:
    """The address the request came from. Behind our own proxy (a private peer) it is the one the proxy wrote last."""
    peer = request.remote or ""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return forwarded if forwarded and _is_near(peer) else peer


def _is_near(address: str) -> bool:
    """Whether it is this machine or a private network, where our proxy would be."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in _NEAR)
