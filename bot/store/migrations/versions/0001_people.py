"""People, their chats, what waits to be sent, and what the house needs to run."""

import sqlalchemy as sa
from alembic import op

from bot.store.tables.column import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.Column("age_band", sa.String(length=16), nullable=True),
        sa.Column("outcode", sa.String(length=8), nullable=True),
        sa.Column("ask_me", sa.Boolean(), nullable=True),
        sa.Column("told_of_news", sa.Boolean(), nullable=True),
        sa.Column("stopped_at", Instant(), nullable=True),
        sa.Column("heard_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "address",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("person_id", sa.String(length=22), nullable=True),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("gone_at", Instant(), nullable=True),
        sa.Column("gone_why", sa.String(length=64), nullable=True),
        sa.Column("leaves_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_address_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_address_person_id"), "address", ["person_id"], unique=False)
    op.create_table(
        "conversation",
        sa.Column("address_id", sa.String(length=22), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=True),
        sa.Column("last_seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("expires_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["address_id"], ["address.id"], name=op.f("fk_conversation_address_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("address_id", name=op.f("pk_conversation")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_conversation_expires_at",
        "conversation",
        ["expires_at"],
        unique=False,
        sqlite_where=sa.text("expires_at IS NOT NULL"),
        postgresql_where=sa.text("expires_at IS NOT NULL"),
    )
    op.create_table(
        "seen_update",
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("update_id", sa.String(length=80), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "update_id", name=op.f("pk_seen_update")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_seen_update_seen_on"), "seen_update", ["seen_on"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("address_id", sa.String(length=22), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mine", sa.Boolean(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column("question", sa.String(length=120), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("lease", sa.String(length=22), nullable=True),
        sa.Column("lease_until", Instant(), nullable=True),
        sa.Column("remote_id", sa.String(length=40), nullable=True),
        sa.Column("fault", sa.String(length=80), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["address_id"], ["address.id"], name=op.f("fk_outbox_address_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_created_at"), "outbox", ["created_at"], unique=False)
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["priority", "id"],
        unique=False,
        sqlite_where=sa.text("status = 'waiting'"),
        postgresql_where=sa.text("status = 'waiting'"),
    )
    op.create_index("uq_outbox_address_id_seq", "outbox", ["address_id", "seq"], unique=True)
    op.create_table(
        "reminder",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("address_id", sa.String(length=22), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["address_id"], ["address.id"], name=op.f("fk_reminder_address_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    op.create_index(op.f("ix_reminder_address_id"), "reminder", ["address_id"], unique=False)
    op.create_index(op.f("ix_reminder_due_at"), "reminder", ["due_at"], unique=False)
    op.create_table(
        "job_slot",
        sa.Column("job", sa.String(length=40), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("claimed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("job", "slot", name=op.f("pk_job_slot")),
    )
    op.create_table(
        "key_check",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_check")),
    )
