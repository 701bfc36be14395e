"""Editions, answers, what came of them, and what was looked for."""

import sqlalchemy as sa
from alembic import op

from bot.store.tables.column import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "edition",
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("hash", sa.String(length=80), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("reviewer", sa.String(length=80), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_edition")),
    )
    op.create_table(
        "definition",
        sa.Column("edition", sa.String(length=120), nullable=False),
        sa.Column("hash", sa.String(length=80), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("frozen_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition"], ["edition.slug"], name=op.f("fk_definition_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edition", "hash", name=op.f("pk_definition")),
    )
    op.create_table(
        "response",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("edition", sa.String(length=120), nullable=False),
        sa.Column("hash", sa.String(length=80), nullable=False),
        sa.Column("respondent", sa.String(length=22), nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["edition.slug"], name=op.f("fk_response_edition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sa.UniqueConstraint("edition", "respondent", name=op.f("uq_response_edition_respondent")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_response_edition"), "response", ["edition"], unique=False)
    op.create_table(
        "answer",
        sa.Column("response_id", sa.String(length=22), nullable=False),
        sa.Column("question", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_answer_response_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("response_id", "question", name=op.f("pk_answer")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "participation",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("edition", sa.String(length=120), nullable=False),
        sa.Column("person_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition"], ["edition.slug"], name=op.f("fk_participation_edition"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_participation_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
        sa.UniqueConstraint("edition", "person_id", name=op.f("uq_participation_edition_person_id")),
    )
    op.create_index(op.f("ix_participation_person_id"), "participation", ["person_id"], unique=False)
    op.create_table(
        "influence",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("edition", sa.String(length=120), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("decision_maker", sa.String(length=120), nullable=False),
        sa.Column("decision", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["edition.slug"], name=op.f("fk_influence_edition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_influence")),
    )
    op.create_index(op.f("ix_influence_edition"), "influence", ["edition"], unique=False)
    op.create_table(
        "demand",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("what", sa.String(length=80), nullable=False),
        sa.Column("outcode", sa.String(length=8), nullable=False),
        sa.Column("age_band", sa.String(length=16), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("nearest_miles", sa.Float(), nullable=True),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demand")),
    )
    op.create_index(op.f("ix_demand_day"), "demand", ["day"], unique=False)
    op.create_table(
        "unknown_word",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "word", name=op.f("pk_unknown_word")),
    )
    op.create_table(
        "bursary_outcome",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("scheme", sa.String(length=120), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("because", sa.String(length=200), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "scheme", "outcome", "because", name=op.f("pk_bursary_outcome")),
    )
