"""What was asked for and is not near, with small numbers put together or left out."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.surveys.heard import NotFound, not_found, wishes

QUESTIONS = """
- {id: plays, ask: What do you play?, type: text}
- {id: wants, ask: Which would you like to try?, type: many, choices: [Drums, Guitar, {label: Another one, other: yes}]}
- {id: change, ask: What one thing should change?, type: text}
- {id: town, ask: Which town is nearest?, type: place}
"""


def understood(text):
    return [word for word in ("drums", "guitar", "harp") if word in text.lower()]


def far(_what, _where):
    return 14.2


def test_an_answer_asks_once_for_each_thing_where_it_was_given(survey_of):
    answers = [
        {"plays": "drums", "wants": ["guitar"], "change": "more guitar and drums!", "town": "DT4"},
        {"plays": "harp", "wants": ["other"], "wants_other": "a harp", "town": ""},
        {"plays": "guitar", "change": None, "town": "prefer_not_to_say"},
    ]
    assert wishes(survey_of(QUESTIONS), answers, understood) == Counter(
        {("guitar", "DT4"): 1, ("drums", "DT4"): 1, ("harp", ""): 1}
    )


def test_ten_askings_in_a_district_are_told():
    assert not_found({("drums", "DT4"): 32, ("harp", "DT4"): 9}, far, 10) == (
        NotFound("drums", "DT4", 32, 14.2),
    )


def test_what_is_near_is_found():
    near = {"DT4": 10.0, "BH1": 10.1}
    asked = {("drums", "DT4"): 30, ("drums", "BH1"): 20}
    assert not_found(asked, lambda _what, where: near[where], 10) == (NotFound("drums", "BH1", 20, 10.1),)


def test_few_in_each_district_are_told_for_the_area_around():
    asked = {("drums", "DT4"): 32, ("drums", "DT3"): 6, ("drums", "DT10"): 5, ("drums", "BH1"): 4}
    miles = {"DT4": 14.2, "DT3": None, "DT10": 11.0, "BH1": 20.0}
    assert not_found(asked, lambda _what, where: miles[where], 10) == (
        NotFound("drums", "DT4", 32, 14.2),
        NotFound("drums", "DT", 11, 11.0),
    )


def test_few_in_each_area_are_told_for_the_hub_and_fewer_not_at_all():
    asked = {("drums", "DT4"): 4, ("drums", "BH1"): 4, ("drums", ""): 3, ("harp", "DT4"): 9}
    assert not_found(asked, lambda _what, _where: None, 10) == (NotFound("drums", "", 11, None),)


def test_without_a_place_only_what_is_nowhere_is_not_found():
    nowhere = {"harp": None, "drums": 0.0}
    asked = {("drums", ""): 50, ("harp", ""): 12}
    assert not_found(asked, lambda what, _where: nowhere[what], 10) == (NotFound("harp", "", 12, None),)


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["drums", "harp"]), st.sampled_from(["DT1", "DT2", "BH1", "BH23", ""])),
        st.integers(1, 30),
    )
)
def test_nothing_below_ten_is_told_and_nothing_is_counted_twice(asked):
    found = not_found(asked, lambda _what, _where: None, 10)
    assert all(each.asked >= 10 for each in found)
    assert len({(each.what, each.where) for each in found}) == len(found)
    for what in ("drums", "harp"):
        told = sum(each.asked for each in found if each.what == what)
        assert told <= sum(count for (name, _), count in asked.items() if name == what)
