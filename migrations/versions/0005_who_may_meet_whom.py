"""Who may meet whom: how far somebody goes, what binds two members, what was seen of somebody, what is essential."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; an answer learns whether it is essential."""
    op.create_table(
        "member_reach",
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("district", sa.String(length=4), server_default="", nullable=False),
        sa.Column("travel_kilometres", sa.SmallInteger(), nullable=True),
        sa.Column("birth_year", sa.SmallInteger(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_member_reach_member_id_member")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_member_reach")),
    )
    op.create_table(
        "member_bond",
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("other_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('rather_not', 'household', 'cares_for', 'manages')", name=op.f("ck_member_bond_kind_known")
        ),
        sa.CheckConstraint("member_id <> other_id", name=op.f("ck_member_bond_two_members")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_member_bond_member_id_member")),
        sa.ForeignKeyConstraint(["other_id"], ["member.id"], name=op.f("fk_member_bond_other_id_member")),
        sa.PrimaryKeyConstraint("member_id", "other_id", "kind", name=op.f("pk_member_bond")),
    )
    op.create_index("ix_member_bond_other_id", "member_bond", ["other_id"])
    op.create_table(
        "member_check",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("is_passed", sa.Boolean(), nullable=False),
        sa.Column("reference", sa.String(length=80), server_default="", nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_member_check_member_id_member")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["member.id"], name=op.f("fk_member_check_recorded_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_check")),
    )
    op.create_index("ix_member_check_member_id", "member_check", ["member_id"])
    op.create_table(
        "programme_pair",
        sa.Column("programme_id", sa.String(length=20), nullable=False),
        sa.Column("first_id", sa.String(length=20), nullable=False),
        sa.Column("second_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_by_id", sa.String(length=20), nullable=True),
        sa.CheckConstraint("kind IN ('pinned', 'forbidden')", name=op.f("ck_programme_pair_kind_known")),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_programme_pair_in_order")),
        sa.ForeignKeyConstraint(["first_id"], ["member.id"], name=op.f("fk_programme_pair_first_id_member")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_programme_pair_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(["said_by_id"], ["member.id"], name=op.f("fk_programme_pair_said_by_id_member")),
        sa.ForeignKeyConstraint(["second_id"], ["member.id"], name=op.f("fk_programme_pair_second_id_member")),
        sa.PrimaryKeyConstraint("programme_id", "first_id", "second_id", name=op.f("pk_programme_pair")),
    )
    op.create_index("ix_programme_pair_second_id", "programme_pair", ["second_id"])
    essential = sa.Column("is_essential", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("programme_answer", essential)


def downgrade() -> None:
    """Take them away again."""
    op.execute("ALTER TABLE programme_answer DROP COLUMN is_essential")
    for table in ("programme_pair", "member_check", "member_bond", "member_reach"):
        op.drop_table(table)
