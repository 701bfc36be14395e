"""What came of it, in the chat: what is over, what people said as bars of text, the decision and why."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.dialogue.bot import Moment
from bot.dialogue.effects import Option, Say
from bot.dialogue.state import State
from bot.scenes import voice as scene_of_voice
from bot.scenes.voice_results import decided, so_far
from bot.store.influence import Decided
from youth_voice import POLL, SURVEY, VOTES, Voice, answer, voice

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.fixture
def said() -> Iterator[Voice]:
    with voice() as made:
        yield made


def view(said: Voice, arg: str) -> list[Say]:
    opened = scene_of_voice.scene(said.read()).open(
        Moment(State(scene="voice", touched=AT.isoformat()), AT), arg
    )
    return [effect for effect in opened.effects if isinstance(effect, Say)]


def labels(say: Say) -> list[str]:
    return [option.label for option in say.options]


def test_nothing_is_offered_while_nothing_is_over(said: Voice) -> None:
    [say] = view(said, "")
    assert "What came of it" not in labels(say)
    assert view(said, "came")[0].text.startswith("Nothing is finished yet.")


def test_what_is_over_is_listed_and_leads_to_what_came_of_it(said: Voice) -> None:
    said.ask(POLL, VOTES)
    assert "What came of it" in labels(view(said, "")[0])
    assert labels(view(said, "came")[0])[0] == "What should the next workshop be?"


def test_counts_come_first_and_small_numbers_are_kept_back(said: Voice) -> None:
    said.ask(POLL, VOTES)
    said.find(Decided("Most want DJing.", "hub board", "no", "Nobody can teach it.", "We look for somebody"))
    results, came = view(said, f"of:{POLL}")
    assert results.text == (
        "What should the next workshop be?\n\nThe Example Youth Music Council asked.\n\n41 people answered.\n\n"
        "Which would you come to?\n41 answered\nDJing: 24 (59%)\n███████\nSongwriting: not shown\nSamba: not shown\n\n"
        "Not shown means fewer than 10 people, or a number that would give one away."
    )
    assert came.text == (
        "You said: Most want DJing.\nHub board decided: no.\nWhy: Nobody can teach it.\n"
        "What happens: We look for somebody."
    )


def test_a_result_that_cannot_be_split_says_so(said: Voice) -> None:
    said.ask(POLL, [{"workshop": "djing"}] * 12 + [{"workshop": "samba"}] * 3)
    assert "15 answered\nToo few to split." in view(said, f"of:{POLL}")[0].text


def test_too_few_answers_are_said_plainly(said: Voice) -> None:
    said.ask(POLL, VOTES[:9])
    assert "Too few people answered to show results." in view(said, f"of:{POLL}")[0].text


def test_a_decision_that_waits_is_said_with_since_when(said: Voice) -> None:
    said.ask(POLL, VOTES)
    assert view(said, f"of:{POLL}")[1].text == "Nobody has decided yet. It has waited since 22 November 2026."


def test_an_open_edition_has_no_page_of_what_came_of_it(said: Voice) -> None:
    said.ask(SURVEY, [{"doing": "no"}] * 20, close=False)
    assert view(said, f"of:{SURVEY}")[0].text.startswith("Nothing is finished yet.")


def test_the_public_page_is_a_link_when_its_address_is_known(said: Voice) -> None:
    said.ask(POLL, VOTES)
    said.house = replace(said.house, public_url="https://chat.hub.example")
    links = [option for option in view(said, f"of:{POLL}")[1].options if option.url]
    assert links == [Option("See it as a page with pictures", url=f"https://chat.hub.example/voice/{POLL}")]


def test_what_was_done_is_said_with_its_day(said: Voice) -> None:
    said.ask(POLL, VOTES)
    done = Decided(
        "You want it.", "hub board", "yes", "It is right.", "A day of it!", None, date(2026, 11, 20)
    )
    said.find(done)
    house = said.house
    text = decided(house.words, house.voice.editions[POLL], house.voice.decisions[POLL])
    assert text.splitlines()[-1] == "What happened: A day of it! Done on 20 November 2026."


def live(said: Voice, answers: list) -> None:
    said.ask("live", answers, replace(said.house.surveys[POLL], slug="live", results="live"), close=False)


def test_results_so_far_are_for_surveys_that_show_them_live(said: Voice) -> None:
    said.ask(POLL, VOTES, close=False)
    live(said, VOTES[:30])
    assert so_far(said.house, said.house.surveys[POLL]) == ""
    survey = said.house.voice.editions["live"].survey
    assert so_far(said.house, survey).startswith("What people have said so far:\n\n30 people answered.")


def test_live_results_do_not_tell_what_the_last_person_answered(said: Voice) -> None:
    live(said, VOTES[:30])
    survey = said.house.voice.editions["live"].survey
    before = said.house.voice.results["live"]
    for number in range(9):
        answer(said.store, survey, f"late {number}", {"workshop": "samba"})
        assert said.read().voice.results["live"] is before
    answer(said.store, survey, "late 9", {"workshop": "samba"})
    assert said.read().voice.results["live"].people == 40


def test_answers_are_not_counted_again_while_nothing_changed(said: Voice) -> None:
    said.ask(POLL, VOTES)
    before = said.house.voice.results[POLL]
    assert said.read().voice.results[POLL] == before
    assert said.reading.counted[POLL][3].people == 41


def test_what_was_closed_early_is_not_offered_any_more(said: Voice) -> None:
    assert POLL in [each.slug for each in said.read().open_surveys(AT)]
    said.ask(POLL, VOTES)
    assert POLL not in [each.slug for each in said.house.open_surveys(AT)]
