"""The first shape."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "area",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area")),
        sa.UniqueConstraint("name", name=op.f("uq_area_name")),
    )
    op.create_table(
        "category",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("parent_id", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["category.id"], name=op.f("fk_category_parent_id_category")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
        sa.UniqueConstraint("slug", name=op.f("uq_category_slug")),
    )
    op.create_table(
        "chain_head",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_chain_head_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain_head")),
    )
    op.create_table(
        "community_choice",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=400), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chosen_by", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_community_choice")),
    )
    op.create_table(
        "event",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.String(length=20), nullable=False),
        sa.Column("actor_id", sa.String(length=20), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject_kind", sa.String(length=30), nullable=False),
        sa.Column("subject_id", sa.String(length=40), nullable=False),
        sa.Column("on_behalf_of_id", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=600), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index("ix_event_subject", ["subject_kind", "subject_id"], unique=False)

    op.create_table(
        "job_run",
        sa.Column("job", sa.String(length=40), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="1", nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("report", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("state IN ('running', 'done', 'failed')", name=op.f("ck_job_run_state_known")),
        sa.PrimaryKeyConstraint("job", "slot", name=op.f("pk_job_run")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_organisation_name")),
    )
    op.create_table(
        "programme",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('mentoring', 'buddying', 'help')", name=op.f("ck_programme_kind_known")),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_programme_state_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("name", name=op.f("uq_programme_name")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("source_digest", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source_digest", name=op.f("pk_sign_in_attempt")),
    )
    op.create_table(
        "write_key",
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("content_digest", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_write_key")),
    )
    op.create_table(
        "exchange",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("category_id", sa.String(length=20), nullable=True),
        sa.Column("people", sa.Integer(), server_default="1", nullable=False),
        sa.Column("source_kind", sa.String(length=20), nullable=False),
        sa.Column("source_id", sa.String(length=80), server_default="", nullable=False),
        sa.CheckConstraint("people >= 1", name=op.f("ck_exchange_people_positive")),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_exchange_category_id_category")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange")),
    )
    with op.batch_alter_table("exchange", schema=None) as batch_op:
        batch_op.create_index("ix_exchange_source", ["source_kind", "source_id"], unique=False)

    op.create_table(
        "member",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("search_name", sa.Text(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=40), server_default="", nullable=False),
        sa.Column("is_offline", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=10), server_default="en", nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("about", sa.String(length=600), server_default="", nullable=False),
        sa.Column("area_id", sa.String(length=20), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wants_letters", sa.Boolean(), nullable=False),
        sa.CheckConstraint("state IN ('active', 'left')", name=op.f("ck_member_state_known")),
        sa.CheckConstraint("is_offline OR email IS NOT NULL", name=op.f("ck_member_reachable")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_member_area_id_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("email", name=op.f("uq_member_email")),
    )
    op.create_table(
        "access_need",
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_access_need_member_id_member")),
        sa.PrimaryKeyConstraint("member_id", "code", name=op.f("pk_access_need")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=True),
        sa.Column("organisation_id", sa.String(length=20), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("balance_minutes", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("reserved_minutes", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "(kind = 'member' AND member_id IS NOT NULL AND organisation_id IS NULL) OR (kind = 'organisation' AND organisation_id IS NOT NULL AND member_id IS NULL) OR (kind IN ('pot', 'opening') AND member_id IS NULL AND organisation_id IS NULL)",
            name=op.f("ck_account_one_holder"),
        ),
        sa.CheckConstraint("reserved_minutes >= 0", name=op.f("ck_account_reserve_not_negative")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_account_member_id_member")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_account_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("member_id", name=op.f("uq_account_member_id")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_account_organisation_id")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(
            "uq_account_single",
            ["kind"],
            unique=True,
            sqlite_where=sa.text("kind IN ('pot', 'opening')"),
            postgresql_where=sa.text("kind IN ('pot', 'opening')"),
        )

    op.create_table(
        "credential",
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_credential_member_id_member")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_credential")),
    )
    op.create_table(
        "free_time",
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("weekday", sa.SmallInteger(), nullable=False),
        sa.Column("start_minute", sa.SmallInteger(), nullable=False),
        sa.Column("end_minute", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint(
            "0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440",
            name=op.f("ck_free_time_within_day"),
        ),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_free_time_weekday_known")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_free_time_member_id_member")),
        sa.PrimaryKeyConstraint("member_id", "weekday", "start_minute", name=op.f("pk_free_time")),
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=300), server_default="", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_by", sa.String(length=20), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('due', 'sending', 'sent', 'failed', 'skipped')", name=op.f("ck_letter_state_known")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_letter_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("key", name=op.f("uq_letter_key")),
        sa.UniqueConstraint("message_id", name=op.f("uq_letter_message_id")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index("ix_letter_due", ["state", "due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_member_id"), ["member_id"], unique=False)

    op.create_table(
        "link",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=30), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.String(length=20), server_default="", nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_link_member_id_member")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_link")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_member_id"), ["member_id"], unique=False)

    op.create_table(
        "listing",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("category_id", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("words", sa.String(length=600), server_default="", nullable=False),
        sa.Column("search_words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.String(length=20), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.CheckConstraint("kind IN ('offer', 'request')", name=op.f("ck_listing_kind_known")),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_listing_state_known")),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_listing_category_id_category")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_listing_member_id_member")),
        sa.ForeignKeyConstraint(["written_by_id"], ["member.id"], name=op.f("fk_listing_written_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing")),
    )
    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.create_index("ix_listing_board", ["state", "written_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_listing_member_id"), ["member_id"], unique=False)

    op.create_table(
        "matching_round",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("programme_id", sa.String(length=20), nullable=False),
        sa.Column("programme_version", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("ran_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ran_by_id", sa.String(length=20), nullable=True),
        sa.Column("inputs", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_matching_round_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(["ran_by_id"], ["member.id"], name=op.f("fk_matching_round_ran_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matching_round")),
        sa.UniqueConstraint("programme_id", "turn", name=op.f("uq_matching_round_programme_id_turn")),
    )
    with op.batch_alter_table("matching_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_matching_round_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "member_language",
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_member_language_member_id_member")),
        sa.PrimaryKeyConstraint("member_id", "code", name=op.f("pk_member_language")),
    )
    op.create_table(
        "organisation_agent",
        sa.Column("organisation_id", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_organisation_agent_member_id_member")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_agent_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "member_id", name=op.f("pk_organisation_agent")),
    )
    with op.batch_alter_table("organisation_agent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organisation_agent_member_id"), ["member_id"], unique=False)

    op.create_table(
        "participation",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("programme_id", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("paused_from", sa.String(length=12), server_default="", nullable=False),
        sa.Column("capacity", sa.SmallInteger(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.String(length=20), nullable=True),
        sa.Column("how_told", sa.String(length=200), server_default="", nullable=False),
        sa.Column("step_words", sa.String(length=600), server_default="", nullable=False),
        sa.CheckConstraint(
            "state IN ('interested', 'applied', 'screening', 'training', 'ready', 'paused', 'left')",
            name=op.f("ck_participation_state_known"),
        ),
        sa.CheckConstraint("capacity BETWEEN 1 AND 10", name=op.f("ck_participation_capacity_sensible")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_participation_member_id_member")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_participation_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["member.id"], name=op.f("fk_participation_recorded_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
        sa.UniqueConstraint("programme_id", "member_id", name=op.f("uq_participation_programme_id_member_id")),
    )
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participation_member_id"), ["member_id"], unique=False)

    op.create_table(
        "programme_version",
        sa.Column("programme_id", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["member.id"], name=op.f("fk_programme_version_made_by_id_member")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_programme_version_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("programme_id", "version", name=op.f("pk_programme_version")),
    )
    op.create_table(
        "role_grant",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("area_id", sa.String(length=20), nullable=True),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_by_id", sa.String(length=20), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role IN ('coordinator', 'administrator', 'second_decider', 'safeguarding_lead')",
            name=op.f("ck_role_grant_role_known"),
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_role_grant_area_id_area")),
        sa.ForeignKeyConstraint(["granted_by_id"], ["member.id"], name=op.f("fk_role_grant_granted_by_id_member")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_role_grant_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grant_member_id"), ["member_id"], unique=False)

    op.create_table(
        "session",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_session_member_id_member")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_session")),
    )
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_member_id"), ["member_id"], unique=False)

    op.create_table(
        "entry",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("exchange_id", sa.String(length=20), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("from_account_id", sa.String(length=20), nullable=False),
        sa.Column("to_account_id", sa.String(length=20), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.String(length=20), nullable=True),
        sa.Column("recorded_for_id", sa.String(length=20), nullable=True),
        sa.Column("corrects_id", sa.String(length=20), nullable=True),
        sa.Column("settles_id", sa.String(length=20), nullable=True),
        sa.Column("note", sa.String(length=600), server_default="", nullable=False),
        sa.Column("note_digest", sa.String(length=64), nullable=False),
        sa.Column("note_salt", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "kind IN ('exchange', 'donation', 'grant', 'opening', 'leaving', 'correction')",
            name=op.f("ck_entry_kind_known"),
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'posted', 'questioned', 'declined', 'expired', 'withdrawn', 'closed')",
            name=op.f("ck_entry_state_known"),
        ),
        sa.CheckConstraint("from_account_id <> to_account_id", name=op.f("ck_entry_two_accounts")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_entry_minutes_positive")),
        sa.ForeignKeyConstraint(["corrects_id"], ["entry.id"], name=op.f("fk_entry_corrects_id_entry")),
        sa.ForeignKeyConstraint(["exchange_id"], ["exchange.id"], name=op.f("fk_entry_exchange_id_exchange")),
        sa.ForeignKeyConstraint(["from_account_id"], ["account.id"], name=op.f("fk_entry_from_account_id_account")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["member.id"], name=op.f("fk_entry_recorded_by_id_member")),
        sa.ForeignKeyConstraint(["recorded_for_id"], ["member.id"], name=op.f("fk_entry_recorded_for_id_member")),
        sa.ForeignKeyConstraint(["settles_id"], ["entry.id"], name=op.f("fk_entry_settles_id_entry")),
        sa.ForeignKeyConstraint(["to_account_id"], ["account.id"], name=op.f("fk_entry_to_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_entry_corrects_id")),
        sa.UniqueConstraint("key", name=op.f("uq_entry_key")),
        sa.UniqueConstraint("position", name=op.f("uq_entry_position")),
        sa.UniqueConstraint("settles_id", name=op.f("uq_entry_settles_id")),
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_exchange_id"), ["exchange_id"], unique=False)
        batch_op.create_index("ix_entry_from", ["from_account_id", "state", "service_date"], unique=False)
        batch_op.create_index("ix_entry_state", ["state", "recorded_at"], unique=False)
        batch_op.create_index("ix_entry_to", ["to_account_id", "state", "service_date"], unique=False)

    op.create_table(
        "listing_answer",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("listing_id", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=600), server_default="", nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("reply", sa.String(length=600), server_default="", nullable=False),
        sa.CheckConstraint(
            "state IN ('asked', 'agreed', 'declined', 'withdrawn', 'recorded')",
            name=op.f("ck_listing_answer_state_known"),
        ),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name=op.f("fk_listing_answer_listing_id_listing")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_listing_answer_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_answer")),
    )
    with op.batch_alter_table("listing_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_answer_listing_id"), ["listing_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_listing_answer_member_id"), ["member_id"], unique=False)
        batch_op.create_index(
            "uq_listing_answer_open",
            ["listing_id", "member_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('asked', 'agreed')"),
            postgresql_where=sa.text("state IN ('asked', 'agreed')"),
        )

    op.create_table(
        "programme_answer",
        sa.Column("participation_id", sa.String(length=20), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("may_be_used", sa.Boolean(), nullable=False),
        sa.Column("may_be_shown", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name=op.f("fk_programme_answer_participation_id_participation")
        ),
        sa.PrimaryKeyConstraint("participation_id", "question", name=op.f("pk_programme_answer")),
    )
    op.create_table(
        "suggestion",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("round_id", sa.String(length=20), nullable=False),
        sa.Column("programme_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=18), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('pair', 'trio', 'circle')", name=op.f("ck_suggestion_kind_known")),
        sa.CheckConstraint(
            "state IN ('draft', 'offered', 'partly_accepted', 'accepted', 'discarded', 'declined', 'expired', 'superseded')",
            name=op.f("ck_suggestion_state_known"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_suggestion_programme_id_programme")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["matching_round.id"], name=op.f("fk_suggestion_round_id_matching_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
    )
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suggestion_programme_id"), ["programme_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_suggestion_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_suggestion_state"), ["state"], unique=False)

    op.create_table(
        "unmatched",
        sa.Column("round_id", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=600), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_unmatched_member_id_member")),
        sa.ForeignKeyConstraint(["round_id"], ["matching_round.id"], name=op.f("fk_unmatched_round_id_matching_round")),
        sa.PrimaryKeyConstraint("round_id", "member_id", name=op.f("pk_unmatched")),
    )
    op.create_table(
        "entry_move",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("entry_id", sa.String(length=20), nullable=False),
        sa.Column("from_state", sa.String(length=10), nullable=False),
        sa.Column("to_state", sa.String(length=10), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_by_id", sa.String(length=20), nullable=True),
        sa.Column("moved_for_id", sa.String(length=20), nullable=True),
        sa.Column("other_minutes", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=600), server_default="", nullable=False),
        sa.Column("reason_digest", sa.String(length=64), nullable=False),
        sa.Column("reason_salt", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_move_entry_id_entry")),
        sa.ForeignKeyConstraint(["moved_by_id"], ["member.id"], name=op.f("fk_entry_move_moved_by_id_member")),
        sa.ForeignKeyConstraint(["moved_for_id"], ["member.id"], name=op.f("fk_entry_move_moved_for_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_move")),
        sa.UniqueConstraint("position", name=op.f("uq_entry_move_position")),
    )
    with op.batch_alter_table("entry_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_move_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "match",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("suggestion_id", sa.String(length=20), nullable=False),
        sa.Column("programme_id", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.String(length=20), nullable=True),
        sa.Column("ending_code", sa.String(length=30), server_default="", nullable=False),
        sa.Column("ending_words", sa.String(length=600), server_default="", nullable=False),
        sa.CheckConstraint("state IN ('active', 'ended')", name=op.f("ck_match_state_known")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["member.id"], name=op.f("fk_match_ended_by_id_member")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_match_programme_id_programme")),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestion.id"], name=op.f("fk_match_suggestion_id_suggestion")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match")),
        sa.UniqueConstraint("suggestion_id", name=op.f("uq_match_suggestion_id")),
    )
    with op.batch_alter_table("match", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_match_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "suggestion_move",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("suggestion_id", sa.String(length=20), nullable=False),
        sa.Column("from_state", sa.String(length=18), nullable=False),
        sa.Column("to_state", sa.String(length=18), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_by_id", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=600), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["moved_by_id"], ["member.id"], name=op.f("fk_suggestion_move_moved_by_id_member")),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestion.id"], name=op.f("fk_suggestion_move_suggestion_id_suggestion")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion_move")),
    )
    with op.batch_alter_table("suggestion_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suggestion_move_suggestion_id"), ["suggestion_id"], unique=False)

    op.create_table(
        "suggestion_person",
        sa.Column("suggestion_id", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_for_by_id", sa.String(length=20), nullable=True),
        sa.Column("how_told", sa.String(length=200), server_default="", nullable=False),
        sa.Column("reason_code", sa.String(length=30), server_default="", nullable=False),
        sa.Column("reason", sa.String(length=600), server_default="", nullable=False),
        sa.CheckConstraint("answer IN ('accepted', 'declined')", name=op.f("ck_suggestion_person_answer_known")),
        sa.ForeignKeyConstraint(
            ["answered_for_by_id"], ["member.id"], name=op.f("fk_suggestion_person_answered_for_by_id_member")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_suggestion_person_member_id_member")),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestion.id"], name=op.f("fk_suggestion_person_suggestion_id_suggestion")
        ),
        sa.PrimaryKeyConstraint("suggestion_id", "member_id", name=op.f("pk_suggestion_person")),
    )
    with op.batch_alter_table("suggestion_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suggestion_person_member_id"), ["member_id"], unique=False)

    op.create_table(
        "match_person",
        sa.Column("match_id", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_match_person_match_id_match")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_match_person_member_id_member")),
        sa.PrimaryKeyConstraint("match_id", "member_id", name=op.f("pk_match_person")),
    )
    with op.batch_alter_table("match_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_match_person_member_id"), ["member_id"], unique=False)

    op.create_table(
        "meeting",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("match_id", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), server_default="", nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("planned_by_id", sa.String(length=20), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=600), server_default="", nullable=False),
        sa.Column("moved_to_id", sa.String(length=20), nullable=True),
        sa.CheckConstraint(
            "state IN ('planned', 'held', 'not_held', 'moved', 'cancelled')", name=op.f("ck_meeting_state_known")
        ),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name=op.f("ck_meeting_minutes_sensible")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["member.id"], name=op.f("fk_meeting_decided_by_id_member")),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_meeting_match_id_match")),
        sa.ForeignKeyConstraint(["moved_to_id"], ["meeting.id"], name=op.f("fk_meeting_moved_to_id_meeting")),
        sa.ForeignKeyConstraint(["planned_by_id"], ["member.id"], name=op.f("fk_meeting_planned_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_match_id"), ["match_id"], unique=False)


def downgrade() -> None:
    """Take every table away."""
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_match_id"))

    op.drop_table("meeting")
    with op.batch_alter_table("match_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_match_person_member_id"))

    op.drop_table("match_person")
    with op.batch_alter_table("suggestion_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_suggestion_person_member_id"))

    op.drop_table("suggestion_person")
    with op.batch_alter_table("suggestion_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_suggestion_move_suggestion_id"))

    op.drop_table("suggestion_move")
    with op.batch_alter_table("match", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_match_programme_id"))

    op.drop_table("match")
    with op.batch_alter_table("entry_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_move_entry_id"))

    op.drop_table("entry_move")
    op.drop_table("unmatched")
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_suggestion_state"))
        batch_op.drop_index(batch_op.f("ix_suggestion_round_id"))
        batch_op.drop_index(batch_op.f("ix_suggestion_programme_id"))

    op.drop_table("suggestion")
    op.drop_table("programme_answer")
    with op.batch_alter_table("listing_answer", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_listing_answer_open",
            sqlite_where=sa.text("state IN ('asked', 'agreed')"),
            postgresql_where=sa.text("state IN ('asked', 'agreed')"),
        )
        batch_op.drop_index(batch_op.f("ix_listing_answer_member_id"))
        batch_op.drop_index(batch_op.f("ix_listing_answer_listing_id"))

    op.drop_table("listing_answer")
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index("ix_entry_to")
        batch_op.drop_index("ix_entry_state")
        batch_op.drop_index("ix_entry_from")
        batch_op.drop_index(batch_op.f("ix_entry_exchange_id"))

    op.drop_table("entry")
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_member_id"))

    op.drop_table("session")
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_grant_member_id"))

    op.drop_table("role_grant")
    op.drop_table("programme_version")
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participation_member_id"))

    op.drop_table("participation")
    with op.batch_alter_table("organisation_agent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_agent_member_id"))

    op.drop_table("organisation_agent")
    op.drop_table("member_language")
    with op.batch_alter_table("matching_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_matching_round_programme_id"))

    op.drop_table("matching_round")
    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listing_member_id"))
        batch_op.drop_index("ix_listing_board")

    op.drop_table("listing")
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_member_id"))

    op.drop_table("link")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_member_id"))
        batch_op.drop_index("ix_letter_due")

    op.drop_table("letter")
    op.drop_table("free_time")
    op.drop_table("credential")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_account_single",
            sqlite_where=sa.text("kind IN ('pot', 'opening')"),
            postgresql_where=sa.text("kind IN ('pot', 'opening')"),
        )

    op.drop_table("account")
    op.drop_table("access_need")
    op.drop_table("member")
    with op.batch_alter_table("exchange", schema=None) as batch_op:
        batch_op.drop_index("ix_exchange_source")

    op.drop_table("exchange")
    op.drop_table("write_key")
    op.drop_table("sign_in_attempt")
    op.drop_table("programme")
    op.drop_table("organisation")
    op.drop_table("job_run")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("ix_event_subject")

    op.drop_table("event")
    op.drop_table("community_choice")
    op.drop_table("chain_head")
    op.drop_table("category")
    op.drop_table("area")
