from datetime import date
from typing import Any

import pytest
from shipped_schemes import CONTENT, HUBS, read_yaml, schemes

from bot.catalogue.entry import Cost, Opportunity
from bot.catalogue.fault import Fault
from bot.eligibility.councils import Councils, councils_from
from bot.eligibility.faults import faults_of
from bot.eligibility.questions import QUESTIONS
from bot.eligibility.reading import scheme_from
from bot.eligibility.scheme import Scheme

ON = date(2026, 11, 22)
USED = [Opportunity("choir", "Choir", "A trust", "ensemble", cost=Cost(bursaries=("fund",)))]


def scheme(likely: list[Any] | None = None, possibly: list[Any] | None = None, **changes: Any) -> Scheme:
    conditions = {"likely": likely, "possibly": possibly}
    record = {
        "id": "fund",
        "title": "A fund",
        "provider": "A trust",
        "summary": "Help.",
        "pays": [{"for": ["lessons"]}],
        "conditions": {name: rule for name, rule in conditions.items() if rule is not None},
        "who_applies": "family",
        "source_url": "https://example.org",
        "source_date": "undated",
        **changes,
    }
    read = scheme_from(record)
    assert isinstance(read, Scheme), read
    return read


def faults(one: Scheme, **options: Any) -> list[Fault]:
    return [fault for _, fault in faults_of([one], USED, ON, **options)]


def test_a_sound_scheme_that_an_activity_uses_has_no_fault() -> None:
    assert faults(scheme([{"age": {"from": 5, "to": 18}}], [{"age": {"from": 5, "to": 21}}])) == []


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ({"age": {"from": 18, "to": 5}}, "no family can meet an age from 18 to 5"),
        (
            {"income": {"from": 40000, "below": 30000}},
            "no family can meet an income from 40000 to below 30000",
        ),
        ({"dependants": {"from": 4, "to": 3}}, "no family can meet dependants from 4 to 3"),
    ],
)
def test_a_rule_that_nobody_can_meet_is_a_fault(rule: dict[str, Any], wrong: str) -> None:
    assert [(fault.path, fault.wrong) for fault in faults(scheme([rule]))] == [
        (("conditions", "likely"), wrong)
    ]


def test_rules_that_exclude_each_other_are_a_fault() -> None:
    clash = scheme([{"lives_in": ["dorset"]}, {"lives_in": ["bcp"]}])
    assert [fault.wrong for fault in faults(clash)] == ["no family can meet all of this"]


def test_an_outcome_that_is_never_reached_is_a_fault() -> None:
    narrower = scheme([{"age": {"from": 5, "to": 18}}], [{"age": {"from": 8, "to": 12}}])
    assert [(fault.path, fault.wrong) for fault in faults(narrower)] == [
        (("conditions", "possibly"), "whoever is possible is also likely, so `possibly` is never reached")
    ]


def test_a_fact_that_no_question_asks_for_is_a_fault() -> None:
    without = [ask for ask in QUESTIONS if "refugee" not in ask.facts]
    assert [fault.wrong for fault in faults(scheme([{"refugee": True}]), asks=without)] == [
        "nobody can be asked about refugee"
    ]


def test_an_unknown_council_is_a_fault_that_names_the_nearest() -> None:
    assert faults(scheme([{"lives_in": ["dorste"]}]), councils=["bcp", "dorset"]) == [
        Fault(("conditions",), "no council has the id dorste", "did you mean dorset? Known: bcp, dorset")
    ]


@pytest.mark.parametrize(
    ("dates", "wrong"),
    [
        ({"effective_to": "2026-11-21"}, "ran out on 2026-11-21, so it is shown as last year's rule"),
        ({"effective_from": "2026-11-23"}, "begins on 2026-11-23, so it is shown as last year's rule"),
    ],
)
def test_a_scheme_outside_its_dates_is_a_warning(dates: dict[str, str], wrong: str) -> None:
    found = faults(scheme([{"send": True}], **dates))
    assert [(fault.wrong, fault.warning) for fault in found] == [(wrong, True)]


def test_a_scheme_within_its_dates_on_the_last_day_is_no_warning() -> None:
    assert faults(scheme([{"send": True}], effective_from="2026-11-22", effective_to="2026-11-22")) == []


def test_a_scheme_that_no_activity_uses_is_a_warning() -> None:
    assert faults_of([scheme([{"send": True}])], [], ON) == [
        (
            "fund",
            Fault(
                (),
                "no activity names this scheme",
                "add fund to `cost: bursaries:` of the activities it helps with",
                warning=True,
            ),
        )
    ]


def test_stacking_with_a_scheme_that_is_not_there_is_a_fault() -> None:
    found = faults(scheme([{"send": True}], stacks_with=["funds"]))
    assert [fault.wrong for fault in found] == ["there is no scheme funds"]


@pytest.mark.parametrize("hub", HUBS)
def test_the_shipped_schemes_have_no_fault_and_only_expected_warnings(hub: str) -> None:
    councils = [councils_from(read_yaml(CONTENT / name / "councils.yaml")) for name in HUBS]
    known = [council for one in councils if isinstance(one, Councils) for council in one.names]
    found = faults_of(schemes(hub), [], ON, known)
    assert [(name, fault) for name, fault in found if not fault.warning] == []
    lapsed = {name for name, fault in found if "last year" in fault.wrong}
    own = {"dorset": {"dorset-help-with-fees"}, "durham": {"hartlepool-young-musicians-trust"}}[hub]
    assert lapsed == own | {"rodolfus-choral-bursary"}
