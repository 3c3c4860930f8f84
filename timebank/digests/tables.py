"""What is kept of digests: which thing each member was told of, so that nobody reads the same twice."""

import sqlalchemy as sa

from timebank.db import Moment, metadata

told_item = sa.Table(
    "told_item",
    metadata,
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), primary_key=True),
    sa.Column("kind", sa.String(12), primary_key=True),
    sa.Column("subject_id", sa.String(20), primary_key=True),
    sa.Column("told_at", Moment, nullable=False),
)
