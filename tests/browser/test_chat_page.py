"""The chat page in a real browser."""

import asyncio

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="session")

BUBBLES = ".msg .bubble"


async def say(page, text):
    await page.fill("#text", text)
    await page.press("#text", "Enter")


async def texts(page):
    return [text.strip() for text in await page.locator(BUBBLES).all_inner_texts()]


async def until(page, count):
    await page.locator(BUBBLES).nth(count - 1).wait_for()
    return await texts(page)


async def test_the_chat_begins_by_itself_and_answers_without_a_reload(street):
    page = await street.chat()
    await page.evaluate("window.same = true")
    await say(page, "hello you")
    assert await until(page, 4) == [
        "Hello, I'm a small bot.",
        "What would you like?",
        "hello you",
        "You said hello you",
    ]
    assert await page.evaluate("window.same") is True


async def test_own_words_are_shown_before_they_are_stored_and_only_once(street):
    page = await street.chat()
    gate = asyncio.Event()

    async def hold(route):
        await gate.wait()
        await route.continue_()

    await page.route("**/chat/say", hold)
    await say(page, "wait for it")
    await page.locator(".msg.me.sending").wait_for()
    assert (await texts(page))[-1] == "wait for it"
    assert await page.input_value("#text") == ""
    gate.set()
    assert (await until(page, 4))[2:] == ["wait for it", "You said wait for it"]
    await page.locator(".msg.me.sending").wait_for(state="detached")


async def test_a_post_whose_answer_was_lost_is_sent_again_and_stored_once(street):
    page = await street.chat()
    tries = []

    async def lose(route):
        tries.append(route.request.headers["idempotency-key"])
        if len(tries) == 1:
            await route.fetch()  # it arrives, but the answer does not come back
            await route.abort()
        else:
            await route.continue_()

    await page.route("**/chat/say", lose)
    await say(page, "just once")
    await until(page, 4)
    async with asyncio.timeout(8):
        while len(tries) < 2:
            await asyncio.sleep(0.05)
    await page.wait_for_timeout(200)
    assert tries[0] == tries[1]
    assert (await texts(page)).count("just once") == 1
    street.complaints[:] = [c for c in street.complaints if "ERR_FAILED" not in c]


async def test_after_the_stream_broke_what_was_missed_arrives_once(street):
    page = await street.chat()
    other = await page.context.new_page()
    await other.goto(street.address("/chat"))
    await page.context.set_offline(True)
    street.house.waker.touched([("web", "nobody")])
    await page.context.set_offline(False)
    await say(other, "from the other tab")
    await until(other, 4)
    expected = [
        "Hello, I'm a small bot.",
        "What would you like?",
        "from the other tab",
        "You said from the other tab",
    ]
    assert await until(page, 4) == expected
    await page.wait_for_timeout(300)
    assert await texts(page) == expected
    street.complaints[:] = [c for c in street.complaints if "ERR_INTERNET_DISCONNECTED" not in c]


async def test_the_stream_resumes_from_the_last_event_it_saw(street):
    page = await street.chat()
    asked = []
    page.on("request", lambda r: asked.append(r) if "/chat/events" in r.url else None)
    await say(page, "one")
    await until(page, 4)
    last = await page.locator(".msg").last.get_attribute("data-id")
    await page.reload()
    await page.locator(".msg.bot").first.wait_for()
    async with asyncio.timeout(8):
        while not asked:
            await asyncio.sleep(0.02)
    assert asked[-1].url.endswith(f"/chat/events?after={last}")
    await say(page, "two")
    assert (await until(page, 6))[2:] == ["one", "You said one", "two", "You said two"]


async def test_ticking_boxes_keeps_the_place_and_the_focus(street):
    page = await street.chat("/chat?start=survey-autumn-2026")
    assert page.url.endswith("/chat")
    boxes = page.locator(".option.tick")
    assert await boxes.count() == 4
    await boxes.nth(1).focus()
    await page.keyboard.press("Space")
    await page.locator('.option.tick[aria-pressed="true"] >> text=Drums').wait_for()
    await page.locator(".option.done").wait_for()
    assert await page.evaluate("document.activeElement.textContent.trim()") == "Drums"
    await boxes.nth(2).click()
    await page.locator('.option.tick[aria-pressed="true"] >> text=Singing').wait_for()
    assert await page.locator(".msg.me").count() == 0
    await page.locator(".option.done").click()
    assert (await until(page, 3))[1:] == ["Done", "You chose Drums, Singing."]


async def test_answered_buttons_go_and_links_stay(street):
    page = await street.chat()
    await page.get_by_role("button", name="Find drums").click()
    await page.locator(".card").first.wait_for()
    assert await page.get_by_role("button", name="Find drums").count() == 0
    await say(page, "thanks")
    await until(page, 6)
    assert await page.locator(".option:visible").all_inner_texts() == ["Call a helpline"]


async def test_a_deep_link_in_the_middle_of_a_chat_is_brought_into_view_and_ends_the_buttons_before(street):
    page = await street.chat(width=360, height=640)
    for number in range(3):
        await say(page, f"hello {number}")
        await until(page, 4 + 2 * number)
    await page.goto(street.address("/chat?start=survey-autumn-2026"))
    await page.locator(".option.tick").first.wait_for()
    question = page.locator(".msg").last
    assert await question.evaluate("(e) => e.getBoundingClientRect().top") >= 60
    assert await page.get_by_role("button", name="Find drums").count() == 0


async def test_a_flood_is_told_politely_and_sent_later(street):
    page = await street.chat()
    refused = []

    async def too_fast(route):
        if refused:
            return await route.continue_()
        refused.append(route)
        notice = {"error": "That was a lot at once."}
        return await route.fulfill(status=429, json=notice, headers={"Retry-After": "1"})

    await page.route("**/chat/say", too_fast)
    await say(page, "spam")
    await page.locator("#notice:visible").wait_for()
    assert await page.inner_text("#notice") == "That was a lot at once."
    assert (await until(page, 4))[2:] == ["spam", "You said spam"]
    assert await page.locator("#notice").is_hidden()
    street.complaints[:] = [c for c in street.complaints if "429" not in c]


async def test_a_page_whose_cookie_has_ended_goes_on_in_a_new_chat(street):
    page = await street.chat()
    await page.context.clear_cookies()
    await say(page, "still here")
    assert (await until(page, 5))[2:] == ["still here", "Hello, I'm a small bot.", "You said still here"]
    await say(page, "and now")
    assert (await until(page, 7))[5:] == ["and now", "You said and now"]
    street.complaints[:] = [c for c in street.complaints if "403" not in c]


async def test_what_cannot_be_stored_for_long_can_be_tried_again(street):
    page = await street.window()
    await page.clock.install()
    await page.goto(street.address("/chat"))
    await page.locator(".msg.bot").first.wait_for()
    keys = []

    async def down(route):
        keys.append(route.request.headers["idempotency-key"])
        await route.fulfill(status=503, json={"error": "We couldn't save that."})

    await page.route("**/chat/say", down)
    await say(page, "save me")
    async with asyncio.timeout(8):
        while not await page.get_by_role("button", name="Try again").count():
            await page.clock.run_for(16_000)
    await page.unroute("**/chat/say", down)
    await page.get_by_role("button", name="Try again").click()
    assert (await until(page, 4))[2:] == ["save me", "You said save me"]
    assert len(set(keys)) == 1
    street.complaints[:] = [c for c in street.complaints if "503" not in c]


async def test_a_card_shows_title_distance_reasons_and_link(street):
    page = await street.chat()
    await say(page, "drums")
    card = page.locator(".card").first
    await card.wait_for()
    assert await card.locator("h2").inner_text() == "Beginner drum club"
    assert await card.locator(".miles").inner_text() == "1.2 miles"
    assert await card.locator(".why-line").all_inner_texts() == ["It's drums", "You said you are 12"]
    link = card.get_by_role("link", name="Find out more about Beginner drum club (opens a new tab)")
    assert await link.get_attribute("href") == "https://example.org/drums"


async def test_where_i_am_becomes_a_place(street):
    page = await street.window(
        geolocation={"latitude": 50.6139, "longitude": -2.4571}, permissions=["geolocation"]
    )
    await page.goto(street.address("/chat"))
    await page.locator(".msg.bot").first.wait_for()
    await page.get_by_role("button", name="Use where I am").click()
    await page.locator(".card, .msg.me").first.wait_for()
    assert (await texts(page))[2] == "I'm near Weymouth"


async def test_erasing_clears_the_page_and_a_new_chat_can_begin(street):
    page = await street.chat()
    await say(page, "remember this")
    await until(page, 4)
    await say(page, "forget me")
    await page.locator("text=Done. Everything is gone.").wait_for()
    assert await texts(page) == ["Done. Everything is gone."]
    await say(page, "hello again")
    assert (await until(page, 4))[1:] == ["hello again", "Hello, I'm a small bot.", "You said hello again"]


async def test_a_refused_message_comes_back_into_the_box(street):
    page = await street.chat()
    await say(page, "z" * 4097)
    await page.locator("#notice:visible").wait_for()
    assert (await page.inner_text("#notice"))[:24] == "That message is too long"
    assert await page.input_value("#text") == "z" * 4097
    assert len(await texts(page)) == 2
    street.complaints[:] = [c for c in street.complaints if "422" not in c]


async def test_without_javascript_a_whole_exchange_works(street):
    page = await street.window(java_script_enabled=False, width=360, height=700)
    await page.goto(street.address("/"))
    await page.get_by_role("link", name="Start chatting").click()
    await page.get_by_role("button", name="Say hello").click()
    await page.get_by_role("button", name="Find drums").click()
    assert await page.locator(".card h2").all_inner_texts() == [
        "Beginner drum club",
        "Samba band for everyone",
    ]
    await page.fill("#text", "survey")
    await page.get_by_role("button", name="Send").click()
    await page.get_by_role("button", name="Drums").click()
    await page.get_by_role("button", name="Done").click()
    assert (await texts(page))[-2:] == ["Done", "You chose Drums."]
    assert page.url.endswith("/chat#latest")


async def test_whoever_comes_back_sees_the_latest_of_a_long_talk(street):
    page = await street.chat()
    for count in range(4):
        await say(page, f"line {count}\n" * 12)
        await until(page, 4 + 2 * count)
    await page.goto(page.url.partition("#")[0])
    await page.locator(".msg.bot").first.wait_for()
    assert await page.evaluate("window.scrollY > 0")
