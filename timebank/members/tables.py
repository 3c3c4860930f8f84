"""What is kept of members: who they are, what they need, when they are free, and how they sign in."""

import sqlalchemy as sa

from timebank.db import Moment, metadata

area = sa.Table(
    "area",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("name", sa.String(80), nullable=False, unique=True),
)
member = sa.Table(
    "member",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("search_name", sa.Text, nullable=False),  # as it is searched and sorted: no case, no accents
    sa.Column("email", sa.String(254), unique=True),
    sa.Column("phone", sa.String(40), nullable=False, server_default=""),
    sa.Column("is_offline", sa.Boolean, nullable=False),
    sa.Column("language", sa.String(10), nullable=False, server_default="en"),
    sa.Column("zone", sa.String(60), nullable=False),
    sa.Column("about", sa.String(600), nullable=False, server_default=""),
    sa.Column("area_id", sa.String(20), sa.ForeignKey("area.id")),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("joined_at", Moment, nullable=False),
    sa.Column("wants_letters", sa.Boolean, nullable=False),
    sa.CheckConstraint("state IN ('active', 'left')", name="state_known"),
    sa.CheckConstraint("is_offline OR email IS NOT NULL", name="reachable"),
)
member_language = sa.Table(
    "member_language",
    metadata,
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), primary_key=True),
    sa.Column("code", sa.String(10), primary_key=True),
)
access_need = sa.Table(
    "access_need",
    metadata,
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), primary_key=True),
    sa.Column("code", sa.String(30), primary_key=True),
)
free_time = sa.Table(
    "free_time",
    metadata,
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), primary_key=True),
    sa.Column("weekday", sa.SmallInteger, primary_key=True),  # 0 Monday .. 6 Sunday, in the member's own zone
    sa.Column("start_minute", sa.SmallInteger, primary_key=True),  # of the local day
    sa.Column("end_minute", sa.SmallInteger, nullable=False),
    sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_known"),
    sa.CheckConstraint("0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440", name="within_day"),
)
member_reach = sa.Table(
    "member_reach",
    metadata,
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), primary_key=True),
    sa.Column("district", sa.String(4), nullable=False, server_default=""),  # the first half of a postcode
    sa.Column("travel_kilometres", sa.SmallInteger),
    sa.Column("birth_year", sa.SmallInteger),
)
member_bond = sa.Table(  # what somebody said of themself and another; "rather_not" is read by nobody else
    "member_bond",
    metadata,
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), primary_key=True),
    sa.Column("other_id", sa.String(20), sa.ForeignKey("member.id"), primary_key=True, index=True),
    sa.Column("kind", sa.String(12), primary_key=True),
    sa.Column("said_at", Moment, nullable=False),
    sa.CheckConstraint("kind IN ('rather_not', 'household', 'cares_for', 'manages')", name="kind_known"),
    sa.CheckConstraint("member_id <> other_id", name="two_members"),
)
member_check = sa.Table(  # that something was seen, never the paper itself
    "member_check",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), nullable=False, index=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("is_passed", sa.Boolean, nullable=False),
    sa.Column("reference", sa.String(80), nullable=False, server_default=""),
    sa.Column("seen_on", sa.Date, nullable=False),
    sa.Column("expires_on", sa.Date),  # the last day on which it holds
    sa.Column("recorded_at", Moment, nullable=False),
    sa.Column("recorded_by_id", sa.String(20), sa.ForeignKey("member.id")),
)
organisation = sa.Table(
    "organisation",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("name", sa.String(120), nullable=False, unique=True),
    sa.Column("added_at", Moment, nullable=False),
)
organisation_agent = sa.Table(
    "organisation_agent",
    metadata,
    sa.Column("organisation_id", sa.String(20), sa.ForeignKey("organisation.id"), primary_key=True),
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), primary_key=True, index=True),
)
credential = sa.Table(
    "credential",
    metadata,
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), primary_key=True),
    sa.Column("password_hash", sa.String(200), nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
)
sign_in_attempt = sa.Table(
    "sign_in_attempt",
    metadata,
    sa.Column("source_digest", sa.String(64), primary_key=True),  # of an address or of a network source
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("counted_at", Moment, nullable=False),  # since when, or when they were last halved
    sa.Column("next_at", Moment, nullable=False),
)
session = sa.Table(
    "session",
    metadata,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), nullable=False, index=True),
    sa.Column("started_at", Moment, nullable=False),
    sa.Column("seen_at", Moment, nullable=False),
    sa.Column("expires_at", Moment, nullable=False),
    sa.Column("ended_at", Moment),
)
link = sa.Table(
    "link",
    metadata,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("purpose", sa.String(30), nullable=False),
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), nullable=False, index=True),
    sa.Column("subject_id", sa.String(20), nullable=False, server_default=""),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("expires_at", Moment, nullable=False),
    sa.Column("used_at", Moment),
)
