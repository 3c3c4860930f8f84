"""What is kept of the community itself: the name, limits and policies it has chosen, each with who chose it."""

import sqlalchemy as sa

from timebank.db import Moment, metadata

community_choice = sa.Table(
    "community_choice",
    metadata,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("value", sa.String(400), nullable=False),
    sa.Column("chosen_at", Moment, nullable=False),
    sa.Column("chosen_by", sa.String(40), nullable=False),
)
