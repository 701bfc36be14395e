"""How the bot introduces itself."""

import asyncio

import pytest

from bot.channels.telegram.connect import COMMANDS, NotConnected, close, run, start
from bot.channels.telegram.parts import telegram_parts
from telegram_api import USERNAME
from telegram_emulator import TOKEN


async def no_nap(_seconds):
    await asyncio.sleep(0)


async def test_the_menu_and_the_descriptions_are_set(house, parts):
    await start(parts)
    settings = house.telegram.api.settings
    assert [command["command"] for command in settings["commands"]] == list(COMMANDS)
    assert settings["commands"][0] == {"command": "find", "description": "Do find"}
    assert (settings["description"], settings["short_description"]) == ("A small bot.", "Small.")


async def test_the_shipped_words_are_short_enough_for_telegram(house, wording):
    parts = house.parts(words=lambda key, **values: wording[key].format(**values))
    await start(parts)
    assert len(house.telegram.api.settings["commands"]) == len(COMMANDS)
    assert [c.status for c in house.telegram.calls] == [200] * len(house.telegram.calls)
    await close(parts)


def test_every_command_of_the_menu_is_one_the_talk_knows(wording):
    known = {
        phrase.strip()
        for key, said in wording.items()
        if key.startswith("command.")
        for phrase in said.split(",")
    }
    assert [name for name in COMMANDS if f"/{name}" not in known] == []


async def test_webhook_mode_tells_telegram_where_to_post(house):
    parts = house.parts(mode="webhook", secret="s3", public_url="https://chat.example.org/")
    await run(parts)
    assert house.telegram.api.webhook == {
        "url": "https://chat.example.org/telegram/webhook",
        "secret_token": "s3",
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
        "max_connections": 40,
    }
    await close(parts)


async def test_polling_mode_takes_the_webhook_away_first(house, parts):
    house.telegram.api.webhook = {"url": "https://old.example.org"}
    house.telegram.says(7, "/start")
    task = asyncio.create_task(run(parts))
    async with asyncio.timeout(5):
        while not house.texts(7):
            await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert house.telegram.api.webhook is None


async def test_a_deep_link_carries_the_name_telegram_told(parts):
    assert parts.username() == ""
    await start(parts)
    assert parts.deep_link("autumn-2026") == f"https://t.me/{USERNAME}?start=autumn-2026"


async def test_a_token_telegram_does_not_know_is_said_without_showing_it(house):
    parts = house.parts(token="999:another-token-entirely")
    with pytest.raises(NotConnected) as told:
        await start(parts)
    assert str(told.value) == (
        "Telegram does not know EARSHOT_TELEGRAM_TOKEN; ask @BotFather for it with /mybots, API Token"
    )
    await close(parts)


async def test_a_telegram_that_cannot_be_reached_yet_is_tried_again(house, parts):
    naps = []

    async def nap(seconds):
        naps.append(seconds)

    house.telegram.fail("getMe", 502)
    house.telegram.fail("getMe", 429, "Too Many Requests: retry after 4", retry_after=4)
    house.telegram.fail("getMe", 500)
    await start(parts, nap)
    assert (naps, parts.username()) == ([1.0, 4.0, 4.0], USERNAME)


GOOD = {
    "token": TOKEN,
    "mode": "polling",
    "secret": "",
    "public_url": "",
    "api_root": "https://api.telegram.org",
}


@pytest.mark.parametrize(
    ("change", "setting"),
    [
        ({"token": ""}, "EARSHOT_TELEGRAM_TOKEN"),
        ({"token": "not a token"}, "EARSHOT_TELEGRAM_TOKEN"),
        ({"mode": "pigeon"}, "EARSHOT_TELEGRAM_MODE"),
        ({"api_root": "api.telegram.org"}, "EARSHOT_TELEGRAM_API_ROOT"),
        ({"mode": "webhook", "public_url": "https://a.org"}, "EARSHOT_TELEGRAM_WEBHOOK_SECRET"),
        (
            {"mode": "webhook", "public_url": "https://a.org", "secret": "sp ace"},
            "EARSHOT_TELEGRAM_WEBHOOK_SECRET",
        ),
        ({"mode": "webhook", "secret": "abc"}, "EARSHOT_PUBLIC_URL"),
    ],
)
def test_a_wrong_setting_is_named(change, setting):
    with pytest.raises(ValueError, match=f"^{setting} ") as told:
        telegram_parts(turns=None, store=None, words=None, nearest_place=None, **{**GOOD, **change})
    assert TOKEN not in str(told.value)
