"""Runs the migrations of the kept tables on the connection that the store hands over."""

from alembic import context

from sayso.store.tables import kept

context.configure(connection=context.config.attributes["connection"], target_metadata=kept, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
