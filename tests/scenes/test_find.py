"""Looking for music by talking and pressing."""

from datetime import UTC, date, datetime

import pytest

from bot.catalogue.entry import Ages, Cost, Join, When, Where
from bot.dialogue.effects import Noted, Puzzled, Remind
from finder import DORCHESTER, FREE, PAID, PORTLAND, SATURDAYS, Finder, entry

NEAR = entry("near", "Drums by the Sea")
FAR = entry("far", "Drums in Town", DORCHESTER, PAID)
PORT = entry("port", "Drums on the Rock", PORTLAND, PAID, When(days=("tue",)))
MORE = [
    entry(f"more-{n}", f"Drum Kit Club {name}") for n, name in enumerate(("Red", "Blue", "Green", "Gold"))
]


ALWAYS = ("Help with the cost", "Ask a person", "Something else")


def test_a_greeting_with_a_question_is_searched() -> None:
    assert Finder([NEAR]).say("hi where can i play drums in weymouth").titles == ["Drums by the Sea"]


def test_several_cards_can_be_opened_and_changed_with_few_buttons() -> None:
    finder = Finder([NEAR, FAR]).say("drums in weymouth for a 10 year old")
    assert finder.titles == ["Drums by the Sea", "Drums in Town"]
    assert finder.buttons == ["Drums by the Sea", "Drums in Town", "Closer", "Free only", *ALWAYS]


def test_a_full_page_has_room_for_one_change_only() -> None:
    finder = Finder([NEAR, FAR, *MORE]).say("drums in weymouth for a 10 year old")
    assert len(finder.buttons) == 8
    assert finder.buttons[3] == "Show more"


def test_no_change_is_offered_that_would_change_nothing() -> None:
    finder = Finder(MORE[:2]).say("drums in weymouth for a 10 year old")
    assert finder.buttons == [*finder.titles, *ALWAYS]


def test_closer_leaves_out_the_far_half() -> None:
    finder = Finder([NEAR, FAR]).say("drums in weymouth for a 10 year old").press("Closer")
    assert finder.titles == ["Drums by the Sea"]


def test_closer_asks_where_when_that_is_not_known() -> None:
    finder = Finder([NEAR, FAR]).say("drums for a 10 year old").say("closer")
    assert finder.text == "Where are you? A town or village, or the first half of your postcode, is enough."
    assert finder.say("dorchester").titles[0] == "Drums in Town"


def test_free_only_says_so_when_it_had_no_choice() -> None:
    finder = Finder([FAR]).say("drums in dorchester for a 10 year old").say("free only")
    assert finder.cards[0].because[-1] == "It may cost more than you asked for"
    assert not finder.cards[0].exact


def test_other_days_are_the_days_not_seen_yet() -> None:
    finder = Finder([NEAR, PORT]).say("drums in weymouth on saturdays im 10").say("other days")
    assert finder.titles[0] == "Drums on the Rock"
    assert finder.cards[0].because == (
        "It is for drums",
        "4.4 miles from Weymouth",
        "For ages 8 to 16",
        "On Tuesdays",
    )


def test_a_change_that_changes_nothing_is_said_plainly() -> None:
    finder = (
        Finder([entry("any", "Any Day Drums", when=When())]).say("drums in weymouth im 10").say("other days")
    )
    assert finder.text == "I don't know other days for these. The people who run them can tell you."
    assert finder.press("Back").titles == ["Any Day Drums"]


def test_a_page_further_and_back() -> None:
    finder = Finder([NEAR, *MORE]).say("drums in weymouth im 10")
    first = finder.titles
    second = finder.say("show more").titles
    assert len(second) == 2
    assert not set(first) & set(second)
    assert finder.say("back").titles == first


def test_refining_keeps_the_rest_and_back_takes_it_back() -> None:
    guitar = entry("guitar", "Guitar Group", instruments=("guitar",))
    finder = Finder([NEAR, guitar]).say("drums in weymouth im 10").say("what about guitar?")
    assert finder.titles == ["Guitar Group"]
    assert finder.text == "Here is what I found for guitar near Weymouth."
    assert finder.say("back").titles == ["Drums by the Sea"]
    assert finder.stored(Noted) == []


def test_something_else_forgets_what_but_not_for_whom_and_where() -> None:
    young = entry("young", "Guitar for Small Hands", instruments=("guitar",), ages=Ages(4, 7))
    older = entry("older", "Guitar Group", instruments=("guitar",))
    finder = (
        Finder([NEAR, FAR, young, older])
        .say("free drums in weymouth on saturdays im 10")
        .say("something else")
    )
    assert finder.say("guitar").titles == ["Guitar Group"]
    assert finder.text == "Here is what I found for guitar near Weymouth."


@pytest.mark.parametrize("answer", ["weymouth", "im in weymouth", "DT4", "near weymouth", "Weymouth please"])
def test_a_place_is_answered_in_many_ways(answer: str) -> None:
    finder = Finder([NEAR, FAR]).say("drums near me")
    assert finder.text == "Where are you? A town or village, or the first half of your postcode, is enough."
    assert finder.say(answer).titles[0] == "Drums by the Sea"


def test_a_place_nobody_knows_is_asked_for_once_more_and_then_left() -> None:
    finder = Finder([NEAR]).say("drums near me").say("narnia")
    assert finder.text.startswith("Sorry, I don't know that place.")
    assert finder.stored(Puzzled) == [Puzzled(("narnia",))]
    assert finder.say("mordor").titles == ["Drums by the Sea"]


@pytest.mark.parametrize("answer", ["dunno", "anywhere", "dont mind", "skip", "idk"])
def test_not_knowing_goes_on_without(answer: str) -> None:
    assert Finder([NEAR]).say("drums near me").say(answer).titles == ["Drums by the Sea"]


def test_nothing_is_asked_twice() -> None:
    finder = Finder([NEAR]).say("drums near me").say("dunno").say("drums near me")
    assert finder.titles == ["Drums by the Sea"]


def test_a_shared_location_answers_the_question_where() -> None:
    finder = Finder([NEAR, FAR]).say("drums near me").share("Dorchester")
    assert finder.titles[0] == "Drums in Town"


def test_back_from_a_question_leads_to_what_was_shown_before() -> None:
    finder = Finder([NEAR]).say("drums im 10").say("closer").say("back")
    assert finder.titles == ["Drums by the Sea"]


def test_words_about_the_results_are_understood_after_something_else() -> None:
    finder = Finder([NEAR, *MORE]).say("drums in weymouth im 10").say("thanks")
    assert len(finder.say("show more").titles) == 2
    finder.say("thanks")
    assert len(finder.say("back").titles) == 3


def test_nothing_found_offers_what_else_there_is() -> None:
    finder = Finder([NEAR]).say("bagpipes in weymouth im 10")
    assert finder.buttons[:2] == ["Tell the hub I'd want this", "What else is near Weymouth"]
    assert finder.press("What else is near Weymouth").titles == ["Drums by the Sea"]


def test_online_is_offered_only_when_there_is_some() -> None:
    online = entry("online", "Theory at Home", Where(online=True), instruments=("theory",))
    finder = Finder([online]).say("bagpipes in weymouth im 10")
    assert "Anything online" in finder.buttons
    assert finder.press("Anything online").titles == ["Theory at Home"]


def test_wanting_it_is_counted_without_a_name() -> None:
    finder = Finder([NEAR]).say("bagpipes in weymouth im 10").press("Tell the hub I'd want this")
    assert finder.stored(Noted) == [Noted("bagpipes", "DT4", "8-10", 0, None, wanted=True)]


def test_one_card_shows_all_that_is_known() -> None:
    known = entry(
        "known",
        "Drums by the Sea",
        level=("first_go", "beginner"),
        audition=False,
        access=("step_free",),
        access_note="Ear defenders are there.",
        join=Join(how="Just come", ways=("drop_in",), email="hello@example.org", phone="01305 000000"),
        when=When(days=("sat",), exceptions=(date(2026, 12, 26), date(2026, 1, 3))),
    )
    assert Finder([known]).start("about-known").cards[0].lines[-8:] == (
        "Good for: a first go and beginners",
        "There is no test to get in.",
        "Not on: 26 December 2026",
        "Good to know: no steps",
        "Ear defenders are there.",
        "How to join: Just come",
        "You can just turn up.",
        "Ask them: hello@example.org and 01305 000000",
    )


def test_an_entry_that_is_over_is_said_to_be_over() -> None:
    over = entry("over", "Drum Day", when=When(dates=(date(2026, 11, 1),)))
    finder = Finder([over, NEAR]).start("about-over")
    assert finder.text == "This one is over. I can look for something like it."
    assert finder.press("Something like this").titles == ["Drums by the Sea"]


def test_an_entry_that_is_gone_is_no_dead_end() -> None:
    finder = Finder([NEAR, FAR]).say("drums im 10")
    finder.bot = Finder([FAR]).bot
    assert finder.press("Drums by the Sea").text.startswith("Sorry, that one is not on my list any more.")
    assert len(finder.buttons) == 4


def test_the_pathway_is_at_most_four_steps_and_never_goes_round() -> None:
    steps = [entry(f"s{n}", f"Step {n}", next_steps=(f"s{(n + 1) % 6}",)) for n in range(6)]
    finder = Finder(steps).start("about-s4").say("what comes next")
    assert [line for line in finder.text.splitlines() if "Step" in line] == [
        "Start: Step 4 (a club or session, Weymouth)",
        "Step 5 (a club or session, Weymouth)",
        "Step 0 (a club or session, Weymouth)",
        "Step 1 (a club or session, Weymouth)",
    ]
    assert finder.buttons == ["Step 5", "Step 0", "Step 1", "Back"]


def test_two_that_lead_to_each_other_end() -> None:
    finder = Finder([entry("a", "A Club", next_steps=("b",)), entry("b", "B Club", next_steps=("a",))])
    assert finder.start("about-a").say("next step").buttons == ["B Club", "Back"]


def test_no_next_step_is_said_and_something_alike_offered() -> None:
    finder = Finder([NEAR, FAR]).start("about-near").say("whats next")
    assert (
        finder.text
        == "Nobody has told me yet what comes after Drums by the Sea. I can show you something like it."
    )
    assert finder.press("Something like this").titles == ["Drums in Town"]


def test_which_one_is_asked_and_a_number_answers_it() -> None:
    finder = Finder([NEAR, FAR]).say("drums im 10").say("save it")
    assert finder.buttons == ["Drums by the Sea", "Drums in Town", "Back"]
    assert finder.say("2").text.startswith("Saved: Drums in Town.")
    assert finder.say("2").titles == ["Drums in Town"]


def test_the_list_holds_five_and_says_when_it_is_full() -> None:
    entries = [NEAR, FAR, *MORE]
    finder = Finder(entries)
    for each in entries[:5]:
        finder.start(f"about-{each.id}").press("Save it")
    assert finder.start(f"about-{entries[5].id}").press("Save it").text.startswith("Your list is full.")
    assert len(finder.press("My list").titles) == 5
    assert finder.press("Empty my list").text == "Done. Your list is empty."
    assert finder.say("my list").titles == []


DAY = entry("day", "Drum Day", when=When(dates=(date(2026, 12, 5), date(2026, 12, 12))), cost=FREE)


def test_a_reminder_comes_the_evening_before_and_only_once() -> None:
    finder = Finder([DAY]).start("about-day").press("Remind me")
    assert finder.stored(Remind) == [Remind(datetime(2026, 12, 4, 17, 0, tzinfo=UTC), "about-day")]
    assert finder.say("remind me").stored(Remind) == []


def test_on_the_evening_itself_it_comes_in_the_morning() -> None:
    finder = Finder([DAY], at=datetime(2026, 12, 4, 20, 0, tzinfo=UTC)).start("about-day").press("Remind me")
    assert finder.stored(Remind) == [Remind(datetime(2026, 12, 5, 8, 0, tzinfo=UTC), "about-day")]


def test_the_evening_is_that_of_the_hub_in_summer_too() -> None:
    summer = entry("summer", "Drum Day", when=When(dates=(date(2027, 7, 3),)))
    finder = Finder([summer]).start("about-summer").press("Remind me")
    assert finder.stored(Remind) == [Remind(datetime(2027, 7, 2, 16, 0, tzinfo=UTC), "about-summer")]


def test_a_reminder_that_arrives_says_when_it_is() -> None:
    finder = Finder([DAY], at=datetime(2026, 12, 4, 17, 0, tzinfo=UTC)).start("about-day")
    assert finder.text == "Here it is. It is on 5 December 2026."


def test_without_a_date_there_is_no_reminder_to_offer() -> None:
    finder = Finder([entry("weekly", "Drum Club", when=SATURDAYS)]).start("about-weekly")
    assert "Remind me" not in finder.buttons
    assert finder.say("remind me").stored(Remind) == []


def test_a_long_title_is_cut_between_words_on_a_button() -> None:
    long = entry("long", "A very long name for a club where people play the drums together")
    finder = Finder([long, NEAR]).say("drums im 10")
    assert "A very long name for a club where…" in finder.buttons
    assert finder.say("1").cards[0].title in (long.title, NEAR.title)


def test_not_knowing_how_to_go_on_shows_the_same_again() -> None:
    finder = Finder([NEAR, FAR]).say("drums im 10")
    shown = finder.titles
    assert finder.say("dunno").titles == shown
    assert finder.says[0].text.startswith("That's fine.")


def test_among_others_a_card_says_in_one_line_what_is_not_known() -> None:
    vague = entry("vague", "Drums Somewhere", when=When(), cost=Cost(), ages=Ages())
    finder = Finder([NEAR, vague]).say("drums in weymouth")
    lines = {card.title: card.lines for card in finder.cards}
    assert lines["Drums Somewhere"][:2] == (
        "Where: Weymouth",
        "Not known yet: when, for which ages and the cost. Please ask.",
    )
    assert lines["Drums by the Sea"][:4] == (
        "Where: Weymouth",
        "When: Saturdays",
        "Ages: 8 to 16",
        "Cost: free",
    )
    assert "Cost: not known, please ask" in finder.press("Drums Somewhere").cards[0].lines


def test_a_question_about_the_one_shown_is_answered_with_its_line() -> None:
    finder = Finder([FAR]).say("drums in dorchester im 10")
    assert finder.say("how much is it?").text == "Drums in Town\nCost: not known, please ask"
    assert finder.buttons == ["Help with the cost", "Ask a person", "Back"]
    assert finder.say("when is it").text == "Drums in Town\nWhen: Saturdays"
    assert finder.say("where is it").text == "Drums in Town\nWhere: Dorchester"
    assert finder.say("what age is it for").text == "Drums in Town\nAges: 8 to 16"
    assert finder.say("how do i join").text.endswith(
        "I don't know how to join this one. A person at the hub may know."
    )
    assert finder.say("back").titles == ["Drums in Town"]


def test_a_question_about_several_is_answered_for_each_or_for_the_one_named() -> None:
    finder = Finder([NEAR, PORT]).say("drums in weymouth im 10")
    assert (
        finder.say("when are they?").text
        == "Drums by the Sea\nWhen: Saturdays\n\nDrums on the Rock\nWhen: Tuesdays"
    )
    assert finder.say("when is the second one").text == "Drums on the Rock\nWhen: Tuesdays"


def test_which_one_is_not_asked_when_it_can_only_be_one() -> None:
    finder = Finder([NEAR, FAR, DAY]).say("drums im 10").say("remind me")
    assert finder.stored(Remind) == [Remind(datetime(2026, 12, 4, 17, 0, tzinfo=UTC), "about-day")]
    none = Finder([NEAR, FAR]).say("drums im 10").say("what comes next")
    assert none.text == "Nobody has told me yet what comes after these."
    assert none.press("Back").titles == ["Drums by the Sea", "Drums in Town"]


def test_a_place_that_is_not_known_is_said_and_asked_for() -> None:
    finder = Finder([NEAR, FAR]).say("drums near zzyzxton")
    assert finder.text.startswith("Sorry, I don't know that place.")
    assert finder.say("weymouth").titles == ["Drums by the Sea", "Drums in Town"]
