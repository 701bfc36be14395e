"""Waking pages from other threads."""

import asyncio
from threading import Thread

from bot.channels.web.waker import Waker


async def woken(event):
    try:
        await asyncio.wait_for(event.wait(), 0.2)
    except TimeoutError:
        return False
    return True


async def test_a_commit_in_another_thread_wakes_who_watches_it():
    waker = Waker()
    with waker.subscribe("web", "a") as one, waker.subscribe("web", "b") as other:
        Thread(target=waker.touched, args=([("web", "a"), ("telegram", "b")],)).start()
        assert (await woken(one), other.is_set()) == (True, False)


async def test_all_windows_of_one_person_are_woken():
    waker = Waker()
    with waker.subscribe("web", "a") as one, waker.subscribe("web", "a") as two:
        waker.touched([("web", "a")])
        assert (await woken(one), await woken(two)) == (True, True)


async def test_who_has_left_is_not_remembered():
    waker = Waker()
    with waker.subscribe("web", "a"):
        assert (waker.watchers(("web", "a")), waker.all_watchers()) == (1, 1)
    assert (waker.watchers(("web", "a")), waker.all_watchers()) == (0, 0)


def test_with_nobody_watching_nothing_happens():
    waker = Waker()
    waker.touched([("web", "a")])
    assert waker.all_watchers() == 0


async def test_closing_wakes_everybody_and_is_seen():
    waker = Waker()
    with waker.subscribe("web", "a") as event:
        waker.close()
        assert (await woken(event), waker.closed) == (True, True)
