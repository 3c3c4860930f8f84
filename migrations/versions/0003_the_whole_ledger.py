"""Limits of single accounts, decisions by a second person, what did not happen, proofs, closed accounts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; an account learns when it was closed."""
    op.create_table(
        "did_not_happen",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("source_kind", sa.String(length=20), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_by_id", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["said_by_id"], ["member.id"], name=op.f("fk_did_not_happen_said_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_did_not_happen")),
        sa.UniqueConstraint(
            "source_kind", "source_id", "due_on", name=op.f("uq_did_not_happen_source_kind_source_id_due_on")
        ),
    )
    op.create_table(
        "proof",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proved_by_kind", sa.String(length=20), nullable=False),
        sa.Column("proved_by_id", sa.String(length=20), nullable=True),
        sa.Column("is_sound", sa.Boolean(), nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("findings", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["proved_by_id"], ["member.id"], name=op.f("fk_proof_proved_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proof")),
    )
    op.create_index("ix_proof_proved_at", "proof", ["proved_at"])

    op.create_table(
        "account_limit",
        sa.Column("account_id", sa.String(length=20), nullable=False),
        sa.Column("floor_kind", sa.String(length=10), nullable=False),
        sa.Column("floor_minutes", sa.BigInteger(), nullable=True),
        sa.Column("ceiling_kind", sa.String(length=10), nullable=False),
        sa.Column("ceiling_minutes", sa.BigInteger(), nullable=True),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chosen_by", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "(ceiling_kind = 'minutes') = (ceiling_minutes IS NOT NULL)", name=op.f("ck_account_limit_ceiling_told")
        ),
        sa.CheckConstraint(
            "(floor_kind = 'minutes') = (floor_minutes IS NOT NULL)", name=op.f("ck_account_limit_floor_told")
        ),
        sa.CheckConstraint(
            "floor_kind IN ('community', 'unlimited', 'minutes') AND ceiling_kind IN ('community', 'unlimited', 'minutes')",
            name=op.f("ck_account_limit_kinds_known"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_account_limit_account_id_account")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_account_limit")),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("entry_id", sa.String(length=20), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=600), server_default="", nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.String(length=20), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by_id", sa.String(length=20), nullable=True),
        sa.Column("confirmed_for_id", sa.String(length=20), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.String(length=20), nullable=True),
        sa.Column("decided_reason", sa.String(length=600), server_default="", nullable=False),
        sa.CheckConstraint("kind IN ('correction', 'over_limit')", name=op.f("ck_decision_kind_known")),
        sa.CheckConstraint("state IN ('waiting', 'agreed', 'refused', 'gone')", name=op.f("ck_decision_state_known")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["member.id"], name=op.f("fk_decision_asked_by_id_member")),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["member.id"], name=op.f("fk_decision_confirmed_by_id_member")),
        sa.ForeignKeyConstraint(["confirmed_for_id"], ["member.id"], name=op.f("fk_decision_confirmed_for_id_member")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["member.id"], name=op.f("fk_decision_decided_by_id_member")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_decision_entry_id_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index("ix_decision_entry_id", "decision", ["entry_id"])
    op.create_index(
        "uq_decision_waiting",
        "decision",
        ["entry_id", "kind"],
        unique=True,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.add_column("account", sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take them away again."""
    # Not by a batch: that would make the table anew, and its guards would be gone.
    op.execute("ALTER TABLE account DROP COLUMN closed_at")
    for table in ("decision", "account_limit", "proof", "did_not_happen"):
        op.drop_table(table)
