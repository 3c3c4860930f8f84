"""What is kept of hours: accounts, exchanges, entries and the moves between their states, all in one chain.

Beside the chain: limits of single accounts, what waits for a coordinator's word, what did not happen, and each proof.
"""

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
    sa.Column("closed_at", Moment),  # its holder has left; history stays
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
account_limit = sa.Table(  # for an account whose limits are not the community's; unlimited: the kind, no number
    "account_limit",
    metadata,
    sa.Column("account_id", sa.String(20), sa.ForeignKey("account.id"), primary_key=True),
    sa.Column("floor_kind", sa.String(10), nullable=False),
    sa.Column("floor_minutes", sa.BigInteger),
    sa.Column("ceiling_kind", sa.String(10), nullable=False),
    sa.Column("ceiling_minutes", sa.BigInteger),
    sa.Column("chosen_at", Moment, nullable=False),
    sa.Column("chosen_by", sa.String(40), nullable=False),
    sa.CheckConstraint("(floor_kind = 'minutes') = (floor_minutes IS NOT NULL)", name="floor_told"),
    sa.CheckConstraint("(ceiling_kind = 'minutes') = (ceiling_minutes IS NOT NULL)", name="ceiling_told"),
    sa.CheckConstraint(
        "floor_kind IN ('community', 'unlimited', 'minutes') AND ceiling_kind IN ('community', 'unlimited', 'minutes')",
        name="kinds_known",
    ),
)
decision = sa.Table(  # what waits for the word of a second person: a large correction, or hours past a limit
    "decision",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("kind", sa.String(12), nullable=False),
    sa.Column("entry_id", sa.String(20), sa.ForeignKey("entry.id"), nullable=False, index=True),
    sa.Column("minutes", sa.BigInteger),  # a correction: what should stand instead
    sa.Column("reason", sa.String(600), nullable=False, server_default=""),
    sa.Column("asked_at", Moment, nullable=False),
    sa.Column("asked_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("confirmed_at", Moment),  # past a limit: the other side has said yes already
    sa.Column("confirmed_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("confirmed_for_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("decided_at", Moment),
    sa.Column("decided_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("decided_reason", sa.String(600), nullable=False, server_default=""),
    sa.CheckConstraint("kind IN ('correction', 'over_limit')", name="kind_known"),
    sa.CheckConstraint("state IN ('waiting', 'agreed', 'refused', 'gone')", name="state_known"),
    sa.Index(
        "uq_decision_waiting",
        *("entry_id", "kind"),
        unique=True,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    ),
)
did_not_happen = sa.Table(  # somebody said that what was due on a day did not happen, so nobody asks again
    "did_not_happen",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("source_kind", sa.String(20), nullable=False),  # match, pair: meetings and listings keep their own
    sa.Column("source_id", sa.String(80), nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("said_at", Moment, nullable=False),
    sa.Column("said_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.UniqueConstraint("source_kind", "source_id", "due_on"),
)
proof = sa.Table(  # each time the ledger was proved: when, by whom, and what came of it
    "proof",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("proved_at", Moment, nullable=False),
    sa.Column("proved_by_kind", sa.String(20), nullable=False),
    sa.Column("proved_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("is_sound", sa.Boolean, nullable=False),
    sa.Column("entries", sa.BigInteger, nullable=False),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("head", sa.String(64), nullable=False),
    sa.Column("findings", sa.Text, nullable=False, server_default=""),
    sa.Index("ix_proof_proved_at", "proved_at"),
)
