"""The filters of the list as an address says them."""

from urllib.parse import parse_qsl, urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.web.filters import Filters, filters_from, understood
from example_hub import example_hub

CATALOGUE = example_hub().house.catalogue
SAID = (
    "drums guitar choir near in Weymouth weymoth DT4 DT4 7AA gillingham free cheap saturday after school year 8 "
    "9 yo 12-14 wheelchair quiet lessons online beginner grade 5 not zebra my son teacher closer 5 miles club samba"
).split()
TEXTS = st.one_of(st.text(max_size=400), st.lists(st.sampled_from(SAID), max_size=12).map(" ".join))
QUERIES = st.lists(
    st.tuples(
        st.sampled_from(["q", "near", "age", "what", "day", "level", "kind", "access", "within", "x"]), TEXTS
    ),
    max_size=6,
)


def read(address: str) -> Filters:
    return filters_from(parse_qsl(urlsplit(address).query, keep_blank_values=True))


@given(query=QUERIES)
@settings(max_examples=150, deadline=None)
def test_an_address_says_the_filters_it_was_made_of(query):
    filters = filters_from(query)
    assert read(filters.address()) == filters


@given(query=QUERIES)
@settings(max_examples=150, deadline=None)
def test_reading_the_words_comes_to_an_end(query):
    filters = filters_from(query)
    for _ in range(3):
        before, filters = filters, read(understood(filters, CATALOGUE).address())
    assert filters == before


def test_an_age_may_be_one_or_a_span():
    said = ("9", "8-11", "8 to 11", "11–8", "nine", "-3", "300")
    assert [filters_from([("age", age)]).ages for age in said] == [
        (9, 9),
        (8, 11),
        (8, 11),
        (8, 11),
        None,
        None,
        None,
    ]


def test_the_first_page_has_no_number():
    assert (Filters().address(), Filters(free=True).address(page=2)) == ("/browse", "/browse?free=1&page=2")


def test_what_was_chosen_is_not_overruled_by_what_was_typed():
    typed = Filters(q="drums near Weymouth for a 9 year old", near="Portland", age="12")
    assert understood(typed, CATALOGUE) == Filters(what=("drums",), near="Portland", age="12")
