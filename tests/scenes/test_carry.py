"""The link with which a talk goes on elsewhere: where it leads, and what is said before and after."""

from dataclasses import replace

import pytest

from bot.app.content import Loaded
from bot.dialogue.effects import Json, Recall, Say
from bot.dialogue.events import Recalled, Said, Started
from bot.dialogue.state import Paused, State
from bot.dialogue.step import step
from bot.scenes.carry import code_in
from bot.scenes.cast import bot_of
from example_hub import example_hub
from transcript import START

CODE = "A" * 22
LONG_AGO = "2026-11-20T10:00:00+00:00"
SURVEY = {
    "slug": "survey-example",
    "stage": "asking",
    "answers": {"doing": "no"},
    "ticked": [],
    "seed": "there",
}


def told(state: State, record: dict[str, Json], topic: str, hub: Loaded | None = None) -> tuple[State, str]:
    bot = (hub or example_hub()).bot
    turn = step(bot, replace(state, scene="carry"), Recalled(record, START, topic, CODE))
    return turn.state, "\n".join(effect.text for effect in turn.effects if isinstance(effect, Say))


def reached_by(public_url: str, telegram: str) -> Loaded:
    base = example_hub()
    house = replace(base.house, public_url=public_url, telegram=telegram)
    return replace(base, house=house, bot=bot_of(house))


@pytest.mark.parametrize(
    ("public_url", "telegram", "said"),
    [
        ("https://chat.example.org/", "", [f"https://chat.example.org/chat?start=carry-{CODE}"]),
        ("", "example_bot", [f"https://t.me/example_bot?start=carry-{CODE}"]),
        ("", "", [f"carry-{CODE}"]),
        (
            "https://chat.example.org",
            "example_bot",
            [
                f"https://chat.example.org/chat?start=carry-{CODE}",
                f"https://t.me/example_bot?start=carry-{CODE}",
            ],
        ),
    ],
)
def test_the_link_leads_to_every_way_there_is(public_url: str, telegram: str, said: list[str]) -> None:
    _, text = told(State(salt="x"), {"token": CODE}, "link", reached_by(public_url, telegram))
    assert [line for line in text.splitlines() if CODE in line] == said


@pytest.mark.parametrize("text", [f"carry-{CODE}", f" /start carry-{CODE} "])
def test_the_end_of_a_link_may_be_typed_or_pasted(text: str) -> None:
    assert code_in(text) == CODE
    turn = step(
        example_hub().bot, State(salt="x", scene="welcome", touched=START.isoformat()), Said(text, START)
    )
    assert turn.state.data == {"token": CODE}


@pytest.mark.parametrize("text", ["carry-on", "carry-", f"please carry-{CODE}", "carry on"])
def test_other_words_are_no_link(text: str) -> None:
    assert code_in(text) is None


def test_nothing_is_looked_up_before_a_yes() -> None:
    turn = step(example_hub().bot, State(salt="x"), Started(f"carry-{CODE}", START))
    assert [effect for effect in turn.effects if isinstance(effect, Recall)] == []


def test_what_was_unfinished_waits_here_with_its_own_seed() -> None:
    frame: Json = ["survey", dict(SURVEY), START.isoformat()]
    state, text = told(State(salt="here"), {"carried": True, "frames": [frame]}, "carry")
    assert state.paused == (Paused("survey", SURVEY, START.isoformat()),)
    assert text == "Done. You can carry on here where you stopped."


def test_what_is_not_worth_coming_back_to_stays_behind() -> None:
    frames: Json = [["welcome", {}, START.isoformat()], ["unknown", {"a": 1}, START.isoformat()], "nonsense"]
    state, text = told(State(salt="here"), {"carried": True, "frames": frames}, "carry")
    assert (state.paused, text) == ((), "Done. Both chats are yours now. There was nothing left to finish.")


def test_of_one_survey_begun_in_both_chats_the_newer_one_stays() -> None:
    here = Paused("survey", {**SURVEY, "answers": {"doing": "yes"}}, LONG_AGO)
    other = Paused("survey", {**SURVEY, "slug": "poll-example"}, LONG_AGO)
    frame: Json = ["survey", dict(SURVEY), START.isoformat()]
    state, _ = told(State(salt="x", paused=(here, other)), {"carried": True, "frames": [frame]}, "carry")
    assert [(each.data["slug"], each.since) for each in state.paused] == [
        ("poll-example", LONG_AGO),
        ("survey-example", START.isoformat()),
    ]
