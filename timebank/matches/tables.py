"""What is kept of matching: rounds and their frozen inputs, suggestions with reasons, the matches people made."""

import sqlalchemy as sa

from timebank.db import Moment, metadata

matching_round = sa.Table(
    "matching_round",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("programme_id", sa.String(20), sa.ForeignKey("programme.id"), nullable=False, index=True),
    sa.Column("programme_version", sa.Integer, nullable=False),
    sa.Column("turn", sa.Integer, nullable=False),
    sa.Column("ran_at", Moment, nullable=False),
    sa.Column("ran_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("inputs", sa.Text, nullable=False),  # JSON: who was in it, with a digest of their answers
    sa.Column("summary", sa.Text, nullable=False),  # JSON: people, feasible pairs, score, bound, covered
    sa.Column("state", sa.String(10), nullable=False, server_default="solved"),  # its steps: see matches.rules
    sa.UniqueConstraint("programme_id", "turn"),
)
round_move = sa.Table(
    "round_move",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("round_id", sa.String(20), sa.ForeignKey("matching_round.id"), nullable=False, index=True),
    sa.Column("from_state", sa.String(10), nullable=False),
    sa.Column("to_state", sa.String(10), nullable=False),
    sa.Column("moved_at", Moment, nullable=False),
    sa.Column("moved_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("reason", sa.String(600), nullable=False, server_default=""),
)
suggestion = sa.Table(
    "suggestion",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("round_id", sa.String(20), sa.ForeignKey("matching_round.id"), nullable=False, index=True),
    sa.Column("programme_id", sa.String(20), sa.ForeignKey("programme.id"), nullable=False, index=True),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("state", sa.String(18), nullable=False, index=True),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("reasons", sa.Text, nullable=False),  # JSON: for the coordinator, with points and what each rests on
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("offered_at", Moment),
    sa.Column("closes_at", Moment),
    sa.Column("letter_words", sa.String(1200), nullable=False, server_default=""),  # what the coordinator adds
    sa.CheckConstraint("kind IN ('pair', 'trio', 'circle')", name="kind_known"),
    sa.CheckConstraint(
        "state IN ('draft', 'offered', 'partly_accepted', 'accepted', 'discarded', 'declined', 'expired',"
        " 'superseded')",
        name="state_known",
    ),
)
suggestion_person = sa.Table(
    "suggestion_person",
    metadata,
    sa.Column("suggestion_id", sa.String(20), sa.ForeignKey("suggestion.id"), primary_key=True),
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), primary_key=True, index=True),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("why", sa.Text, nullable=False),  # the sentences this person reads
    sa.Column("answer", sa.String(10)),
    sa.Column("answered_at", Moment),
    sa.Column("answered_for_by_id", sa.String(20), sa.ForeignKey("member.id")),  # a coordinator, for an offline member
    sa.Column("how_told", sa.String(200), nullable=False, server_default=""),
    sa.Column("reason_code", sa.String(30), nullable=False, server_default=""),
    sa.Column("reason", sa.String(600), nullable=False, server_default=""),
    sa.CheckConstraint("answer IN ('accepted', 'declined')", name="answer_known"),
)
unmatched = sa.Table(
    "unmatched",
    metadata,
    sa.Column("round_id", sa.String(20), sa.ForeignKey("matching_round.id"), primary_key=True),
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), primary_key=True),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("code", sa.String(40), nullable=False),
    sa.Column("reason", sa.String(600), nullable=False),
)
suggestion_move = sa.Table(
    "suggestion_move",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("suggestion_id", sa.String(20), sa.ForeignKey("suggestion.id"), nullable=False, index=True),
    sa.Column("from_state", sa.String(18), nullable=False),
    sa.Column("to_state", sa.String(18), nullable=False),
    sa.Column("moved_at", Moment, nullable=False),
    sa.Column("moved_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("reason", sa.String(600), nullable=False, server_default=""),
)
match = sa.Table(
    "match",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("suggestion_id", sa.String(20), sa.ForeignKey("suggestion.id"), nullable=False, unique=True),
    sa.Column("programme_id", sa.String(20), sa.ForeignKey("programme.id"), nullable=False, index=True),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("started_at", Moment, nullable=False),
    sa.Column("ended_at", Moment),
    sa.Column("ended_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("ending_code", sa.String(30), nullable=False, server_default=""),
    sa.Column("ending_words", sa.String(600), nullable=False, server_default=""),
    sa.CheckConstraint("state IN ('active', 'ended')", name="state_known"),
)
match_person = sa.Table(
    "match_person",
    metadata,
    sa.Column("match_id", sa.String(20), sa.ForeignKey("match.id"), primary_key=True),
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), primary_key=True, index=True),
    sa.Column("role", sa.String(20), nullable=False),
)
ending_talk = sa.Table(  # that a coordinator talked with somebody about how a match ended, or that they need no talk
    "ending_talk",
    metadata,
    sa.Column("match_id", sa.String(20), sa.ForeignKey("match.id"), primary_key=True),
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), primary_key=True, index=True),
    sa.Column("talked_at", Moment, nullable=False),
    sa.Column("talked_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("words", sa.String(600), nullable=False, server_default=""),
)
taster = sa.Table(  # in two-step programmes: one of up to three people somebody meets briefly before the final round
    "taster",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("round_id", sa.String(20), sa.ForeignKey("matching_round.id"), nullable=False, index=True),
    sa.Column("programme_id", sa.String(20), sa.ForeignKey("programme.id"), nullable=False, index=True),
    sa.Column("first_id", sa.String(20), sa.ForeignKey("member.id"), nullable=False, index=True),
    sa.Column("second_id", sa.String(20), sa.ForeignKey("member.id"), nullable=False, index=True),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("reasons", sa.Text, nullable=False),
    sa.Column("why_first", sa.Text, nullable=False),
    sa.Column("why_second", sa.Text, nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("asked_at", Moment),
    sa.Column("asked_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("closes_at", Moment),
    sa.CheckConstraint("state IN ('draft', 'asked', 'closed', 'discarded')", name="state_known"),
    sa.UniqueConstraint("round_id", "first_id", "second_id"),
)
taster_word = sa.Table(
    "taster_word",
    metadata,
    sa.Column("taster_id", sa.String(20), sa.ForeignKey("taster.id"), primary_key=True),
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), primary_key=True, index=True),
    sa.Column("said", sa.String(10), nullable=False),
    sa.Column("words", sa.String(600), nullable=False, server_default=""),
    sa.Column("said_at", Moment, nullable=False),
    sa.Column("said_for_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("how_told", sa.String(200), nullable=False, server_default=""),
    sa.CheckConstraint("said IN ('yes', 'perhaps', 'no')", name="said_known"),
)
