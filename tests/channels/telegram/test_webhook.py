"""Telegram's posts to the bot: stored first, acknowledged then."""

import asyncio
import json

import pytest

from bot.channels.telegram.webhook import MOST_BYTES, SECRET_HEADER
from bot.store import open_store

PATH = "/telegram/webhook"
HEADERS = {SECRET_HEADER: "the-secret_1"}
HOME = {"id": 7, "type": "private"}


def said(text, number=1, chat=HOME, **more):
    return {"update_id": number, "message": {"message_id": 1, "chat": chat, "text": text, **more}}


def pressed(token, number=1, chat=HOME):
    query = {"id": f"q{number}", "data": token, "message": {"message_id": 1, "chat": chat}}
    return {"update_id": number, "callback_query": query}


async def post(client, update, headers=HEADERS):
    async with client.post(PATH, json=update, headers=headers) as answer:
        return answer.status, await answer.text()


async def test_an_update_is_acknowledged_once_it_is_stored(webhook, house):
    assert await post(webhook, said("/start")) == (200, "")
    assert house.texts(7) == ["Hello", "Which do you play?"]
    assert house.touched == [("telegram", "7")]


async def test_an_update_delivered_twice_is_answered_once(webhook, house):
    await asyncio.gather(*(post(webhook, said("/start")) for _ in range(5)))
    assert house.texts(7) == ["Hello", "Which do you play?"]


async def test_a_deep_link_reaches_the_bot(webhook, house):
    await post(webhook, said("/start autumn-2026"))
    assert house.texts(7)[0] == "Hello from autumn-2026"


async def test_a_press_is_stored_and_answered_in_the_same_breath(webhook, house):
    await post(webhook, said("/start"))
    token = house.store.messages("telegram", "7")[-1].payload["options"][3]["token"]
    status, body = await post(webhook, pressed(token, 2))
    assert (status, json.loads(body)) == (200, {"method": "answerCallbackQuery", "callback_query_id": "q2"})
    assert house.texts(7)[-1] == "Skipped"


async def test_a_forged_button_records_nothing_and_is_answered(webhook, house):
    await post(webhook, said("/start"))
    status, _ = await post(webhook, pressed("forged", 2))
    assert status == 200
    assert house.texts(7)[2:] == ["That button is from earlier.", "Which do you play?"]


@pytest.mark.parametrize(
    "headers", [{}, {SECRET_HEADER: ""}, {SECRET_HEADER: "the-secret_2"}, {SECRET_HEADER: "é"}]
)
async def test_without_the_secret_nothing_is_read_or_stored(webhook, house, headers):
    status, _ = await post(webhook, said("/start"), headers)
    assert (status, house.store.counts().conversations, house.touched) == (403, 0, [])


async def test_the_body_is_not_waited_for_without_the_secret(webhook):
    reader, writer = await asyncio.open_connection(webhook.host, webhook.port)
    writer.write(f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n".encode())
    assert (await asyncio.wait_for(reader.readline(), 5)).split()[1] == b"403"
    writer.close()
    await writer.wait_closed()


async def test_in_polling_mode_nobody_knows_the_secret(house, served):
    client = await served(house.parts())
    assert (await post(client, said("/start"), {SECRET_HEADER: ""}))[0] == 403


async def test_a_body_of_more_than_a_megabyte_is_too_large(webhook, house):
    huge = said("/start", filler="x" * MOST_BYTES)
    assert (await post(webhook, huge))[0] == 413
    assert house.texts(7) == []


async def test_a_body_that_does_not_say_its_size_is_cut_off_too(webhook):
    async def endless():
        for _ in range(20):
            yield b" " * 100_000

    async with webhook.post(PATH, data=endless(), headers=HEADERS) as answer:
        assert answer.status == 413


@pytest.mark.parametrize("body", [b"", b"{", b"hello", b"\xff\xfe", b"[" * 100_000])
async def test_what_is_not_json_is_told_so(webhook, body):
    async with webhook.post(PATH, data=body, headers=HEADERS) as answer:
        assert (answer.status, await answer.text()) == (
            400,
            "This is not JSON. Send one update as Telegram does.",
        )


@pytest.mark.parametrize(
    ("update", "kind"),
    [
        ([], "malformed"),
        ({"update_id": 1, "next_years_kind": {}}, "unknown_kind"),
        ({"update_id": 1, "poll": {}}, "another_kind"),
        ({"update_id": 1, "message": {"chat": HOME, "pinned_message": {}}}, "service"),
    ],
)
async def test_what_the_bot_has_no_use_for_is_acknowledged_and_counted(webhook, house, update, kind):
    assert await post(webhook, update) == (200, "")
    assert house.counted == [kind]


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        ({"sticker": {}}, "I can't read a sticker."),
        ({"voice": {}}, "I can't read a voice."),
        ({"photo": [{}]}, "I can't read a photo."),
        ({"contact": {"phone_number": "1"}}, "I can't read a contact."),
    ],
)
async def test_what_is_not_words_gets_a_friendly_answer(webhook, house, content, answer):
    await post(webhook, said("/start"))
    await post(webhook, {"update_id": 2, "message": {"chat": HOME, **content}})
    assert house.texts(7)[2:] == [answer, "Which do you play?"]


async def test_an_edit_gets_a_friendly_answer(webhook, house):
    await post(webhook, said("/start"))
    await post(webhook, {"update_id": 2, "edited_message": {"chat": HOME, "text": "x"}})
    assert house.texts(7)[2:] == ["I can't read a edited.", "Which do you play?"]


async def test_a_group_is_pointed_to_the_private_chat_and_nothing_is_kept(webhook, house):
    group = {"id": -100, "type": "group"}
    status, body = await post(webhook, said("/find drums", chat=group))
    assert status == 200
    assert json.loads(body) == {
        "method": "sendMessage",
        "chat_id": -100,
        "text": "Find me in private: https://t.me/EarshotTestBot",
        "link_preview_options": {"is_disabled": True},
        "reply_parameters": {"message_id": 1, "allow_sending_without_reply": True},
    }
    assert (house.texts(-100), house.touched, house.counted) == ([], [], [])


async def test_a_group_is_not_pointed_to_nowhere(house, served):
    client = await served(
        house.parts(mode="webhook", secret="the-secret_1", public_url="https://chat.example.org")
    )
    assert await post(client, said("/find drums", chat={"id": -100, "type": "group"})) == (200, "")


async def test_talk_among_others_in_a_group_is_answered_only_once(webhook):
    group = {"id": -100, "type": "group"}
    bodies = [(await post(webhook, said("hello all", number, chat=group)))[1] for number in (1, 2)]
    assert [bool(body) for body in bodies] == [True, False]


async def test_an_update_that_cannot_be_stored_is_not_acknowledged(webhook, house):
    await house.turns.close()
    async with webhook.post(PATH, json=said("/start"), headers=HEADERS) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")


def waiting_for_telegram(house):
    asked = {"lease": "test", "results": [], "channels": ["telegram"], "urgent": 9, "broadcasts": 9}
    claimed = house.store.deliver(**asked, now=house.store.clock())
    return [message.payload["text"] for message in claimed]


def membership(status, number):
    old = "member" if status == "kicked" else "kicked"
    change = {"old_chat_member": {"status": old}, "new_chat_member": {"status": status}}
    return {"update_id": number, "my_chat_member": {"chat": HOME, **change}}


async def test_nothing_is_sent_to_who_blocked_the_bot(webhook, house):
    await post(webhook, said("/start"))
    assert await post(webhook, membership("kicked", 2)) == (200, "")
    assert waiting_for_telegram(house) == []


async def test_who_lets_the_bot_in_again_is_answered(webhook, house):
    await post(webhook, said("/start"))
    await post(webhook, membership("kicked", 2))
    await post(webhook, membership("member", 3))
    await post(webhook, said("good day", 4))
    assert waiting_for_telegram(house) == ["You said good day"]


async def test_a_block_that_cannot_be_stored_is_not_acknowledged(house, served):
    broken = open_store("sqlite://", b"another secret of thirty-two bytes")
    broken.close()
    parts = house.parts(
        mode="webhook", secret="the-secret_1", public_url="https://chat.example.org", store=broken
    )
    assert (await post(await served(parts), membership("kicked", 1)))[0] == 503


async def test_a_failing_turn_is_acknowledged_with_an_apology(webhook, house):
    await post(webhook, said("/start"))
    assert (await post(webhook, said("broken", 2)))[0] == 200
    assert house.texts(7)[-1] == "Sorry, something went wrong."


async def test_a_get_is_not_for_this_address(webhook):
    async with webhook.get(PATH) as answer:
        assert answer.status == 405
