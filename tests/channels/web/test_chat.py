"""The chat page and its posts, with real turns and a real store below."""

import pytest
from sqlalchemy import func, select

from bot.channels.web.pace import Limits
from bot.store.tables import demand, seen_update

HELLO, MENU = ("bot", "Hello, I'm a small bot."), ("bot", "What would you like?")


async def rows(house, table):
    return house.store.read(lambda c: c.scalar(select(func.count()).select_from(table)))


async def test_opening_the_page_starts_nothing(town):
    house, server = await town.serve()
    browser = await town.browser(server)
    page = await browser.open()
    assert page.messages == []
    assert sorted(page.forms) == ["/chat/choose", "/chat/say", "/chat/start"]
    assert await rows(house, seen_update) == 0


async def test_plain_forms_carry_a_whole_exchange(browser):
    await browser.open()
    page = await browser.submit("/chat/start")
    assert (browser.url, browser.status) == ("/chat", 200)
    assert page.messages == [HELLO, MENU]
    page = await browser.submit("/chat/choose", token=browser.token("Find drums"))
    assert page.messages[2:] == [("me", "Find drums"), ("bot", "Here's what I found near Weymouth.")]
    page = await browser.submit("/chat/say", text="hello you")
    assert page.messages[4:] == [("me", "hello you"), ("bot", "You said hello you")]


async def test_a_deep_link_offers_its_survey_and_opens_it_on_a_press(browser):
    page = await browser.open("/chat?start=survey-autumn-2026")
    assert page.forms["/chat/start"]["payload"] == "survey-autumn-2026"
    page = await browser.submit("/chat/start")
    assert page.messages == [
        ("bot", "Which would you like to try?\nTick as many as you like, then press Done.")
    ]


@pytest.mark.parametrize(
    ("payload", "label", "waits"),
    [
        ("survey-autumn-2026", "Start the survey", False),
        ("cost", "Say hello", False),
        ("council-abc", "Use my link", True),
        ("carry-abc", "Use my link", True),
    ],
)
async def test_only_a_press_spends_a_link_that_works_once(browser, payload, label, waits):
    await browser.open(f"/chat?start={payload}")
    form = browser.html.partition('id="start"')[2].partition("</form>")[0]
    assert (label in form, "data-waits" in form) == (True, waits)


async def test_what_is_typed_shows_as_it_was_typed_and_runs_nothing(browser):
    await browser.open()
    typed = "<script>alert(1)</script> & \"quotes\" 'n' all"
    page = await browser.submit("/chat/say", text=typed)
    assert ("me", typed) in page.messages
    assert "<script>alert" not in browser.html


async def test_the_same_form_sent_twice_is_answered_once(browser):
    await browser.open()
    form = browser.page.forms["/chat/say"]
    await browser.submit("/chat/say", text="drum roll")
    page = await browser.submit("/chat/say", **form, text="drum roll")
    assert [m for m in page.messages if m == ("me", "drum roll")] == [("me", "drum roll")]


async def test_something_new_typed_into_an_old_page_is_not_taken_for_the_old_message(browser):
    await browser.open()
    form = browser.page.forms["/chat/say"]
    await browser.submit("/chat/say", text="first")
    page = await browser.submit("/chat/say", **form, text="second")
    assert page.messages[-2:] == [("me", "second"), ("bot", "You said second")]


async def test_a_script_that_retries_gets_the_answer_it_missed(browser):
    await browser.open()
    first = await browser.script("/chat/say", "k1", text="hi there")
    second = await browser.script("/chat/say", "k1", text="hi there")
    assert first[0] == second[0] == 200
    assert first[1] == second[1]
    assert [m["text"] for m in first[1]["messages"] if m["mine"]] == ["hi there"]


async def test_a_script_is_told_only_what_it_has_not_seen(browser):
    await browser.open()
    _, first = await browser.script("/chat/say", "k1", text="one")
    last = first["messages"][-1]["id"]
    _, second = await browser.script("/chat/say", "k2", text="two", after=str(last))
    assert [m["mine"] for m in second["messages"]] == [True, False]
    assert second["messages"][0]["id"] > last


async def test_two_people_with_the_same_key_are_two_messages(town):
    house, server = await town.serve()
    for _ in range(2):
        browser = await town.browser(server)
        await browser.open()
        status, answer = await browser.script("/chat/say", "same", text="hello you")
        assert (status, len(answer["messages"])) == (200, 3)
    assert await rows(house, seen_update) == 2


async def test_ticks_change_the_question_in_its_place_and_make_no_bubbles(browser):
    await browser.open("/chat?start=survey")
    await browser.submit("/chat/start")
    await browser.submit("/chat/choose", token=browser.token("Drums"))
    page = await browser.submit("/chat/choose", token=browser.token("Singing"))
    assert len(page.messages) == 1
    assert browser.html.count('aria-pressed="true"') == 2
    page = await browser.submit("/chat/choose", token=browser.token("Done"))
    assert page.messages[1:] == [("me", "Done"), ("bot", "You chose Drums, Singing.")]


async def test_progress_is_shown_once_and_not_in_the_words(browser):
    await browser.open("/chat?start=survey")
    page = await browser.submit("/chat/start")
    assert "2 of 6" not in page.messages[0][1]
    assert '<progress value="2" max="6"' in browser.html


async def test_a_forged_button_records_nothing(town):
    house, server = await town.serve()
    browser = await town.browser(server)
    await browser.open()
    await browser.submit("/chat/start")
    page = await browser.submit("/chat/choose", token="A" * 16)
    assert page.messages[2:] == [("bot", "That button is from earlier. Here is where we are now."), MENU]
    assert await rows(house, demand) == 0


async def test_a_broken_turn_apologises(browser):
    await browser.open()
    await browser.submit("/chat/start")
    page = await browser.submit("/chat/say", text="broken")
    assert page.messages[-1][1].startswith("Sorry, something went wrong on my side.")


@pytest.mark.parametrize(("text", "status"), [("x" * 4097, 422), ("x" * 66_000, 413), ("   ", 422)])
async def test_too_long_and_empty_messages_are_refused_kindly(town, text, status):
    house, server = await town.serve()
    browser = await town.browser(server)
    await browser.open()
    page = await browser.submit("/chat/say", text=text)
    assert browser.status == status
    expected = "That message was empty" if not text.strip() else "That message is too long"
    assert page.notice.startswith(expected)
    assert await rows(house, seen_update) == 0


async def test_a_message_of_the_greatest_length_arrives_whole(browser):
    await browser.open()
    page = await browser.submit("/chat/say", text="é" * 4096)
    assert page.messages[0] == ("me", "é" * 4096)


async def test_a_refused_message_is_kept_in_the_box(browser):
    await browser.open()
    await browser.submit("/chat/say", text="y" * 4097)
    assert "y" * 4097 + "</textarea>" in browser.html


@pytest.mark.parametrize("csrf", ["", "forged", "x" * 40])
async def test_a_form_from_another_page_is_refused_and_nothing_stored(town, csrf):
    house, server = await town.serve()
    browser = await town.browser(server)
    await browser.open()
    page = await browser.submit("/chat/say", text="hi", csrf=csrf)
    assert (browser.status, page.notice[:25]) == (403, "This page had gone to sle")
    assert await rows(house, seen_update) == 0


async def test_another_visitors_form_token_is_refused(town):
    _, server = await town.serve()
    one, other = await town.browser(server), await town.browser(server)
    await one.open()
    await other.open()
    await one.submit("/chat/say", text="hi", csrf=other.page.forms["/chat/say"]["csrf"])
    assert one.status == 403


async def test_a_cookie_that_was_made_up_opens_a_new_chat(town):
    _, server = await town.serve()
    browser = await town.browser(server)
    await browser.open()
    await browser.submit("/chat/say", text="secret thoughts")
    browser.client.session.cookie_jar.update_cookies({"earshot": "somebody.else"}, server.make_url("/"))
    page = await browser.open()
    assert page.messages == []


async def test_the_cookie_lasts_ninety_days_and_scripts_cannot_read_it(browser):
    async with browser.client.get("/chat") as answer:
        cookie = answer.cookies["earshot"]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (str(90 * 86400), True, "Lax")
    assert cookie["secure"] == ""


async def test_the_cookie_is_for_https_alone_when_the_site_is(town):
    _, server = await town.serve(public_url="https://chat.example.org")
    browser = await town.browser(server)
    async with browser.client.get("/chat") as answer:
        cookie = answer.cookies["__Host-earshot"]
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert (cookie["secure"], cookie["path"]) == (True, "/")


async def test_erasing_shows_the_farewell_and_leaves_the_old_chat(browser):
    await browser.open()
    await browser.submit("/chat/say", text="hi there")
    before = browser.page.forms["/chat/say"]["csrf"]
    page = await browser.submit("/chat/say", text="forget me")
    assert page.messages == [("bot", "Done. Everything is gone.")]
    assert page.forms["/chat/say"]["csrf"] != before
    page = await browser.open()
    assert page.messages == []


async def test_a_script_is_told_that_everything_was_erased(browser):
    await browser.open()
    await browser.script("/chat/say", "k1", text="hi there")
    status, answer = await browser.script("/chat/say", "k2", text="forget me")
    assert (status, answer["forgotten"]) == (200, True)
    assert answer["csrf"] != browser.page.forms["/chat/say"]["csrf"]
    assert (await browser.open()).messages == []


async def test_a_position_becomes_a_place_before_it_is_an_event(town):
    _, server = await town.serve()
    browser = await town.browser(server)
    await browser.open()
    _, answer = await browser.script("/chat/place", "k1", lat="50.613", lon="-2.457")
    assert answer["messages"][0]["text"] == "I'm near Weymouth"
    assert "50.613" not in str(answer)


@pytest.mark.parametrize(
    ("lat", "lon", "says"),
    [
        ("57", "-2", "You seem to be outside the area"),
        ("north", "-2", "We couldn't find out where you are"),
        ("91", "0", "We couldn't find out where you are"),
        ("nan", "0", "We couldn't find out where you are"),
    ],
)
async def test_a_position_that_helps_nobody_is_said_to(browser, lat, lon, says):
    await browser.open()
    status, answer = await browser.script("/chat/place", "k1", lat=lat, lon=lon)
    assert (status, answer["error"][: len(says)]) == (422, says)


async def test_a_flood_is_stopped_politely_and_ends(town):
    _, server = await town.serve(Limits(visitor_burst=3, visitor_a_second=1))
    browser = await town.browser(server)
    await browser.open()
    statuses = [(await browser.script("/chat/say", f"k{n}", text="spam"))[0] for n in range(5)]
    assert statuses == [200, 200, 200, 429, 429]


async def test_a_class_behind_one_address_is_let_in(town):
    _, server = await town.serve()
    for _ in range(32):
        browser = await town.browser(server)
        await browser.open()
        await browser.submit("/chat/start")
        assert browser.status == 200


async def test_after_stopping_the_store_nothing_is_acknowledged(town):
    house, server = await town.serve()
    browser = await town.browser(server)
    await browser.open()
    await house.parts.turns.close()
    page = await browser.submit("/chat/say", text="are you there")
    assert (browser.status, page.notice) == (
        503,
        "We couldn't save that just now. Please send it again in a few seconds.",
    )
    assert "are you there</textarea>" in browser.html
