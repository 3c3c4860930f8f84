"""Runs a migration on the connection it is handed, with the metadata it is handed; imports nothing of ours."""

from alembic import context

settings = context.config.attributes
connection = settings["connection"]
context.configure(
    connection=connection,
    target_metadata=settings["metadata"],
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
