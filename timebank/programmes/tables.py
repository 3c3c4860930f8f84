"""What is kept of programmes: each version of their rules, who takes part, and what each answer may be used for."""

import sqlalchemy as sa

from timebank.db import Moment, metadata

programme = sa.Table(
    "programme",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("name", sa.String(80), nullable=False, unique=True),
    sa.Column("kind", sa.String(12), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("started_at", Moment, nullable=False),
    sa.CheckConstraint("kind IN ('mentoring', 'buddying', 'help')", name="kind_known"),
    sa.CheckConstraint("state IN ('open', 'closed')", name="state_known"),
)
programme_version = sa.Table(
    "programme_version",
    metadata,
    sa.Column("programme_id", sa.String(20), sa.ForeignKey("programme.id"), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("definition", sa.Text, nullable=False),  # the programme file, as text
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("made_by_id", sa.String(20), sa.ForeignKey("member.id")),
)
participation = sa.Table(
    "participation",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("programme_id", sa.String(20), sa.ForeignKey("programme.id"), nullable=False),
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), nullable=False, index=True),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("paused_from", sa.String(12), nullable=False, server_default=""),  # the state to come back to
    sa.Column("capacity", sa.SmallInteger, nullable=False),
    sa.Column("joined_at", Moment, nullable=False),
    sa.Column("waiting_since", Moment, nullable=False),
    sa.Column("recorded_by_id", sa.String(20), sa.ForeignKey("member.id")),  # a coordinator, for an offline member
    sa.Column("how_told", sa.String(200), nullable=False, server_default=""),
    sa.Column("step_words", sa.String(600), nullable=False, server_default=""),  # why a coordinator last moved them
    sa.CheckConstraint(
        "state IN ('interested', 'applied', 'screening', 'training', 'ready', 'paused', 'left')", name="state_known"
    ),
    sa.CheckConstraint("capacity BETWEEN 1 AND 10", name="capacity_sensible"),
    sa.UniqueConstraint("programme_id", "member_id"),
)
answer = sa.Table(
    "programme_answer",
    metadata,
    sa.Column("participation_id", sa.String(20), sa.ForeignKey("participation.id"), primary_key=True),
    sa.Column(
        "question", sa.String(40), primary_key=True
    ),  # a question of the programme, or a built-in such as languages
    sa.Column("value", sa.Text, nullable=False),  # a JSON list of words
    sa.Column("may_be_used", sa.Boolean, nullable=False),
    sa.Column("may_be_shown", sa.Boolean, nullable=False),
    sa.Column("answered_at", Moment, nullable=False),
    sa.Column("is_essential", sa.Boolean, nullable=False, server_default=sa.false()),  # they will not do without it
)
programme_pair = sa.Table(  # what a coordinator said of two people in a programme; the lower id first
    "programme_pair",
    metadata,
    sa.Column("programme_id", sa.String(20), sa.ForeignKey("programme.id"), primary_key=True),
    sa.Column("first_id", sa.String(20), sa.ForeignKey("member.id"), primary_key=True),
    sa.Column("second_id", sa.String(20), sa.ForeignKey("member.id"), primary_key=True, index=True),
    sa.Column("kind", sa.String(10), nullable=False),
    sa.Column("said_at", Moment, nullable=False),
    sa.Column("said_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.CheckConstraint("kind IN ('pinned', 'forbidden')", name="kind_known"),
    sa.CheckConstraint("first_id < second_id", name="in_order"),
)
