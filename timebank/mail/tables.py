"""What is kept of letters: each is a row, written with the fact it tells of, and sent afterwards."""

import sqlalchemy as sa

from timebank.db import Moment, metadata

letter = sa.Table(
    "letter",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("key", sa.String(120), nullable=False, unique=True),
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), nullable=False, index=True),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("address", sa.String(254), nullable=False),
    sa.Column("subject", sa.String(200), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("html", sa.Text, nullable=False),
    sa.Column("message_id", sa.String(120), nullable=False, unique=True),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("reason", sa.String(300), nullable=False, server_default=""),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("written_at", Moment, nullable=False),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("leased_until", Moment),
    sa.Column("leased_by", sa.String(20)),
    sa.Column("sent_at", Moment),
    sa.Column("unsubscribe", sa.String(80), nullable=False, server_default=""),  # the secret of its one-click link
    sa.Column("calendar", sa.Text, nullable=False, server_default=""),  # a calendar part, where a meeting is meant
    sa.CheckConstraint("state IN ('due', 'sending', 'sent', 'failed', 'skipped')", name="state_known"),
    sa.Index("ix_letter_due", "state", "due_at"),
)
letter_choice = sa.Table(  # what somebody chose for one group of letters; nothing kept means as the community does
    "letter_choice",
    metadata,
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), primary_key=True),
    sa.Column("letters", sa.String(20), primary_key=True),
    sa.Column("choice", sa.String(10), nullable=False),
    sa.Column("chosen_at", Moment, nullable=False),
)
