"""One outbox row to Telegram, and what the courier is told of it."""

import pytest

from bot.channels.telegram import request
from bot.channels.telegram.connect import close
from bot.channels.telegram.sender import telegram_sender
from bot.courier import Gone, Outgoing, Refused, Temporary
from telegram_emulator import BLOCKED, CANNOT_START, DEACTIVATED, NO_SUCH_CHAT

CHAT = 7


def options(*labels, chosen=()):
    return [{"label": label, "token": f"t-{label}", "chosen": label in chosen, "url": ""} for label in labels]


def row(text="Hello", buttons=(), replaces=False, edits=None, number=1, chat=CHAT):
    payload = {"text": text, "options": list(buttons), "cards": [], "question": "q", "replaces": replaces}
    return Outgoing(id=number, channel="telegram", address=str(chat), payload=payload, edits=edits)


@pytest.fixture
async def send(parts):
    return telegram_sender(parts)


async def test_a_message_arrives_with_its_buttons_and_its_number_is_told(send, house):
    remote = await send(row("Fish & chips?", options("Yes", "No")))
    (message,) = house.telegram.in_chat(CHAT)
    assert (str(message.id), message.text, message.labels) == (remote, "Fish & chips?", [["Yes", "No"]])
    assert message.token("Yes") == "t-Yes"


async def test_no_preview_is_fetched_from_a_link(send, house):
    await send(row("See https://example.org"))
    (asked,) = house.telegram.called("sendMessage")
    assert asked["link_preview_options"] == {"is_disabled": True}


async def test_ticking_changes_the_message_that_was_sent(send, house):
    remote = await send(row("Which?", options("Guitar", "Drums")))
    again = await send(
        row("Which?", options("Guitar", "Drums", chosen=["Drums"]), replaces=True, edits=remote)
    )
    (message,) = house.telegram.in_chat(CHAT)
    assert (again, message.edits, message.labels) == (remote, 1, [["Guitar", "✅ Drums"]])


async def test_a_change_that_changes_nothing_is_a_success(send, house):
    remote = await send(row("Which?", options("Guitar")))
    assert await send(row("Which?", options("Guitar"), replaces=True, edits=remote)) == remote
    assert [call.status for call in house.telegram.calls if call.method == "editMessageText"] == [400]


async def test_a_message_that_is_gone_is_said_anew(send, house):
    remote = await send(row("Which?", options("Guitar"), replaces=True, edits="99"))
    assert [str(message.id) for message in house.telegram.in_chat(CHAT)] == [remote]


async def test_a_change_telegram_will_not_make_is_said_anew(send, house):
    house.telegram.fail("editMessageText", 400, "Bad Request: MESSAGE_TOO_OLD")
    await send(row("Which?", options("Guitar"), replaces=True, edits="1"))
    assert [message.text for message in house.telegram.in_chat(CHAT)] == ["Which?"]


async def test_a_change_in_a_chat_that_is_gone_is_not_tried_again(send, house):
    house.telegram.fail("editMessageText", *NO_SUCH_CHAT)
    with pytest.raises(Gone):
        await send(row("Which?", options("Guitar"), replaces=True, edits="1"))


async def test_without_a_message_to_change_a_new_one_is_sent(send, house):
    await send(row("Which?", options("Guitar"), replaces=True))
    assert len(house.telegram.in_chat(CHAT)) == 1


async def test_an_edit_that_may_not_be_made_now_is_tried_later(send, house):
    house.telegram.fail("editMessageText", 429, "Too Many Requests: retry after 3", retry_after=3)
    with pytest.raises(Temporary) as told:
        await send(row("Which?", replaces=True, edits="1"))
    assert (told.value.after, house.telegram.in_chat(CHAT)) == (3, [])


async def test_a_text_too_long_is_told_in_several_messages(send, house):
    text = "A sentence. " * 500 + "The end."
    remote = await send(row(text, options("OK")))
    messages = house.telegram.in_chat(CHAT)
    assert [message.labels for message in messages] == [[], [["OK"]]]
    assert " ".join(message.text for message in messages) == text
    assert str(messages[-1].id) == remote


async def test_a_long_text_interrupted_goes_on_where_it_stopped(send, house):
    long = row("A sentence. " * 1000)
    serve = house.telegram.api.answer

    def full_after_one(method, parameters):
        if house.telegram.api.messages:
            return 500, "Internal Server Error", {}
        return serve(method, parameters)

    house.telegram.api.answer = full_after_one
    with pytest.raises(Temporary):
        await send(long)
    house.telegram.api.answer = serve
    await send(long)
    assert len(house.telegram.in_chat(CHAT)) == 3


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ((429, "Too Many Requests: retry after 7", {"retry_after": 7}), (Temporary, 7)),
        ((429, "Too Many Requests", {}), (Temporary, None)),
        ((500, "Internal Server Error", {}), (Temporary, None)),
        ((502, "Bad Gateway", {"body": b"<html>bad gateway</html>"}), (Temporary, None)),
        ((200, "", {"body": b"<html>sign in to the school's wifi</html>"}), (Temporary, None)),
        ((401, "Unauthorized", {}), (Temporary, 60)),
        ((404, "Not Found", {}), (Temporary, 60)),
        ((*BLOCKED, {}), (Gone, None)),
        ((*DEACTIVATED, {}), (Gone, None)),
        ((*NO_SUCH_CHAT, {}), (Gone, None)),
        ((*CANNOT_START, {}), (Refused, None)),
        ((403, "Forbidden: bot can't send messages to bots", {}), (Refused, None)),
        ((403, "Forbidden: bot was kicked from the group chat", {}), (Refused, None)),
        ((400, "Bad Request: can't parse entities: Unsupported start tag", {}), (Refused, None)),
        ((400, "Bad Request: BUTTON_DATA_INVALID", {}), (Refused, None)),
    ],
)
async def test_every_fault_is_sorted_by_what_would_help(send, house, fault, told):
    status, description, more = fault
    house.telegram.fail("sendMessage", status, description, **more)
    kind, after = told
    with pytest.raises((Temporary, Gone, Refused)) as raised:
        await send(row())
    assert (type(raised.value), getattr(raised.value, "after", None)) == (kind, after)


async def test_an_address_telegram_does_not_like_costs_only_the_link(send, house):
    link = {"label": "Open", "token": "", "chosen": False, "url": "https://example.org/x"}
    said = "Bad Request: inline keyboard button URL 'https://example.org/x' is invalid: Wrong HTTP URL"
    house.telegram.fail("sendMessage", 400, said)
    await send(row("Call 0800 1111", [link, *options("OK")]))
    (message,) = house.telegram.in_chat(CHAT)
    assert (message.text, message.labels) == ("Call 0800 1111\n\nOpen: https://example.org/x", [["OK"]])


async def test_a_message_of_nothing_is_refused(send, house):
    with pytest.raises(Refused):
        await send(row(" \n"))
    assert len(house.telegram.called("sendMessage", 400)) == 1


async def test_a_chat_that_never_was_is_gone(send):
    with pytest.raises(Gone):
        await send(row(chat=5000))


async def test_telegram_that_does_not_answer_is_tried_later(house, monkeypatch):
    monkeypatch.setattr(request, "SECONDS_TO_CONNECT", 0.0)
    parts = house.parts()
    parts.request._answer_within = 0.1
    house.telegram.fail("sendMessage", 0)
    with pytest.raises(Temporary):
        await telegram_sender(parts)(row())
    await close(parts)


async def test_telegram_that_cannot_be_reached_is_tried_later(house, unused_tcp_port):
    parts = house.parts(api_root=f"http://127.0.0.1:{unused_tcp_port}")
    with pytest.raises(Temporary):
        await telegram_sender(parts)(row())
    await close(parts)


async def test_no_fault_tells_the_token(house, unused_tcp_port):
    parts = house.parts(api_root=f"http://127.0.0.1:{unused_tcp_port}")
    with pytest.raises(Temporary) as raised:
        await telegram_sender(parts)(row())
    chain, fault = [], raised.value
    while fault is not None:
        chain.append(repr(fault))
        fault = fault.__cause__
    assert [said for said in chain if "TEST-TOKEN" in said] == []
    await close(parts)
