"""The database itself refuses to change or delete what was recorded."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# What each guarded table allows when a row changes; {old} and {new} stand for the row before and after.
FIXED_ENTRY = (
    "id position exchange_id kind from_account_id to_account_id minutes service_date recorded_at recorded_by_id "
    "recorded_for_id corrects_id settles_id note_digest note_salt key hash"
).split()
FIXED_MOVE = (
    "id position entry_id from_state to_state moved_at moved_by_id moved_for_id other_minutes reason_digest "
    "reason_salt hash"
).split()
FORWARD = (
    "(OLD.state = NEW.state"
    " OR (OLD.state = 'pending' AND NEW.state IN ('posted', 'questioned', 'declined', 'expired', 'withdrawn'))"
    " OR (OLD.state = 'questioned' AND NEW.state = 'closed'))"
)
ALLOWED = {
    "entry": (FIXED_ENTRY, FORWARD + " AND (NEW.note = OLD.note OR NEW.note = '')"),
    "entry_move": (FIXED_MOVE, "(NEW.reason = OLD.reason OR NEW.reason = '')"),
    "exchange": ([], "1 = 0"),
    "event": ([], "1 = 0"),
    "account": ("id kind member_id organisation_id opened_at".split(), "1 = 1"),
}
UNIQUE = {
    "entry": ("id", "position", "corrects_id", "settles_id", "key"),
    "entry_move": ("id", "position"),
    "exchange": ("id",),
    "event": ("number",),
    "account": ("id", "member_id", "organisation_id"),
}


def upgrade() -> None:
    """Add the guards."""
    make = _postgresql if op.get_bind().dialect.name == "postgresql" else _sqlite
    for table, (fixed, condition) in ALLOWED.items():
        make(table, fixed, condition)


def downgrade() -> None:
    """Take the guards away."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for table in ALLOWED:
        for event in ("update", "delete", "truncate" if is_postgresql else "replace"):
            op.execute(f"DROP TRIGGER guard_{table}_{event}" + (f" ON {table}" if is_postgresql else ""))
        if is_postgresql:
            op.execute(f"DROP FUNCTION guard_{table}_update()")
    if is_postgresql:
        op.execute("DROP FUNCTION guard_refuse()")


def _sqlite(table: str, fixed: list[str], condition: str) -> None:
    same = " AND ".join([f"OLD.{column} IS NEW.{column}" for column in fixed] + [condition])
    op.execute(
        f"CREATE TRIGGER guard_{table}_update BEFORE UPDATE ON {table} WHEN NOT ({same})"
        f" BEGIN SELECT RAISE(ABORT, '{table}: what was recorded is never changed'); END"
    )
    op.execute(
        f"CREATE TRIGGER guard_{table}_delete BEFORE DELETE ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{table}: what was recorded is never deleted'); END"
    )
    # INSERT OR REPLACE takes rows away without asking the delete trigger.
    taken = " OR ".join(f"{column} = NEW.{column}" for column in UNIQUE[table])
    op.execute(
        f"CREATE TRIGGER guard_{table}_replace BEFORE INSERT ON {table}"
        f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken})"
        f" BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: {table}: what was recorded is never replaced'); END"
    )


def _postgresql(table: str, fixed: list[str], condition: str) -> None:
    same = " AND ".join([f"OLD.{column} IS NOT DISTINCT FROM NEW.{column}" for column in fixed] + [condition])
    op.execute(
        "CREATE OR REPLACE FUNCTION guard_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN RAISE EXCEPTION '%: what was recorded is never deleted', TG_TABLE_NAME; END $$"
    )
    op.execute(
        f"CREATE FUNCTION guard_{table}_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF NOT ({same}) THEN RAISE EXCEPTION '{table}: what was recorded is never changed'; END IF;"
        " RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER guard_{table}_update BEFORE UPDATE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION guard_{table}_update()"
    )
    op.execute(
        f"CREATE TRIGGER guard_{table}_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION guard_refuse()"
    )
    op.execute(
        f"CREATE TRIGGER guard_{table}_truncate BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse()"
    )
