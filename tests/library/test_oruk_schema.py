"""Everything written as Open Referral UK is valid by its schemas, whatever stands in an entry."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.catalogue.entry import Cost, CostLine, Join, Opportunity, Source, When, Where
from bot.library.folders import shipped
from bot.library.opportunity import opportunity_from
from bot.library.oruk import read_oruk
from bot.library.oruk_written import as_uri, service_from, write_oruk
from bot.library.snapshot import load
from library.made_entries import opportunities
from library.oruk_schema import broken, broken_page, is_uri

PAGE = "https://chat.example.org/o/a"
_SHORT = st.text(st.characters(exclude_categories=("Cs", "Zs", "Zl", "Zp", "Cc")), max_size=12)
URLS = st.builds("https://{}.{}/{}".format, _SHORT, _SHORT, _SHORT)


def readable(url: str) -> bool:
    """Whether an entry may have it."""
    record = {"id": "a", "title": "A", "provider": "P", "kind": "event", "join": {"url": url}}
    return not isinstance(opportunity_from(record), list)


@pytest.mark.parametrize("hub", ["dorset", "durham"])
def test_every_entry_that_ships_is_a_valid_service_and_comes_back(hub: str, tmp_path: Path) -> None:
    read = load(shipped("content"), None, hub, date(2026, 11, 22))
    file = tmp_path / "out.json"
    assert write_oruk(file, read.opportunities, hub, lambda _: PAGE) == len(read.opportunities) > 20
    assert broken_page("listed_service", json.loads(file.read_text(encoding="utf-8"))) == []
    assert [row.read for row in read_oruk(file).rows] == list(read.opportunities)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(entry=opportunities(), url=URLS.filter(readable))
def test_any_entry_is_a_valid_service_and_comes_back(entry: Opportunity, url: str, tmp_path: Path) -> None:
    for each in (entry, replace(entry, join=Join(url)), replace(entry, join=Join(), source=Source(url))):
        write_oruk(tmp_path / "out.json", [each], "small", lambda _: PAGE)
        page = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
        assert broken_page("listed_service", page) == []
        assert [row.read for row in read_oruk(tmp_path / "out.json").rows] == [each]


@settings(max_examples=150, deadline=None)
@given(url=_SHORT | URLS)
def test_any_text_becomes_a_valid_address_or_none(url: str) -> None:
    written = as_uri(url)
    assert written == "" or is_uri(written)
    assert as_uri(written) == written


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://example.org/a?b=c;d#e", "https://example.org/a?b=c;d#e"),
        ("https://example.org:8080/a%20b", "https://example.org:8080/a%20b"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/café?q=[1]#a#b", "https://example.org/caf%C3%A9?q=%5B1%5D#a%23b"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://[::1/", ""),
        ("https://a_b.example/", ""),
        ("", ""),
    ],
)
def test_an_address_is_written_as_the_standard_wants_it(url: str, written: str) -> None:
    assert as_uri(url) == written


def test_ids_within_a_service_are_each_used_once() -> None:
    entry = Opportunity(
        "a",
        "A",
        "P",
        "event",
        where=Where("Weymouth", area=("Dorset", "Dorset")),
        when=When(("sat",), dates=(date(2026, 10, 25), date(2026, 10, 25))),
        cost=Cost(lines=(CostLine(500, "once"), CostLine(500, "once"))),
    )
    service = service_from(entry, "small", PAGE)
    [at] = service["service_at_locations"]
    records = [service, service["organization"], at, at["location"], *at["location"]["addresses"]]
    for name in ("schedules", "service_areas", "cost_options", "attributes"):
        records += service[name]
    ids = [record["id"] for record in records]
    assert (len(ids), len(set(ids))) == (len(ids), len(ids))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"id": "7"}, "$.id: '7' is not a 'uuid'"),
        ({"url": "/page"}, "$.url: '/page' is not a 'uri'"),
        ({"url": "https://example.org/caf\u00e9"}, "$.url: 'https://example.org/caf\u00e9' is not a 'uri'"),
        (
            {"status": "open"},
            "$.status: 'open' is not one of ['active', 'inactive', 'defunct', 'temporarily closed']",
        ),
        ({"minimum_age": "8"}, "$.minimum_age: '8' is not of type 'number'"),
        ({"assured_date": "soon"}, "$.assured_date: 'soon' is not a 'date'"),
        ({"schedules": [{}]}, "$.schedules[0]: 'id' is a required property"),
    ],
)
def test_the_check_itself_finds_what_is_wrong(change: dict[str, object], told: str) -> None:
    service = {"id": "ac148810-d857-441c-9679-408f346de14b", "name": "A", "status": "active", "url": PAGE}
    assert broken("listed_service", service) == []
    assert broken("listed_service", {**service, **change}) == [told]
