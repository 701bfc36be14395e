"""What is found, in which order, and what is said of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.entry import Ages, Cost, Opportunity, When, Where
from bot.catalogue.found import Found, explain
from bot.catalogue.hub import Hub

Build = Callable[..., Catalogue]


def found(catalogue: Catalogue, text: str, limit: int = 3) -> Found:
    return catalogue.find(catalogue.understand(text), limit)


def ids(catalogue: Catalogue, text: str, limit: int = 3) -> list[str]:
    return [match.entry.id for match in found(catalogue, text, limit).results]


def test_the_nearest_of_the_right_age_comes_first(catalogue: Catalogue) -> None:
    assert ids(catalogue, "drums weymouth 12") == ["drums-weymouth", "drums-free"]


def test_an_entry_for_other_ages_is_never_shown(catalogue: Catalogue) -> None:
    assert "drums-small" not in ids(catalogue, "drums weymouth, im 15", limit=10)


def test_unknown_ages_neither_exclude_nor_count_as_a_reason(build: Build) -> None:
    entry = Opportunity("a", "Drums", "P", "activity", instruments=("drums",), where=Where(place="Weymouth"))
    match = found(build(entry), "drums in weymouth im 9").results[0]
    assert (match.exact, [reason.code for reason in match.because]) == (True, ["activity", "here"])


def test_every_result_says_why(catalogue: Catalogue) -> None:
    match = found(catalogue, "drums in weymouth on saturday, im 12").results[0]
    assert [(reason.code, dict(reason.values)) for reason in match.because] == [
        ("activity", {"what": "drums"}),
        ("here", {"place": "Weymouth"}),
        ("age", {"low": 8, "high": 14}),
        ("day_sat", {}),
    ]


def test_the_reason_names_the_day_and_time_that_fit(build: Build) -> None:
    when = When(days=("sun",), start=time(10))
    entry = Opportunity(
        "a", "A", "P", "activity", instruments=("drums",), where=Where(place="Poole"), when=when
    )
    match = found(build(entry), "drums in poole at the weekend, evenings or mornings").results[0]
    assert [reason.code for reason in match.because] == ["activity", "here", "day_sun", "time_morning"]


def test_the_arithmetic_adds_up(catalogue: Catalogue) -> None:
    for match in found(catalogue, "free drums in weymouth on saturday, im 12").results:
        assert match.score == round(sum(points for _, points in match.points), 1)
        assert explain(match).startswith(f"{match.entry.id} {match.score:g} = ")


def test_what_misses_a_wish_is_not_exact_and_says_so(catalogue: Catalogue) -> None:
    missing = {match.entry.id: match for match in found(catalogue, "free drums in weymouth, im 12").results}
    assert missing["drums-free"].exact
    assert not missing["drums-weymouth"].exact
    assert missing["drums-weymouth"].because[-1].code == "unsure_cost"


def test_nothing_near_shows_the_nearest_and_says_so(catalogue: Catalogue) -> None:
    result = found(catalogue, "cello lessons in swanage")
    assert [match.entry.id for match in result.results] == ["cello"]
    assert (result.total, result.results[0].exact) == (0, False)
    assert result.relaxed[0].code == "relaxed_distance"
    assert result.relaxed[0].values["place"] == "Swanage"
    assert result.nearest_miles == result.relaxed[0].values["nearest"]


def test_nothing_at_all_is_nothing(catalogue: Catalogue) -> None:
    assert found(catalogue, "bagpipes in weymouth, im 4").results == ()


def test_hire_training_and_youth_voice_are_shown_only_when_asked_for(catalogue: Catalogue) -> None:
    assert ids(catalogue, "cello in dorchester") == ["cello"]
    assert ids(catalogue, "borrow a cello in dorchester") == ["hire"]
    assert ids(catalogue, "singing poole") != ["training"]
    assert ids(catalogue, "i'm a teacher, singing cpd poole") == ["training"]
    assert ids(catalogue, "youth council poole") == ["council"]


def test_a_word_outside_the_vocabulary_is_found_as_written(catalogue: Catalogue) -> None:
    assert ids(catalogue, "otamatone near poole") == ["otamatone"]


def test_babies_are_not_sent_to_the_choir(catalogue: Catalogue) -> None:
    assert ids(catalogue, "singing for my baby in weymouth") == ["babies"]


def test_an_outward_code_or_a_point_is_enough_to_place_an_entry(build: Build) -> None:
    by_code = Opportunity("code", "A", "P", "activity", instruments=("drums",), where=Where(outcode="DT4"))
    by_point = Opportunity(
        "point", "B", "Q", "activity", instruments=("drums",), where=Where(lat=50.62, lon=-2.46)
    )
    assert sorted(ids(build(by_code, by_point), "drums weymouth")) == ["code", "point"]


def test_a_village_only_the_catalogue_knows_is_a_place(build: Build) -> None:
    entry = Opportunity(
        "v", "A", "P", "activity", instruments=("drums",), where=Where(place="Walkford", outcode="BH23")
    )
    wish = build(entry).understand("drums in walkford")
    assert wish.near is not None
    assert wish.near.name == "Walkford"


def test_without_any_places_the_rest_still_works(build: Build) -> None:
    entry = Opportunity("a", "A", "P", "activity", instruments=("Drums",), where=Where(place="Anywhere"))
    bare = build(entry, places=())
    assert ids(bare, "drums in weymouth") == ["a"]
    assert ids(build(places=()), "drums") == []


def test_what_comes_to_you_counts_as_near_and_online_does_not(build: Build) -> None:
    comes = Opportunity("comes", "A", "P", "lessons", instruments=("harp",), where=Where(travels=True))
    online = Opportunity("online", "B", "Q", "online", instruments=("harp",), where=Where(online=True))
    both = build(comes, online)
    assert [(m.entry.id, m.exact) for m in found(both, "harp in poole").results] == [
        ("comes", True),
        ("online", False),
    ]
    assert [(m.entry.id, m.exact) for m in found(both, "online harp").results] == [("online", True)]


def test_one_provider_does_not_take_all_three_places(build: Build) -> None:
    def made(id: str, provider: str, lat: float) -> Opportunity:
        return Opportunity(
            id, id, provider, "activity", instruments=("drums",), where=Where(lat=lat, lon=-2.46)
        )

    many = build(
        made("a", "One", 50.61), made("b", "One", 50.61), made("c", "One", 50.61), made("d", "Two", 50.66)
    )
    assert ids(many, "drums weymouth")[2] == "d"


def test_pages_do_not_repeat(catalogue: Catalogue) -> None:
    wish = catalogue.understand("music in weymouth")
    first = [match.entry.id for match in catalogue.find(wish, 3).results]
    second = [match.entry.id for match in catalogue.find(wish, 3, skip=3).results]
    assert set(first).isdisjoint(second)


def test_ended_entries_are_gone_and_stale_ones_are_told_to_staff(
    build: Build, entries: tuple[Opportunity, ...]
) -> None:
    ended = replace(entries[0], id="ended", status="ended")
    past = replace(entries[0], id="past", when=When(dates=(date(2025, 1, 1),)))
    stale = replace(entries[0], id="stale", review_after=date(2024, 1, 1))
    built = build(ended, past, stale, hub=Hub("h", "H", quarantine_days=365))
    assert ids(built, "drums weymouth") == []
    assert [entry.id for entry in built.quarantined] == ["stale"]


@pytest.mark.parametrize(
    "text", ["drums weymouth 12", "music in dorchester", "singing", "free guitar bridport"]
)
def test_the_order_of_files_makes_no_difference(
    build: Build, entries: tuple[Opportunity, ...], text: str
) -> None:
    assert ids(build(*entries), text, 5) == ids(build(*reversed(entries)), text, 5)


@pytest.mark.parametrize(
    "text", ["drums weymouth 12", "drums on saturday in dorchester", "cello in swanage", "loud, weymouth, 9"]
)
def test_a_matching_free_nearby_entry_never_makes_it_worse(
    build: Build, entries: tuple[Opportunity, ...], text: str
) -> None:
    wish = build(*entries).understand(text)
    better = Opportunity(
        "better", "Better", "Another", "activity", instruments=("drums", "cello"), ages=Ages(0, 18),
        where=Where(lat=wish.near.lat, lon=wish.near.lon) if wish.near else Where(),
        when=When(days=("sat",)), cost=Cost(free=True),
    )  # fmt: skip
    before, after = build(*entries).find(wish), build(*entries, better).find(wish)
    assert after.results[0].score >= before.results[0].score
    assert "better" in [match.entry.id for match in after.results]
    assert after.total == before.total + 1


def test_lessons_that_name_no_instrument_may_have_it_and_hire_surely_has(build: Build) -> None:
    service = Opportunity("service", "Music lessons", "P", "lessons", where=Where(place="Poole"))
    library = Opportunity("library", "Borrow here", "Q", "hire", where=Where(place="Poole"))
    both = build(service, library)
    assert [(m.entry.id, m.exact) for m in found(both, "oboe in poole").results] == [("service", False)]
    assert [(m.entry.id, m.exact) for m in found(both, "hire an oboe in poole").results] == [
        ("library", True)
    ]


@pytest.mark.parametrize(
    "tag", ["Drums; percussion", "DRUM KIT", "drum_kit", "Drums/Guitar", "drum lessons for beginners"]
)
def test_tags_are_understood_however_staff_write_them(build: Build, tag: str) -> None:
    entry = Opportunity("a", "A", "P", "activity", instruments=(tag,), where=Where(place="Poole"))
    assert [(match.entry.id, match.exact) for match in found(build(entry), "drums in poole").results] == [
        ("a", True)
    ]


def test_an_entry_for_few_of_the_ages_said_is_not_exact(build: Build) -> None:
    young = Opportunity(
        "young", "A", "P", "activity", instruments=("drums",), ages=Ages(8, 13), where=Where(place="Poole")
    )
    match = found(build(young), "drums for teens in poole").results[0]
    assert (match.exact, match.because[-1].code) == (False, "unsure_age")
