"""${message}

Reread before committing: does the release that is running now survive it (expand, move, contract)?
Are the locks short? Nothing of ours is imported. Policies, grants and triggers are not written
here: they are derived from the tables after the last migration.
"""

# ruff: noqa: E501, PLR0915, TID251 - alembic wrote most of this
import sqlalchemy as sa
from alembic import op
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
