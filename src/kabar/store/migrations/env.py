"""How Alembic runs the migrations of a store: in the transaction that it is given."""

from alembic import context

from kabar.store.migrate import VERSIONS
from kabar.store.schema import METADATA

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    version_table=VERSIONS,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
