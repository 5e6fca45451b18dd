"""What Alembic runs: apply the steps on the connection that `Ledger.upgrade` hands over, in its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
