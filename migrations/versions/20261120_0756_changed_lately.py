"""Indexes of what was changed lately: the first screen of everybody asks for it.

Nothing of ours is imported.
"""

from alembic import op

revision = "a4c90b6e72d1"
down_revision = "7e1b40c6d95a"
branch_labels = None
depends_on = None

TABLES = ("customer", "site")


def upgrade() -> None:
    for table in TABLES:
        op.create_index(f"ix_{table}_updated_at_id", table, ["updated_at", "id"])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_index(f"ix_{table}_updated_at_id", table)
