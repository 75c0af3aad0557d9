"""The node that holds the windows of a sign-in.

Reread before committing: does the release that is running now survive it (expand, move, contract)?
Are the locks short? Nothing of ours is imported. Policies, grants and triggers are not written
here: they are derived from the tables after the last migration.
"""

import sqlalchemy as sa
from alembic import op

revision = "46953303a032"
down_revision = "420b54b44e0a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("login_session", sa.Column("node", sa.String(length=120), nullable=True))


def downgrade() -> None:
    op.drop_column("login_session", "node")
