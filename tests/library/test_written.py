"""An entry written down reads as the same entry."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings

from bot.catalogue.entry import Cost, CostLine, Opportunity, When
from bot.library.lines import read_record
from bot.library.opportunity import opportunity_from
from bot.library.written import record_from, yaml_of
from library.made_entries import opportunities

DRUMS = Opportunity(
    "drums",
    "Drums: a start",
    "Example provider",
    "activity",
    activities=("drumming", "samba"),
    when=When(days=("sat",)),
    cost=Cost(False, (CostLine(750, "session"),)),
)


def test_an_entry_is_written_as_staff_would_write_it() -> None:
    assert yaml_of(record_from(DRUMS)) == (
        "id: drums\n"
        "title: 'Drums: a start'\n"
        "provider: Example provider\n"
        "kind: activity\n"
        "audience: [young_person]\n"
        "activities: [drumming, samba]\n"
        "when:\n"
        "  days: [sat]\n"
        "cost:\n"
        "  free: false\n"
        "  lines:\n"
        "  - amount: 7.50\n"
        "    unit: session\n"
        "status: open\n"
    )


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(entry=opportunities())
def test_any_entry_comes_back_from_its_yaml(entry: Opportunity, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(yaml_of(record_from(entry)), encoding="utf-8")
    assert opportunity_from(read_record(file)) == entry
