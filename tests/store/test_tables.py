"""Every column says why it is kept and for how long."""

from bot.store import privacy_record
from bot.store.tables import metadata


def test_every_column_has_a_reason_and_a_time() -> None:
    for table in metadata.tables.values():
        for column in table.columns:
            assert len(column.info.get("why", "")) > 5, (
                f"{table.name}.{column.name} does not say why it is kept"
            )
            assert column.info.get("keep"), f"{table.name}.{column.name} does not say how long it is kept"


def test_the_record_of_processing_names_every_column() -> None:
    named = [(row.table, row.column) for row in privacy_record()]
    assert sorted(named) == sorted((t.name, c.name) for t in metadata.tables.values() for c in t.columns)


def test_nothing_tells_answers_from_participation_apart_from_the_edition() -> None:
    response, participation = metadata.tables["response"], metadata.tables["participation"]
    shared = {c.name for c in response.columns} & {c.name for c in participation.columns}
    assert shared == {"id", "edition"}
    assert not any(key.references(response) for c in participation.columns for key in c.foreign_keys)


def test_no_table_of_evidence_refers_to_a_person() -> None:
    for name in ("demand", "unknown_word", "word_mark", "bursary_outcome", "response", "answer"):
        targets = {key.column.table.name for c in metadata.tables[name].columns for key in c.foreign_keys}
        assert targets <= {"edition", "response"}
