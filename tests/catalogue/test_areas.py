"""What serves an area is shown to those who live there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.catalogue.areas import area_key
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.entry import Opportunity, Where
from bot.catalogue.found import Match

Build = Callable[..., Catalogue]
CONTENT = Path(__file__).resolve().parents[2] / "content"


def lessons(id: str, *area: str) -> Opportunity:
    where = Where(area=area, travels=True)
    return Opportunity(id=id, title=id, provider=id, kind="lessons", instruments=("drums",), where=where)


@pytest.fixture(scope="module")
def served(build: Build) -> Catalogue:
    return build(
        lessons("dorset", "Dorset Council"),
        lessons("bcp", "Bournemouth, Christchurch and Poole"),
        lessons("both", "Dorset Council", "Bournemouth, Christchurch and Poole"),
        lessons("south", "South West"),
        lessons("england", "England"),
        lessons("nowhere"),
    )


def found(catalogue: Catalogue, text: str) -> dict[str, Match]:
    return {m.entry.id: m for m in catalogue.find(catalogue.understand(text), limit=9).results}


def test_what_is_for_another_council_is_not_shown(served: Catalogue) -> None:
    assert set(found(served, "drums weymouth")) == {"dorset", "both", "south", "england", "nowhere"}
    assert set(found(served, "drums poole")) == {"bcp", "both", "south", "england", "nowhere"}
    assert set(found(served, "drums yeovil")) == {"south", "england", "nowhere"}


def test_an_outward_code_of_two_councils_rules_out_neither(served: Catalogue) -> None:
    assert {"dorset", "bcp"} <= set(found(served, "drums BH16"))


def test_far_outside_nothing_of_the_hub_is_exact(served: Catalogue) -> None:
    matches = found(served, "drums glasgow")
    assert {id: match.exact for id, match in matches.items()} == {"nowhere": False, "england": False}
    assert [reason.code for reason in matches["england"].because] == ["activity", "area", "unsure_area"]


def test_without_a_place_all_areas_are_shown(served: Catalogue) -> None:
    assert len(found(served, "drums")) == 6


def test_demand_from_far_away_has_no_outward_code(served: Catalogue) -> None:
    assert served.outcode_of(served.understand("drums glasgow")) == ""
    assert served.outcode_of(served.understand("drums in poole")) == "BH15"
    assert served.outcode_of(served.understand("drums in bere regis")) != ""


def test_a_council_is_known_by_each_of_its_names() -> None:
    assert area_key("Durham County Council") == area_key("County Durham")
    assert area_key("Bournemouth, Christchurch and Poole Council") == area_key(
        "Bournemouth, Christchurch or Poole"
    )


@pytest.mark.parametrize("hub", ["dorset", "durham"])
def test_places_lie_in_the_council_that_the_list_of_councils_says(hub: str) -> None:
    yaml = YAML(typ="safe")
    listed = yaml.load(CONTENT / hub / "councils.yaml")["councils"]
    of = {place: area_key(council["name"]) for council in listed for place in council["settlements"]}
    places = yaml.load(CONTENT / hub / "places.yaml")["places"]
    written = {place["name"]: area_key(place["county"]) for place in places if "county" in place}
    known = {name: key for name, key in written.items() if name in of}
    assert len(known) > 80
    assert known == {name: of[name] for name in known}
