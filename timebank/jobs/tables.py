"""What is kept of jobs: each due piece of work is one row, taken by whoever comes first."""

import sqlalchemy as sa

from timebank.db import Moment, metadata

job_run = sa.Table(
    "job_run",
    metadata,
    sa.Column("job", sa.String(40), primary_key=True),
    sa.Column("slot", sa.String(40), primary_key=True),  # the local date it was due, or the moment of a run by hand
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="1"),
    sa.Column("started_at", Moment, nullable=False),
    sa.Column("leased_until", Moment, nullable=False),
    sa.Column("finished_at", Moment),
    sa.Column("report", sa.Text, nullable=False, server_default=""),
    sa.CheckConstraint("state IN ('running', 'done', 'failed')", name="state_known"),
)
