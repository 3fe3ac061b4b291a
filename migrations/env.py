"""Run migrations on the connection `flask db upgrade` hands over."""

from alembic import context

from srikandi.cli.db.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    compare_type=True,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
