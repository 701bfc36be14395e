from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from shipped_schemes import HUBS, files, read, read_yaml

from bot.catalogue.fault import Fault
from bot.eligibility.condition import AllOf, Is, NotThese, PaysFor
from bot.eligibility.reading import scheme_from
from bot.eligibility.scheme import Pays, Scheme

SHIPPED = [path for hub in (*HUBS, "national") for path in files(hub)]


def record(**changes: object) -> dict[str, Any]:
    least: dict[str, Any] = {
        "id": "hire-fund",
        "title": "Hire fund",
        "provider": "A trust",
        "summary": "Half of the hire.",
        "pays": [{"for": ["hire"], "percent": 50}],
        "conditions": {"likely": [{"lives_in": ["dorset"]}]},
        "who_applies": "family",
        "source_url": "https://example.org/hire",
        "source_date": "undated",
    }
    return {key: value for key, value in {**least, **changes}.items() if value is not None}


def faults(raw: Mapping[str, object]) -> list[tuple[tuple[str | int, ...], str]]:
    read_back = scheme_from(raw)
    assert isinstance(read_back, list)
    return [(fault.path, fault.wrong) for fault in read_back]


def test_what_a_scheme_pays_for_is_part_of_its_rule() -> None:
    scheme = scheme_from(record())
    assert isinstance(scheme, Scheme)
    assert scheme.likely == AllOf((PaysFor(("hire",)), Is("council", ("dorset",))))
    assert scheme.possibly is None
    assert scheme.uses == {"purpose", "council"}


def test_money_is_read_to_the_penny() -> None:
    pays = [{"for": "lessons", "price_pounds": 37.5, "instead_of_pounds": "53.50", "unit": "term"}]
    scheme = scheme_from(record(pays=pays))
    assert isinstance(scheme, Scheme)
    assert scheme.pays == (Pays(("lessons",), price_pence=3750, instead_of_pence=5350, unit="term"),)


def test_what_is_not_paid_for_is_a_rule_too() -> None:
    scheme = scheme_from(record(does_not_pay_for=[{"for": "lessons", "instruments": ["voice"]}]))
    assert isinstance(scheme, Scheme)
    assert isinstance(scheme.likely, AllOf)
    assert scheme.likely.parts[1] == NotThese("lessons", ("voice",))


def test_every_fault_is_told_at_once() -> None:
    raw = record(
        title=None,
        who_applys="family",
        pays=[{"for": ["hire"], "percent": 150}],
        conditions={"likely": [{"free_school_meal": True}, {"income": {"below": "lots"}}]},
        effective_to="soon",
    )
    assert faults(raw) == [
        (("who_applys",), "there is no field called who_applys"),
        ((), "title is missing"),
        (("pays", 0, "percent"), "150 is not a percentage"),
        (("conditions", "likely", 0, "free_school_meal"), "there is no rule called free_school_meal"),
        (("conditions", "likely", 1, "income"), "lots is not a whole number"),
        (("effective_to",), "soon is not a date"),
    ]


def test_a_misspelt_rule_is_told_the_nearest_known_one() -> None:
    read_back = scheme_from(record(conditions={"likely": [{"free_school_meal": True}]}))
    assert isinstance(read_back, list)
    assert read_back[0].mend.startswith("did you mean free_school_meals?")


@pytest.mark.parametrize(
    ("conditions", "path"),
    [
        ({"likely": [{"level": "grade 5"}]}, ("conditions", "likely", 0, "level")),
        ({"likely": [{"any": []}]}, ("conditions", "likely", 0, "any")),
        ({"likely": [{"lives_in": ["dorset"], "refugee": True}]}, ("conditions", "likely", 0)),
        ({"likely": ["dorset"]}, ("conditions", "likely", 0)),
        ({"likely": [{"age": {"at": "31 August", "from": 5}}]}, ("conditions", "likely", 0, "age", "at")),
        (
            {"likely": [{"income": {"below": 1, "basis": "net"}}]},
            ("conditions", "likely", 0, "income", "basis"),
        ),
        (
            {"likely": [{"at_least": {"count": 3, "of": [{"send": True}]}}]},
            ("conditions", "likely", 0, "at_least"),
        ),
        ({"sure": [{"send": True}]}, ("conditions",)),
        ({"likely": [{"states": ["has-a-place"]}]}, ("statements",)),
    ],
)
def test_a_rule_that_cannot_be_read_is_shown_where_it_is(
    conditions: object, path: tuple[str | int, ...]
) -> None:
    assert [found for found, _ in faults(record(conditions=conditions))] == [path]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"pays": [{"for": ["singing"], "percent": 5}]}, ("pays", 0, "for")),
        ({"pays": [{"percent": 5}]}, ("pays", 0, "for")),
        ({"pays": [{"for": "hire", "pounds": "ten"}]}, ("pays", 0, "pounds")),
        ({"pays": [{"for": "hire", "pound": 10}]}, ("pays", 0, "pound")),
        ({"pays": ["half"]}, ("pays", 0)),
        ({"who_applies": "nan"}, ("who_applies",)),
        ({"sample": "maybe"}, ("sample",)),
        ({"match_funding": "double"}, ("match_funding",)),
        ({"does_not_pay_for": ["voice"]}, ("does_not_pay_for", 0)),
        (
            {"does_not_pay_for": [{"for": "hire", "instruments": ["lute"]}]},
            ("does_not_pay_for", 0, "instruments"),
        ),
    ],
)
def test_a_field_that_cannot_be_read_is_shown_where_it_is(
    changes: dict[str, object], path: tuple[str | int, ...]
) -> None:
    assert path in [found for found, _ in faults(record(**changes))]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_scheme_reads_and_is_named_after_its_file(path: Path) -> None:
    scheme = read(path)
    assert scheme.id == path.stem
    assert scheme.sample is True
    assert "confirmed by a hub officer" in scheme.note
    assert scheme.source_url.startswith("http")
    assert scheme.source_date
    assert "conditions" in read_yaml(path)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_a_scheme_says_fits_a_parent_and_a_young_person(path: Path) -> None:
    scheme = read(path)
    said = (scheme.summary, scheme.how, scheme.evidence, scheme.deadline, scheme.excludes)
    assert [text for text in said if "your child" in text.lower() or "!" in text] == []


def test_a_fault_is_never_only_a_warning_when_a_scheme_cannot_be_used() -> None:
    read_back = scheme_from({})
    assert isinstance(read_back, list)
    assert [fault for fault in read_back if fault.warning] == []
    assert Fault((), "id is missing", "add a line `id: ...`") in read_back
