"""What a youth council proposes and sorts, whom it asked, and what is new in the list."""

import sqlalchemy as sa
from alembic import op

from bot.store.tables.column import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "known_entry",
        sa.Column("entry", sa.String(length=120), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("entry", name=op.f("pk_known_entry")),
    )
    op.create_table(
        "broadcast",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("edition", sa.String(length=120), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.String(length=22), nullable=True),
        sa.Column("began_at", Instant(length=32), nullable=False),
        sa.Column("ended_at", Instant(length=32), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_broadcast_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
    )
    op.create_index(op.f("ix_broadcast_edition"), "broadcast", ["edition"], unique=False)
    op.create_table(
        "disposition_count",
        sa.Column("edition", sa.String(length=120), nullable=False),
        sa.Column("disposition", sa.String(length=12), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition"], ["edition.slug"], name=op.f("fk_disposition_count_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edition", "disposition", "reached", name=op.f("pk_disposition_count")),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("edition", sa.String(length=120), nullable=False),
        sa.Column("person_id", sa.String(length=22), nullable=False),
        sa.Column("disposition", sa.String(length=12), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("invited_at", Instant(length=32), nullable=False),
        sa.Column("reminded_at", Instant(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition"], ["edition.slug"], name=op.f("fk_invitation_edition"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_invitation_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("edition", "person_id", name=op.f("uq_invitation_edition_person_id")),
    )
    op.create_index(op.f("ix_invitation_edition"), "invitation", ["edition"], unique=False)
    op.create_index(op.f("ix_invitation_person_id"), "invitation", ["person_id"], unique=False)
    op.create_table(
        "statement",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("edition", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("respondent", sa.String(length=22), nullable=True),
        sa.Column("decided_by", sa.String(length=22), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"], name=op.f("fk_statement_decided_by")),
        sa.ForeignKeyConstraint(
            ["edition"], ["edition.slug"], name=op.f("fk_statement_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
    )
    op.create_index(op.f("ix_statement_edition"), "statement", ["edition"], unique=False)
    op.create_table(
        "theme",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("edition", sa.String(length=120), nullable=False),
        sa.Column("question", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition"], ["edition.slug"], name=op.f("fk_theme_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sa.UniqueConstraint("edition", "question", "name", name=op.f("uq_theme_edition_question_name")),
    )
    op.create_index(op.f("ix_theme_edition"), "theme", ["edition"], unique=False)
    op.create_table(
        "channel_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("address_id", sa.String(length=22), nullable=False),
        sa.Column("expires_at", Instant(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["address_id"], ["address.id"], name=op.f("fk_channel_link_address_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_channel_link")),
    )
    op.create_table(
        "proposal",
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("address_id", sa.String(length=22), nullable=True),
        sa.Column("submitted_at", Instant(length=32), nullable=False),
        sa.Column("decided_at", Instant(length=32), nullable=True),
        sa.Column("decided_by", sa.String(length=22), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["address_id"], ["address.id"], name=op.f("fk_proposal_address_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"], name=op.f("fk_proposal_decided_by")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_proposal")),
    )
    op.create_index(op.f("ix_proposal_address_id"), "proposal", ["address_id"], unique=False)
    op.create_table(
        "theme_tag",
        sa.Column("theme_id", sa.String(length=22), nullable=False),
        sa.Column("response_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_theme_tag_response_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_theme_tag_theme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("theme_id", "response_id", name=op.f("pk_theme_tag")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_theme_tag_response_id"), "theme_tag", ["response_id"], unique=False)
    op.add_column("edition", sa.Column("rung", sa.Integer(), nullable=True))
    op.add_column("influence", sa.Column("told", sa.Integer(), nullable=True))
    op.add_column("outbox", sa.Column("broadcast_id", sa.String(length=22), nullable=True))
    op.create_index(op.f("ix_outbox_broadcast_id"), "outbox", ["broadcast_id"], unique=False)
    op.add_column("person", sa.Column("asked_at", Instant(length=32), nullable=True))
    op.add_column("person", sa.Column("role", sa.String(length=16), nullable=True))
    op.add_column("person", sa.Column("council", sa.Boolean(), nullable=True))
    op.add_column("person", sa.Column("news_of", sa.String(length=80), nullable=True))
    op.add_column("person", sa.Column("news_at", Instant(length=32), nullable=True))
