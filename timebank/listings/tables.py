"""What is kept of the noticeboard: categories, what people offer and would like, who answered whom, learned words."""

import sqlalchemy as sa

from timebank.db import Moment, metadata

category = sa.Table(
    "category",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("slug", sa.String(60), nullable=False, unique=True),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("parent_id", sa.String(20), sa.ForeignKey("category.id")),
)
listing = sa.Table(
    "listing",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), nullable=False, index=True),
    sa.Column("kind", sa.String(10), nullable=False),
    sa.Column("category_id", sa.String(20), sa.ForeignKey("category.id"), nullable=False),
    sa.Column("title", sa.String(80), nullable=False),
    sa.Column("words", sa.String(600), nullable=False, server_default=""),
    sa.Column("search_words", sa.Text, nullable=False),  # title and words as they are searched: no case, no accents
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("written_at", Moment, nullable=False),
    sa.Column("written_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("expires_on", sa.Date, nullable=False),
    # How likely the kind of help is, in percent, where it was read from the words; nothing where a person chose it.
    sa.Column("category_likelihood", sa.SmallInteger),
    sa.CheckConstraint("kind IN ('offer', 'request')", name="kind_known"),
    sa.CheckConstraint("state IN ('open', 'closed')", name="state_known"),
    sa.Index("ix_listing_board", "state", "written_at"),
)
answer = sa.Table(
    "listing_answer",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("listing_id", sa.String(20), sa.ForeignKey("listing.id"), nullable=False, index=True),
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), nullable=False, index=True),
    sa.Column("words", sa.String(600), nullable=False, server_default=""),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("asked_at", Moment, nullable=False),
    sa.Column("decided_at", Moment),
    sa.Column("agreed_on", sa.Date),  # the day they mean to do it
    sa.Column("reply", sa.String(600), nullable=False, server_default=""),  # what the other side wrote back
    sa.CheckConstraint("state IN ('asked', 'agreed', 'declined', 'withdrawn', 'recorded')", name="state_known"),
    sa.Index(
        "uq_listing_answer_open",
        "listing_id",
        "member_id",
        unique=True,
        sqlite_where=sa.text("state IN ('asked', 'agreed')"),
        postgresql_where=sa.text("state IN ('asked', 'agreed')"),
    ),
)

word_category = sa.Table(  # what people of this community said that words mean; one voice for each person and words
    "word_category",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("words", sa.String(120), nullable=False),  # as they are compared: no case, accents, names or figures
    sa.Column("category_id", sa.String(20), sa.ForeignKey("category.id"), nullable=False),
    sa.Column("said_by_id", sa.String(20), sa.ForeignKey("member.id"), nullable=False),
    sa.Column("said_at", Moment, nullable=False),
    sa.UniqueConstraint("words", "said_by_id"),
    sa.Index("ix_word_category_said_at", "said_at"),
)
