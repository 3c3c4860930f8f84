"""The life of a match, concerns for the safeguarding lead, digests, and what each member chose of letters."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; letters, rounds, suggestions and meetings learn a little more."""
    op.create_table(
        "letter_choice",
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("letters", sa.String(length=20), nullable=False),
        sa.Column("choice", sa.String(length=10), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_letter_choice_member_id_member")),
        sa.PrimaryKeyConstraint("member_id", "letters", name=op.f("pk_letter_choice")),
    )
    op.create_table(
        "safeguarding_note",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("about_kind", sa.String(length=10), nullable=False),
        sa.Column("about_id", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=4000), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.String(length=20), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.String(length=20), nullable=True),
        sa.CheckConstraint("about_kind IN ('match', 'member')", name=op.f("ck_safeguarding_note_about_known")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["member.id"], name=op.f("fk_safeguarding_note_closed_by_id_member")),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["member.id"], name=op.f("fk_safeguarding_note_written_by_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safeguarding_note")),
    )
    op.create_index("ix_safeguarding_note_about_id", "safeguarding_note", ["about_id"])

    op.create_table(
        "told_item",
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("subject_id", sa.String(length=20), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_told_item_member_id_member")),
        sa.PrimaryKeyConstraint("member_id", "kind", "subject_id", name=op.f("pk_told_item")),
    )
    op.create_table(
        "round_move",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("round_id", sa.String(length=20), nullable=False),
        sa.Column("from_state", sa.String(length=10), nullable=False),
        sa.Column("to_state", sa.String(length=10), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_by_id", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=600), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["moved_by_id"], ["member.id"], name=op.f("fk_round_move_moved_by_id_member")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["matching_round.id"], name=op.f("fk_round_move_round_id_matching_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_move")),
    )
    op.create_index("ix_round_move_round_id", "round_move", ["round_id"])

    op.create_table(
        "taster",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("round_id", sa.String(length=20), nullable=False),
        sa.Column("programme_id", sa.String(length=20), nullable=False),
        sa.Column("first_id", sa.String(length=20), nullable=False),
        sa.Column("second_id", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("why_first", sa.Text(), nullable=False),
        sa.Column("why_second", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_by_id", sa.String(length=20), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('draft', 'asked', 'closed', 'discarded')", name=op.f("ck_taster_state_known")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["member.id"], name=op.f("fk_taster_asked_by_id_member")),
        sa.ForeignKeyConstraint(["first_id"], ["member.id"], name=op.f("fk_taster_first_id_member")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_taster_programme_id_programme")),
        sa.ForeignKeyConstraint(["round_id"], ["matching_round.id"], name=op.f("fk_taster_round_id_matching_round")),
        sa.ForeignKeyConstraint(["second_id"], ["member.id"], name=op.f("fk_taster_second_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taster")),
        sa.UniqueConstraint("round_id", "first_id", "second_id", name=op.f("uq_taster_round_id_first_id_second_id")),
    )
    op.create_index("ix_taster_first_id", "taster", ["first_id"])
    op.create_index("ix_taster_programme_id", "taster", ["programme_id"])
    op.create_index("ix_taster_round_id", "taster", ["round_id"])
    op.create_index("ix_taster_second_id", "taster", ["second_id"])

    op.create_table(
        "taster_word",
        sa.Column("taster_id", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("said", sa.String(length=10), nullable=False),
        sa.Column("words", sa.String(length=600), server_default="", nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_for_by_id", sa.String(length=20), nullable=True),
        sa.Column("how_told", sa.String(length=200), server_default="", nullable=False),
        sa.CheckConstraint("said IN ('yes', 'perhaps', 'no')", name=op.f("ck_taster_word_said_known")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_taster_word_member_id_member")),
        sa.ForeignKeyConstraint(["said_for_by_id"], ["member.id"], name=op.f("fk_taster_word_said_for_by_id_member")),
        sa.ForeignKeyConstraint(["taster_id"], ["taster.id"], name=op.f("fk_taster_word_taster_id_taster")),
        sa.PrimaryKeyConstraint("taster_id", "member_id", name=op.f("pk_taster_word")),
    )
    op.create_index("ix_taster_word_member_id", "taster_word", ["member_id"])

    op.create_table(
        "agreement",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("match_id", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("how_often", sa.String(length=120), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("private_words", sa.String(length=600), server_default="", nullable=False),
        sa.Column("words", sa.String(length=600), server_default="", nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.String(length=20), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name=op.f("ck_agreement_minutes_sensible")),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_agreement_match_id_match")),
        sa.ForeignKeyConstraint(["written_by_id"], ["member.id"], name=op.f("fk_agreement_written_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("match_id", "version", name=op.f("uq_agreement_match_id_version")),
    )
    op.create_table(
        "ending_talk",
        sa.Column("match_id", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("talked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("talked_by_id", sa.String(length=20), nullable=True),
        sa.Column("words", sa.String(length=600), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_ending_talk_match_id_match")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_ending_talk_member_id_member")),
        sa.ForeignKeyConstraint(["talked_by_id"], ["member.id"], name=op.f("fk_ending_talk_talked_by_id_member")),
        sa.PrimaryKeyConstraint("match_id", "member_id", name=op.f("pk_ending_talk")),
    )
    op.create_index("ix_ending_talk_member_id", "ending_talk", ["member_id"])

    op.create_table(
        "goal",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("match_id", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.String(length=20), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.String(length=20), nullable=True),
        sa.CheckConstraint("state IN ('open', 'reached', 'let_go')", name=op.f("ck_goal_state_known")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["member.id"], name=op.f("fk_goal_closed_by_id_member")),
        sa.ForeignKeyConstraint(["made_by_id"], ["member.id"], name=op.f("fk_goal_made_by_id_member")),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_goal_match_id_match")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
    )
    op.create_index("ix_goal_match_id", "goal", ["match_id"])

    op.create_table(
        "match_rest",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("match_id", sa.String(length=20), nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_by_id", sa.String(length=20), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("words", sa.String(length=600), server_default="", nullable=False),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("over_by_id", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_match_rest_match_id_match")),
        sa.ForeignKeyConstraint(["over_by_id"], ["member.id"], name=op.f("fk_match_rest_over_by_id_member")),
        sa.ForeignKeyConstraint(["said_by_id"], ["member.id"], name=op.f("fk_match_rest_said_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_rest")),
    )
    op.create_index("ix_match_rest_match_id", "match_rest", ["match_id"])

    op.create_table(
        "match_task",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("match_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("occasion", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.String(length=20), nullable=True),
        sa.Column("closing_words", sa.String(length=600), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["closed_by_id"], ["member.id"], name=op.f("fk_match_task_closed_by_id_member")),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_match_task_match_id_match")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_task")),
        sa.UniqueConstraint("match_id", "kind", "occasion", name=op.f("uq_match_task_match_id_kind_occasion")),
    )
    op.create_table(
        "match_word",
        sa.Column("match_id", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("occasion", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.String(length=20), server_default="", nullable=False),
        sa.Column("words", sa.String(length=600), server_default="", nullable=False),
        sa.Column("thanks", sa.String(length=600), server_default="", nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_for_by_id", sa.String(length=20), nullable=True),
        sa.Column("how_told", sa.String(length=200), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_match_word_match_id_match")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_match_word_member_id_member")),
        sa.ForeignKeyConstraint(["said_for_by_id"], ["member.id"], name=op.f("fk_match_word_said_for_by_id_member")),
        sa.PrimaryKeyConstraint("match_id", "member_id", "occasion", name=op.f("pk_match_word")),
    )
    op.create_index("ix_match_word_member_id", "match_word", ["member_id"])

    op.create_table(
        "planned_ending",
        sa.Column("match_id", sa.String(length=20), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("planned_by_id", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_planned_ending_match_id_match")),
        sa.ForeignKeyConstraint(["planned_by_id"], ["member.id"], name=op.f("fk_planned_ending_planned_by_id_member")),
        sa.PrimaryKeyConstraint("match_id", name=op.f("pk_planned_ending")),
    )
    op.create_table(
        "meeting_company",
        sa.Column("meeting_id", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_company_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_meeting_company_member_id_member")),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_meeting_company")),
    )
    op.create_index("ix_meeting_company_member_id", "meeting_company", ["member_id"])

    op.create_table(
        "signature",
        sa.Column("agreement_id", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.String(length=20), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_for_by_id", sa.String(length=20), nullable=True),
        sa.Column("how_told", sa.String(length=200), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_signature_agreement_id_agreement")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_signature_member_id_member")),
        sa.ForeignKeyConstraint(["signed_for_by_id"], ["member.id"], name=op.f("fk_signature_signed_for_by_id_member")),
        sa.PrimaryKeyConstraint("agreement_id", "member_id", name=op.f("pk_signature")),
    )
    op.add_column("letter", sa.Column("unsubscribe", sa.String(length=80), server_default="", nullable=False))
    op.add_column("letter", sa.Column("calendar", sa.Text(), server_default="", nullable=False))

    op.add_column("matching_round", sa.Column("state", sa.String(length=10), server_default="solved", nullable=False))

    op.add_column("meeting", sa.Column("reason_code", sa.String(length=30), server_default="", nullable=False))
    op.add_column("meeting", sa.Column("access", sa.String(length=300), server_default="", nullable=False))
    op.add_column("meeting", sa.Column("calendar_number", sa.Integer(), server_default="0", nullable=False))

    op.add_column("suggestion", sa.Column("letter_words", sa.String(length=1200), server_default="", nullable=False))


def downgrade() -> None:
    """Take them away again."""
    # Not by a batch: that would make the tables anew, and their guards would be gone.
    op.execute("ALTER TABLE suggestion DROP COLUMN letter_words")
    op.execute("ALTER TABLE meeting DROP COLUMN calendar_number")
    op.execute("ALTER TABLE meeting DROP COLUMN access")
    op.execute("ALTER TABLE meeting DROP COLUMN reason_code")
    op.execute("ALTER TABLE matching_round DROP COLUMN state")
    op.execute("ALTER TABLE letter DROP COLUMN calendar")
    op.execute("ALTER TABLE letter DROP COLUMN unsubscribe")
    for table in (
        "signature",
        "meeting_company",
        "planned_ending",
        "match_word",
        "match_task",
        "match_rest",
        "goal",
        "ending_talk",
        "agreement",
        "taster_word",
        "taster",
        "round_move",
        "told_item",
        "safeguarding_note",
        "letter_choice",
    ):
        op.drop_table(table)
