"""Indexes of the sort keys carry what a jump far down has to know of the rows it counts away.

Nothing of ours is imported.
"""

from alembic import op

revision = "7e1b40c6d95a"
down_revision = "5c0d2f7a9e31"
branch_labels = None
depends_on = None

INDEXES = (
    ("customer", ("code_lower", "id"), ("archived_at",)),
    ("customer", ("legal_name_lower", "id"), ("archived_at",)),
    ("department", ("code_lower", "id"), ("customer_id", "archived_at")),
    ("department", ("customer_id", "code_lower", "id"), ("archived_at",)),
    ("department", ("customer_id", "name_lower", "id"), ("archived_at",)),
    ("department", ("name_lower", "id"), ("customer_id", "archived_at")),
    ("site", ("code_lower", "id"), ("customer_id", "archived_at")),
    ("site", ("customer_id", "code_lower", "id"), ("archived_at",)),
    ("site", ("customer_id", "name_lower", "id"), ("archived_at",)),
    ("site", ("name_lower", "id"), ("customer_id", "archived_at")),
)


def upgrade() -> None:
    for table, columns, told in INDEXES:
        _again(table, columns, told)


def downgrade() -> None:
    for table, columns, _ in INDEXES:
        _again(table, columns, ())


def _again(table: str, columns: tuple[str, ...], told: tuple[str, ...]) -> None:
    """Make an index anew under its name: the old one serves until the new one stands."""
    name = f"ix_{table}_{'_'.join(columns)}"
    op.create_index("ix_next", table, list(columns), postgresql_include=list(told))
    op.drop_index(name, table_name=table)
    op.execute(f"ALTER INDEX ix_next RENAME TO {name}")
