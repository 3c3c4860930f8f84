"""What is kept of the life of a match: agreements with who signed, goals, words, rests, endings, and tasks of care."""

import sqlalchemy as sa

from timebank.db import Moment, metadata

agreement = sa.Table(
    "agreement",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("match_id", sa.String(20), sa.ForeignKey("match.id"), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("how_often", sa.String(120), nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False),
    sa.Column("until", sa.Date),
    sa.Column("private_words", sa.String(600), nullable=False, server_default=""),  # what stays between them
    sa.Column("words", sa.String(600), nullable=False, server_default=""),
    sa.Column("written_at", Moment, nullable=False),
    sa.Column("written_by_id", sa.String(20), sa.ForeignKey("member.id"), nullable=False),
    sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name="minutes_sensible"),
    sa.UniqueConstraint("match_id", "version"),
)
signature = sa.Table(
    "signature",
    metadata,
    sa.Column("agreement_id", sa.String(20), sa.ForeignKey("agreement.id"), primary_key=True),
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), primary_key=True),
    sa.Column("signed_at", Moment, nullable=False),
    sa.Column("signed_for_by_id", sa.String(20), sa.ForeignKey("member.id")),  # a coordinator, for an offline member
    sa.Column("how_told", sa.String(200), nullable=False, server_default=""),
)
goal = sa.Table(
    "goal",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("match_id", sa.String(20), sa.ForeignKey("match.id"), nullable=False, index=True),
    sa.Column("words", sa.String(300), nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("made_by_id", sa.String(20), sa.ForeignKey("member.id"), nullable=False),
    sa.Column("closed_at", Moment),
    sa.Column("closed_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.CheckConstraint("state IN ('open', 'reached', 'let_go')", name="state_known"),
)
match_word = sa.Table(  # what one person says of a match: after the first meeting, at each review, at its end
    "match_word",
    metadata,
    sa.Column("match_id", sa.String(20), sa.ForeignKey("match.id"), primary_key=True),
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), primary_key=True, index=True),
    sa.Column("occasion", sa.String(20), primary_key=True),  # "fit", "review-1", ..., "ending"
    sa.Column("answer", sa.String(20), nullable=False, server_default=""),
    sa.Column("words", sa.String(600), nullable=False, server_default=""),  # for the coordinator
    sa.Column("thanks", sa.String(600), nullable=False, server_default=""),  # for the others
    sa.Column("said_at", Moment, nullable=False),
    sa.Column("said_for_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("how_told", sa.String(200), nullable=False, server_default=""),
)
match_task = sa.Table(  # something a coordinator should look at; it never changes a match by itself
    "match_task",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("match_id", sa.String(20), sa.ForeignKey("match.id"), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("occasion", sa.String(40), nullable=False),  # which time it is about, so that each is opened once
    sa.Column("opened_at", Moment, nullable=False),
    sa.Column("closed_at", Moment),
    sa.Column("closed_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("closing_words", sa.String(600), nullable=False, server_default=""),
    sa.UniqueConstraint("match_id", "kind", "occasion"),
)
match_rest = sa.Table(  # a match on hold, from when until when; it goes on when it is over or said to be
    "match_rest",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("match_id", sa.String(20), sa.ForeignKey("match.id"), nullable=False, index=True),
    sa.Column("since_at", Moment, nullable=False),
    sa.Column("said_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("until", sa.Date),
    sa.Column("words", sa.String(600), nullable=False, server_default=""),  # for the coordinator
    sa.Column("over_at", Moment),
    sa.Column("over_by_id", sa.String(20), sa.ForeignKey("member.id")),
)
planned_ending = sa.Table(
    "planned_ending",
    metadata,
    sa.Column("match_id", sa.String(20), sa.ForeignKey("match.id"), primary_key=True),
    sa.Column("ends_on", sa.Date, nullable=False),
    sa.Column("planned_at", Moment, nullable=False),
    sa.Column("planned_by_id", sa.String(20), sa.ForeignKey("member.id"), nullable=False),
)
