"""Alembic's entry: runs the steps in the connection that `taiwa.store.schema` hands over, in its transaction."""

from alembic import context

from taiwa.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    include_name=context.config.attributes.get("include_name"),
)
context.run_migrations()
