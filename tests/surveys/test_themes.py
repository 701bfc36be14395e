"""What themes come to, with small numbers kept back."""

from hypothesis import given
from hypothesis import strategies as st

from bot.surveys.results import FEWEST, Tally
from bot.surveys.themes import LONGEST_NAME, in_own_words, theme_results, tidy


def test_the_most_frequent_comes_first_and_small_numbers_are_kept_back():
    assert theme_results([("Buses", 9), ("Cost", 12), ("Drums", 30), ("a", 0)], 60) == (
        Tally("Drums", "Drums", 30, 50),
        Tally("Cost", "Cost", 12, 20),
        Tally("a", "a", None, None),
        Tally("Buses", "Buses", None, None),
    )


def test_a_theme_of_all_but_a_few_is_kept_back():
    assert theme_results([("Drums", 55)], 60) == (Tally("Drums", "Drums", None, None),)
    assert theme_results([("Drums", 60)], 60) == (Tally("Drums", "Drums", 60, 100),)


def test_below_ten_answers_there_is_nothing():
    assert theme_results([("Drums", 9)], 9) == ()


@given(st.lists(st.tuples(st.text(max_size=5), st.integers(0, 80)), max_size=6), st.integers(0, 80))
def test_no_small_number_is_ever_shown(themes, answered):
    for tally in theme_results([(name, min(count, answered)) for name, count in themes], answered):
        if tally.count is not None:
            assert tally.count >= FEWEST
            assert answered - tally.count == 0 or answered - tally.count >= FEWEST


def test_questions_in_own_words_are_found(survey_of):
    survey = survey_of("""
- {id: plays, ask: Do you play?, type: yes_no}
- {id: what, ask: What do you play?, type: one, choices: [Drums, {label: Else, other: yes}]}
- {id: idea, ask: What should change?, type: text}
- {id: town, ask: Which town?, type: place}
""")
    assert in_own_words(survey) == (
        ("what_other", "What do you play? (Else)"),
        ("idea", "What should change?"),
    )


def test_a_name_is_one_short_line():
    assert tidy("  Cost ;\n of  lessons ") == "Cost , of lessons"
    assert len(tidy("x" * 200)) == LONGEST_NAME


def test_a_theme_is_named_after_nobody() -> None:
    assert tidy(" ring\n07700 900123 or kid@example.com;  DT4 7AB ") == "ring [phone number] or [email], DT4"
