"""How fast posts may come."""

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.channels.web import pace
from bot.channels.web.pace import Pace, network_of


def test_a_burst_is_let_through_then_one_a_second():
    at = [0.0]
    limit = Pace(burst=2, a_second=1, now=lambda: at[0])
    assert [limit.allows("a") for _ in range(3)] == [True, True, False]
    at[0] = 1.0
    assert [limit.allows("a") for _ in range(2)] == [True, False]


def test_one_persons_flood_does_not_slow_another():
    limit = Pace(burst=1, a_second=1, now=lambda: 0.0)
    assert [limit.allows(key) for key in ("a", "a", "b")] == [True, False, True]


def test_waiting_never_gives_more_than_the_burst():
    at = [0.0]
    limit = Pace(burst=2, a_second=1, now=lambda: at[0])
    limit.allows("a")
    at[0] = 1000.0
    assert [limit.allows("a") for _ in range(3)] == [True, True, False]


def test_what_is_remembered_has_an_end(monkeypatch):
    monkeypatch.setattr(pace, "MOST_REMEMBERED", 3)
    limit = Pace(burst=1, a_second=0, now=lambda: 0.0)
    assert [limit.allows(key) for key in "abcd"] == [True] * 4
    assert [limit.allows(key) for key in "da"] == [False, True]


class Peer:
    def __init__(self, address):
        self.address = address

    def get_extra_info(self, name, default=None):
        return (self.address, 1234) if name == "peername" else default

    def is_closing(self):
        return False


@pytest.mark.parametrize(
    ("peer", "forwarded", "network"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "1.1.1.1, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_only_our_own_proxy_is_believed_about_where_a_request_comes_from(peer, forwarded, network):
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = make_mocked_request("GET", "/", headers=headers, transport=Peer(peer))
    assert network_of(request) == network
