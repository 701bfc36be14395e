from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from bot.app.content import Loaded, read_content
from bot.dialogue.effects import Effect, Judged, Remind, Say
from bot.dialogue.events import Chose, Said
from bot.dialogue.state import State
from bot.dialogue.step import step
from bot.scenes.interview import answers_of
from example_hub import example_hub

START = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ASKS_AGE = "How old is your child?"


@cache
def hub(name: str) -> Loaded:
    return read_content(name, date(2026, 11, 22)) if name else example_hub()


class Talk:
    """A conversation by typing alone."""

    def __init__(self, name: str = "") -> None:
        self.bot, self.state, self.effects = hub(name).bot, State(salt="test"), tuple[Effect, ...]()

    def say(self, *texts: str) -> "Talk":
        for text in texts:
            at = datetime.fromisoformat(self.state.touched) if self.state.touched else START
            turn = step(self.bot, self.state, Said(text, at + timedelta(seconds=9)))
            self.state, self.effects = turn.state, turn.effects
        return self

    @property
    def last(self) -> Say:
        return [effect for effect in self.effects if isinstance(effect, Say)][-1]

    @property
    def labels(self) -> list[str]:
        return [option.label for option in self.last.options]

    @property
    def heard(self) -> object:
        return self.state.data["heard"]

    @property
    def answers(self) -> object:
        return self.state.data["answers"]


def test_a_scheme_of_which_too_little_is_known_is_no_scheme_that_does_not_fit() -> None:
    talk = Talk("dorset").say("bursary", "for my child", "an exam", "Show me what you have")
    assert talk.last.text.startswith("I can't tell yet.")
    assert "• It depends on where you live: " in talk.last.text
    assert "Say where you live" in talk.labels


def test_the_question_that_settles_it_can_be_answered_from_the_results() -> None:
    talk = Talk("dorset").say("bursary", "for me", "idk", "Show me what you have", "Say where you live")
    assert talk.last.text.startswith("Where do you live?")
    assert talk.say("weymouth").heard != {}
    assert talk.say("Show me what you have").last.text.count("where you live") == 0


def test_one_answer_is_changed_and_the_others_stay() -> None:
    talk = Talk().say("help with the cost", "for my son", "hiring an instrument", "weymouth", "yes")
    assert [card.id for card in talk.last.cards] == ["help-with-fees"]
    talk.say("Change an answer", "Change where you live", "somewhere else")
    assert talk.last.cards == ()
    assert talk.last.text.startswith("From what you told me, I found no scheme that fits.")


def test_a_family_that_answers_one_more_question_is_counted_once() -> None:
    talk = Talk().say("help with the cost", "for my son", "hiring an instrument", "Show me what you have")
    assert sum(isinstance(effect, Judged) for effect in talk.effects) == 3
    talk.say("Say where you live", "weymouth", "yes")
    assert [effect for effect in talk.effects if isinstance(effect, Judged)] == []


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("help paying for a cello in weymouth for my daughter 12", {"council": "dorset", "age": 12}),
        ("we cant aford drums for our lad in dorchestr, he is nine", {"council": "dorset", "age": 9}),
        ("help with fees, my girl, 8, weymouth", {"council": "dorset", "age": 8}),
    ],
)
def test_what_the_first_message_says_is_known_however_it_is_said(text: str, heard: dict[str, object]) -> None:
    known = Talk().say(text).heard
    assert isinstance(known, dict)
    assert {name: known.get(name) for name in heard} == heard


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("what help is there for my son", "What would you like help with?"),
        (
            "im a foster carer, can we get help with lessons for the boy we look after",
            "Does your child get free school meals",
        ),
        ("bursary, im 14", "What would you like help with?"),
        ("bursary please, im on universal credit", "Let's see what help there may be."),
    ],
)
def test_a_wish_for_help_is_heard_and_asks_for_whom_only_when_it_does_not_say(
    text: str, question: str
) -> None:
    assert Talk().say(text).last.text.startswith(question)


def test_a_young_person_whose_mother_cannot_pay_is_the_one_who_asks() -> None:
    talk = Talk().say("my mum says she cant pay, im 14, need a bursary")
    assert talk.state.data["alone"] is True


def test_a_number_that_is_no_place_in_the_list_is_the_age() -> None:
    talk = Talk().say("bursary", "for my son", "12")
    assert talk.heard == {"age": 12}
    assert talk.last.text.startswith("Thanks, I've noted that.")


def test_free_meals_of_a_child_of_six_are_asked_about_since_all_infants_get_some() -> None:
    talk = Talk().say("bursary for my son, 6, lessons in school, weymouth", "free school meals")
    assert talk.last.text.startswith("Good. Which one?")
    assert talk.say("only the free meals that all infants get").answers == {"support": "infant"}


def test_a_tick_that_something_said_since_takes_away_is_taken_off() -> None:
    talk = Talk("durham").say("bursary", "for my child", "hiring an instrument", "poole")
    tick = next(option for option in talk.last.options if option.label.startswith("Only the free meals"))
    turn = step(talk.bot, talk.state, Chose(tick.token, START))
    assert turn.state.data["ticked"] == ["infant"]
    turn = step(talk.bot, turn.state, Said("he is 14", START))
    assert turn.state.data["ticked"] == []


def test_a_small_number_is_a_place_in_the_list() -> None:
    assert Talk().say("bursary", "for my son", "4").answers == {"purpose": "hire"}


def test_every_question_has_a_way_out() -> None:
    talk = Talk("dorset").say("bursary", "for my son")
    assert talk.labels[-1] == "Main menu"
    assert len(talk.labels) <= 9
    assert talk.say("what is the youth council").state.scene == "voice"


def test_what_is_rarely_asked_for_stands_behind_one_more_button() -> None:
    talk = Talk("dorset").say("bursary", "for my son", "something else")
    assert talk.labels[:2] == ["A course or holiday week", "Music mentoring"]
    assert talk.say("back").labels[0] == "Lessons in school"
    assert talk.say("none of these").labels[0] == "A course or holiday week"


def test_yes_to_a_list_is_asked_which_one_and_no_is_none_of_them() -> None:
    talk = Talk("dorset").say("bursary for a course for my daughter 11, she sings, dorchester")
    assert talk.last.question == "support"
    assert talk.say("yes").last.text.startswith("Good. Which one?")
    assert talk.say("nope").answers == {"support": ["none"]}


def test_no_to_how_old_leaves_the_age_out() -> None:
    talk = Talk("dorset").say("bursary for lessons for my son in weymouth, not in school")
    while talk.last.question != "age":
        talk.say("idk")
    assert ("age", "dont_know") in answers_of(talk.say("no").state).items()


def test_something_said_besides_the_question_is_acknowledged() -> None:
    talk = Talk().say("bursary", "for my son", "we get pupil premium")
    assert talk.last.text.startswith("Thanks, I've noted that.\n\nWhat would you like help with?")


def test_benefits_named_in_words_answer_the_question_about_them() -> None:
    talk = Talk("dorset").say("bursary for a course for my daughter 11, she sings, dorchester")
    assert talk.say("we get universal credit").answers == {"support": ["universal_credit"]}


def test_back_asks_the_last_question_again_whatever_was_said_since() -> None:
    talk = Talk("dorset").say("bursary", "for my son", "lessons in school")
    asked = talk.last.question
    talk.say("idk", "he is 9", "go back")
    assert talk.last.question == asked


def test_in_durham_the_school_is_asked_for_before_the_income() -> None:
    said = "bursary, my lad is on free school meals, we live in peterlee, he is 10, learns trombone"
    talk = Talk("durham").say(said, "Lessons in school")
    assert talk.last.question == "school_council"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("what does discretionary mean", "Discretionary means that they choose."),
        ("how do i apply", "This is how to ask for each:\n\n• Example help with fees\n"),
        ("idk", "You can tell me more,"),
        ("we get free school meals", "Thanks, I've noted that."),
    ],
)
def test_the_results_can_be_asked_about(text: str, start: str) -> None:
    talk = Talk().say("bursary to hire a cello for my son in weymouth", "Show me what you have")
    assert talk.last.cards != ()
    assert talk.say(text).last.text.startswith(start)
    assert talk.state.scene == "cost"


def test_a_search_after_the_results_is_a_search() -> None:
    talk = Talk().say("bursary to hire a cello for my son in weymouth", "Show me what you have")
    assert talk.say("guitar in dorchester").state.scene == "find"


def test_a_reminder_names_a_day_ahead_of_the_next_term_and_nothing_of_the_family() -> None:
    talk = Talk("dorset").say(
        "bursary for lessons in school for my son, 9, he gets free school meals, weymouth", "weymouth"
    )
    while "Show me what you have" in talk.labels:
        talk.say("Show me what you have")
    assert "Remind me" in talk.labels
    talk.say("Remind me")
    (reminder,) = [effect for effect in talk.effects if isinstance(effect, Remind)]
    assert reminder == Remind(datetime(2027, 1, 8, 16, 0, tzinfo=UTC), "cost")
    assert "On 8 January 2027" in talk.last.text
    assert "Remind me" not in talk.labels
