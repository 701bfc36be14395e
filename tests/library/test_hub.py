"""hub.yaml, and the hubs that ship."""

from pathlib import Path
from typing import Any

import pytest

from bot.catalogue.fault import Fault
from bot.catalogue.hub import Contact, Hub
from bot.library.folders import shipped
from bot.library.hub import hub_from
from bot.library.lines import read_record

SHIPPED = sorted(file.parent.name for file in shipped("content").glob("*/hub.yaml"))


def told(**fields: Any) -> list[Fault]:
    made = hub_from({"id": "a", "name": "A", **fields})
    assert isinstance(made, list)
    return made


def brightness(colour: str) -> float:
    """Relative luminance of a hex colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_hub_needs_no_more_than_id_and_name() -> None:
    assert hub_from({"id": "a", "name": "A"}) == Hub("a", "A")


def test_sources_are_for_people_and_do_not_reach_the_bot() -> None:
    assert hub_from({"id": "a", "name": "A", "sources": [{"url": "https://example.org"}]}) == Hub("a", "A")


def test_contacts_are_read() -> None:
    read = hub_from({"id": "a", "name": "A", "safeguarding": {"name": "Lead", "phone": "01632 960000"}})
    assert read == Hub("a", "A", safeguarding=Contact("Lead", phone="01632 960000"))


def test_a_colour_that_is_none_is_told() -> None:
    assert [fault.path for fault in told(colour="teal", accent="#12345")] == [("colour",), ("accent",)]


def test_a_time_zone_that_is_none_is_told() -> None:
    assert told(time_zone="Dorset") == [
        Fault(("time_zone",), "`Dorset` is not a time zone", "write Europe/London")
    ]


def test_both_sample_hubs_ship() -> None:
    assert SHIPPED == ["dorset", "durham"]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_colours_of_a_shipped_hub_are_read_easily_on_white(name: str) -> None:
    hub = hub_from(read_record(shipped("content") / name / "hub.yaml"))
    assert isinstance(hub, Hub)
    contrasts = [1.05 / (brightness(colour) + 0.05) for colour in (hub.colour, hub.accent)]
    assert all(contrast >= 4.5 for contrast in contrasts), contrasts


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_hub_is_marked_as_a_sample_and_says_where_its_facts_come_from(name: str) -> None:
    record = read_record(shipped("content") / name / "hub.yaml")
    assert record["sample"] is True
    assert all(source["url"] and source["date"] for source in record["sources"])


def test_a_hub_folder_ships_beside_the_code() -> None:
    assert shipped("content") == Path(__file__).parents[2] / "content"
