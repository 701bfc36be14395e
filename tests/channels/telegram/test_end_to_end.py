"""A person with a phone, Telegram in between, the bot behind: everything real but Telegram's own servers."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from bot.channels.telegram.connect import close, run
from bot.channels.telegram.sender import telegram_sender
from bot.courier import Courier, Pace
from bot.turns import Turns
from small_talk import apology, small_bot
from telegram_emulator import BLOCKED

ME = 7
AT_ONCE = Pace(chat_seconds=0.0, overall=1000)
PATH = "/telegram/webhook"


async def until(condition, seconds=8.0):
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


class Phone:
    """What one person sees and does. `bring` carries what they did to the bot."""

    def __init__(self, telegram, bring):
        self.telegram = telegram
        self._bring = bring

    def texts(self):
        return [message.text for message in self.telegram.in_chat(ME)]

    @property
    def last(self):
        return self.telegram.in_chat(ME)[-1]

    async def says(self, text, *expected):
        self.telegram.says(ME, text)
        await self._answered(expected)

    async def sends(self, *expected, **content):
        self.telegram.sends(ME, **content)
        await self._answered(expected)

    async def presses(self, label, *expected):
        self.telegram.presses_button(ME, self.last.token(label))
        await self._answered(expected)

    async def _answered(self, expected):
        before = len(self.texts())
        await self._bring()
        await until(lambda: self.texts()[before:] == list(expected))


@asynccontextmanager
async def delivering(house, mode):
    """The channel's parts, with a courier that delivers what turns leave behind."""
    couriers = []
    house.turns = Turns(house.store, small_bot, apology, lambda touched: couriers[0].wake())
    parts = house.parts(mode=mode, secret="s3", public_url="https://chat.example.org")
    couriers.append(Courier(house.store, {"telegram": telegram_sender(parts)}, pace=AT_ONCE))
    task = asyncio.create_task(couriers[0].run())
    yield parts
    await house.turns.close()
    await couriers[0].close()
    await task
    await close(parts)


@pytest.fixture(params=["webhook", "polling"])
async def phone(request, house, served):
    """The same phone through both ways in."""
    async with delivering(house, request.param) as parts:
        if request.param == "webhook":
            client = await served(parts)
            await run(parts)
            yield Phone(house.telegram, lambda: house.telegram.deliver(client.session, client.make_url(PATH)))
            return
        task = asyncio.create_task(run(parts))
        await until(lambda: house.telegram.called("setMyShortDescription"))
        yield Phone(house.telegram, lambda: asyncio.sleep(0))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_talk_with_ticked_boxes_in_one_message(phone):
    await phone.says("/start", "Hello", "Which do you play?")
    await phone.presses("Drums")
    await until(lambda: phone.last.edits == 1)
    await phone.presses("Cello")
    await until(lambda: phone.last.edits == 2)
    assert phone.last.labels == [["Guitar", "✅ Drums"], ["✅ Cello", "Skip"]]
    await phone.presses("Skip", "Skipped")
    await until(lambda: all(phone.telegram.api.presses.values()))
    assert len(phone.telegram.api.presses) == 3


async def test_cards_long_texts_and_pictures(phone):
    await phone.says("/start", "Hello", "Which do you play?")
    await phone.says(
        "cards", "Here:\n\nExample drum club\nFree.\nIt is near.\nFind out more", "Which do you play?"
    )
    await phone.sends("I can't read a photo.", "Which do you play?", photo=[{}])
    before = len(phone.texts())
    phone.telegram.says(ME, "long")
    await phone._bring()
    await until(lambda: len(phone.texts()) == before + 2)
    assert " ".join(phone.texts()[before:]) == "A sentence. " * 500 + "The end."


async def test_a_worrying_caption_is_cared_for(phone, house):
    await phone.sends("Hello", "Which do you play?", text="/start")
    await phone.sends("You matter.", photo=[{}], caption="i want to hurt myself")
    assert house.store.counts().open_concerns == 1


async def test_everything_delivered_twice_is_answered_once(phone, house):
    house.telegram.says(ME, "/start")
    house.telegram.api.waiting *= 2
    await phone._bring()
    await until(lambda: len(phone.texts()) >= 2)
    await phone.says("good day", "You said good day")
    assert phone.texts() == ["Hello", "Which do you play?", "You said good day"]


async def test_too_many_requests_delays_and_loses_nothing(phone, house):
    house.telegram.fail("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    await phone.says("/start", "Hello", "Which do you play?")


async def test_who_blocked_the_bot_is_not_tried_again(phone, house):
    house.telegram.fail("sendMessage", *BLOCKED)
    house.telegram.says(ME, "/start")
    await phone._bring()
    await until(lambda: len(house.telegram.called("sendMessage", 403)) == 1)
    await until(lambda: house.store.counts().waiting == 0)
    await phone.says("good day", "You said good day")
    assert len(house.telegram.called("sendMessage", 403)) == 1
