"""A council sorts answers in words under themes, on pages that work without any script."""

import json
import re
from html import unescape

import pytest
from sqlalchemy import select

from bot.store import themes
from bot.store.tables import audit
from bot.surveys.definition import definition
from bot.surveys.reading import survey_from
from bot.surveys.record import Survey
from talker import submit_all

SLUG = "survey-words"
PAGE = f"/admin/themes/{SLUG}"
RECORD = {
    "slug": SLUG,
    "title": "How is music?",
    "why": "To know",
    "who_asks": "The council",
    "what_happens": "We tell you",
    "questions": [
        {"id": "plays", "ask": "Do you play?", "type": "yes_no"},
        {"id": "change", "ask": "What should change?", "type": "text"},
        {"id": "idea", "ask": "An idea?", "type": "text"},
    ],
}


def open_survey(store, answers: int, text: str = "more drums {}") -> None:
    survey = survey_from(RECORD)
    assert isinstance(survey, Survey)
    store.open_edition(SLUG, json.dumps(definition(survey)), "h1", author="council")
    submit_all(store, SLUG, "change", [text.format(number) for number in range(answers)])


@pytest.fixture
async def desk(site):
    open_survey(site.office.store, 12)
    desk = await site.officer()
    await desk.open(PAGE)
    return desk


def texts(desk) -> list[str]:
    return [unescape(text) for text in re.findall(r'class="sort-text"[^>]*>([^<]*)<', desk.html)]


def keys(desk) -> list[str]:
    return re.findall(r'id="t-(\w+)"', desk.html)


def named(site) -> dict[str, int]:
    found = site.office.store.read(lambda c: themes.themes(c, SLUG, "change"))
    return {each.name: each.answers for each in found}


def theme_ids(site) -> dict[str, str]:
    found = site.office.store.read(lambda c: themes.themes(c, SLUG, "change"))
    return {each.name: each.id for each in found}


async def add(desk, name: str) -> None:
    await desk.submit(f"{PAGE}/theme?q=change&page=1", name=name)


def trace(site) -> list[tuple[str, str]]:
    rows = site.office.store.read(lambda c: c.execute(select(audit.c.action, audit.c.subject)).all())
    return [(row.action, row.subject) for row in rows if row.action.startswith("voice:")]


async def test_editions_with_answers_in_words_are_listed(site, desk):
    await desk.open("/admin/themes")
    assert f'href="{PAGE}?q=change"' in desk.html
    assert "12 answers" in desk.html
    assert f'href="{PAGE}?q=idea"' not in desk.html
    assert "Fewer than 10 answers" in desk.html


async def test_below_ten_nobody_reads_anything(site):
    open_survey(site.office.store, 9)
    desk = await site.officer()
    await desk.open(PAGE)
    assert texts(desk) == []
    assert "Fewer than 10 people have answered this." in desk.html


async def test_no_mark_of_a_person_or_response_is_on_the_page(site, desk):
    ids = [response.id for response in site.office.store.responses(SLUG)]
    assert len(texts(desk)) == 12
    assert not any(each in desk.html for each in ids)
    assert keys(desk) == sorted(keys(desk))


async def test_a_theme_is_added_and_answers_are_put_under_it(site, desk):
    await add(desk, "  Drums ")
    theme, (first, second, *_) = theme_ids(site)["Drums"], keys(desk)
    await desk.submit(f"{PAGE}/sort?q=change&page=1", on=f"{first}.{theme}", **{f"new.{second}": "Cost"})
    assert named(site) == {"Cost": 1, "Drums": 1}
    assert "Saved." in desk.html
    assert f'value="{first}.{theme}" checked' in desk.html
    assert trace(site) == [
        ("voice:themes:changed", f"{SLUG} change"),
        ("voice:answers:sorted", f"{SLUG} change"),
    ]


async def test_a_tick_that_is_taken_away_goes_and_what_others_ticked_meanwhile_stays(site, desk):
    await add(desk, "Drums")
    theme, (first, second, *_) = theme_ids(site)["Drums"], keys(desk)
    await desk.submit(f"{PAGE}/sort?q=change&page=1", on=f"{first}.{theme}")
    await desk.submit(f"{PAGE}/sort?q=change&page=1", on=f"{second}.{theme}")
    assert named(site) == {"Drums": 2}
    await desk.submit(f"{PAGE}/sort?q=change&page=1", was=f"{first}.{theme}")
    assert named(site) == {"Drums": 1}


async def test_themes_are_renamed_merged_and_removed(site, desk):
    for name in ("Drums", "Beats", "Cost"):
        await add(desk, name)
    ids, key = theme_ids(site), keys(desk)[0]
    await desk.submit(f"{PAGE}/sort?q=change&page=1", on=f"{key}.{ids['Beats']}")
    one = f"{PAGE}/theme/{{}}?q=change&page=1"
    await desk.submit(one.format(ids["Cost"]), do="rename", name="What it costs")
    await desk.submit(one.format(ids["Beats"]), do="merge", into=ids["Drums"])
    assert named(site) == {"Drums": 1, "What it costs": 0}
    await desk.submit(one.format(ids["Cost"]), do="remove")
    assert named(site) == {"Drums": 1}
    await desk.submit(one.format(ids["Cost"]), do="remove")
    assert (desk.status, desk.fault) == (409, "Nothing was changed: that theme is not there any more.")


async def test_a_theme_needs_a_name(site, desk):
    await desk.submit(f"{PAGE}/theme?q=change&page=1", name="  ")
    assert (desk.status, desk.fault[:30]) == (422, "Nothing was changed: a theme n")
    assert named(site) == {}


async def test_small_counts_are_kept_back(site, desk):
    await add(desk, "Drums")
    theme = theme_ids(site)["Drums"]
    store = site.office.store
    for many in (9, 12):
        tags = [(key, theme) for key in keys(desk)[:many]]
        store.write(lambda c, tags=tags: themes.sort(c, store.sealer, SLUG, "change", tags))
        await desk.open(PAGE)
        shown = re.findall(r"<th scope=\"row\">Drums</th><td>(\d+|<span)", desk.html)
        assert shown == (["12"] if many == 12 else ["<span"])


async def test_fifty_answers_make_a_page(site):
    open_survey(site.office.store, 60)
    desk = await site.officer()
    await desk.open(PAGE)
    first = texts(desk)
    await desk.open(f"{PAGE}?q=change&page=2")
    assert (len(first), len(texts(desk))) == (50, 10)
    assert len({*first, *texts(desk)}) == 60
    await desk.open(f"{PAGE}?q=change&page=99")
    assert len(texts(desk)) == 10


async def test_what_people_wrote_is_shown_as_text(site):
    open_survey(site.office.store, 10, "<b>drums</b> {}")
    desk = await site.officer()
    await desk.open(PAGE)
    assert "<b>drums</b>" not in desk.html
    assert texts(desk)[0].startswith("<b>drums</b>")


@pytest.mark.parametrize("path", [f"{PAGE}?q=plays", f"{PAGE}?q=none", "/admin/themes/unknown"])
async def test_other_questions_are_not_there(site, desk, path):
    await desk.open(path)
    assert desk.status == 404


async def test_only_council_and_staff_may(site, desk):
    lead = await site.lead(desk)
    await lead.open(PAGE)
    assert lead.status == 403
    assert texts(lead) == []


async def test_a_forged_form_changes_nothing(site, desk):
    async with desk.client.post(f"{PAGE}/theme?q=change", data={"csrf": "wrong", "name": "Drums"}) as answer:
        assert answer.status == 403
    assert named(site) == {}
