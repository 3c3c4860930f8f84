"""What is kept of who did what, when and why; rows are only ever added."""

import sqlalchemy as sa

from timebank.db import Moment, metadata

event = sa.Table(
    "event",
    metadata,
    sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("actor_kind", sa.String(20), nullable=False),
    sa.Column("actor_id", sa.String(20)),
    sa.Column("action", sa.String(60), nullable=False),
    sa.Column("subject_kind", sa.String(30), nullable=False),
    sa.Column("subject_id", sa.String(40), nullable=False),
    sa.Column("on_behalf_of_id", sa.String(20)),
    sa.Column("reason", sa.String(600), nullable=False, server_default=""),
    sa.Index("ix_event_subject", "subject_kind", "subject_id"),
)
