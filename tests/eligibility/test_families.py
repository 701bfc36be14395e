from datetime import date
from pathlib import Path
from typing import Any

import pytest
from shipped_schemes import CONTENT, HUBS, every_scheme, read_yaml

from bot.eligibility.facts import parse_facts
from bot.eligibility.judge import Likely, No, NotEnough, Possibly, judge

FOLDER = Path(__file__).parent / "families"
OUTCOMES = {"likely": Likely, "possibly": Possibly, "no": No, "not_enough": NotEnough}
COUNCILS = [
    council["id"] for hub in HUBS for council in read_yaml(CONTENT / hub / "councils.yaml")["councils"]
]
STATEMENTS = [name for scheme in every_scheme() for name, _ in scheme.statements]
LEAST_FAMILIES = 12


def families() -> list[Any]:
    cases = []
    for file in sorted(FOLDER.glob("*.yaml")):
        table = read_yaml(file)
        for family in table["families"]:
            cases.append(pytest.param(file.stem, table, family, id=f"{file.stem}: {family['who']}"))
    return cases


@pytest.mark.parametrize(("name", "table", "family"), families())
def test_a_family_is_judged_as_the_scheme_page_says(
    name: str, table: dict[str, Any], family: dict[str, Any]
) -> None:
    raw = {fact: value for fact, value in table["usual"].items() if fact not in family.get("unknown", ())}
    facts = parse_facts({**raw, **family["facts"]}, COUNCILS, STATEMENTS)
    assert isinstance(facts, dict), facts
    on = family.get("on", table["on"])
    assert isinstance(on, date)
    scheme = next(scheme for scheme in every_scheme() if scheme.id == name)
    verdict = judge(scheme, facts, on)
    assert isinstance(verdict, OUTCOMES[family["verdict"]]), verdict
    if "because" in family:
        assert isinstance(verdict, No)
        assert [reason.name for reason in verdict.because] == family["because"]
    if "missing" in family:
        assert isinstance(verdict, Possibly | NotEnough)
        assert [reason.name for reason in verdict.missing] == family["missing"]


@pytest.mark.parametrize("scheme", every_scheme(), ids=lambda scheme: scheme.id)
def test_every_scheme_has_a_table_with_every_outcome_it_can_have(scheme: Any) -> None:
    families = read_yaml(FOLDER / f"{scheme.id}.yaml")["families"]
    assert len(families) >= LEAST_FAMILIES
    outcomes = {family["verdict"] for family in families}
    reachable = (
        {"no"} | ({"likely"} if scheme.likely else set()) | ({"possibly"} if scheme.possibly else set())
    )
    assert reachable <= outcomes
