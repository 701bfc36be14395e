"""How a survey begins and ends for whoever comes: invited or not, of an age we know or not, when it has closed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.dialogue.effects import Effect, Json, Reached, Recall, Say, Submit
from bot.dialogue.events import Chose, Recalled, Said, Started
from bot.dialogue.state import State
from bot.dialogue.step import step
from bot.surveys.record import Audience, Survey
from example_survey import quota_survey, with_surveys
from transcript import START

OLDER = replace(quota_survey(), slug="older", audience=Audience(age_bands=("16-18", "19+")), quotas=())
HUB = with_surveys(quota_survey(), OLDER)
INVITED: dict[str, Json] = {"invited": True}
KNOWN: dict[str, Json] = {"role": "young_person", "age_band": "11-13"}


class Talk:
    """One chat with the engine, and what the store would say when asked."""

    def __init__(self, record: dict[str, Json] | None = None) -> None:
        self.record: dict[str, Json] = {"open": True, "answered": None, "full": [], **(record or {})}
        self.state = State(salt="talk")
        self.effects: list[Effect] = []

    def does(self, event: Any) -> "Talk":
        turn = step(HUB.bot, self.state, event)
        self.effects = list(turn.effects)
        recall = next((effect for effect in turn.effects if isinstance(effect, Recall)), None)
        if recall is not None:
            turn = step(HUB.bot, turn.state, Recalled(self.record, START, recall.topic, recall.key))
            self.effects += turn.effects
        self.state = turn.state
        return self

    def opens(self, slug: str = "quota-example") -> "Talk":
        return self.does(Started(slug, START))

    def presses(self, value: str) -> "Talk":
        return self.does(Chose(next(o.token for o in self.state.offers if o.value == value), START))

    def types(self, *texts: str) -> "Talk":
        for text in texts:
            self.does(Said(text, START))
        return self

    @property
    def said(self) -> str:
        return "\n".join(effect.text for effect in self.effects if isinstance(effect, Say))

    @property
    def reached(self) -> list[tuple[str, int]]:
        return [(effect.stage, effect.question) for effect in self.effects if isinstance(effect, Reached)]


def test_how_far_somebody_invited_comes_is_told_as_they_go() -> None:
    talk = Talk(INVITED | KNOWN).opens()
    told = [talk.reached]
    for move in ("start", "=mixing", "=a_flat", "back", "skip"):
        told.append(talk.presses(move).reached)
    assert told == [[("opened", 0)], *([("started", number)] for number in (1, 2, 3, 2, 3))]


def test_nothing_is_told_of_somebody_who_came_by_themselves() -> None:
    talk = Talk(KNOWN).opens()
    assert [talk.reached, talk.presses("start").reached, talk.presses("=mixing").reached] == [[], [], []]


@pytest.mark.parametrize("moves", [["later"], ["start", "=mixing", "skip", "skip", "drop"]])
def test_not_now_and_not_sending_decline_an_invitation(moves: list[str]) -> None:
    talk = Talk(INVITED | KNOWN).opens()
    for move in moves:
        talk.presses(move)
    assert talk.reached == [("declined", 0)]


def test_changing_answers_tells_nothing_about_an_invitation() -> None:
    talk = Talk(INVITED | KNOWN | {"answered": {"want": "mixing", "home": None, "when": ["monday"]}}).opens()
    assert [talk.presses("change").reached, talk.presses("=djing").reached] == [[], []]


def test_who_told_us_who_they_are_is_not_asked_again() -> None:
    assert Talk(KNOWN).opens().presses("start").said.startswith("1 of 3\nWhat would you try first?")


def test_who_is_known_to_be_somebody_else_hears_it_kindly_and_may_still_say_that_it_is_for_them() -> None:
    talk = Talk({"role": "parent"}).opens().presses("start")
    assert talk.said.startswith("Thank you for telling me. This one is for young people aged 11 to 18")
    assert talk.presses("yes").said.startswith("1 of 3")


def test_without_an_age_personal_questions_are_left_out() -> None:
    talk = Talk().opens().presses("start").presses("unsaid")
    assert talk.said.startswith("1 of 2")
    talk.types("mixing", "monday", "done", "send")
    [submit] = [effect for effect in talk.effects if isinstance(effect, Submit)]
    assert submit.answers == {"want": "mixing", "when": ["monday"]}


def test_without_an_age_a_survey_for_older_people_is_not_shown() -> None:
    talk = Talk().opens("older").presses("start").presses("unsaid")
    assert talk.said.startswith("That's fine, you don't have to say.")
    assert "stage" not in talk.state.data or talk.state.data["stage"] == "audience"


def test_an_edition_that_closed_meanwhile_takes_nothing_and_says_so() -> None:
    talk = Talk(KNOWN).opens().presses("start").presses("=mixing").presses("skip").presses("skip")
    talk.record["open"] = False
    talk.presses("send")
    assert talk.said.startswith("“Who wants to try the new studio?” has closed.")
    assert [effect for effect in talk.effects if isinstance(effect, Submit)] == []


def test_a_group_that_filled_up_meanwhile_is_told_at_the_end_and_nothing_is_sent() -> None:
    talk = Talk(KNOWN).opens().presses("start").presses("=recording").presses("skip").presses("skip")
    talk.record["full"] = [["want", "recording"]]
    talk.presses("send")
    assert talk.said.split("\n\n") == [
        "Somebody else was just before you: the last place went this minute.",
        "Thank you. All places for recording are taken.",
        "I have kept nothing of what you told me here.",
    ]
    assert [effect for effect in talk.effects if isinstance(effect, Submit)] == []


def test_changing_to_a_full_group_leaves_the_earlier_answers() -> None:
    answered: dict[str, Json] = {"want": "mixing", "home": None, "when": None}
    talk = Talk(KNOWN | {"answered": answered, "full": [["want", "recording"]]}).opens()
    talk.presses("change").presses("=recording")
    assert talk.said.endswith("Your earlier answers stay as they were.")


def test_an_earlier_answer_that_cannot_be_chosen_any_more_is_not_offered() -> None:
    talk = Talk(KNOWN | {"answered": {"want": "singing", "when": ["sunday"]}}).opens().presses("change")
    assert talk.said == "1 of 3\nWhat would you try first?"


def test_answers_too_many_for_one_message_are_cut_short() -> None:
    long = {f"gone-{number}": "x" * 400 for number in range(60)}
    said = Talk(KNOWN | {"answered": dict(long)}).opens().said
    assert len(said) < 4096
    assert "\n…\n" in said


def test_a_survey_that_is_over_says_so_and_one_that_never_began_is_just_not_open() -> None:
    survey: Survey = quota_survey()
    for closes, begins in ((date(2026, 11, 21), "“Who wants"), (date(2027, 1, 1), "Who wants")):
        hub = with_surveys(replace(survey, closes=closes))
        turn = step(hub.bot, State(salt="x"), Started(survey.slug, START))
        recall = next((effect for effect in turn.effects if isinstance(effect, Recall)), None)
        if recall is not None:
            turn = step(hub.bot, turn.state, Recalled({}, START, recall.topic, recall.key))
        said = [effect.text for effect in turn.effects if isinstance(effect, Say)]
        assert said[-1].startswith(begins)
