"""Runs the revisions over the connection that the caller gives, all of them in one transaction."""

from alembic import context

from bot.storage.engines import begin_writing

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=context.config.attributes["metadata"], transactional_ddl=True
)
with begin_writing(connection):
    context.run_migrations()
