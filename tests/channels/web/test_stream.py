"""Server-sent events: nothing missed, nothing twice."""

import asyncio
import json
from contextlib import asynccontextmanager

from bot.channels.web.pace import Limits
from bot.store import Store


class Events:
    """What one open stream has sent so far."""

    def __init__(self, content) -> None:
        self._content = content

    async def next(self):
        """The next message as (id, JSON); comments are passed over."""
        block = {}
        while True:
            line = (await asyncio.wait_for(self._content.readline(), 5)).decode().rstrip("\n")
            if not line and "data" in block:
                return int(block["id"]), json.loads(block["data"])
            name, _, value = line.partition(": ")
            block[name] = value


@asynccontextmanager
async def listening(browser, after=0, last_seen=None):
    headers = {} if last_seen is None else {"Last-Event-ID": str(last_seen)}
    async with browser.client.get(f"/chat/events?after={after}", headers=headers) as answer:
        assert answer.headers["Content-Type"] == "text/event-stream"
        yield Events(answer.content)


async def test_a_new_message_arrives_without_a_reload(browser):
    await browser.open()
    async with listening(browser) as events:
        _, posted = await browser.script("/chat/say", "k1", text="hello you")
        arrived = [(await events.next())[1] for _ in posted["messages"]]
    assert arrived == posted["messages"]


async def test_coming_back_brings_what_was_missed_and_nothing_twice(browser):
    await browser.open()
    _, first = await browser.script("/chat/say", "k1", text="one")
    async with listening(browser) as events:
        seen = [(await events.next())[0] for _ in first["messages"]]
    assert seen == [m["id"] for m in first["messages"]]
    _, second = await browser.script("/chat/say", "k2", text="two", after=str(seen[-1]))
    async with listening(browser, after=0, last_seen=seen[-1]) as events:
        missed = [(await events.next())[0] for _ in second["messages"]]
        await browser.script("/chat/say", "k3", text="three")
        assert (await events.next())[1]["text"] == "three"
    assert missed == [m["id"] for m in second["messages"]]


async def test_a_tick_sends_the_changed_question_alone(browser):
    await browser.open("/chat?start=survey")
    page = await browser.submit("/chat/start")
    token = dict(page.buttons)["Drums"]
    async with listening(browser, after=9**17) as events:
        _, posted = await browser.script("/chat/choose", "k1", token=token, after=str(9**17))
        assert posted["messages"] == []
        del events
    async with listening(browser) as events:
        await events.next()
        _, message = await events.next()
    assert (message["replaces"], message["question"]) == (True, "instruments")


async def test_nobody_hears_another_persons_messages(town):
    _, server = await town.serve()
    one, other = await town.browser(server), await town.browser(server)
    await one.open()
    await other.open()
    async with listening(one) as events:
        await other.script("/chat/say", "k1", text="not for you")
        await one.script("/chat/say", "k1", text="for me")
        assert (await events.next())[1]["text"] == "for me"


async def test_without_a_chat_there_is_nothing_to_listen_to(browser):
    async with browser.client.get("/chat/events") as answer:
        assert answer.status == 204


async def test_one_visitor_cannot_hold_the_server_open_without_end(town):
    house, server = await town.serve(Limits(streams_a_visitor=1))
    browser = await town.browser(server)
    await browser.open()
    async with listening(browser):
        async with browser.client.get("/chat/events") as second:
            assert second.status == 204
        assert house.waker.all_watchers() == 1


async def test_a_stopping_server_lets_every_page_go(town):
    house, server = await town.serve()
    browser = await town.browser(server)
    await browser.open()
    async with browser.client.get("/chat/events") as answer:
        house.waker.close()
        rest = await asyncio.wait_for(answer.content.read(), 5)
    assert rest == b"retry: 1500\n\n"


async def test_a_fault_ends_the_stream_and_tells_nobody_why(browser, monkeypatch):
    await browser.open()

    def broken(*_args):
        raise RuntimeError("the reason")

    monkeypatch.setattr(Store, "messages", broken)
    async with browser.client.get("/chat/events") as answer:
        assert await asyncio.wait_for(answer.content.read(), 5) == b"retry: 1500\n\n"


async def test_a_closed_page_is_forgotten(town):
    house, server = await town.serve()
    browser = await town.browser(server)
    await browser.open()
    async with listening(browser) as events:
        await browser.script("/chat/say", "k1", text="hi")
        await events.next()
        assert house.waker.all_watchers() == 1
    await browser.script("/chat/say", "k2", text="again")
    async with asyncio.timeout(5):
        while house.waker.all_watchers():
            await asyncio.sleep(0.01)
            await browser.script("/chat/say", "k3", text="again")
