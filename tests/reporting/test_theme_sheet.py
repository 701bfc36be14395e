"""Answers and themes go to a spreadsheet and come back; what is wrong there is said by row."""

from hypothesis import given
from hypothesis import strategies as st

from bot.reporting.theme_sheet import listing, read, written
from bot.store.themes import Answer, Theme
from bot.surveys.results import Tally
from bot.surveys.themes import tidy

THEMES = (Theme("t1", "Cost", 1), Theme("t2", "Drums", 2))
ANSWERS = (
    Answer("a1", "more drums, cheaper", frozenset({"t1", "t2"})),
    Answer("a2", "=1+1", frozenset()),
    Answer("a3", "drums", frozenset({"t2"})),
)


def test_a_row_an_answer():
    assert written(ANSWERS, THEMES) == (
        'response,answer,themes\r\na1,"more drums, cheaper",Cost; Drums\r\na2,\'=1+1,\r\na3,drums,Drums\r\n'
    )


def test_what_was_written_comes_back():
    found = read(written(ANSWERS, THEMES), {"a1", "a2", "a3"})
    assert (found.themes, found.faults) == ({"a1": ["Cost", "Drums"], "a2": [], "a3": ["Drums"]}, [])


def test_other_separators_and_columns_in_another_order_will_do():
    text = "\ufeffThemes;Response;Mine\nDrums; a1 ;x\n;;\n"
    assert read(text, {"a1"}).themes == {"a1": ["Drums"]}
    assert read("response\tthemes\na1\tCost; Drums;Cost\n", {"a1"}).themes == {"a1": ["Cost", "Drums"]}


def test_every_fault_is_said_with_its_row():
    text = f"response,answer,themes\nb9,x,Cost\na1,x,Cost\na1,x,{'y' * 81}\n,x,Cost\n"
    assert read(text, {"a1"}).faults == [
        "row 2: there is no answer b9 to this question; keep the first column as it came",
        "row 4: the answer a1 is there twice; put all its themes in one row, with ; between",
        "row 4: a theme has more than 80 characters; give it a short name",
        "row 5: there is no answer named to this question; keep the first column as it came",
    ]


def test_a_sheet_without_its_first_row_is_refused():
    assert read("a1,x,Cost\n", {"a1"}).faults == [
        "row 1: there is no column response; keep the first row as it came",
        "row 1: there is no column themes; keep the first row as it came",
    ]
    assert len(read("", {"a1"}).faults) == 2


def test_the_listing_keeps_small_numbers_back():
    tallies = (Tally("Drums", "Drums", 20, 50), Tally("Cost", "Cost", None, None))
    assert list(listing("What? (q1)", tallies, 40)) == [
        "What? (q1): 40 answers, 2 themes.",
        "  Drums: 20 (50 %)",
        "  Cost: too few to show, or nearly all",
    ]
    (line,) = listing("What? (q1)", (), 9)
    assert line == "What? (q1): fewer than 10 answers, so there is nothing to read or sort yet."


NAMES = st.lists(
    st.text(min_size=1).map(tidy).filter(lambda name: name and not name.startswith("'")),
    unique=True,
    max_size=4,
)


@given(st.text(), NAMES)
def test_any_answer_and_any_names_come_back(text, names):
    themes = [Theme(f"t{number}", name, 0) for number, name in enumerate(names)]
    answer = Answer("a1", text, frozenset(theme.id for theme in themes))
    found = read(written([answer], themes), {"a1"})
    assert (found.themes, found.faults) == ({"a1": names}, [])
