"""What is kept of concerns: what was said, by whom, about which match or member; only the lead reads it."""

import sqlalchemy as sa

from timebank.db import Moment, metadata

safeguarding_note = sa.Table(
    "safeguarding_note",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("about_kind", sa.String(10), nullable=False),
    sa.Column("about_id", sa.String(20), nullable=False, index=True),  # of a match or of a member
    sa.Column("words", sa.String(4000), nullable=False),
    sa.Column("written_at", Moment, nullable=False),
    sa.Column("written_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("closed_at", Moment),
    sa.Column("closed_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.CheckConstraint("about_kind IN ('match', 'member')", name="about_known"),
)
