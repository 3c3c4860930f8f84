"""What is kept of hours: accounts, exchanges, entries and the moves between their states, all in one chain."""

import sqlalchemy as sa

from timebank.db import Moment, metadata

account = sa.Table(
    "account",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("kind", sa.String(12), nullable=False),
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), unique=True),
    sa.Column("organisation_id", sa.String(20), sa.ForeignKey("organisation.id"), unique=True),
    sa.Column("opened_at", Moment, nullable=False),
    sa.Column("balance_minutes", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("reserved_minutes", sa.BigInteger, nullable=False, server_default="0"),  # pending, going out
    sa.CheckConstraint("reserved_minutes >= 0", name="reserve_not_negative"),
    sa.CheckConstraint(
        "(kind = 'member' AND member_id IS NOT NULL AND organisation_id IS NULL)"
        " OR (kind = 'organisation' AND organisation_id IS NOT NULL AND member_id IS NULL)"
        " OR (kind IN ('pot', 'opening') AND member_id IS NULL AND organisation_id IS NULL)",
        name="one_holder",
    ),
    sa.Index(
        "uq_account_single",
        "kind",
        unique=True,
        sqlite_where=sa.text("kind IN ('pot', 'opening')"),
        postgresql_where=sa.text("kind IN ('pot', 'opening')"),
    ),
)
exchange = sa.Table(
    "exchange",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("category_id", sa.String(20), sa.ForeignKey("category.id")),
    sa.Column("people", sa.Integer, nullable=False, server_default="1"),
    sa.Column("source_kind", sa.String(20), nullable=False),  # person, listing, meeting, import: no foreign key
    sa.Column("source_id", sa.String(80), nullable=False, server_default=""),
    sa.CheckConstraint("people >= 1", name="people_positive"),
    sa.Index("ix_exchange_source", "source_kind", "source_id"),
)
entry = sa.Table(
    "entry",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("position", sa.BigInteger, nullable=False, unique=True),
    sa.Column("exchange_id", sa.String(20), sa.ForeignKey("exchange.id"), index=True),
    sa.Column("kind", sa.String(12), nullable=False),
    sa.Column("from_account_id", sa.String(20), sa.ForeignKey("account.id"), nullable=False),
    sa.Column("to_account_id", sa.String(20), sa.ForeignKey("account.id"), nullable=False),
    sa.Column("minutes", sa.BigInteger, nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("service_date", sa.Date, nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.Column("recorded_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("recorded_for_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("corrects_id", sa.String(20), sa.ForeignKey("entry.id"), unique=True),
    sa.Column("settles_id", sa.String(20), sa.ForeignKey("entry.id"), unique=True),
    sa.Column("note", sa.String(600), nullable=False, server_default=""),
    sa.Column("note_digest", sa.String(64), nullable=False),
    sa.Column("note_salt", sa.String(64), nullable=False),
    sa.Column("key", sa.String(120), nullable=False, unique=True),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.CheckConstraint("minutes > 0", name="minutes_positive"),
    sa.CheckConstraint("from_account_id <> to_account_id", name="two_accounts"),
    sa.CheckConstraint(
        "kind IN ('exchange', 'donation', 'grant', 'opening', 'leaving', 'correction')", name="kind_known"
    ),
    sa.CheckConstraint(
        "state IN ('pending', 'posted', 'questioned', 'declined', 'expired', 'withdrawn', 'closed')",
        name="state_known",
    ),
    sa.Index("ix_entry_from", "from_account_id", "state", "service_date"),
    sa.Index("ix_entry_to", "to_account_id", "state", "service_date"),
    sa.Index("ix_entry_state", "state", "recorded_at"),
)
entry_move = sa.Table(
    "entry_move",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("position", sa.BigInteger, nullable=False, unique=True),
    sa.Column("entry_id", sa.String(20), sa.ForeignKey("entry.id"), nullable=False, index=True),
    sa.Column("from_state", sa.String(10), nullable=False),
    sa.Column("to_state", sa.String(10), nullable=False),
    sa.Column("moved_at", Moment, nullable=False),
    sa.Column("moved_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("moved_for_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("other_minutes", sa.BigInteger),  # the figure of the one who questioned
    sa.Column("reason", sa.String(600), nullable=False, server_default=""),
    sa.Column("reason_digest", sa.String(64), nullable=False),
    sa.Column("reason_salt", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)
chain_head = sa.Table(
    "chain_head",
    metadata,
    sa.Column("id", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.CheckConstraint("id = 1", name="only_one"),
)
