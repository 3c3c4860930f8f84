"""Kinds of help read from people's own words: how likely, and what the community said that words mean."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A listing learns how likely its kind of help is; the table of learned words."""
    op.add_column("listing", sa.Column("category_likelihood", sa.SmallInteger(), nullable=True))
    op.create_table(
        "word_category",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=120), nullable=False),
        sa.Column("category_id", sa.String(length=20), nullable=False),
        sa.Column("said_by_id", sa.String(length=20), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_word_category_category_id_category")),
        sa.ForeignKeyConstraint(["said_by_id"], ["member.id"], name=op.f("fk_word_category_said_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_category")),
        sa.UniqueConstraint("words", "said_by_id", name=op.f("uq_word_category_words_said_by_id")),
    )
    op.create_index("ix_word_category_said_at", "word_category", ["said_at"])


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("word_category")
    op.execute("ALTER TABLE listing DROP COLUMN category_likelihood")
