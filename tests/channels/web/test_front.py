"""The hub page."""


async def test_the_hub_page_says_who_what_and_how_to_get_help(browser):
    await browser.open("/")
    for needed in (
        "Example Music Hub",
        'href="/chat"',
        "mailto:hub@example.org",
        "Sample content: Example Music Hub has yet to confirm",
        "call 999",
        "delete my data",
        'href="/chat?start=survey-autumn-2026"',
        "Autumn 2026: what do you want to play?",
    ):
        assert (needed, needed in browser.html) == (needed, True)


async def test_the_hub_page_sets_no_cookie(browser):
    async with browser.client.get("/") as answer:
        assert dict(answer.cookies) == {}


async def test_a_question_to_try_is_put_in_the_box_and_not_sent(browser):
    await browser.open("/chat?draft=Where+can+I+learn+guitar%3F")
    assert "Where can I learn guitar?</textarea>" in browser.html
    assert browser.page.messages == []


async def test_the_colours_are_the_hubs(browser):
    async with browser.client.get("/hub.css") as answer:
        assert (answer.content_type, "--hub: #1d5c63;" in await answer.text()) == ("text/css", True)
