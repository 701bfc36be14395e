"""Words nobody understood can be read only once five people typed them; those kept before are forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("unknown_word")
    op.create_table(
        "unknown_word",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("word", sa.String(length=24), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unknown_word")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_unknown_word_first_on"), "unknown_word", ["first_on"], unique=False)
    op.create_table(
        "word_mark",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_mark")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_word_mark_made_on"), "word_mark", ["made_on"], unique=False)
