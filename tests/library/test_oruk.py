"""Open Referral UK in and out: other people's services as they come, our own without loss."""

import json
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.catalogue.entry import Ages, Cost, CostLine, Join, Opportunity, When, Where
from bot.library.fault_in_file import ContentError
from bot.library.oruk import read_oruk
from bot.library.oruk_written import service_from, write_oruk
from bot.library.sheet_import import import_alone
from library.made_entries import opportunities

SERVICE: dict[str, Any] = {
    "id": "ac148810-d857-441c-9679-408f346de14b",
    "name": "Drum club",
    "description": "<p>Drums for&nbsp;<b>all</b>.</p>",
    "status": "active",
    "organization": {"id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "name": "Example provider"},
}


@pytest.fixture
def file(tmp_path: Path) -> Callable[[Any], Path]:
    def write(value: Any) -> Path:
        (tmp_path / "a.json").write_text(json.dumps(value), encoding="utf-8")
        return tmp_path / "a.json"

    return write


File = Callable[[Any], Path]


def entries(file: Path) -> list[Opportunity]:
    read = [row.read for row in read_oruk(file).rows]
    assert not any(isinstance(each, list) for each in read), read
    return [each for each in read if isinstance(each, Opportunity)]


def told(file: Path) -> list[str]:
    faults = [fault for row in read_oruk(file).rows if isinstance(row.read, list) for fault in row.read]
    return [str(fault).removeprefix(f"{file}:") for fault in faults]


@pytest.mark.parametrize(
    "shape",
    [
        SERVICE,
        [SERVICE],
        {"total_items": 1, "contents": [SERVICE]},
        {"totalElements": 1, "content": [SERVICE]},
    ],
)
def test_one_service_a_list_and_a_page_are_read(shape: Any, file: File) -> None:
    assert entries(file(shape)) == [
        Opportunity(SERVICE["id"], "Drum club", "Example provider", "activity", summary="Drums for all.")
    ]


def test_a_service_of_3_0_is_read(file: File) -> None:
    service = {
        **SERVICE,
        "description": "",
        "url": "https://example.org",
        "minimum_age": 8,
        "maximum_age": 18.0,
        "assured_date": "2026-01-05",
        "schedules": [
            {
                "freq": "WEEKLY",
                "byday": "TH,FR",
                "opens_at": "10:00:00",
                "closes_at": "18:00Z",
                "description": "Weekly",
            },
            {"dtstart": "2026-10-25"},
        ],
        "service_areas": [{"name": "Dorset"}],
        "service_at_locations": [
            {
                "location": {
                    "name": "Example hall",
                    "latitude": 50.61,
                    "longitude": -2.46,
                    "addresses": [{"city": "Weymouth", "postal_code": "DT4 7AB"}],
                    "accessibility": [{"description": "Ramp"}],
                }
            }
        ],
        "cost_options": [
            {"amount": 35, "amount_description": "per 1 hour session"},
            {"amount": 5.5, "amount_description": "a term", "option": "Under 18s"},
        ],
        "attributes": [{"taxonomy_term": {"name": "Drumming"}}],
    }
    assert entries(file(service)) == [
        Opportunity(
            SERVICE["id"],
            "Drum club",
            "Example provider",
            "activity",
            activities=("Drumming",),
            ages=Ages(8, 18),
            where=Where("Weymouth", "Example hall", "DT4", 50.61, -2.46, area=("Dorset",)),
            when=When(("thu", "fri"), time(10), time(18), None, (date(2026, 10, 25),), (), "Weekly"),
            cost=Cost(None, (CostLine(3500, "session"), CostLine(550, "term", "Under 18s"))),
            access_note="Ramp",
            join=Join("https://example.org"),
            checked_on=date(2026, 1, 5),
        )
    ]


def test_a_service_of_1_0_is_read(file: File) -> None:
    service = {
        **SERVICE,
        "eligibilitys": [{"minimum_age": 5, "maximum_age": 11}],
        "regular_schedules": [{"byday": "MO", "opens_at": "16:00", "closes_at": "17:00"}],
        "service_taxonomys": [{"taxonomy": {"name": "Singing"}}],
        "contacts": [{"phones": [{"number": "01632 960000"}]}],
        "fees": "Pay what you can",
        "service_at_locations": [
            {
                "location": {
                    "physical_addresses": [{"address_1": "Hall", "city": "Durham", "postal_code": "DH1 3AA"}],
                    "accessibility_for_disabilities": [{"accessibility": "Lift"}],
                }
            }
        ],
    }
    [entry] = entries(file(service))
    assert (entry.ages, entry.when, entry.activities, entry.join.phone, entry.cost.note) == (
        Ages(5, 11),
        When(("mon",), time(16), time(17)),
        ("Singing",),
        "01632 960000",
        "Pay what you can",
    )
    assert (entry.where, entry.access_note) == (Where("Durham", "Hall", "DH1"), "Lift")


def test_a_long_description_is_cut_at_a_word(file: File) -> None:
    [entry] = entries(file({**SERVICE, "description": "word " * 100}))
    assert (len(entry.summary) <= 280, entry.summary[-5:]) == (True, "word…")


def test_broken_services_are_each_told_and_none_stops_the_others(file: File) -> None:
    at = {"location": {"latitude": 100, "longitude": 0, "addresses": [{"postal_code": "ABC 1234"}]}}
    path = file(
        [{**SERVICE, "service_at_locations": [at]}, {**SERVICE, "name": None, "url": "/page"}, 7, SERVICE]
    )
    assert told(path) == [
        "1: service 1, field `postal_code`: `ABC 1234` is not the first part of a postcode; write it as in DT4 or DH1",
        "1: service 1, field `latitude`: latitude 100.0 lies outside the United Kingdom; "
        "check it, and that `lat` and `lon` are not swapped",
        "2: service 2, field `name`: `title` is missing; fill it in",
        "2: service 2, field `url`: `/page` is not a web address; write it in full, starting with https://",
        "3: service 3: this is no service; give a group of names and values",
    ]


def test_many_services_with_one_id_are_each_told(file: File, tmp_path: Path, today: date) -> None:
    with pytest.raises(ContentError) as caught:
        import_alone(file([SERVICE] * 128), tmp_path / "alone", today, read=read_oruk)
    assert len(caught.value.faults) == 127


@pytest.mark.parametrize("text", ["", "{", "7", '{"a": 1}', "[" * 100_000])
def test_what_holds_no_services_is_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(ContentError):
        read_oruk(tmp_path / "a.json")


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*SERVICE, "location"]), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = (
    "schedules",
    "service_at_locations",
    "cost_options",
    "attributes",
    "phones",
    "service_areas",
    *SERVICE,
)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(service=st.dictionaries(st.sampled_from(NAMES), JSON, max_size=5))
def test_nothing_in_a_service_stops_the_import(service: dict[str, Any], file: File) -> None:
    assert len(list(read_oruk(file([service])).rows)) == 1


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(entry=opportunities())
def test_any_entry_comes_back_from_its_service(entry: Opportunity, tmp_path: Path) -> None:
    write_oruk(tmp_path / "out.json", [entry], "small")
    assert entries(tmp_path / "out.json") == [entry]


def test_a_service_says_in_its_own_fields_what_it_can() -> None:
    entry = Opportunity(
        "drums",
        "Drum club",
        "P",
        "activity",
        summary="Drums",
        instruments=("drums",),
        when=When(("sat",), time(10), time(12)),
        where=Where(place="Weymouth", outcode="DT4"),
        cost=Cost(None, (CostLine(750, "session"), CostLine(500, "once", "a book"))),
        join=Join("https://example.org"),
    )
    service = service_from(entry, "small")
    assert UUID(service["id"]).version == 5
    assert {key: service[key] for key in ("name", "description", "status", "url")} == {
        "name": "Drum club",
        "description": "Drums",
        "status": "active",
        "url": "https://example.org",
    }
    assert sorted({each["link_type"] for each in service["attributes"]}) == [
        "earshot:audience",
        "earshot:id",
        "earshot:instruments",
    ]


def test_a_service_has_what_the_standard_asks_for() -> None:
    """Required by the compiled service schema of the UK profile of HSDS 3.0."""
    entry = Opportunity(
        "a",
        "A",
        "P",
        "event",
        where=Where(place="Weymouth", area=("Dorset",)),
        when=When(dates=(date(2026, 10, 25),)),
        cost=Cost(lines=(CostLine(500, "once"),)),
        join=Join("https://example.org"),
    )
    service = service_from(entry, "small")
    [at] = service["service_at_locations"]
    asked = [
        (service, ("id", "name", "status", "url")),
        (service["organization"], ("id", "name", "description")),
        *((each, ("id", "url")) for each in service["cost_options"]),
        *((each, ("id", "taxonomy_term")) for each in service["attributes"]),
        *(
            (each["taxonomy_term"], ("id", "name", "description", "taxonomy"))
            for each in service["attributes"]
        ),
        *((each, ("id",)) for each in (*service["schedules"], *service["service_areas"], at, at["location"])),
        *(
            (each, ("id", "address_1", "city", "state_province", "postal_code", "country", "address_type"))
            for each in at["location"]["addresses"]
        ),
    ]
    assert [name for record, names in asked for name in names if name not in record] == []
    assert all(UUID(record["id"]) for record, _ in asked)


def test_ids_are_the_same_every_time_and_differ_between_hubs() -> None:
    entry = Opportunity("a", "A", "P", "event")
    assert service_from(entry, "x") == service_from(entry, "x")
    assert service_from(entry, "x")["id"] != service_from(entry, "y")["id"]
