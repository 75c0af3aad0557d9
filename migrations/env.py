"""How alembic runs: on the connection `ytefas.store.migrate` hands it, one transaction a migration.

Short locks: a migration that cannot have its lock gives up instead of queueing everybody behind it.
"""

from alembic import context
from alembic.operations.ops import CreateTableOp, MigrationScript

LOCK_TIMEOUT = "4s"
STATEMENT_TIMEOUT = "10min"
OURS_OUTSIDE = {"schema_object"}  # made by ytefas.store.migrate, which has to find it before

options = context.config.attributes


def included(found: object, name: str | None, kind: str, *_: object) -> bool:
    del found
    return kind != "table" or name not in OURS_OUTSIDE


def without_facts(_context: object, _revision: object, directives: list[MigrationScript]) -> None:
    """The facts of a table (labels, permissions) are the program's, not the database's."""
    for directive in directives:
        for operations in directive.upgrade_ops_list:
            for operation in operations.ops:
                if isinstance(operation, CreateTableOp):
                    operation.info = {}


def run() -> None:
    context.configure(
        connection=options["connection"],
        target_metadata=options["metadata"],
        transaction_per_migration=True,
        compare_server_default=False,  # PostgreSQL rewrites them; the tests compare catalogues
        include_object=included,
        process_revision_directives=without_facts,
    )
    with context.begin_transaction():
        context.run_migrations()


def show() -> None:
    context.configure(
        dialect_name="postgresql",
        target_metadata=options["metadata"],
        transaction_per_migration=True,
        literal_binds=True,
    )
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    show()
else:
    connection = options["connection"]
    connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
    connection.exec_driver_sql(f"SET statement_timeout = '{STATEMENT_TIMEOUT}'")
    connection.commit()
    run()
