"""What Alembic runs: in the connection, and the transaction, that `migrate` gave it."""

from __future__ import annotations

from alembic import context

from sync.central.registry.schema import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
