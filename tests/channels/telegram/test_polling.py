"""Fetching updates: an update counts as seen only once it is stored."""

import asyncio
from contextlib import asynccontextmanager

from bot.channels.telegram import polling
from bot.channels.telegram.connect import close
from bot.channels.telegram.polling import Replies, run_polling
from bot.turns import NotStored, Turns
from telegram_api import USERNAME


@asynccontextmanager
async def polled(parts, naps=None):
    """Polls until the block is left; `naps` gets the seconds of every pause."""

    async def nap(seconds):
        if naps is not None:
            naps.append(seconds)
        await asyncio.sleep(0)

    task = asyncio.create_task(run_polling(parts, nap))
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(condition, seconds=5.0):
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


class Counting:
    """Turns that note what was taken and can fail; everything else is the real thing."""

    def __init__(self, turns: Turns, failures=()):
        self.taken = []
        self._turns, self._failures = turns, list(failures)

    async def take(self, incoming):
        if self._failures and (fault := self._failures.pop(0)):
            raise fault
        self.taken.append(incoming.update_id)
        return await self._turns.take(incoming)


def offsets(house):
    return [asked["offset"] for asked in house.telegram.called("getUpdates")]


async def test_what_was_said_is_stored_and_then_left_behind(house, parts):
    first = house.telegram.says(7, "/start")
    async with polled(parts):
        await until(lambda: len(offsets(house)) == 1 and house.texts(7))
        house.telegram.says(7, "good day")
        await until(lambda: len(house.texts(7)) == 3)
    assert house.texts(7) == ["Hello", "Which do you play?", "You said good day"]
    assert offsets(house)[:2] == [0, first["update_id"] + 1]


async def test_only_the_kinds_of_updates_that_are_read_are_asked_for(house, parts):
    house.telegram.says(7, "/start")
    async with polled(parts):
        await until(lambda: offsets(house))
    assert house.telegram.called("getUpdates")[0]["allowed_updates"] == [
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
    ]


async def test_many_people_are_taken_together_and_each_in_order(house, parts):
    for number in range(5):
        for chat in range(1, 8):
            house.telegram.says(chat, "/start" if number == 0 else f"line {number}")
    async with polled(parts):
        await until(lambda: len(house.texts(7)) == 6 and len(house.texts(1)) == 6)
    assert house.texts(3)[2:] == [f"You said line {number}" for number in range(1, 5)]


async def test_an_update_that_could_not_be_stored_comes_again(house):
    turns = Counting(house.turns, [None, NotStored("full"), RuntimeError("odd")])
    parts = house.parts(turns=turns)
    ids = [house.telegram.says(chat, "/start")["update_id"] for chat in (1, 2, 3)]
    naps = []
    async with polled(parts, naps):
        await until(lambda: all(house.texts(chat) for chat in (1, 2, 3)))
    assert [int(number) for number in turns.taken] == [ids[0], ids[1], ids[2]]
    assert naps == [0.5]
    await close(parts)


async def test_an_update_our_own_code_stumbles_over_does_not_hold_up_the_others(house):
    def lost(lat, lon):
        raise LookupError("no places")

    parts = house.parts(nearest_place=lost)
    house.telegram.sends(7, location={"latitude": 50.6, "longitude": -2.4})
    last = house.telegram.says(8, "/start")["update_id"]
    naps = []
    async with polled(parts, naps):
        await until(lambda: last + 1 in offsets(house) or len(naps) > 9 or not house.telegram.api.waiting)
    assert (house.counted, naps, len(house.texts(8))) == (["given_up"], [0.5, 1, 2, 4], 2)
    await close(parts)


async def test_what_follows_an_unstored_update_of_the_same_person_waits_for_it(house):
    turns = Counting(house.turns, [NotStored("full")])
    parts = house.parts(turns=turns)
    ids = [str(house.telegram.says(7, text)["update_id"]) for text in ("/start", "good day")]
    async with polled(parts, []):
        await until(lambda: len(house.texts(7)) == 3)
    assert turns.taken == ids
    await close(parts)


async def test_a_press_gets_its_answer(house, parts):
    house.telegram.presses_button(7, "forged")
    async with polled(parts):
        await until(lambda: all(house.telegram.api.presses.values()))
    assert len(house.telegram.called("answerCallbackQuery")) == 1


async def test_an_answer_that_fails_is_only_counted(house, parts):
    house.telegram.fail("answerCallbackQuery", 400, "Bad Request: query is too old")
    house.telegram.presses_button(7, "forged")
    async with polled(parts):
        await until(lambda: house.counted)
        house.telegram.says(7, "good day")
        await until(lambda: "You said good day" in house.texts(7))
    assert house.counted == ["reply_failed"]


async def test_a_group_is_pointed_to_the_private_chat(house, parts):
    await parts.bot.get_me()
    group = {"id": -100, "type": "supergroup"}
    house.telegram.update(message={"message_id": 5, "chat": group, "text": f"/find@{USERNAME} drums"})
    async with polled(parts):
        await until(lambda: house.telegram.in_chat(-100))
    assert [message.text for message in house.telegram.in_chat(-100)] == [
        f"Find me in private: https://t.me/{USERNAME}"
    ]
    assert house.touched == []


async def test_a_telegram_that_fails_is_asked_again_with_growing_pauses(house, parts):
    for status in (500, 502, 409, 401, 500, 500, 500, 500):
        house.telegram.fail("getUpdates", status, "Some trouble")
    house.telegram.says(7, "/start")
    naps = []
    async with polled(parts, naps):
        await until(lambda: house.texts(7))
    assert naps == [0.5, 1, 2, 4, 8, 16, 30, 30]


async def test_too_many_requests_waits_as_long_as_told(house, parts):
    house.telegram.fail("getUpdates", 429, "Too Many Requests: retry after 9", retry_after=9)
    house.telegram.says(7, "/start")
    naps = []
    async with polled(parts, naps):
        await until(lambda: house.texts(7))
    assert naps == [9]


async def test_a_proxy_that_answers_nonsense_is_asked_again(house, parts):
    house.telegram.fail("getUpdates", 200, body=b"<html>sign in</html>")
    house.telegram.fail("getUpdates", 200, body=b'{"ok": true, "result": {"what": 1}}')
    house.telegram.says(7, "/start")
    naps = []
    async with polled(parts, naps):
        await until(lambda: house.texts(7))
    assert naps == [0.5, 1]


async def test_stopping_leaves_nothing_running(house, parts):
    async with polled(parts) as task:
        await asyncio.sleep(0.05)
    assert task.cancelled()
    assert [
        t for t in asyncio.all_tasks() if t.get_coro().__qualname__.startswith(("run_polling", "Replies"))
    ] == []


async def test_stopping_ends_replies_under_way(house, parts):
    house.telegram.fail("answerCallbackQuery", 0)
    async with Replies(parts) as replies:
        replies.send(polling.Reply("answerCallbackQuery", {"callback_query_id": "x"}))
        await until(lambda: house.telegram.calls)
    assert replies._under_way == set()


async def test_what_was_stored_before_a_restart_is_not_answered_again(house, parts):
    house.telegram.says(7, "/start")
    fetched = list(house.telegram.api.waiting)
    async with polled(parts):
        await until(lambda: house.texts(7))
    house.telegram.api.waiting = fetched
    house.telegram.says(7, "good day")
    async with polled(parts):
        await until(lambda: "You said good day" in house.texts(7))
    assert house.texts(7) == ["Hello", "Which do you play?", "You said good day"]
