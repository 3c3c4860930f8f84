"""What is kept of meetings: when and where two matched people mean to meet, and how it went."""

import sqlalchemy as sa

from timebank.db import Moment, metadata

meeting = sa.Table(
    "meeting",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("match_id", sa.String(20), sa.ForeignKey("match.id"), nullable=False, index=True),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("starts_at", Moment, nullable=False),
    sa.Column("zone", sa.String(60), nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False),
    sa.Column("place", sa.String(200), nullable=False, server_default=""),
    sa.Column("planned_at", Moment, nullable=False),
    sa.Column("planned_by_id", sa.String(20), sa.ForeignKey("member.id"), nullable=False),
    sa.Column("decided_at", Moment),
    sa.Column("decided_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("reason", sa.String(600), nullable=False, server_default=""),
    sa.Column("moved_to_id", sa.String(20), sa.ForeignKey("meeting.id")),
    sa.Column("reason_code", sa.String(30), nullable=False, server_default=""),
    sa.Column("access", sa.String(300), nullable=False, server_default=""),  # what the place offers, in words
    sa.Column("calendar_number", sa.Integer, nullable=False, server_default="0"),  # SEQUENCE in calendar files
    sa.CheckConstraint("state IN ('planned', 'held', 'not_held', 'moved', 'cancelled')", name="state_known"),
    sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name="minutes_sensible"),
)
meeting_company = sa.Table(  # a coordinator who is there as well, at a first meeting
    "meeting_company",
    metadata,
    sa.Column("meeting_id", sa.String(20), sa.ForeignKey("meeting.id"), primary_key=True),
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), nullable=False, index=True),
    sa.Column("said_at", Moment, nullable=False),
)
