"""A poll written in the chat: whatever is typed and pressed, it ends as a survey that a file could hold, or unsent."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from author import Author
from bot.dialogue.events import Said
from bot.scenes.asking_me import BANDS
from bot.scenes.authoring_form import Asking
from bot.surveys.drafting import AGES, OBJECTIVE, answers_from, record_of, survey_of
from bot.surveys.form import form
from bot.surveys.reading import survey_from
from bot.surveys.record import Audience, Survey, Type
from bot.surveys.xlsform import survey_from_xlsform, to_xlsform
from example_hub import TODAY, example_hub

HUB = example_hub()
WORDS = HUB.house.words
PREVIEW = "This is just what people will see:"
TO_OPTIONS = ("new poll", "What should we plan next?", "Choose one")
FROM_AUDIENCE = ("everybody", "We take it to the hub.", "In 2 weeks")


@pytest.fixture
def author() -> Author:
    return Author(HUB)


def written(author: Author, *says: str) -> Survey:
    """The poll that comes of typing these and sending it."""
    author.say(*says, "send it")
    return author.sent[-1]


def test_a_poll_is_what_its_author_answered(author):
    poll = written(author, *TO_OPTIONS, "drums, a jam", "Yes, let them", *FROM_AUDIENCE)
    assert (poll.slug, poll.title) == (
        "poll-what-should-we-plan-next-2026-11-22",
        "What should we plan next?",
    )
    assert (poll.why, poll.who_asks) == ("We take it to the hub.", "The youth council")
    assert [(choice.label, choice.other) for choice in poll.questions[0].choices] == [
        ("Drums", False),
        ("A jam", False),
        ("Something else", True),
    ]
    assert (poll.opens, poll.closes) == (None, date(2026, 12, 6))


def test_a_poll_of_the_council_is_marked_so_and_shows_its_results_when_it_has_closed(author):
    poll = written(author, *TO_OPTIONS, "drums, a jam", "no", *FROM_AUDIENCE)
    assert (poll.council_authored, poll.objectives, poll.results, poll.sample, poll.anonymous) == (
        True,
        (OBJECTIVE,),
        "after_close",
        False,
        True,
    )


@pytest.mark.parametrize(
    ("answers", "type", "labels"),
    [
        (("Yes or no",), Type.YES_NO, []),
        (("Faces, sad to happy",), Type.SCALE, ["1 😞", "2 🙁", "3 😐", "4 🙂", "5 😀"]),
        (("A scale in words", "bad, fine, good"), Type.SCALE, ["Bad", "Fine", "Good"]),
        (
            ("A scale in words", "Never, Not often, Sometimes, Often, Always"),
            Type.SCALE,
            ["Never", "Not often", "Sometimes", "Often", "Always"],
        ),
        (("Choose several", "a, b or c", "no"), Type.MANY, ["A", "B", "C"]),
        (("Their own words",), Type.TEXT, []),
    ],
)
def test_every_kind_of_question_can_be_asked(author, answers, type, labels):
    poll = written(author, "new poll", "How was the gig for you?", *answers, *FROM_AUDIENCE)
    assert (poll.questions[0].type, [choice.label for choice in poll.questions[0].choices]) == (type, labels)


def test_ages_are_asked_of_young_people_only(author):
    author.say(*TO_OPTIONS, "a, b", "no")
    assert "Which ages?" in author.say("young people")
    author.press("13 to 15")
    author.press("11 or 12")
    author.press("Done")
    poll = written(author, "We take it to the hub.", "1 week")
    assert poll.audience == Audience(("11-12", "13-15"), (), ("young_person",))


def test_the_preview_is_what_people_are_shown_word_for_word(author):
    author.say(*TO_OPTIONS, "drums, a jam", "Yes, let them", *FROM_AUDIENCE)
    assert author.texts[0] == PREVIEW
    poll = author.texts[1:-1], [option.label for option in author.says[2].options]
    sent = written(author)
    asked = form(sent, WORDS)({})
    assert asked is not None
    assert poll[0][0].startswith(
        "What should we plan next?\n\nWe take it to the hub.\n\nWho asks: The youth council."
    )
    assert poll[0][1] == f"{asked.progress}\n{asked.text}"
    assert poll[1] == [*(choice.label for choice in asked.choices), "Skip"]


def test_a_button_of_the_preview_records_nothing(author):
    author.say(*TO_OPTIONS, "drums, a jam", "no", *FROM_AUDIENCE)
    assert author.press("Drums").startswith("That button is only there to show you")
    assert (author.sent, author.state.data["stage"]) == ([], "preview")


def test_advice_is_given_and_does_not_stand_in_the_way(author):
    said = author.say("new poll", "Don't you think music is great and fun?", "yes or no", *FROM_AUDIENCE)
    assert "• This may be two questions in one." in said
    assert "• Some of your words may push people to one answer." in said
    assert len(written(author).questions) == 1


def test_who_is_asked_who_they_are_may_decline(author):
    poll = written(author, "new poll", "Are you a girl or a boy?", "their own words", *FROM_AUDIENCE)
    assert (poll.questions[0].personal, poll.questions[0].why) == (True, "We take it to the hub.")


def test_changing_one_thing_leaves_all_others(author):
    author.say(*TO_OPTIONS, "drums, a jam", "no", *FROM_AUDIENCE, "change")
    author.press("The question")
    author.say("Which of these would you come to?")
    assert author.texts[0] == PREVIEW
    poll = written(author)
    assert (poll.title, [choice.label for choice in poll.questions[0].choices], poll.closes) == (
        "Which of these would you come to?",
        ["Drums", "A jam"],
        date(2026, 12, 6),
    )


def test_changing_the_kind_asks_only_what_that_needs(author):
    author.say(*TO_OPTIONS, "drums, a jam", "no", *FROM_AUDIENCE, "change")
    author.press("How people answer")
    assert author.press("A scale in words").startswith("Which words?")
    author.say("low, middle, high")
    assert author.texts[0] == PREVIEW


def test_going_back_from_a_change_leaves_it_as_it_was(author):
    author.say(*TO_OPTIONS, "drums, a jam", "no", *FROM_AUDIENCE, "change")
    author.press("The options")
    author.say("guitar", "back")
    poll = written(author)
    assert [choice.label for choice in poll.questions[0].choices] == ["Drums", "A jam"]


def test_a_draft_waits_seven_days_and_is_gone_on_the_eighth(author):
    author.say(*TO_OPTIONS, "drums, a jam")
    author.say("main menu")
    author.later(days=6, hours=23)
    assert "Carry on with my poll" in [option.label for option in say_hello(author)]
    author.press("Carry on with my poll")
    assert author.texts[-1].startswith("Welcome back. Here is your poll as you left it.\n\n4 of 8")
    author.later(days=7, hours=1)
    assert "Carry on with my poll" not in [option.label for option in say_hello(author)]


def say_hello(author: Author) -> list[Any]:
    author.say("hello")
    return author.options


def test_another_new_poll_first_offers_the_one_that_is_not_finished(author):
    author.say(*TO_OPTIONS, "drums, a jam", "new poll")
    assert author.texts == ["You have a poll that isn't finished.\n\nWhat would you like to do?"]
    assert [option.label for option in author.options] == ["Go on with it", "Start a new poll", "Main menu"]
    assert author.press("Go on with it").startswith("4 of 8")
    author.say("new poll")
    author.press("Start a new poll")
    author.say("hello")
    assert author.press("Carry on with my poll").endswith("Example: What should we plan next?")


def test_a_day_that_passed_while_the_draft_lay_there_is_asked_again(author):
    author.say(*TO_OPTIONS, "drums, a jam", "no", "everybody", "We take it to the hub.", "24 November 2026")
    author.later(days=4)
    author.say("well")
    assert author.texts[-1].startswith("The day it should close is over. Which later day?")
    author.say("in 3 days")
    assert written(author).closes == date(2026, 11, 29)


def test_who_is_on_the_council_no_more_cannot_send_and_loses_nothing(author):
    author.say(*TO_OPTIONS, "drums, a jam", "no", *FROM_AUDIENCE)
    author.council.do("end the council")
    assert author.say("send it").startswith("You are not on the youth council any more")
    author.council.do("invite another")
    author.say("/start")
    author.council.record("council", "another")
    author.say("carry on")
    assert len(written(author).questions) == 1


def test_three_polls_may_wait_and_no_more(author):
    for topic in ("drums", "bands", "gigs"):
        author.say("new poll")
        if "Start a new poll" in [option.label for option in author.options]:
            author.press("Start a new poll")
        author.say(f"What about {topic}?", "yes or no", *FROM_AUDIENCE, "send it")
    assert len({poll.slug for poll in author.sent}) == 3
    assert "You have 3 polls waiting." in author.say("new poll")
    assert "Start a new poll" not in [option.label for option in author.options]


def test_a_worry_is_cared_for_before_it_is_a_question(author):
    author.say("new poll")
    author.take(Said("my dad hits me", author.at))
    assert author.state.scene == "care"
    assert "Carry on with my poll" in [option.label for option in author.options]


SAID = [
    *TO_OPTIONS, *FROM_AUDIENCE, "drums, guitar", "one\ntwo\nthree", "Rock; pop; folk", "solo", "that's all",
    "None of these, a", "C, C++", "a, a", "🎸, 🥁", "1, 2, 3", "Yes, No, Maybe", "yes", "no", "back", "skip", "send it",
    "change", "throw it away", "What is your name?", "Say {this}", "= 1 + 1, 'quoted', \"double\"", "true", "null",
    "# x: [y]", "2026-12-12", "5 december", "teachers", "young people", "A scale in words", "bad, ok, good",
    "Their own words", "Faces, sad to happy", "Yes or no", "Because we want to know more.", "carry on", "new poll",
    "it's: a | test - of & odd * marks %", "Other, one", "x" * 61,
]  # fmt: skip
LETTERS = st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="{}$@")
step = st.one_of(st.sampled_from(SAID), st.integers(0, 12), st.integers(0, 12), st.text(max_size=40))


@settings(max_examples=100, deadline=None)
@given(st.lists(step, max_size=40))
def test_any_order_of_answers_backs_and_changes_ends_with_a_survey_that_a_file_could_hold(steps):
    author = Author(HUB)
    author.say("new poll")
    for each in steps:
        if isinstance(each, int):
            author.press_number(each)
        else:
            author.say(each)
        assert author.says
    finish(author)
    assert author.sent
    for poll in author.sent:
        round_trips(poll)


FIT = {
    "question": "What should we plan next?",
    "kind": "choose one",
    "options": "this, that",
    "own": "no",
    "scale_words": "low, middle, high",
    "audience": "everybody",
    "ages": "skip",
    "why": "We take it to the hub.",
    "closes": "in 2 weeks",
}
"""What will do as an answer to each step."""


def finish(author: Author) -> None:
    """Answers whatever is still asked and sends it in, whichever way this author got lost."""
    for _ in range(40):
        labels = [option.label for option in author.options]
        stage = author.state.data.get("stage") if author.state.scene == "authoring" else ""
        if stage in ("asking", "changing"):
            answers = author.state.data["answers"]
            asked = Asking(WORDS, TODAY).form()(answers if isinstance(answers, dict) else {})
            assert asked is not None
            author.say(FIT.get(asked.id, "that's all" if asked.choices else "one more"))
        elif stage == "preview":
            author.say("send it")
        elif stage:
            author.say("no") if stage == "dropping" else author.press("Nothing, keep it")
        elif author.sent:
            return
        else:
            ways = [label for label in ("Go on with it", "Start a new poll") if label in labels]
            author.press(ways[0]) if ways else author.say("new poll")


@settings(max_examples=100, deadline=None)
@given(
    st.text(LETTERS, min_size=8, max_size=140),
    st.sampled_from(["Choose one", "Choose several"]),
    st.lists(st.text(LETTERS, min_size=1, max_size=50), min_size=2, max_size=8),
    st.text(LETTERS, min_size=12, max_size=180),
)
def test_whatever_an_author_writes_is_sent_as_a_survey_or_refused_with_a_sentence(
    question, kind, options, why
):
    author = Author(HUB)
    author.say(
        "new poll",
        question,
        kind,
        "\n".join(options),
        "that's all",
        "no",
        "everybody",
        why,
        "2 weeks",
        "send it",
    )
    assert all(text.strip() for text in author.texts)
    event(f"{len(author.sent)} sent")
    for poll in author.sent:
        round_trips(poll)


def round_trips(poll: Survey) -> None:
    """As its author's answers, as YAML and as an XLSForm it is the same poll again."""
    answers = answers_from(poll)
    assert survey_of(answers, WORDS, poll.slug, TODAY) == poll
    yaml, text = YAML(), StringIO()
    yaml.dump(record_of(answers, WORDS, poll.slug, TODAY), text)
    assert survey_from(YAML(typ="safe").load(text.getvalue())) == poll
    again = survey_from_xlsform(to_xlsform(poll), poll.slug)
    assert isinstance(again, Survey), again
    assert as_asked(again) == as_asked(poll)


def as_asked(poll: Survey) -> Any:
    """XLSForm has no word for a question of yes or no: it comes back as a choice of two. Its longest text comes
    back as a rule."""
    asked = poll.questions[0]
    is_yes_no = asked.type is Type.YES_NO
    choices = [(choice.value, choice.label, choice.other, choice.exclusive) for choice in asked.choices]
    return (
        (poll.slug, poll.title, poll.why, poll.who_asks, poll.what_happens, poll.opens, poll.closes),
        (poll.audience, poll.results, poll.council_authored, poll.objectives, poll.reminders, poll.anonymous),
        (asked.id, asked.text, asked.why, asked.personal),
        Type.ONE if is_yes_no else asked.type,
        [("yes", "Yes", False, False), ("no", "No", False, False)] if is_yes_no else choices,
    )


def test_the_ages_of_a_poll_are_those_that_people_tell():
    assert AGES == BANDS


def test_going_on_with_a_poll_goes_on_with_it_whatever_else_was_left_since(author):
    author.say("new poll", "What should we plan next?")
    author.say("help with the cost")
    author.press("For me")
    author.say("new poll")
    assert author.press("Go on with it").startswith("2 of 8\nHow should people answer?")
