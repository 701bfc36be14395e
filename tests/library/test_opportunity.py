"""An entry as people write it, and what is said when it is wrong."""

from datetime import date, time
from typing import Any

import pytest

from bot.catalogue.entry import Ages, Cost, CostLine, Join, Opportunity, Source, When, Where
from bot.library.opportunity import opportunity_from

LEAST: dict[str, Any] = {"id": "a", "title": "Drum club", "provider": "Example provider", "kind": "activity"}


def read(**fields: Any) -> Opportunity:
    made = opportunity_from({**LEAST, **fields})
    assert isinstance(made, Opportunity), made
    return made


def told(**fields: Any) -> list[tuple[tuple[str | int, ...], str, str]]:
    made = opportunity_from({**LEAST, **fields})
    assert isinstance(made, list)
    return [(fault.path, fault.wrong, fault.mend) for fault in made]


def test_what_is_left_out_is_not_known() -> None:
    assert read() == Opportunity("a", "Drum club", "Example provider", "activity")


def test_a_line_with_nothing_after_its_name_is_not_known() -> None:
    assert read(summary=None, where={"place": None}, ages=None) == read()


def test_everything_that_can_be_written_is_read() -> None:
    assert read(
        audience=["parent"],
        summary="Drums for all.",
        activities=["drumming"],
        level=["first_go"],
        audition=False,
        ages={"from": 8, "to": 18, "on": "08-31"},
        where={"place": "Weymouth", "outcode": "dt4", "lat": 50.61, "lon": -2.46, "area": ["Dorset Council"]},
        when={
            "days": ["sat"],
            "start": "9:30",
            "end": "12:00",
            "term_time": True,
            "dates": [date(2026, 10, 25)],
        },
        cost={
            "free": False,
            "lines": [{"amount": 7.5, "unit": "session", "note": "hire included"}],
            "bursaries": ["b"],
        },
        access=["quiet"],
        join={
            "url": "https://example.org",
            "email": "a@example.org",
            "phone": "01632 960000",
            "ways": ["drop_in"],
        },
        next_steps=["c"],
        source={"url": "https://example.org/a", "date": 2025, "note": "its page"},
        checked_on=date(2026, 9, 1),
        review_after="2027-03-01",
        status="full",
        sample=True,
    ) == Opportunity(
        **LEAST,
        audience=("parent",),
        summary="Drums for all.",
        activities=("drumming",),
        level=("first_go",),
        audition=False,
        ages=Ages(8, 18, "08-31"),
        where=Where(place="Weymouth", outcode="DT4", lat=50.61, lon=-2.46, area=("Dorset Council",)),
        when=When(("sat",), time(9, 30), time(12), True, (date(2026, 10, 25),)),
        cost=Cost(False, (CostLine(750, "session", "hire included"),), "", ("b",)),
        access=("quiet",),
        join=Join("https://example.org", "a@example.org", "01632 960000", "", ("drop_in",)),
        next_steps=("c",),
        source=Source("https://example.org/a", "2025", "its page"),
        checked_on=date(2026, 9, 1),
        review_after=date(2027, 3, 1),
        status="full",
        sample=True,
    )


def test_every_fault_is_told_at_once() -> None:
    assert [
        path for path, _, _ in told(kind="lesson", audition="perhaps", cost={"lines": [{"amount": -1}]})
    ] == [
        ("kind",),
        ("audition",),
        ("cost", "lines", 0, "amount"),
        ("cost", "lines", 0, "unit"),
    ]


def test_an_unknown_name_is_answered_with_the_one_meant() -> None:
    assert told(instrument=["drums"]) == [
        (("instrument",), "`instrument` is not a field", "did you mean `instruments`?")
    ]


def test_an_unknown_name_inside_a_group_is_answered_with_the_one_meant() -> None:
    assert told(cost={"lines": [{"amount": 1, "unit": "term", "notes": "x"}]}) == [
        (("cost", "lines", 0, "notes"), "`notes` is not a field", "did you mean `note`?")
    ]


def test_an_unknown_word_is_answered_with_the_one_meant() -> None:
    assert told(kind="lesson") == [
        (("kind",), "`lesson` is not one of the words known here", "did you mean `lessons`?")
    ]


def test_an_unknown_word_that_is_like_none_is_answered_with_all() -> None:
    assert told(status="xyz") == [
        (("status",), "`xyz` is not one of the words known here", "write one of open, full, paused, ended")
    ]


def test_a_missing_title_is_told() -> None:
    assert told(title=None) == [(("title",), "`title` is missing", "fill it in")]


def test_a_chosen_word_may_have_capitals_and_spaces() -> None:
    assert read(kind="Youth voice", level="First go").level == ("first_go",)


def test_a_day_may_be_written_out() -> None:
    assert read(when={"days": ["Saturday", "Sun"]}).when.days == ("sat", "sun")


def test_one_word_needs_no_brackets() -> None:
    assert read(instruments="drums").instruments == ("drums",)


def test_what_is_of_the_kind_online_happens_online() -> None:
    assert read(kind="online").where.online is True


def test_an_online_entry_may_say_that_it_is_not() -> None:
    assert read(kind="online", where={"online": False}).where.online is False


@pytest.mark.parametrize(
    ("written", "ages"),
    [
        ({"from": "Reception", "to": 6}, Ages(4, 11)),
        ({"from": "Year 7", "to": "Y9"}, Ages(11, 14)),
        ({"from": "KS2", "to": "KS2"}, Ages(7, 11)),
        ({"from": "nursery", "to": "reception"}, Ages(3, 5)),
    ],
)
def test_school_years_are_the_ages_that_children_in_them_have(written: dict[str, Any], ages: Ages) -> None:
    assert read(school_years=written).ages == ages


def test_ages_the_wrong_way_round_are_told() -> None:
    assert told(ages={"from": 9, "to": 8}) == [
        (("ages",), "from 9 to 8 is the wrong way round", "swap the two")
    ]


def test_ages_and_school_years_are_too_much() -> None:
    assert told(ages={"from": 8}, school_years={"from": 3, "to": 6}) == [
        ((), "both `ages` and `school_years` are given", "keep the one the provider says")
    ]


def test_a_whole_postcode_is_refused_with_its_first_part() -> None:
    assert told(where={"outcode": "DT4 7AB"}) == [
        (("where", "outcode"), "`DT4 7AB` is a whole postcode", "write its first part only: DT4")
    ]


def test_a_place_outside_the_country_is_told() -> None:
    assert told(where={"lat": -2.46, "lon": 50.61}) == [
        (
            ("where", name),
            f"{what} {degrees} lies outside the United Kingdom",
            "check it, and that `lat` and `lon` are not swapped",
        )
        for name, what, degrees in (("lat", "latitude", -2.46), ("lon", "longitude", 50.61))
    ]


def test_half_a_position_is_told() -> None:
    assert told(where={"lat": 50.6}) == [
        (("where",), "one of `lat` and `lon` is missing", "write both, or neither")
    ]


def test_a_number_is_no_time_and_no_date() -> None:
    assert [wrong for _, wrong, _ in told(when={"start": 10, "dates": [20261025]})] == [
        "`10` is not a time",
        "`20261025` is not a date",
    ]


def test_an_end_before_the_start_is_told() -> None:
    assert [wrong for _, wrong, _ in told(when={"start": "18:00", "end": "17:00"})] == [
        "it ends before it starts"
    ]


def test_a_british_date_is_read() -> None:
    assert read(checked_on="1/9/2026").checked_on == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("written", "pence"), [(30, 3000), (7.5, 750), ("£12.50", 1250), (0.29, 29), ("0", 0)]
)
def test_pounds_become_pence_exactly(written: object, pence: int) -> None:
    assert read(cost={"lines": [{"amount": written, "unit": "term"}]}).cost.lines == (
        CostLine(pence, "term"),
    )


@pytest.mark.parametrize("written", ["-3", "1.234", "ten", "nan", "inf", True])
def test_what_is_no_amount_is_told(written: object) -> None:
    [(path, _, mend)] = told(cost={"lines": [{"amount": written, "unit": "term"}]})
    assert (path, mend) == (("cost", "lines", 0, "amount"), "write pounds and pence, such as 30 or 7.50")


@pytest.mark.parametrize(
    "url", ["example.org", "ftp://example.org", "javascript:alert(1)", "https://a b.org", "http://x"]
)
def test_only_whole_web_addresses_will_do(url: str) -> None:
    assert told(join={"url": url}) == [
        (("join", "url"), f"`{url}` is not a web address", "write it in full, starting with https://")
    ]


def test_a_long_summary_is_told_with_its_length() -> None:
    assert told(summary="x" * 281) == [(("summary",), "this is 281 characters long", "use at most 280")]


def test_a_title_stays_on_one_line() -> None:
    assert read(title=" Drum\n club\u00a0  now ").title == "Drum club now"


def test_a_character_that_cannot_be_seen_is_told() -> None:
    assert [wrong for _, wrong, _ in told(title="a\x07b")] == ["this holds a character that cannot be seen"]


def test_a_review_before_the_check_is_told() -> None:
    assert [wrong for _, wrong, _ in told(checked_on="2026-09-01", review_after="2026-08-01")] == [
        "`review_after` is before `checked_on`"
    ]


def test_an_id_with_a_space_is_told() -> None:
    assert [path for path, _, _ in told(next_steps=["a b"])] == [("next_steps", 0)]
